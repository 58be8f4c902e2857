// From bytes to a record, or null, in two steps. `readRecord` checks the form, for records that
// this device stored. `checkRecord` checks form and signature, for records from outside. The rules
// decide later whether the author was allowed to write it.
import { decodeStrict, fromHex, verify } from '#core/keys'
import type { Bytes, Decoded, Encodable } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { ascending, bytesOf, idOf, listOf, textOf, timeOf } from './fields.ts'
import { readBody } from './read-body.ts'
import { limits } from './records.ts'
import type { Membership, SignedRecord } from './records.ts'
import { recordIdOf } from './write-record.ts'

/** The record of `group` in `signed` if its form is right. Signatures are not checked. */
export const readRecord = (group: GroupId, signed: SignedRecord): Membership | null => {
  const { id, bytes } = signed
  const list = listOf(decodeStrict(bytes, limits.bytes), 8)
  if (!list || list[0] !== 1 || list[1] !== 'record' || recordIdOf(bytes) !== id) return null
  const parentList = listOf(list[4])
  if (!parentList || parentList.length > limits.parents) return null
  const parents = ascending(parentList, idOf<RecordId>, parent => parent)
  const device = idOf<DeviceId>(list[3])
  const type = textOf(list[5], 1, 40)
  const at = timeOf(list[7])
  if (!device || !parents || !type || at === null) return null
  const isRoot = id === (group as string)
  if (isRoot !== (list[2] === null) || isRoot !== (type === 'root')) return null
  if (isRoot !== (parents.length === 0)) return null
  if (!isRoot && idOf<GroupId>(list[2]) !== group) return null
  const body = readBody(type, list[6] ?? null)
  return body && { id, group, device, parents, at, signed, body }
}

/**
 * As `readRecord`, with the single signature of the author checked. A later type that needs another
 * member's approval carries it in the body, so the id always names the whole record.
 */
export const checkRecord = (group: GroupId, signed: SignedRecord): Membership | null => {
  const record = readRecord(group, signed)
  const [entry, ...more] = signed.signatures
  if (!record || !entry || more.length > 0 || entry[0] !== record.device) return null
  return verify('record', fromHex(record.id), entry[1], fromHex(record.device)) ? record : null
}

/** A signed record inside a pack, a file or a note: `[bytes, [[device, signature]…]]`. */
export const packRecord = ({ bytes, signatures }: SignedRecord): Encodable => [
  bytes,
  signatures.map(([device, signature]) => [fromHex(device), signature]),
]

/** Reads the form of `packRecord`. The record inside is still to be checked. */
export const unpackRecord = (value: Decoded | undefined): SignedRecord | null => {
  const pair = listOf(value, 2)
  const bytes = pair?.[0]
  const list = listOf(pair?.[1])
  if (!(bytes instanceof Uint8Array) || bytes.length > limits.bytes) return null
  if (!list || list.length > 8) return null
  const signatures: [DeviceId, Bytes][] = []
  for (const item of list) {
    const entry = listOf(item, 2)
    const device = idOf<DeviceId>(entry?.[0])
    const signature = bytesOf(entry?.[1], 64)
    if (!device || !signature) return null
    signatures.push([device, signature])
  }
  return { id: recordIdOf(bytes), bytes, signatures }
}
