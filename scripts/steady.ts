// `npm run prove -- steady`: whole runs of the windows, each with a process beside it that never rests,
// and what failed in each. Ten runs, or as many as `--runs=3` says. A test that fails by chance shows here.
// Each whole run is noted in out/prove, so that stopped runs go on there, on the same commit.
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { closingLines, countTests } from './count.ts'
import { notesOf } from './proof-notes.ts'

const usual = 10

type RunOfWindows = { lines: string[]; failed: number }

/** How many runs the words of the command line ask for; throws when that is no number of runs. */
export function runsIn(words: readonly string[]): number {
  const said = words.find(word => word.startsWith('--runs='))
  if (said === undefined) return usual
  const runs = Number(said.slice('--runs='.length))
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`${said} is no number of runs`)
  return runs
}

/**
 * Runs the windows in the checkout at `root` until `runs` are noted for its commit, and returns whether
 * nothing failed in any of them. A run that was stopped is not noted, and one that failed counts for good.
 */
export async function proveSteady(
  root: string,
  runs: number,
  notes = notesOf('steady'),
  run = (): Promise<RunOfWindows> => besideBusyLoop(() => runWindows(root)),
): Promise<boolean> {
  const told = notes.lines.filter(line => line !== '')
  for (let next = told.filter(isRun).length + 1; next <= runs; next++) {
    const { lines, failed } = await run()
    const added = [`Run ${next}: ${failed} failed`, ...lines.map(line => `  ${line}`)]
    notes.add(added)
    told.push(...added)
    console.log(['', ...told].join('\n'))
  }
  return told.filter(isRun).every(line => line.endsWith(': 0 failed'))
}

const isRun = (line: string): boolean => line.startsWith('Run ')

async function besideBusyLoop<T>(work: () => Promise<T>): Promise<T> {
  const loop = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  try {
    return await work()
  } finally {
    loop.kill('SIGKILL')
  }
}

async function runWindows(root: string): Promise<RunOfWindows> {
  const report = join(root, 'out', 'e2e-report.json')
  await rm(report, { force: true })
  // Without a display of this run's, each worker brings its own, as in `npm test`.
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, BARAZA_PROVE: _prove, ...env } = process.env
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [join('scripts', 'bootstrap.mjs'), 'e2e'], {
      cwd: root,
      stdio: 'inherit',
      env,
    })
    child.once('error', reject)
    child.once('close', ended => resolve(ended ?? 1))
  })
  const { count, failures } = countTests(
    'e2e',
    await readFile(report, 'utf8').catch(() => null),
    code,
  )
  return { lines: closingLines(count, failures, []), failed: count.failed }
}
