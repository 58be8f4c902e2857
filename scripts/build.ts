// Builds the app when what it is made of has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Execute } from './execute.ts'

const folders = ['src', 'resources', 'scripts', 'docs/help']

/** Returns whether there is a build of the sources as they are now; `hear` is told what it prints. */
export async function build(
  root: string,
  execute: Execute,
  environment: Record<string, string>,
  hear?: (text: string) => void,
): Promise<boolean> {
  // In a folder that every build empties first: it only ever speaks of what is beside it.
  const stamp = join(root, 'out', 'main', '.built-from')
  const now = await fingerprint(root, environment['ELECTRON_MAJOR_VER'] ?? '')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) return true
  await rm(stamp, { force: true })
  const words = ['run', '--silent', 'build']
  if ((await execute('npm', words, environment, hear)) !== 0) return false
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, now)
  return true
}

/** SHA-256 over the names and contents of all that a build reads, and the Electron it is for. */
async function fingerprint(root: string, electron: string): Promise<string> {
  const paths = (await readdir(root)).filter(name => /\.(ts|json)$/.test(name))
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      if (entry.isFile()) paths.push(join(entry.parentPath, entry.name).slice(root.length + 1))
    }
  }
  const hash = createHash('sha256').update(electron)
  for (const path of paths.toSorted()) {
    const content = await readFile(join(root, path))
    hash.update(`\n${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
