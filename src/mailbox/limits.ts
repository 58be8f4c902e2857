// The limits of a host: how much room, how many connections, how much memory, per caller and in
// all.
import { messageLimit } from './frames.ts'
import type { NetworkLimits } from './networks.ts'
import type { Quotas } from './store.ts'
import type { UnprovenLimits } from './unproven.ts'
import type { Rate } from './bucket.ts'

export type HostLimits = {
  quotas: Quotas
  /** Milliseconds for which a part is kept. */
  keeps: number
  /** Websockets at a time. */
  connections: number
  /** Connections that have not opened a mailbox yet. */
  unproven: UnprovenLimits
  /** Per network: an IPv4 address, or the first half of an IPv6 address. */
  perNetwork: NetworkLimits
  perConnection: Rate
  /** Bytes on their way to a connection, beyond which the rest waits in the store. */
  unread: { perConnection: number; perNetwork: number; total: number }
}

const mebibyte = 1 << 20
const day = 86_400_000

/** The defaults of `baraza mailbox`. */
export const defaultLimits: HostLimits = {
  quotas: { mailbox: 256 * mebibyte, total: 10_240 * mebibyte },
  keeps: 90 * day,
  connections: 20_000,
  unproven: { within: 10_000, perNetwork: 128, total: 2_048 },
  perNetwork: {
    connections: 256,
    arrivals: { burst: 128, perSecond: 4 },
    bytes: { burst: 64 * mebibyte, perSecond: 2 * mebibyte },
    share: 1 / 4,
  },
  perConnection: { burst: 32 * mebibyte, perSecond: mebibyte },
  unread: { perConnection: mebibyte / 8, perNetwork: 4 * mebibyte, total: 32 * mebibyte },
}

/** Files that a host has open beside its connections, and some to spare. */
const ownFiles = 64

/**
 * The limits under a system that lets a process open so many files: a connection that finds none
 * left is cut off, so fewer are let in.
 */
export const within = (limits: HostLimits, files: number): HostLimits => {
  const unproven = Math.min(limits.unproven.total, Math.floor(files / 4))
  const connections = Math.max(1, Math.min(limits.connections, files - unproven - ownFiles))
  return {
    ...limits,
    connections,
    unproven: {
      ...limits.unproven,
      total: unproven,
      perNetwork: Math.min(limits.unproven.perNetwork, Math.ceil(unproven / 4)),
    },
  }
}

/**
 * The limits where many members come through one network: with as many more connections it may call
 * more often, send more and take a larger share, at most everything.
 */
export const withPerNetwork = (limits: HostLimits, connections: number): HostLimits => {
  const { perNetwork, unproven, unread } = limits
  const factor = Math.max(1, connections / perNetwork.connections)
  const times = ({ burst, perSecond }: Rate): Rate => ({
    burst: burst * factor,
    perSecond: perSecond * factor,
  })
  return {
    ...limits,
    unproven: { ...unproven, perNetwork: Math.ceil(unproven.perNetwork * factor) },
    unread: { ...unread, perNetwork: Math.min(unread.total, unread.perNetwork * factor) },
    perNetwork: {
      connections,
      arrivals: times(perNetwork.arrivals),
      bytes: times(perNetwork.bytes),
      share: Math.min(1, perNetwork.share * factor),
    },
  }
}

/** Bytes that may be on their way to one connection, of `here` in its network and `all` in all. */
export const unreadAllowed = (
  { perConnection, perNetwork, total }: HostLimits['unread'],
  { here, all }: { here: number; all: number },
): number => Math.max(messageLimit, Math.min(perConnection, perNetwork / here, total / all))
