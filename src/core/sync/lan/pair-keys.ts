// Pair keys: a secret of the agreement keys of two devices, which no other device can compute. The
// two find each other by it where one of them is outside the plenary and has no epoch's key, or
// where a past device has each epoch's key that they have in common.
import { agreed, fromHex, keyedDigest, type Bytes } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import type { LanGroup } from '../ports.ts'
import { discoveryKey } from './handshake.ts'

export type PairKey = { device: DeviceId; discovery: Bytes }

export type PairKeys = {
  /** The keys with all other active devices, by which this one answers, calls and recognises. */
  of(group: LanGroup): PairKey[]
  /** The keys whose tags beacons carry: with every device outside, and with `holders`. */
  shown(group: LanGroup, holders: readonly DeviceId[]): PairKey[]
}

/** Pairs that are remembered. */
const most = 4_096

export const openPairKeys = (): PairKeys => {
  const known = new Map<string, Bytes | null>()

  const keyWith = (
    { id: group, self }: LanGroup,
    { id: other, agreement }: { id: DeviceId; agreement: Bytes },
  ): Bytes | null => {
    const name = `${group} ${self.device} ${other}`
    const before = known.get(name)
    if (before !== undefined) return before
    const shared = agreed(self.keys.agreement.secret, agreement)
    const pair = [self.device, other].toSorted().map(fromHex)
    const key = shared && discoveryKey(keyedDigest(shared, 'outside', fromHex(group), ...pair))
    known.set(name, key)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return key
  }
  const keysWith = (
    group: LanGroup,
    devices: Iterable<{ id: DeviceId; agreement: Bytes }>,
  ): PairKey[] =>
    [...devices].flatMap(device => {
      const discovery = device.id === group.self.device ? null : keyWith(group, device)
      return discovery ? [{ device: device.id, discovery }] : []
    })

  return {
    of: group =>
      keysWith(group, [...group.state().devices.values(), ...group.outsiders().values()]),
    shown(group, holders) {
      const { devices } = group.state()
      const inside = holders.flatMap(id => devices.get(id) ?? [])
      return keysWith(group, [...group.outsiders().values(), ...inside])
    },
  }
}
