// The test runtime has no default app, so this stands in for it: it runs the app whose folder is
// the first argument that is no flag, under that app's own name, version and user data.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = resolve(process.argv.slice(1).find(argument => !argument.startsWith('-')) ?? '.')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

app.setAppPath(folder)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version ?? '0.0.0')
app.setPath('userData', join(app.getPath('appData'), app.getName()))

// Awaited, so that the app still runs before `ready`: registerSchemesAsPrivileged must.
await import(pathToFileURL(join(folder, manifest.main)).href)
