// Finds an Electron to run: the official one if it is here or can be had, otherwise the test
// runtime. Promises: what is here already is used without any network, and which one it is is said.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fetchOfficial, officialPlace, type OfficialOptions } from './official.ts'
import {
  fetchTestRuntime,
  placeShim,
  testRuntimePlace,
  type TestRuntimeOptions,
} from './test-runtime.ts'

export type Runtime = {
  kind: 'official' | 'test'
  version: string
  executable: string
  /** Environment variables for a process that runs or builds for this runtime. */
  environment: Record<string, string>
}

export type FindOptions = OfficialOptions &
  TestRuntimeOptions & {
    /** The Node on which core runs where Electron is too old for it. */
    coreNode: string
  }

/**
 * Returns the runtime and leaves it in `runtime.json` of the folder for people who start tests by
 * hand. Throws with a sentence when neither can be had.
 */
export async function findElectron(options: FindOptions): Promise<Runtime> {
  const { folder, say } = options
  const official = await officialPlace(options)
  const test = testRuntimePlace(folder, options.source)

  if (!holdsElectron(official.place) && !holdsElectron(test)) {
    try {
      say(`Fetching Electron ${official.version} …`)
      await fetchOfficial(options)
    } catch (error) {
      say(`The official Electron cannot be had: ${sentence(error)}.`)
      await fetchTestRuntime(options)
    }
  }
  // One that was fetched for an older checkout starts apps as that one did.
  if (holdsElectron(test)) await placeShim(test)
  const runtime = holdsElectron(official.place)
    ? officialRuntime(official.version, official.place)
    : testRuntime(options.source.version, test, options.coreNode)
  say(
    runtime.kind === 'official'
      ? `Electron ${runtime.version}, official.`
      : `Electron ${runtime.version}, test runtime: old, not safe for real work. ` +
          `To look for the official one again, delete ${test}`,
  )
  await writeFile(join(folder, 'runtime.json'), JSON.stringify(runtime, null, 2))
  return runtime
}

function holdsElectron(place: string): boolean {
  return existsSync(join(place, 'electron'))
}

function officialRuntime(version: string, place: string): Runtime {
  const executable = join(place, 'electron')
  return { kind: 'official', version, executable, environment: environmentOf(executable, version) }
}

function testRuntime(version: string, place: string, coreNode: string): Runtime {
  const executable = join(place, 'electron')
  return {
    kind: 'test',
    version,
    executable,
    environment: {
      ...environmentOf(executable, version),
      BARAZA_TEST_RUNTIME: '1',
      BARAZA_CORE_NODE: coreNode,
    },
  }
}

/** Where Electron's own package and electron-vite look, and the syntax to build for. */
function environmentOf(executable: string, version: string): Record<string, string> {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: dirname(executable),
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_MAJOR_VER: version.split('.')[0] ?? version,
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
