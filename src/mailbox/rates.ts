// How much one connection, and all connections of one address, may send. Kept in memory only, and
// only for as long as there is something to hold against somebody.

export type Bucket = {
  /** Takes `amount`; the milliseconds after which that is paid for, 0 while there is credit. */
  take(amount: number): number
  /** Nothing is owed, so nothing need be remembered. */
  isFull(): boolean
}

/** `burst` at once, `perSecond` for long. `now`: milliseconds of any clock that only goes forward. */
export const openBucket = (
  given: { burst: number; perSecond: number },
  now: () => number,
): Bucket => {
  const { burst, perSecond } = given
  let credit = burst
  let at = now()
  const fill = (): void => {
    const time = now()
    credit = Math.min(burst, credit + ((time - at) / 1000) * perSecond)
    at = time
  }
  return {
    take(amount) {
      fill()
      credit -= amount
      return credit >= 0 ? 0 : Math.ceil((-credit / perSecond) * 1000)
    },
    isFull() {
      fill()
      return credit >= burst
    },
  }
}

/** Of an IPv6 address the half that one customer of a provider has; an IPv4 address as it is. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, 4).join(':')
}

type Entry = { open: number; arrivals: Bucket; bytes: Bucket }

export type Rate = { burst: number; perSecond: number }

export type Networks = {
  /** Lets a connection in, or not. The returned function says that it has ended. */
  enter(address: string): { bytes: Bucket; leave(): void } | null
  /** Forgets whoever owes nothing. */
  forget(): void
  size(): number
}

export const openNetworks = (
  given: { connections: number; arrivals: Rate; bytes: Rate },
  now: () => number,
): Networks => {
  const entries = new Map<string, Entry>()
  return {
    enter(address) {
      const network = networkOf(address)
      const entry = entries.get(network) ?? {
        open: 0,
        arrivals: openBucket(given.arrivals, now),
        bytes: openBucket(given.bytes, now),
      }
      entries.set(network, entry)
      if (entry.open >= given.connections || entry.arrivals.take(1) > 0) return null
      entry.open++
      let left = false
      return {
        bytes: entry.bytes,
        leave() {
          if (left) return
          left = true
          entry.open--
        },
      }
    },
    forget() {
      for (const [network, { open, arrivals, bytes }] of entries) {
        if (open === 0 && arrivals.isFull() && bytes.isFull()) entries.delete(network)
      }
    },
    size: () => entries.size,
  }
}
