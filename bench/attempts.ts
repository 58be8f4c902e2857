// The time that a device needs for each attempt of a hostile member (S1 of the specification): the
// test that proves that no attempt succeeds, with its archives on a disk. A link is opened before
// each attempt and closed afterwards. Deferred work counts with the attempt during which it falls
// due.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { goal, quantile, table, type Cost } from '../tests/core/sync/hostile/costs.ts'
import { verdict } from './measure.ts'

const root = join(import.meta.dirname, '..')
const proof = 'tests/core/sync/hostile-messages-proof.test.ts'
/** Classes that are shown: those with most attempts over the goal. */
const shown = 12

const costsOf = (path: string): Cost[] => {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'unit', proof],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, BARAZA_COSTS: path, BARAZA_ON_DISK: '1' },
    },
  )
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
  return JSON.parse(readFileSync(path, 'utf8')) as Cost[]
}

export const attempts = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
  try {
    const costs = costsOf(join(folder, 'costs.json'))
    const most = quantile(costs, 0.99)
    console.log(table(costs, shown).join('\n'))
    console.log(
      `an attempt of a hostile member: p50 ${quantile(costs, 0.5).toFixed(3)} ms,`,
      `p99 ${most.toFixed(3)} ms,`,
      verdict('an attempt of a hostile member p99', `${goal} ms`, most <= goal),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
