// An allowance for work that can wait: it may hold core up for so long at once, and then for a
// small part of the time. Due work stays due.

/** Milliseconds at once, and the part of all time beyond that. */
const [most, share] = [1000, 0.1]

export type Allowance = {
  isUsedUp(): boolean
  /** Milliseconds until some of it is left. */
  wait(): number
  /** Counts the time of `work`. */
  spend<T>(work: () => T): T
}

/** `clock`: milliseconds from any beginning. */
export const openAllowance = (clock: () => number): Allowance => {
  let spent = 0
  let at = clock()
  const now = (): number => {
    const time = clock()
    spent = Math.max(0, spent - (time - at) * share)
    at = time
    return spent
  }
  return {
    isUsedUp: () => now() >= most,
    wait: () => Math.max(0, now() - most) / share,
    spend(work) {
      const begun = clock()
      try {
        return work()
      } finally {
        spent += clock() - begun
      }
    },
  }
}
