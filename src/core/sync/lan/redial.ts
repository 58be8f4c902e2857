// Addresses of members that were heard or typed. A cut link is tried again after one second, then
// two, four, up to a minute. Typed addresses are kept while the network is on; heard ones are given
// up until they are heard again, and any address once the device there is out of the group.
import type { DeviceId, GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Later } from '../ports.ts'

/** `discovery`: the key that recognised its beacon; without one all keys are tried. */
export type Endpoint = { host: string; port: number; discovery?: Bytes }

export type Answer = DeviceId | 'unreachable' | 'nobody'

export type Redial = {
  heard(group: GroupId, endpoint: Endpoint): void
  typed(group: GroupId, endpoint: Endpoint): Promise<Answer>
  /** A link with this device ended, whichever end had dialled it. */
  lost(group: GroupId, device: DeviceId): void
  clear(): void
}

type Known = {
  group: GroupId
  endpoint: Endpoint
  isTyped: boolean
  /** The device that answered there last. */
  device: DeviceId | null
  /** Failed or short attempts in a row. */
  failures: number
  linkedAt: number
  calling: boolean
  cancel: (() => void) | null
}

const first = 1_000
const longest = 60_000
/** A link that lasted this long counts as a working one. */
const lasting = 60_000
const mostFailures = 6
const mostKnown = 256

export const openRedial = (ports: {
  later: Later
  now(): number
  random(length: number): Bytes
  isLinked(group: GroupId, device: DeviceId | null): boolean
  isMember(group: GroupId, device: DeviceId): boolean
  call(group: GroupId, endpoint: Endpoint): Promise<Answer>
}): Redial => {
  const { later, now, random, isLinked, isMember, call } = ports
  const known = new Map<string, Known>()

  const keyOf = (group: GroupId, { host, port }: Endpoint): string => `${group}/${host}/${port}`
  const forget = (entry: Known): void => {
    entry.cancel?.()
    known.delete(keyOf(entry.group, entry.endpoint))
  }

  const ring = async (entry: Known): Promise<Answer> => {
    entry.cancel?.()
    entry.cancel = null
    entry.calling = true
    entry.linkedAt = now()
    const answer = await call(entry.group, entry.endpoint)
    entry.calling = false
    if (answer === 'unreachable' || answer === 'nobody') again(entry)
    else entry.device = answer
    return answer
  }
  function again(entry: Known): void {
    if (known.get(keyOf(entry.group, entry.endpoint)) !== entry || entry.cancel) return
    entry.failures++
    const isOut = entry.device !== null && !isMember(entry.group, entry.device)
    if (isOut || (!entry.isTyped && entry.failures > mostFailures)) {
      forget(entry)
      return
    }
    const pause = Math.min(longest, first * 2 ** (entry.failures - 1))
    const spread = 1 + (random(1)[0] ?? 0) / 1024
    entry.cancel = later(() => {
      entry.cancel = null
      if (!isLinked(entry.group, entry.device)) void ring(entry)
    }, pause * spread)
  }
  const entryOf = (group: GroupId, endpoint: Endpoint): Known => {
    const key = keyOf(group, endpoint)
    const entry = known.get(key) ?? {
      group,
      endpoint,
      isTyped: false,
      device: null,
      failures: 0,
      linkedAt: 0,
      calling: false,
      cancel: null,
    }
    known.delete(key)
    known.set(key, entry)
    for (const oldest of known.values()) {
      if (known.size <= mostKnown) break
      if (!oldest.isTyped) forget(oldest)
    }
    return entry
  }

  return {
    heard(group, endpoint) {
      const entry = entryOf(group, endpoint)
      if (!entry.isTyped) entry.endpoint = endpoint
      // A beacon does not shorten the pause after a failure.
      if (entry.calling || entry.cancel || isLinked(group, entry.device)) return
      void ring(entry)
    },
    async typed(group, endpoint) {
      const entry = entryOf(group, endpoint)
      if (isLinked(group, entry.device) && entry.device) return entry.device
      const answer = await ring(entry)
      // An address that never answered a member is a mistake, not a member who is away.
      if (answer === 'unreachable' || answer === 'nobody') {
        if (!entry.isTyped) forget(entry)
      } else entry.isTyped = true
      return answer
    },
    lost(group, device) {
      if (isLinked(group, device)) return
      for (const entry of known.values()) {
        if (entry.group !== group || entry.device !== device || entry.calling) continue
        if (now() - entry.linkedAt > lasting) entry.failures = 0
        again(entry)
      }
    },
    clear() {
      for (const entry of [...known.values()]) forget(entry)
    },
  }
}
