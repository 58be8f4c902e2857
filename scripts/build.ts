// Builds the app when what it is made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Execute } from './execute.ts'

const folders = ['src', 'resources']
const files = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'electron.vite.cli.ts',
]

/** Returns whether there is a build of the sources as they are now. */
export async function build(
  root: string,
  execute: Execute,
  environment: Record<string, string>,
): Promise<boolean> {
  const stamp = join(root, 'out', '.built-from')
  const now = await fingerprint(root, environment['ELECTRON_MAJOR_VER'] ?? '')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) return true
  await rm(stamp, { force: true })
  if ((await execute('npm', ['run', '--silent', 'build'], environment)) !== 0) return false
  await mkdir(join(root, 'out'), { recursive: true })
  await writeFile(stamp, now)
  return true
}

/** SHA-256 over the names and contents of all that a build reads, and the Electron it is for. */
async function fingerprint(root: string, electron: string): Promise<string> {
  const paths = [...files]
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      if (entry.isFile()) paths.push(join(entry.parentPath, entry.name).slice(root.length + 1))
    }
  }
  const hash = createHash('sha256').update(electron)
  for (const path of paths.toSorted()) {
    if (!existsSync(join(root, path))) continue
    const content = await readFile(join(root, path))
    hash.update(`\n${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
