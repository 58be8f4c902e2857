// Pair keys. Where one of two devices is outside the plenary and has no epoch's key, the two find
// each other by a secret of their agreement keys. No other device can compute it, and a device in
// the plenary shows it only for devices outside.
import { agreed, fromHex, keyedDigest, type Bytes } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import type { LanGroup } from '../ports.ts'
import { discoveryKey } from './handshake.ts'

export type PairKey = { device: DeviceId; discovery: Bytes }

export type PairKeys = {
  /** The keys with each device that finds this one, or is found, in this way. */
  of(group: LanGroup): PairKey[]
  /** The keys that this device shows in its beacons: with every device outside. */
  shown(group: LanGroup): PairKey[]
  /** The keys that this device looks for in beacons of others: none unless it is outside itself. */
  sought(group: LanGroup): PairKey[]
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
  const isOutside = (group: LanGroup): boolean => group.isOutside(group.self.device)
  const shown = (group: LanGroup): PairKey[] => keysWith(group, group.outsiders().values())
  const sought = (group: LanGroup): PairKey[] =>
    isOutside(group) ? [...keysWith(group, group.state().devices.values()), ...shown(group)] : []

  return { shown, sought, of: group => (isOutside(group) ? sought(group) : shown(group)) }
}
