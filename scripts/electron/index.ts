// The door to finding an Electron for the checkout: its real sources, its npm and its fuses.
import { execFile } from 'node:child_process'
import { setGlobalProxyFromEnv } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { outsideEnvironment } from '../npm-packages.mjs'
import { findElectron, type Runtime } from './find.ts'
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
    setFuses: setTestFuses,
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

/** The snapshot is gone with the other app; Playwright starts Electron with --inspect. */
async function setTestFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
