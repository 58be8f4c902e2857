// What datagrams of strangers may cost: keys that they are tried with. In a short time so many for
// all senders, and half of them for any one, so that a sender who floods leaves the rest to others.
import type { Later } from '../doors.ts'

export type Budget = {
  /** Does `work`, which gives its cost, unless the sender or all of them have used theirs up. */
  spend(sender: string, work: () => number): void
  close(): void
}

/** Milliseconds after which all is as at first: short, so that no rhythm of beacons falls behind it. */
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
