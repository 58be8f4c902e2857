export type Bucket = {
  /** Takes `amount`; the milliseconds after which that is paid for, 0 while there is credit. */
  take(amount: number): number
  /** Nothing is owed, so nothing need be remembered. */
  isFull(): boolean
}
/** `burst` at once, `perSecond` for long. `now`: milliseconds of any clock that only goes forward. */
export declare const openBucket: (
  given: {
    burst: number
    perSecond: number
  },
  now: () => number,
) => Bucket
/** Of an IPv6 address the half that one customer of a provider has; an IPv4 address as it is. */
export declare const networkOf: (address: string) => string
export type Rate = {
  burst: number
  perSecond: number
}
export type Networks = {
  /** Lets a connection in, or not. The returned function says that it has ended. */
  enter(address: string): {
    bytes: Bucket
    leave(): void
  } | null
  /** Forgets whoever owes nothing. */
  forget(): void
  size(): number
}
export declare const openNetworks: (
  given: {
    connections: number
    arrivals: Rate
    bytes: Rate
  },
  now: () => number,
) => Networks
