// `npm test`: builds, checks, and runs both suites. Promises: everything runs even after a failure,
// nothing is skipped in silence, and the closing lines name every failure and count it all.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.ts'
import type { Part } from './command-line.mjs'
import {
  addCounts,
  closingLines,
  countTests,
  dearestFiles,
  type Count,
  type Failure,
} from './count.ts'
import type { Execute } from './execute.ts'

type Testing = {
  root: string
  execute: Execute
  /** As `execute`, with a display. */
  windowed: Execute
  /** Whether each run of `windowed` has a display, and so a clipboard and a focus, of its own. */
  apart: boolean
  environment: Record<string, string>
}

/** `report`: what vitest wrote, where this was a suite. */
type Outcome = { count: Count; failures: Failure[]; report?: string | null }

/**
 * Runs everything but the parts in `without` and returns the exit code. The check needs no runtime: it
 * runs while `environment`, of a runtime that is being fetched, is not there yet.
 */
export async function testAll({
  environment: finding,
  without,
  ...rest
}: Omit<Testing, 'environment'> & {
  environment: Promise<Record<string, string>>
  without: readonly Part[]
}): Promise<number> {
  const { root, execute } = rest
  const found = finding.then(async environment => ({
    environment,
    building: await step('build', hear => build(root, execute, environment, hear)),
  }))
  const checking = step(
    'check',
    async hear => (await execute('npm', ['run', '--silent', 'check'], {}, hear)) === 0,
  )
  const [{ environment, building }, checked] = await bothEnd(found, checking)
  const testing: Testing = { ...rest, environment }
  const outcomes = [building, checked]

  const left = { BARAZA_WITHOUT: without.join(',') }
  const tags = without.includes('long') ? ['--tags-filter', '!long'] : []
  const built = building.failures.length === 0
  outcomes.push(
    await suite('unit', testing, execute, ['--project', 'alone', ...tags], {
      ...left,
      ...(built ? { BARAZA_BUILT: '1' } : {}),
    }),
  )
  if (!without.includes('electron')) {
    outcomes.push(
      built ? await windows(testing, tags, left) : failed('e2e', 'There is no build to run it on.'),
    )
  }
  return close(outcomes, without)
}

/** The results of both; when `first` fails, `second` has still ended before that is thrown. */
async function bothEnd<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}

/** Runs the suite with windows alone; `rest` goes to vitest, to choose among its tests. */
export async function testWindows(testing: Testing & { rest: string[] }): Promise<number> {
  const { root, execute, environment, rest } = testing
  const building = await step('build', hear => build(root, execute, environment, hear))
  if (building.failures.length > 0) return close([building], [])
  return close([await windows(testing, rest, {})], [])
}

function close(outcomes: readonly Outcome[], without: readonly Part[]): number {
  const total = addCounts(outcomes.map(({ count }) => count))
  const failures = outcomes.flatMap(outcome => outcome.failures)
  for (const line of dearestFiles(outcomes.map(({ report = null }) => report))) console.log(line)
  for (const line of closingLines(total, failures, without)) console.log(line)
  return total.failed === 0 ? 0 : 1
}

const failed = (place: string, message: string): Outcome => ({
  count: { passed: 0, failed: 1, leftOut: 0 },
  failures: [{ place, message }],
})

/** Characters of what a step printed last that tell why it failed. */
const lastWords = 300

/** One step, `work`, which is given what to tell of all that is printed. */
async function step(
  name: string,
  work: (hear: (text: string) => void) => Promise<boolean>,
): Promise<Outcome> {
  let heard = ''
  const passed = await work(text => {
    heard = (heard + stripVTControlCharacters(text)).slice(-lastWords)
  })
  if (passed) return { count: { passed: 1, failed: 0, leftOut: 0 }, failures: [] }
  return failed(name, heard)
}

/** A window waits most of its time: one at a time leaves most of two cores idle. */
const displays = 3

/**
 * The suite with windows: several files at once, each on a display of its own. One at a time where
 * they would share one.
 */
const windows = (testing: Testing, words: string[], left: Record<string, string>) =>
  suite('e2e', testing, testing.windowed, words, {
    ...left,
    BARAZA_BUILT: '1',
    ...(testing.apart ? { BARAZA_DISPLAYS: String(displays) } : {}),
  })

async function suite(
  name: string,
  { root, environment }: Testing,
  execute: Execute,
  words: string[],
  left: Record<string, string>,
): Promise<Outcome> {
  const report = join(root, 'out', `${name}-report.json`)
  await rm(report, { force: true })
  const code = await execute(
    process.execPath,
    [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', name, ...words],
    { ...environment, ...left, BARAZA_REPORT: report },
  )
  const written = await readFile(report, 'utf8').catch(() => null)
  return { ...countTests(name, written, code), report: written }
}
