// The number of window runs, and their notes.
import { expect, test } from 'vitest'
import { proveSteady, runsIn } from '../../scripts/steady.ts'

test('nothing is said of the runs: there are ten', () => {
  expect(runsIn(['steady'])).toBe(10)
})

test('a number of runs is said: there are as many', () => {
  expect(runsIn(['steady', '--runs=3'])).toBe(3)
})

test.each(['--runs=0', '--runs=', '--runs=many', '--runs=1.5'])(
  '%s is said: it is refused',
  word => {
    expect(() => runsIn(['steady', word])).toThrow(word)
  },
)

/** Notes in memory, and as many runs as `failures` says, each with so many failed tests. */
const runs = (before: readonly string[], failures: readonly number[]) => {
  const lines = [...before]
  const left = [...failures]
  return {
    lines,
    left,
    prove: (wanted: number) =>
      proveSteady(
        '.',
        wanted,
        { lines: [...before], add: more => lines.push(...more) },
        async () => {
          const failed = left.shift()
          if (failed === undefined) throw new Error('a run too many')
          return { lines: [`${10 - failed} passed, ${failed} failed`], failed }
        },
      ),
  }
}

test('each run is noted, and stopped runs go on after the last one noted', async () => {
  const first = runs([], [0, 0])
  expect(await first.prove(2)).toBe(true)
  expect(first.lines).toEqual([
    'Run 1: 0 failed',
    '  10 passed, 0 failed',
    'Run 2: 0 failed',
    '  10 passed, 0 failed',
  ])
  const next = runs(first.lines, [0])
  expect(await next.prove(3)).toBe(true)
  expect(next.lines.slice(-2)).toEqual(['Run 3: 0 failed', '  10 passed, 0 failed'])
})

test('a run that failed before counts, though all later ones passed', async () => {
  const later = runs(['Run 1: 1 failed', '  9 passed, 1 failed', ''], [0])
  expect(await later.prove(2)).toBe(false)
  expect(later.left).toEqual([])
})
