// Counts what vitest reports, and closes a test run. Strict on purpose: a skipped test, a file that
// did not load and an error outside any test all count as failed, so that "0 failed" means that
// everything ran. Every failure is told again in the last lines, which may be all that is kept.
import { stripVTControlCharacters } from 'node:util'
import type { TestReport } from './report.ts'

/** `leftOut`: tests that the tags of the run left out. */
export type Count = { passed: number; failed: number; leftOut: number }

/** `place`: a step, or a file and the full name of a test. */
export type Failure = { place: string; message: string }

/**
 * Counts the tests of one suite from its report (report.ts; null when vitest wrote none) and the
 * exit code. There is a failure for each that is counted as failed.
 */
export function countTests(
  suite: string,
  report: string | null,
  exitCode: number,
): { count: Count; failures: Failure[] } {
  const failures: Failure[] = []
  let passed = 0
  let leftOut = 0
  const { files, errors } =
    report === null ? { files: [], errors: [] } : (JSON.parse(report) as TestReport)
  for (const file of files) {
    const fail = (name: string, messages: string[]) =>
      failures.push({
        place: name === '' ? file.path : `${file.path} > ${name}`,
        message: messages.join('\n'),
      })
    leftOut += file.leftOut
    for (const { name, errors: messages } of file.errors) fail(name, messages)
    for (const { name, state, errors: messages } of file.tests) {
      if (state === 'passed') passed++
      else fail(name, state === 'failed' ? messages : ['It was not run.'])
    }
  }
  for (const message of errors) failures.push({ place: `${suite}, outside its tests`, message })
  if (failures.length === 0 && passed === 0 && leftOut === 0 && exitCode === 0 && report !== null)
    failures.push({ place: suite, message: 'No test has that name.' })
  if (failures.length === 0 && (exitCode !== 0 || report === null)) {
    failures.push({ place: suite, message: `It ended with exit code ${exitCode}.` })
  }
  return { count: { passed, failed: failures.length, leftOut }, failures }
}

const mostDearest = 10

/** The files of `reports` (null: none was written) that took most CPU seconds, and the sum of all. */
export function dearestFiles(reports: readonly (string | null)[]): string[] {
  const files = reports
    .flatMap(report => (report === null ? [] : (JSON.parse(report) as TestReport).files))
    .map(({ path, cpuSeconds = 0 }) => ({ path, cpuSeconds }))
  const sum = files.reduce((seconds, file) => seconds + file.cpuSeconds, 0)
  if (sum === 0) return []
  return [
    `${sum.toFixed(1)} CPU seconds in ${files.length} test files, most in:`,
    ...files
      .toSorted((one, two) => two.cpuSeconds - one.cpuSeconds)
      .slice(0, mostDearest)
      .map(({ path, cpuSeconds }) => `  ${cpuSeconds.toFixed(1)} ${path}`),
  ]
}

export function addCounts(counts: Count[]): Count {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      leftOut: sum.leftOut + count.leftOut,
    }),
    { passed: 0, failed: 0, leftOut: 0 },
  )
}

const mostFailures = 20
/** Characters of all messages, in equal parts: one failure may tell what stood on its windows. */
const longestMessages = 7200

/** The last lines of a test run: its failures, the count, and after success what was left out. */
export function closingLines(
  { passed, failed, leftOut }: Count,
  failures: readonly Failure[],
  without: readonly string[],
): string[] {
  const told = failures.slice(0, mostFailures)
  const longest = longestMessages / told.length
  const lines = told.flatMap(({ place, message }) => [
    `Failed: ${place}`,
    ...messageLines(message, longest),
  ])
  if (failures.length > mostFailures) lines.push(`and ${failures.length - mostFailures} more`)
  lines.push(`${passed} passed, ${failed} failed`)
  // The long tests are counted instead: with no window, those with windows are not among them.
  const parts = without.filter(part => part !== 'long')
  if (failed === 0 && parts.length > 0) lines.push(`passed without: ${parts.join(', ')}`)
  if (failed === 0 && leftOut > 0)
    lines.push(`${leftOut} long tests were left out: npm test -- --whole runs them too`)
  return lines
}

function messageLines(message: string, longest: number): string[] {
  const plain = stripVTControlCharacters(message)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
    .join('\n')
  if (plain === '') return []
  const short = plain.length > longest ? `${plain.slice(0, longest)}…` : plain
  return short.split('\n').map(line => `  ${line}`)
}
