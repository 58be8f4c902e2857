// Epochs: one random key for all active devices until the next one. The id is the whole hash of
// the key, so a box that opens to another key is noticed by whoever opens it.
import { boxFor, digest, openBox, random, toHex } from '#core/keys'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { DeviceId, EpochId } from '#shared/ids'
import { isOf } from './records.ts'
import type { EpochBoxes, Membership } from './records.ts'
import { activeDevices, type EpochEntry, type GroupState } from './state.ts'
import { deviceIdOf } from './write-record.ts'

export const epochIdOf = (key: Bytes): EpochId => toHex(digest('epoch', key)) as EpochId

type Recipient = { id: DeviceId; agreement: Bytes }

/** A fresh key, boxed for `recipients`. */
export const newEpoch = (recipients: Iterable<Recipient>): { key: Bytes; epoch: EpochBoxes } => {
  const key = random(32)
  const boxes = [...recipients]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, agreement }) => [id, boxFor(agreement, key)] as const)
  return { key, epoch: { id: epochIdOf(key), boxes } }
}

/** The boxes that `record` carries. */
export const epochIn = (record: Membership): EpochBoxes | null =>
  isOf(record, 'root') || isOf(record, 'admit') || isOf(record, 'rotate') ? record.body.epoch : null

/** The epoch's key, when there is a box for this device and what it holds is that key. */
export const openEpoch = (epoch: EpochBoxes, keys: DeviceKeys): Bytes | null => {
  const own = deviceIdOf(keys)
  const box = epoch.boxes.find(([device]) => device === own)?.[1]
  const key = box ? openBox(keys.agreement, box) : null
  return key && epochIdOf(key) === epoch.id ? key : null
}

/**
 * The epoch to send in: of those whose recipients are exactly the active devices the deepest, then
 * the lowest id; null when there is none, and somebody has to rotate.
 */
export const chooseEpoch = (state: GroupState): EpochEntry | null => {
  const active = activeDevices(state).join()
  return state.epochs
    .filter(({ recipients }) => recipients.join() === active)
    .reduce<EpochEntry | null>((best, entry) => {
      if (!best || entry.depth > best.depth) return entry
      return entry.depth === best.depth && entry.id < best.id ? entry : best
    }, null)
}
