// A token bucket: so much at once, and so much over time.

export type Rate = { burst: number; perSecond: number }

export type Bucket = {
  /** Takes `amount`; the milliseconds after which that is paid for, 0 while there is credit. */
  take(amount: number): number
  /** Takes `amount` where there is credit for it; else takes nothing, and is false. */
  offer(amount: number): boolean
  /** Nothing is owed, so nothing need be remembered. */
  isFull(): boolean
}

/** `now`: milliseconds. A clock that is set back gives no credit and takes none. */
export const openBucket = ({ burst, perSecond }: Rate, now: () => number): Bucket => {
  let credit = burst
  let at = now()
  const fill = (): void => {
    const time = now()
    credit = Math.min(burst, credit + (Math.max(0, time - at) / 1000) * perSecond)
    at = time
  }
  return {
    take(amount) {
      fill()
      credit -= amount
      return credit >= 0 ? 0 : Math.ceil((-credit / perSecond) * 1000)
    },
    offer(amount) {
      fill()
      if (credit < amount) return false
      credit -= amount
      return true
    },
    isFull() {
      fill()
      return credit >= burst
    },
  }
}
