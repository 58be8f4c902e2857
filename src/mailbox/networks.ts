// The limits of one network: an IPv4 address, or the half of an IPv6 address that one customer of a
// provider has. Kept in memory only, and only as long as there is something to hold against it.
import { openBucket, type Bucket, type Rate } from './bucket.ts'
import { openShare, type Share } from './share.ts'

export type NetworkLimits = {
  connections: number
  arrivals: Rate
  bytes: Rate
  /** A share of the room that was free before the network put anything in. */
  share: number
}

/** One connection's place in its network. */
export type Admission = {
  bytes: Bucket
  share: Share
  /** Connections of the network, and of all. */
  open(): { here: number; all: number }
  leave(): void
}

export type Networks = {
  /** Admits a connection, or not. A refused one is not counted. */
  enter(network: string): Admission | null
  /** Forgets networks that owe nothing. */
  forget(): void
  size(): number
}

export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, 4).join(':')
}

type Entry = { open: number; arrivals: Bucket; bytes: Bucket; share: Share }

export const openNetworks = (
  given: { perNetwork: NetworkLimits; total: number; keeps: number },
  now: () => number,
): Networks => {
  const { perNetwork, total, keeps } = given
  const entries = new Map<string, Entry>()
  let all = 0
  const entryOf = (network: string): Entry => {
    const entry = entries.get(network) ?? {
      open: 0,
      arrivals: openBucket(perNetwork.arrivals, now),
      bytes: openBucket(perNetwork.bytes, now),
      share: openShare({ share: perNetwork.share, total, keeps }, now),
    }
    entries.set(network, entry)
    return entry
  }
  return {
    enter(network) {
      const entry = entryOf(network)
      if (entry.open >= perNetwork.connections || !entry.arrivals.offer(1)) return null
      entry.open++
      all++
      let left = false
      return {
        bytes: entry.bytes,
        share: entry.share,
        open: () => ({ here: entry.open, all }),
        leave() {
          if (left) return
          left = true
          entry.open--
          all--
        },
      }
    },
    forget() {
      for (const [network, { open, arrivals, bytes, share }] of entries) {
        if (open > 0 || !arrivals.isFull() || !bytes.isFull() || !share.isNone()) continue
        entries.delete(network)
      }
    },
    size: () => entries.size,
  }
}
