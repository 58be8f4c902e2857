// The cost of attempts for the receiving device, by class.

/**
 * `ms`: the time of the device for one attempt of this class. `isInterrupted`: a thread of this
 * process lost its core meanwhile, to another process or to one of its own that collects garbage.
 */
export type Cost = { name: string; ms: number; isInterrupted: boolean }

/** S1: 99 of 100 attempts cost no more, in milliseconds. */
export const goal = 1

/** The value below which the share `at` (0 to 1) lies. */
export const quantile = (costs: readonly Cost[], at: number): number => {
  const sorted = costs.map(({ ms }) => ms).toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}

const row = (name: string, costs: readonly Cost[], all: number): string => {
  const over = costs.filter(({ ms }) => ms > goal).length
  const cells = [
    costs.length.toString(),
    quantile(costs, 0.5).toFixed(3),
    quantile(costs, 0.99).toFixed(3),
    over.toString(),
    `${((100 * over) / all).toFixed(3)}%`,
  ]
  return `${cells.map(cell => cell.padStart(8)).join(' ')}  ${name}`
}

/** A line for each class, the one with most attempts over the goal first; `few`: only so many. */
export const table = (costs: readonly Cost[], few = Infinity): string[] => {
  const over = (list: readonly Cost[]): number => list.filter(({ ms }) => ms > goal).length
  const classes = [...Map.groupBy(costs, ({ name }) => name)].toSorted(
    ([, a], [, b]) => over(b) - over(a) || quantile(b, 0.5) - quantile(a, 0.5),
  )
  return [
    `attempts   p50 ms   p99 ms   > ${goal} ms    of all`,
    row('all', costs, costs.length),
    row(
      'all but the interrupted',
      costs.filter(({ isInterrupted }) => !isInterrupted),
      costs.length,
    ),
    ...classes.slice(0, few).map(([name, list]) => row(name, list, costs.length)),
  ]
}
