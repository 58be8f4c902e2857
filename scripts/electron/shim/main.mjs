// The test runtime has no default app, so this stands in for it: it runs the app whose folder is
// the first argument that is no flag, under that app's own name, version and user data. As there,
// `-r FILE` before the folder loads a module first.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const words = process.argv.slice(1)
const before = []
for (let at = words.indexOf('-r'); at !== -1; at = words.indexOf('-r')) {
  before.push(...words.splice(at, 2).slice(1))
}
const folder = resolve(words.find(word => !word.startsWith('-')) ?? '.')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

app.setAppPath(folder)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version ?? '0.0.0')
app.setPath('userData', join(app.getPath('appData'), app.getName()))

for (const path of before) await import(pathToFileURL(resolve(path)).href)
// Awaited, so that the app still runs before `ready`: registerSchemesAsPrivileged must.
await import(pathToFileURL(join(folder, manifest.main)).href)
