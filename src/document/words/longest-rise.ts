// The most elements of a sequence that are already in order: the rest is what was moved.

/** Positions in `order` of a longest run of increasing values. */
export const longestRise = (order: readonly number[]): Set<number> => {
  const tails: number[] = []
  const before: (number | undefined)[] = []
  order.forEach((value, at) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((order[tails[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? tails[low - 1] : undefined
    tails[low] = at
  })
  const rise = new Set<number>()
  for (let at = tails.at(-1); at !== undefined; at = before[at]) rise.add(at)
  return rise
}
