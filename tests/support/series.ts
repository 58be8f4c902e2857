// Long proofs by seed: the seeds to run now, and a note of those that passed, so that `npm run
// prove` goes on where it was stopped, with the same commit. `npm test` runs a hundredth, or a
// given number, and keeps no notes.
import process from 'node:process'
import { notesOf } from '../../scripts/proof-notes.ts'

export type Series = {
  seeds: number[]
  /** Notes that a seed passed, with lines about it for a reader of the notes. */
  passed(seed: number, line: string, more?: readonly string[]): void
}

/**
 * `figure` seeds from 1 on in `npm run prove`, without those noted before; else the first `few` and
 * those that run `always`.
 */
export const series = (
  name: string,
  figure: number,
  few = Math.ceil(figure / 100),
  always: readonly number[] = [],
): Series => {
  const all = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
  if (process.env['BARAZA_PROVE'] !== '1') {
    return { seeds: [...all(few), ...always], passed: () => {} }
  }
  const notes = notesOf(name)
  const done = new Set(
    notes.lines.filter(line => /^\d/.test(line)).map(line => Number.parseInt(line, 10)),
  )
  const seeds = all(figure).filter(seed => !done.has(seed))
  const last = Math.max(0, ...done)
  const gaps = seeds.filter(seed => seed < last)
  // A run that was stopped says nothing of a seed that failed in it.
  if (gaps.length > 0) console.log(`${name}: failed or stopped before: ${gaps.join(', ')}`)
  return {
    seeds,
    passed(seed, line, more = []) {
      notes.add([`${seed} ${line}`, ...more.map(each => `  ${each}`)])
      console.log(`${name} ${seed}: ${line}`)
    },
  }
}
