// How often a test repeats random trials: a hundredth of the promised figure in every run, or a
// given number; all of it under `npm run prove`.
export const trials = (figure: number, few = Math.ceil(figure / 100)): number =>
  process.env.BARAZA_PROVE === '1' ? figure : few

/** For a test whose full number of trials takes minutes, and on a busy machine many. */
export const patiently = { timeout: process.env.BARAZA_PROVE === '1' ? 3_600_000 : 900_000 }

/** The same numbers in every run: a failure names its seed and is repeatable. 0 <= value < 1. */
export const numbersFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
