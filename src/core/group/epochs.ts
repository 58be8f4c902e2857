// Epochs: one random key for all active devices of the plenary until the next epoch. The id is the
// whole hash of the key, so each recipient notices a box with another key.
import {
  boxFor,
  boxForAll,
  digest,
  fromHex,
  keyedDigest,
  newKey,
  openBox,
  openSharedBox,
  toHex,
  wipe,
} from '#core/keys'
import type { Bytes, DeviceKeys } from '#core/keys'
import { deviceIdOf } from '#core/records'
import type { DeviceId, EpochId } from '#shared/ids'
import { isOf } from './records.ts'
import type { EpochBoxes, Membership, SharedEpoch } from './records.ts'
import { plenaryDevices, type EpochEntry, type GroupState } from './state.ts'

export const epochIdOf = (key: Bytes): EpochId => toHex(digest('epoch', key)) as EpochId

type Recipient = { id: DeviceId; agreement: Bytes }

const inDeviceOrder = (recipients: Iterable<Recipient>): Recipient[] =>
  [...recipients].toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** A new key, boxed for each of `recipients`, as the root carries it. */
export const newEpoch = (recipients: Iterable<Recipient>): { key: Bytes; epoch: EpochBoxes } => {
  const key = newKey()
  const boxes = inDeviceOrder(recipients).map(
    ({ id, agreement }) => [id, boxFor(agreement, key)] as const,
  )
  return { key, epoch: { id: epochIdOf(key), boxes } }
}

/** A new key for all `recipients` at once. */
export const newSharedEpoch = (
  recipients: Iterable<Recipient>,
): { key: Bytes; epoch: SharedEpoch } => {
  const key = newKey()
  const agreements = inDeviceOrder(recipients).map(({ agreement }) => agreement)
  return { key, epoch: { id: epochIdOf(key), ...boxForAll(agreements, key) } }
}

/** Only holders of the previous key can compute the pad, and each new key makes another one. */
const padAfter = (previous: Bytes, epoch: EpochId): Bytes =>
  keyedDigest(previous, 'next-epoch', fromHex(epoch))

const combined = (a: Bytes, b: Bytes): Bytes => a.map((byte, index) => byte ^ (b[index] ?? 0))

/**
 * A new key for all holders of the key of `previous`, and for `newcomer` (an X25519 public key).
 */
export const nextEpoch = (
  previous: { id: EpochId; key: Bytes },
  newcomer: Bytes,
): { epoch: EpochId; previous: EpochId; wrapped: Bytes; box: Bytes } => {
  const key = newKey()
  const epoch = epochIdOf(key)
  const wrapped = combined(padAfter(previous.key, epoch), key)
  const box = boxFor(newcomer, key)
  wipe(key)
  return { epoch, previous: previous.id, wrapped, box }
}

const openBoxes = ({ boxes }: EpochBoxes, keys: DeviceKeys): Bytes | null => {
  const own = deviceIdOf(keys)
  const box = boxes.find(([device]) => device === own)?.[1]
  return box ? openBox(keys.agreement, box) : null
}

/**
 * The key of the epoch that `record` begins or gives, if it is for this device and matches the id.
 * `known` gives the keys that this device has.
 */
export const epochIn = (
  record: Membership,
  keys: DeviceKeys,
  known: (epoch: EpochId) => Bytes | null,
): { id: EpochId; key: Bytes } | null => {
  const checked = (id: EpochId, key: Bytes | null) =>
    key && epochIdOf(key) === id ? { id, key } : null
  if (isOf(record, 'addDevice')) {
    const { device, epoch, box } = record.body
    return device === deviceIdOf(keys) ? checked(epoch, openBox(keys.agreement, box)) : null
  }
  if (isOf(record, 'welcome')) {
    const { epoch, previous, wrapped, box } = record.body
    const before = known(previous)
    const unwrapped = before ? combined(padAfter(before, epoch), wrapped) : null
    return checked(epoch, unwrapped) ?? checked(epoch, openBox(keys.agreement, box))
  }
  const epoch = 'epoch' in record.body ? record.body.epoch : null
  if (!epoch || typeof epoch !== 'object') return null
  if ('boxes' in epoch) return checked(epoch.id, openBoxes(epoch, keys))
  const isKey = (key: Bytes) => epochIdOf(key) === epoch.id
  return checked(epoch.id, openSharedBox(keys.agreement, epoch, isKey))
}

/**
 * The epoch to send in: the deepest one whose recipients are exactly the active devices of the
 * plenary, then the lowest id. Null if there is none and a new epoch is needed.
 */
export const chooseEpoch = (state: GroupState): EpochEntry | null => {
  const plenary = plenaryDevices(state).join()
  return state.epochs
    .filter(({ recipients }) => recipients.join() === plenary)
    .reduce<EpochEntry | null>((best, entry) => {
      if (!best || entry.depth > best.depth) return entry
      return entry.depth === best.depth && entry.id < best.id ? entry : best
    }, null)
}
