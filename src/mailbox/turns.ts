// Questions to the store, a few at a time, in the order in which they came.

export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export const openTurns = (most: number): Turns => {
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    const isFree = running < most
    if (isFree) running++
    // Waits in each case: the caller has the promise before the work begins.
    await (isFree ? null : new Promise<void>(resolve => waiting.push(resolve)))
    try {
      return await work()
    } finally {
      // The turn goes to the next one that waits.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
