// The commands themselves, once everything that they stand on is installed. Runs on the pinned Node.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { build } from './build.ts'
import type { CommandLine } from './command-line.mjs'
import { findRuntime } from './electron/index.ts'
import { sandboxAdvice } from './electron/sandbox.ts'
import type { Runtime } from './electron/find.ts'
import { executeIn, withDisplay, type Execute } from './execute.ts'
import { ensureNpmPackages, npmCi } from './npm-packages.mjs'
import { testAll, testWindows } from './test.ts'

/** Runs a command line in the checkout at `root` and returns the exit code. */
export async function run(line: CommandLine, root: string): Promise<number> {
  const { command, without, rest, verbose = false } = line
  const execute = executeIn(root)
  if (command === 'check') return check(root, execute)
  const windowed = withDisplay(execute)
  try {
    const finding = without.includes('electron') ? Promise.resolve(null) : readyRuntime(root)
    const testing = { root, execute, windowed, apart: windowed !== execute }
    if (command === 'test') {
      const found = finding.then(runtime => runtime?.environment ?? {})
      return await testAll({ ...testing, environment: found, without })
    }
    const runtime = await finding
    const environment = runtime?.environment ?? {}
    if (command === 'e2e') return await testWindows({ ...testing, environment, rest })
    const isQuiet = command === 'start' && !verbose
    if (isQuiet) console.log('Baraza starts …')
    if (!(await build(root, executeIn(root, isQuiet), environment))) return 1
    if (command === 'start' && runtime) {
      const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      return await execute(runtime.executable, ['.', ...flags, ...rest], environment)
    }
    return await runScript(command, rest, root, windowed, environment)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

/** Types, rules and format of the code, up to the first that fails. */
async function check(root: string, execute: Execute): Promise<number> {
  for (const [name, ...words] of [
    ['tsc', '-b'],
    ['oxlint', '--deny-warnings'],
    ['oxfmt', '--check', 'src', 'tests', 'scripts', 'bench'],
  ] as const) {
    const code = await execute(join(root, 'node_modules', '.bin', name), words)
    if (code !== 0) return code
  }
  return 0
}

const scripts: Record<string, string> = {
  tour: 'scripts/tour.ts',
  prove: 'scripts/prove.ts',
  bench: 'bench/run.ts',
}

async function runScript(
  command: string,
  words: string[],
  root: string,
  windowed: Execute,
  environment: Record<string, string>,
): Promise<number> {
  const script = scripts[command]
  if (script === undefined || !existsSync(join(root, script))) {
    throw new Error(`There is nothing to run for ${command} yet.`)
  }
  const benchLock = join(root, 'bench', 'package-lock.json')
  if (command === 'bench' && existsSync(benchLock)) {
    if (!ensureNpmPackages(join(root, 'bench'), npmCi)) return 1
  }
  return windowed(process.execPath, [script, ...words], environment)
}

async function readyRuntime(root: string): Promise<Runtime> {
  const runtime = await findRuntime(root)
  const advice = sandboxAdvice(runtime.executable)
  if (advice !== null) throw new Error(advice)
  return runtime
}
