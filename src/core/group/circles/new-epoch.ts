// An epoch of a circle: its key, boxed for each recipient and for no one else.
import { boxFor, newKey, type Bytes } from '#core/keys'
import { epochIdOf } from '../epochs.ts'
import type { EpochBoxes } from '../records.ts'
import type { Device } from '../state.ts'

export const newEpoch = (
  recipients: readonly Pick<Device, 'id' | 'agreement'>[],
): { key: Bytes; epoch: EpochBoxes } => {
  const key = newKey()
  const boxes = recipients
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, agreement }) => [id, boxFor(agreement, key)] as const)
  return { key, epoch: { id: epochIdOf(key), boxes } }
}
