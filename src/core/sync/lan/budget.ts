// A budget for datagrams of strangers, counted in keys that they are tried with. In a short span
// there is one amount for all senders, and half of it for any one sender, so that a flood from one
// leaves the rest to others.
import type { Later } from '../ports.ts'

export type Budget = {
  /**
   * Does `work`, which returns its cost, unless the sender or all senders have used up their
   * budget.
   */
  spend(sender: string, work: () => number): void
  close(): void
}

/**
 * Milliseconds after which the budget is full again: short, so that no rhythm of beacons falls
 * behind it.
 */
const span = 100
const forAll = 2_000
const forOne = forAll / 2

/** Sets no timer while nothing comes. */
export const openBudget = (later: Later): Budget => {
  const spent = new Map<string, number>()
  let all = 0
  let cancel: (() => void) | null = null
  const renew = (): void => {
    spent.clear()
    all = 0
    cancel = null
  }
  return {
    spend(sender, work) {
      const before = spent.get(sender) ?? 0
      if (all >= forAll || before >= forOne) return
      cancel ??= later(renew, span)
      const cost = Math.max(1, work())
      spent.set(sender, before + cost)
      all += cost
    },
    close() {
      cancel?.()
      renew()
    },
  }
}
