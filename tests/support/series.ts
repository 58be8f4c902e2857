// Long proofs by seed: the seeds to run now, and a note of those that passed, so that `npm run
// prove` goes on where it was stopped, with the same commit. `npm test` runs a hundredth, or a
// given number, and keeps no notes.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** The proof of one commit is none of the next; a tree without history counts as one commit. */
const commit = (): string => {
  try {
    const asked = ['rev-parse', '--short=12', 'HEAD']
    return execFileSync('git', asked, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'tree'
  }
}

const folder = (): string => join(import.meta.dirname, '../../out/prove', commit())

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
  const notes = join(folder(), `${name}.txt`)
  const before = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : []
  const done = new Set(
    before.filter(line => /^\d/.test(line)).map(line => Number.parseInt(line, 10)),
  )
  const seeds = all(figure).filter(seed => !done.has(seed))
  const last = Math.max(0, ...done)
  const gaps = seeds.filter(seed => seed < last)
  // A run that was stopped says nothing of a seed that failed in it.
  if (gaps.length > 0) console.log(`${name}: failed or stopped before: ${gaps.join(', ')}`)
  return {
    seeds,
    passed(seed, line, more = []) {
      mkdirSync(folder(), { recursive: true })
      appendFileSync(notes, [`${seed} ${line}`, ...more.map(each => `  ${each}`), ''].join('\n'))
      console.log(`${name} ${seed}: ${line}`)
    },
  }
}
