// Figures and how they are printed. Product and peer are measured in turns in one run, so that what
// else the machine does meets both; ratios are medians over the rounds.

/** The value below which the share `at` (0 to 1) of the samples lies. */
export const quantile = (samples: readonly number[], at: number): number => {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

/** Milliseconds, one list per round. */
export type Rounds = { product: number[][]; peer: number[][] }

const missed: string[] = []
let judged = 0

/** "goal 200 ms: reached", or that it is not, which `summary` says once more. */
export const verdict = (what: string, goal: string, isReached: boolean): string => {
  judged += 1
  if (!isReached) missed.push(`${what}, goal ${goal}`)
  return `goal ${goal}: ${isReached ? 'reached' : 'NOT reached'}`
}

/** Says which goals were not reached; whether all were. */
export const summary = (): boolean => {
  if (missed.length === 0) console.log(`All ${judged} goals were reached.`)
  else console.log(`${missed.length} of ${judged} goals were NOT reached:`)
  for (const each of missed) console.log(`  ${each}`)
  return missed.length === 0
}

type Goal = { at: number; most: number }

/** One line per goal: both medians, the ratio, and what it should reach. */
export const report = (name: string, rounds: Rounds, goals: readonly Goal[]): void => {
  for (const { at, most } of goals) {
    const product = rounds.product.map(samples => quantile(samples, at))
    const peer = rounds.peer.map(samples => quantile(samples, at))
    const ratios = product.map((value, index) => value / (peer[index] ?? Number.NaN))
    const ratio = median(ratios)
    const figures = [
      `${name} p${at * 100}:`,
      `${ratio.toFixed(2)}x`,
      `(product ${median(product).toFixed(3)} ms, peer ${median(peer).toFixed(3)} ms,`,
      `rounds ${ratios.map(value => value.toFixed(2)).join(' ')})`,
      verdict(`${name} p${at * 100}`, `${most}x`, ratio <= most),
    ]
    console.log(figures.join(' '))
  }
}

export const roundCount = 5
