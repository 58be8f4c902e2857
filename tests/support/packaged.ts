// A folder that looks to the app as if it were packaged: this Electron under the product's name,
// with the built app in `resources/app`. Only the executable in it is a copy.
import { copyFileSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronRuntime } from '#tests/electron-runtime'

const root = fileURLToPath(new URL('../..', import.meta.url))

const linkOrCopy = (from: string, to: string): void => {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

const linkTree = (from: string, to: string, leave: readonly string[]): void => {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (leave.includes(source)) continue
    if (entry.isDirectory()) linkTree(source, target, leave)
    else linkOrCopy(source, target)
  }
}

/** Returns the path of the executable. */
export function packagedIn(folder: string): string {
  const { executable } = electronRuntime()
  const place = dirname(executable)
  const app = join(folder, 'resources', 'app')
  linkTree(place, folder, [executable, join(place, 'resources', 'app')])
  // Its own: a test may change its fuses.
  copyFileSync(executable, join(folder, 'baraza'))
  mkdirSync(app, { recursive: true })
  for (const part of ['out', 'resources', 'node_modules']) {
    symlinkSync(join(root, part), join(app, part))
  }
  const manifest = { name: 'baraza', productName: 'Baraza', type: 'module' }
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ ...manifest, version: '0.0.1', main: './out/main/index.js' }),
  )
  return join(folder, 'baraza')
}
