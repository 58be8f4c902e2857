// Frames of circles over a link of their group: the key that encrypts the sender's frames of a
// circle, in a box for the other device, and the encrypted frames. Nothing else names the circle.
import {
  boxFor,
  bytesUpTo,
  decodeStrict,
  decrypt,
  digest,
  eachOf,
  encode,
  encrypt,
  framed,
  fromHex,
  idOf,
  openBox,
} from '#core/keys'
import { equal, type Bytes, type DeviceKeys } from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import type { EpochId, GroupId } from '#shared/ids'
import { batches, frameLimit } from '../link/index.ts'

export type CircleKey = {
  circle: GroupId
  epoch: { id: EpochId; key: Bytes }
  /** Records that prove the receiver's membership. */
  records: SignedRecord[]
}

/** The least that a signature and its encoding take. */
const recordRoom = 128

/** One frame or more, each with the key, and the records in their order. */
export const writeCircleKey = (
  { circle, epoch, records }: CircleKey,
  agreement: Bytes,
): Bytes[] => {
  // The key goes out without records too.
  const parts = records.length === 0 ? [[]] : batches(records, recordRoom)
  return parts.map(part => {
    const said = encode([
      ...[1, 'circle-key', fromHex(circle), fromHex(epoch.id), epoch.key],
      part.map(packRecord),
    ])
    return encode([1, 'circle-key', boxFor(agreement, said)])
  })
}

/** Null for a frame that no honest device sends. */
export const readCircleKey = (frame: Bytes, keys: DeviceKeys['agreement']): CircleKey | null => {
  const box = bytesUpTo(framed(decodeStrict(frame, frameLimit), 'circle-key', 3)?.[2], frameLimit)
  const said = box && openBox(keys, box)
  const list = said && framed(decodeStrict(said, frameLimit), 'circle-key', 6)
  const circle = idOf<GroupId>(list?.[2])
  const id = idOf<EpochId>(list?.[3])
  const key = bytesUpTo(list?.[4], 32)
  const records = eachOf(list?.[5], 10_000, unpackRecord)
  if (!circle || !id || !records || key?.length !== 32) return null
  return equal(digest('epoch', key), fromHex(id)) ? { circle, epoch: { id, key }, records } : null
}

const associated = (epoch: EpochId): Bytes => encode([1, 'circle', fromHex(epoch)])

export const writeCircleFrame = ({ id, key }: CircleKey['epoch'], frame: Bytes): Bytes =>
  encode([1, 'circle', fromHex(id), encrypt(key, frame, associated(id))])

/** A frame of a circle: `sealed` under the epoch that it names. */
export type CircleFrame = { epoch: EpochId; sealed: Bytes }

/** Null for any other frame. */
export const readCircleFrame = (frame: Bytes): CircleFrame | null => {
  const list = framed(decodeStrict(frame, frameLimit), 'circle', 4)
  const epoch = idOf<EpochId>(list?.[2])
  const sealed = bytesUpTo(list?.[3], frameLimit)
  return epoch && sealed ? { epoch, sealed } : null
}

export const openCircleFrame = ({ epoch, sealed }: CircleFrame, key: Bytes): Bytes | null =>
  decrypt(key, sealed, associated(epoch))
