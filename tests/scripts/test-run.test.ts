// The order of a test run, its left out parts, and its end; with fake programs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Part } from '../../scripts/command-line.mjs'
import { testAll } from '../../scripts/test.ts'

type Ran = {
  what: string
  display: boolean
  left: string | undefined
  displays?: string
  tags?: string
}

/** Runs everything with programs that end as `codes` says, and returns what was run and printed. */
async function runTests(without: Part[], codes: Record<string, number> = {}, apart = true) {
  const root = mkdtempSync(join(tmpdir(), 'test-run-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'out'))
  writeFileSync(join(root, 'package.json'), '{}')
  const ran: Ran[] = []
  const isChecked = Promise.withResolvers<void>()
  const program =
    (display: boolean) =>
    async (
      _command: string,
      words: string[],
      environment: Record<string, string> = {},
      hear: (text: string) => void = () => {},
    ) => {
      const what = words[words.indexOf('--project') + 1] ?? ''
      const tags = words.includes('--tags-filter') ? words.at(-1) : undefined
      const name = words[0] === 'run' ? (words.at(-1) ?? '') : what
      const displays = environment['BARAZA_DISPLAYS']
      ran.push({
        what: name,
        display,
        left: environment['BARAZA_WITHOUT'],
        ...(displays === undefined ? {} : { displays }),
        ...(tags === undefined ? {} : { tags }),
      })
      if (name === 'check') isChecked.resolve()
      const code = codes[name] ?? 0
      const report = environment['BARAZA_REPORT']
      if (code !== 0) hear(`${name}: this is wrong`)
      if (report !== undefined) {
        const state = code === 0 ? 'passed' : 'failed'
        const tests = [{ name: 'one', state, errors: ['Error: not so'] }]
        writeFileSync(
          report,
          JSON.stringify({
            files: [{ path: 'a.test.ts', errors: [], leftOut: 0, tests }],
            errors: [],
          }),
        )
      }
      return code
    }
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation(line => void printed.push(String(line)))
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = await testAll({
    root,
    execute: program(false),
    windowed: program(true),
    apart,
    // A runtime that is fetched for longer than the check takes.
    environment: isChecked.promise.then(() => ({})),
    without,
  })
  log.mockRestore()
  error.mockRestore()
  return { code, ran, printed }
}

test('a full run checks while it waits for a runtime, builds, and tests with and without windows', async () => {
  const { code, ran, printed } = await runTests([])
  expect(ran).toEqual([
    { what: 'check', display: false, left: undefined },
    { what: 'build', display: false, left: undefined },
    { what: 'unit', display: false, left: '' },
    { what: 'e2e', display: true, left: '', displays: '3' },
  ])
  expect(printed).toEqual(['4 passed, 0 failed'])
  expect(code).toBe(0)
})

test('long tests are left out: both suites are asked to do without them', async () => {
  const { ran } = await runTests(['long'])
  expect(ran.slice(-2).map(({ tags }) => tags)).toEqual(['!long', '!long'])
})

test('a part is left out: it does not run, and is named at the end', async () => {
  const { code, ran, printed } = await runTests(['electron', 'office'])
  expect(ran.map(({ what }) => what)).toEqual(['check', 'build', 'unit'])
  expect(ran.at(-1)?.left).toBe('electron,office')
  expect(printed).toEqual(['3 passed, 0 failed', 'passed without: electron, office'])
  expect(code).toBe(0)
})

test('after a failure all the rest still runs, and the run fails', async () => {
  const { code, ran, printed } = await runTests(['office'], { check: 1, unit: 1 })
  expect(ran.map(({ what }) => what)).toEqual(['check', 'build', 'unit', 'e2e'])
  expect(printed).toEqual([
    'Failed: check',
    '  check: this is wrong',
    'Failed: a.test.ts > one',
    '  Error: not so',
    '2 passed, 2 failed',
  ])
  expect(code).toBe(1)
})

test('without a build the suite with windows counts as failed and is not run on an old one', async () => {
  const { code, ran, printed } = await runTests([], { build: 1 })
  expect(ran.map(({ what }) => what)).toEqual(['check', 'build', 'unit'])
  expect(printed).toEqual([
    'Failed: build',
    '  build: this is wrong',
    'Failed: e2e',
    '  There is no build to run it on.',
    '2 passed, 2 failed',
  ])
  expect(code).toBe(1)
})

test('windows of several files are open at once only where each has a display of its own', async () => {
  const { ran } = await runTests([], {}, false)
  expect(ran.at(-1)).toEqual({ what: 'e2e', display: true, left: '' })
})
