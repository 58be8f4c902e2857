// The command line options for the number of window runs.
import { expect, test } from 'vitest'
import { runsIn } from '../../scripts/steady.ts'

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
