// The counts and the end of a test run, from reports that vitest really writes.
// @module-tag long
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  addCounts,
  closingLines,
  countTests,
  dearestFiles,
  type Failure,
} from '../../scripts/count.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const reporter = fileURLToPath(new URL('../../scripts/report.ts', import.meta.url))
const counter = fileURLToPath(new URL('../support/count-cpu.ts', import.meta.url))

/** Runs vitest on one made-up test file. */
function reportOf(file: string, words: readonly string[] = [], tags: { name: string }[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'count-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(modules, join(folder, 'node_modules'))
  mkdirSync(join(folder, 'tests'))
  writeFileSync(
    join(folder, 'tests', 'some.test.js'),
    `import { beforeAll, describe, expect, test } from 'vitest'\n${file}`,
  )
  const path = join(folder, 'report.json')
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `import { reportTo } from ${JSON.stringify(reporter)}
    export default { test: { tags: ${JSON.stringify(tags)}, setupFiles: [${JSON.stringify(counter)}], reporters: [reportTo(${JSON.stringify(path)})] } }`,
  )
  const { status } = spawnSync(
    process.execPath,
    [join(modules, 'vitest', 'vitest.mjs'), 'run', '--root', folder, ...words],
    { encoding: 'utf8' },
  )
  return { report: readFileSync(path, 'utf8'), code: status ?? 1 }
}

/** The count of what it reports. */
function countOf(...asked: Parameters<typeof reportOf>) {
  const { report, code } = reportOf(...asked)
  return countTests('unit', report, code)
}

test('passed and failed tests are counted as they are', () => {
  const { count } = countOf(
    'test("one", () => {}); test("two", () => {}); test("three", () => expect(1).toBe(2))',
  )
  expect(count).toEqual({ passed: 2, failed: 1, leftOut: 0 })
})

test('a failed test is told with its file, its full name, its message and its line', () => {
  const { failures } = countOf(
    'describe("a text", () => {\ntest("ends", () => expect(1).toBe(2)) })',
  )
  expect(failures).toHaveLength(1)
  const [{ place, message }] = failures as [Failure]
  expect(place).toBe('tests/some.test.js > a text > ends')
  expect(message).toContain('expected 1 to be 2')
  expect(message).toContain('tests/some.test.js:3')
})

test('a run is asked for by name: tests with other names are no part of it', () => {
  const file = `test("one", () => {}); describe("a text", () => { test("ends", () => {})
    test("begins", () => {}) })`
  expect(countOf(file, ['-t', 'a text > ends'])).toEqual({
    count: { passed: 1, failed: 0, leftOut: 0 },
    failures: [],
  })
  const none = countOf(file, ['-t', 'nothing like it'])
  expect(none.failures).toEqual([{ place: 'unit', message: 'No test has that name.' }])
  // A requested and skipped test was not run.
  const skip = 'skip'
  const { count } = countOf(`test("one", () => {}); test.${skip}("one more", () => {})`, [
    '-t',
    'one',
  ])
  expect(count).toEqual({ passed: 1, failed: 1, leftOut: 0 })
})

test('a run is asked to do without long tests: they are counted, and are no failures', () => {
  const file = `test("one", () => {}); test("two", { tags: 'long' }, () => {})
    describe("a text", { tags: 'long' }, () => { test("ends", () => {}) })`
  const tags = [{ name: 'long' }]
  expect(countOf(file, ['--tags-filter', '!long'], tags)).toEqual({
    count: { passed: 1, failed: 0, leftOut: 2 },
    failures: [],
  })
  expect(countOf(file, [], tags).count).toEqual({ passed: 3, failed: 0, leftOut: 0 })
  // In two parts: Vitest looks for the words anywhere in a file, and here they are no tag.
  const allLong = `// @module-${'tag'} long\ntest("two", () => {})`
  expect(countOf(allLong, ['--tags-filter', '!long'], tags).count).toEqual({
    passed: 0,
    failed: 0,
    leftOut: 1,
  })
})

test('a test that was skipped counts as failed, by name', () => {
  const skip = 'skip'
  const { count, failures } = countOf(
    `test("one", () => {}); test.${skip}("two", () => {}); test.todo("three")`,
  )
  expect(count).toEqual({ passed: 1, failed: 2, leftOut: 0 })
  expect(failures).toEqual([
    { place: 'tests/some.test.js > two', message: 'It was not run.' },
    { place: 'tests/some.test.js > three', message: 'It was not run.' },
  ])
})

test('a file that does not load counts as failed, and says why', () => {
  const { count, failures } = countOf('throw new Error("no")')
  expect(count).toEqual({ passed: 0, failed: 1, leftOut: 0 })
  expect(failures).toEqual([
    { place: 'tests/some.test.js', message: expect.stringContaining('Error: no') as unknown },
  ])
})

test('a failure before the tests of a group is reported beside the tests that it kept from running', () => {
  const { count, failures } = countOf(
    'describe("group", () => { beforeAll(() => { throw new Error("no") }); test("one", () => {}) })',
  )
  expect(count).toEqual({ passed: 0, failed: 2, leftOut: 0 })
  expect(failures.map(({ place }) => place)).toEqual([
    'tests/some.test.js > group',
    'tests/some.test.js > group > one',
  ])
  expect(failures[0]?.message).toContain('Error: no')
})

test('an error outside every test counts as failed, and says which it was', () => {
  const { count, failures } = countOf(
    'test("one", () => {}); Promise.reject(new Error("nobody waits for me"))',
  )
  expect(count).toEqual({ passed: 1, failed: 1, leftOut: 0 })
  expect(failures).toHaveLength(1)
  expect(failures[0]?.place).toBe('unit, outside its tests')
  expect(failures[0]?.message).toContain('nobody waits for me')
})

test('a file and a process that it starts are busy: the report has the CPU seconds of both', () => {
  const busy = 'const begun = process.cpuUsage(); while (process.cpuUsage(begun).user < 200_000);'
  const { report } = reportOf(
    `import { execFileSync } from 'node:child_process'
    test("one", () => { ${busy} execFileSync(process.execPath, ['-e', ${JSON.stringify(busy)}]) })`,
  )
  const [file] = (JSON.parse(report) as { files: { cpuSeconds: number }[] }).files
  expect(file?.cpuSeconds).toBeGreaterThan(0.3)
  expect(dearestFiles([report, null])).toEqual([
    `${file?.cpuSeconds.toFixed(1)} CPU seconds in 1 test files, most in:`,
    `  ${file?.cpuSeconds.toFixed(1)} tests/some.test.js`,
  ])
})

test('files took different CPU seconds: the ten that took most are told, the dearest first', () => {
  const files = Array.from({ length: 12 }, (_, at) => ({ path: `${at}.test.ts`, cpuSeconds: at }))
  const [sum, ...lines] = dearestFiles([JSON.stringify({ files, errors: [] })])
  expect(sum).toBe('66.0 CPU seconds in 12 test files, most in:')
  expect(lines.map(line => line.trim())).toEqual(
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map(at => `${at}.0 ${at}.test.ts`),
  )
  expect(dearestFiles([null])).toEqual([])
})

test('a run that left no report counts as failed, and so does one that says it failed', () => {
  const ended = { place: 'unit', message: 'It ended with exit code 137.' }
  const count = { passed: 0, failed: 1, leftOut: 0 }
  expect(countTests('unit', null, 137)).toEqual({ count, failures: [ended] })
  expect(countTests('unit', '{"files":[],"errors":[]}', 137)).toEqual({ count, failures: [ended] })
  expect(countTests('unit', null, 0).count.failed).toBe(1)
})

test('the closing line adds up all suites and names what was left out only after success', () => {
  const total = addCounts([
    { passed: 3, failed: 0, leftOut: 0 },
    { passed: 4, failed: 0, leftOut: 0 },
  ])
  expect(closingLines(total, [], [])).toEqual(['7 passed, 0 failed'])
  expect(closingLines(total, [], ['electron', 'office'])).toEqual([
    '7 passed, 0 failed',
    'passed without: electron, office',
  ])
  expect(closingLines({ ...total, leftOut: 5 }, [], ['office', 'long'])).toEqual([
    '7 passed, 0 failed',
    'passed without: office',
    '5 long tests were left out: npm test -- --whole runs them too',
  ])
  const failures = [{ place: 'check', message: '' }]
  expect(closingLines({ passed: 7, failed: 1, leftOut: 0 }, failures, ['office'])).toEqual([
    'Failed: check',
    '7 passed, 1 failed',
  ])
})

test('one failure alone may tell a screen', () => {
  const message = 'word '.repeat(1000)
  const failures = [{ place: 'check', message }]
  const lines = closingLines({ passed: 7, failed: 1, leftOut: 0 }, failures, [])
  expect(lines.join('\n')).toContain(message.trim())
})

test('every failure is told after all else, in few lines without colours, twenty at most', () => {
  const red = `${String.fromCharCode(27)}[31m`
  const message = `${red}one\n\n  two\n${'long '.repeat(200)}`
  const failures = Array.from({ length: 23 }, (_, at) => ({ place: `check ${at}`, message }))
  const lines = closingLines({ passed: 7, failed: 23, leftOut: 0 }, failures, [])
  expect(lines.slice(0, 4)).toEqual([
    'Failed: check 0',
    '  one',
    '    two',
    expect.stringMatching(/^ {2}long (long )*…$/) as unknown,
  ])
  expect(lines.filter(line => line.startsWith('Failed: '))).toHaveLength(20)
  expect(lines.slice(-2)).toEqual(['and 3 more', '7 passed, 23 failed'])
  expect(lines.join('\n').length).toBeLessThan(10_000)
})
