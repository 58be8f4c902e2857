// The closing line of a test run, from reports that vitest really writes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { addCounts, closingLines, countTests } from '../../scripts/count.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Runs vitest on one made-up test file and counts what it reports. */
function countOf(file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'count-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(modules, join(folder, 'node_modules'))
  mkdirSync(join(folder, 'tests'))
  writeFileSync(
    join(folder, 'tests', 'some.test.js'),
    `import { expect, test } from 'vitest'\n${file}`,
  )
  const { status } = spawnSync(
    process.execPath,
    [
      join(modules, 'vitest', 'vitest.mjs'),
      ...['run', '--root', folder, '--reporter=json', `--outputFile.json=${folder}/report.json`],
    ],
    { encoding: 'utf8' },
  )
  const report = readFileSync(join(folder, 'report.json'), 'utf8')
  return countTests(report, status ?? 1)
}

test('passed and failed tests are counted as they are', () => {
  const { count, complaints } = countOf(
    'test("one", () => {}); test("two", () => {}); test("three", () => expect(1).toBe(2))',
  )
  expect(count).toEqual({ passed: 2, failed: 1 })
  expect(complaints).toEqual([])
})

test('a test that was skipped counts as failed, by name', () => {
  const skip = 'skip'
  const { count, complaints } = countOf(
    `test("one", () => {}); test.${skip}("two", () => {}); test.todo("three")`,
  )
  expect(count).toEqual({ passed: 1, failed: 2 })
  expect(complaints.join()).toContain('Not run: two')
})

test('a file that does not load counts as failed', () => {
  const { count, complaints } = countOf('throw new Error("no")')
  expect(count).toEqual({ passed: 0, failed: 1 })
  expect(complaints).toHaveLength(1)
})

test('an error outside every test counts as failed', () => {
  const { count } = countOf(
    'test("one", () => {}); Promise.reject(new Error("nobody waits for me"))',
  )
  expect(count).toEqual({ passed: 1, failed: 1 })
})

test('a run that left no report counts as failed', () => {
  expect(countTests(null, 1).count).toEqual({ passed: 0, failed: 1 })
})

test('the closing line adds up all suites and names what was left out only after success', () => {
  const total = addCounts([
    { passed: 3, failed: 0 },
    { passed: 4, failed: 0 },
  ])
  expect(closingLines(total, [])).toEqual(['7 passed, 0 failed'])
  expect(closingLines(total, ['electron', 'office'])).toEqual([
    '7 passed, 0 failed',
    'passed without: electron, office',
  ])
  expect(closingLines({ passed: 7, failed: 1 }, ['office'])).toEqual(['7 passed, 1 failed'])
})
