// `npm test`: builds, checks, and runs both suites. Promises: everything runs even after a failure,
// nothing is skipped in silence, and the closing line counts it all.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { build } from './build.ts'
import type { Part } from './command-line.mjs'
import { addCounts, closingLines, countTests, type Count } from './count.ts'
import type { Execute } from './execute.ts'

type Testing = {
  root: string
  execute: Execute
  /** As `execute`, with a display. */
  windowed: Execute
  environment: Record<string, string>
}

/** Runs everything but the parts in `without` and returns the exit code. */
export async function testAll(testing: Testing & { without: readonly Part[] }): Promise<number> {
  const { root, execute, environment, without } = testing
  const counts: Count[] = []

  const built = await build(root, execute, environment)
  counts.push(step('build', built))
  counts.push(step('check', (await execute('npm', ['run', '--silent', 'check'])) === 0))

  const left = { BARAZA_WITHOUT: without.join(',') }
  counts.push(await suite('unit', testing, execute, [], left))
  if (!without.includes('electron')) {
    counts.push(
      built
        ? await suite('e2e', testing, testing.windowed, [], left)
        : step('e2e suite: there is no build to run it on', false),
    )
  }
  return close(counts, without)
}

/** Runs the suite with windows alone; `rest` goes to vitest, to choose among its tests. */
export async function testWindows(testing: Testing & { rest: string[] }): Promise<number> {
  const { root, execute, windowed, environment, rest } = testing
  if (!(await build(root, execute, environment))) return close([step('build', false)], [])
  return close([await suite('e2e', testing, windowed, rest, {})], [])
}

function close(counts: Count[], without: readonly Part[]): number {
  const total = addCounts(counts)
  for (const line of closingLines(total, without)) console.log(line)
  return total.failed === 0 ? 0 : 1
}

function step(name: string, passed: boolean): Count {
  if (!passed) console.error(`Failed: ${name}`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function suite(
  name: string,
  { root, environment }: Testing,
  execute: Execute,
  words: string[],
  left: Record<string, string>,
): Promise<Count> {
  const report = join(root, 'out', `${name}-report.json`)
  await rm(report, { force: true })
  const code = await execute(
    process.execPath,
    [
      join('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...words,
    ],
    { ...environment, ...left },
  )
  const text = await readFile(report, 'utf8').catch(() => null)
  const { count, complaints } = countTests(text, code)
  for (const complaint of complaints) console.error(complaint)
  return count
}
