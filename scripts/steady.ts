// `npm run prove -- steady`: whole runs of the windows, each with a process beside it that never rests,
// and what failed in each. Ten runs, or as many as `--runs=3` says. A test that fails by chance shows here.
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { closingLines, countTests } from './count.ts'

const usual = 10

/** How many runs the words of the command line ask for; throws when that is no number of runs. */
export function runsIn(words: readonly string[]): number {
  const said = words.find(word => word.startsWith('--runs='))
  if (said === undefined) return usual
  const runs = Number(said.slice('--runs='.length))
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`${said} is no number of runs`)
  return runs
}

/** Runs the windows `runs` times in the checkout at `root`, and returns whether nothing failed. */
export async function proveSteady(root: string, runs: number): Promise<boolean> {
  const told: string[] = []
  let failures = 0
  for (let run = 1; run <= runs; run++) {
    const { lines, failed } = await besideBusyLoop(() => runWindows(root))
    failures += failed
    told.push(`Run ${run} of ${runs}:`, ...lines.map(line => `  ${line}`))
    console.log(['', ...told].join('\n'))
  }
  return failures === 0
}

async function besideBusyLoop<T>(work: () => Promise<T>): Promise<T> {
  const loop = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  try {
    return await work()
  } finally {
    loop.kill('SIGKILL')
  }
}

async function runWindows(root: string): Promise<{ lines: string[]; failed: number }> {
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
