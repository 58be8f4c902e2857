// Three suites: `unit` (everything that needs no window), `alone` (*.alone.test.ts: the same, in a process
// that no other file has used) and `e2e` (in a real Electron: tests/e2e and every *.electron.test.ts). Tests that need LibreOffice or poppler are named *.office.test.ts, so
// that `npm test -- --without office` can leave exactly those out (BARAZA_WITHOUT). BARAZA_REPORT is
// the file that `npm test` counts from.
import { join } from 'node:path'
import process from 'node:process'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/order.ts'
import { reportTo } from './scripts/report.ts'
import { memoryFolder } from './tests/support/memory-folder.ts'

const without = process.env['BARAZA_WITHOUT']?.split(',') ?? []
const exclude = [
  ...configDefaults.exclude,
  ...(without.includes('office') ? ['tests/**/*.office.test.ts'] : []),
]

// How many files with windows run at once, each on a display of its own; one, on the display that is
// there, when it is not said.
const displays = Number(process.env['BARAZA_DISPLAYS'] ?? 1)
const report = process.env['BARAZA_REPORT']
const env = {
  ...(process.env['BARAZA_ON_DISK'] === '1' ? {} : memoryFolder()),
  // Reading the code is half of what a process of its own costs that a test starts. It is kept.
  NODE_COMPILE_CACHE: join(import.meta.dirname, 'out', 'compiled'),
}
// What is waited for comes within a second on an idle machine, and within many on a busy one.
const expect = { poll: { timeout: 30_000 } }

/** A file that puts another module in the place of one, or measures what a process takes. */
const alone = 'tests/**/*.alone.test.ts'
const setup = ['tests/support/count-cpu.ts']
const quick = {
  env,
  setupFiles: setup,
  expect,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // One more than there are cores: many a test waits for a disk or for another process.
  maxWorkers: 3,
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    tags: [
      {
        name: 'long',
        description: 'More than two seconds in a whole run: `npm test -- --whole` has them',
      },
    ],
    reporters: ['default', ...(report === undefined ? [] : [reportTo(report)])],
    projects: [
      {
        test: {
          ...quick,
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...exclude, 'tests/e2e/**', 'tests/**/*.electron.test.ts', alone],
          // A process keeps the modules that it has read for the next file: reading them anew for each
          // was a quarter of what two hundred files cost.
          isolate: false,
        },
      },
      { test: { ...quick, name: 'alone', include: [alone], exclude } },
      {
        test: {
          name: 'e2e',
          env,
          expect,
          include: ['tests/e2e/**/*.test.ts', 'tests/**/*.electron.test.ts'],
          exclude,
          globalSetup: ['tests/support/built-pages.ts'],
          runner: 'tests/support/window-runner.ts',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // The files of a worker share the Electron that shows pages (tests/support/page-electron.ts).
          isolate: false,
          ...(displays > 1
            ? { maxWorkers: displays, setupFiles: [...setup, 'tests/support/own-display.ts'] }
            : { fileParallelism: false, setupFiles: setup }),
        },
      },
    ],
  },
})
