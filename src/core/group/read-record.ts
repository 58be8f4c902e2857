// From bytes to a record, or null. Two steps: `readRecord` (form) for what this device already
// checked and stored, `checkRecord` (form and signature) for what comes from outside. Neither asks
// whether the author was allowed to: that is for the rules.
import { boxFor, decodeStrict, fromHex, verify } from '#core/keys'
import type { Bytes, Decoded, Encodable } from '#core/keys'
import { Language, Level, Role } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { ascending, bytesOf, idOf, listOf, textOf, timeOf } from './fields.ts'
import { limits } from './records.ts'
import type { Body, EpochBoxes, Membership, SignedRecord } from './records.ts'
import { recordIdOf } from './write-record.ts'

/** X25519 key 32 bytes, sealed key 32 bytes, tag 16 bytes. */
const boxBytes = 80

const readBox = (value: Decoded): [DeviceId, Bytes] | null => {
  const pair = listOf(value, 2)
  const device = idOf<DeviceId>(pair?.[0])
  const box = bytesOf(pair?.[1], boxBytes)
  return device && box && [device, box]
}

const readEpoch = (value: Decoded | undefined): EpochBoxes | null => {
  const pair = listOf(value, 2)
  const id = idOf<EpochId>(pair?.[0])
  const list = listOf(pair?.[1])
  if (!id || !list || list.length === 0 || list.length > limits.boxes) return null
  const boxes = ascending(list, readBox, ([device]) => device)
  return boxes && { id, boxes }
}

/** A key that nothing can be boxed for (a point of small order) would stop every rotation. */
const readAgreement = (value: Decoded | undefined): Bytes | null => {
  const key = bytesOf(value, 32)
  if (!key) return null
  try {
    boxFor(key, new Uint8Array(1))
    return key
  } catch {
    return null
  }
}

const isOneOf = <T extends string>(options: readonly T[], text: string): text is T =>
  (options as readonly string[]).includes(text)

const handleOf = (value: Decoded | undefined) => textOf(value, 1, limits.handle)
const deviceNameOf = (value: Decoded | undefined) => textOf(value, 0, limits.deviceName)

/** Readers by type. A word that only a later version knows makes the record an unknown one. */
const readers: Record<Exclude<Body['type'], 'unknown'>, (fields: Decoded[]) => Body | null> = {
  root: fields => {
    const name = textOf(fields[0], 1, limits.name)
    const level = textOf(fields[1], 1, 40)
    const language = textOf(fields[2], 1, 40)
    const handle = handleOf(fields[3])
    const deviceName = deviceNameOf(fields[4])
    const agreement = readAgreement(fields[5])
    const epoch = readEpoch(fields[6])
    if (fields.length !== 7 || !name || !level || !language || !handle) return null
    if (deviceName === null || !agreement || !epoch) return null
    if (!isOneOf(Level.options, level)) return { type: 'unknown' }
    if (!isOneOf(Language.options, language)) return { type: 'unknown' }
    return { type: 'root', name, level, language, handle, deviceName, agreement, epoch }
  },
  invite: fields => {
    const key = bytesOf(fields[0], 32)
    const role = textOf(fields[1], 1, 40)
    const until = timeOf(fields[2])
    if (fields.length !== 3 || !key || !role || until === null) return null
    return isOneOf(Role.options, role) ? { type: 'invite', key, role, until } : { type: 'unknown' }
  },
  cancel: fields => {
    const invitation = idOf<RecordId>(fields[0])
    return fields.length === 1 && invitation ? { type: 'cancel', invitation } : null
  },
  join: fields => {
    const invitation = idOf<RecordId>(fields[0])
    const handle = handleOf(fields[1])
    const deviceName = deviceNameOf(fields[2])
    const agreement = readAgreement(fields[3])
    const proof = bytesOf(fields[4], 64)
    if (fields.length !== 5 || !invitation || !handle) return null
    if (deviceName === null || !agreement || !proof) return null
    return { type: 'join', invitation, handle, deviceName, agreement, proof }
  },
  admit: fields => {
    const join = idOf<RecordId>(fields[0])
    const epoch = readEpoch(fields[1])
    return fields.length === 2 && join && epoch ? { type: 'admit', join, epoch } : null
  },
  rotate: fields => {
    const epoch = readEpoch(fields[0])
    return fields.length === 1 && epoch ? { type: 'rotate', epoch } : null
  },
}

const readBody = (type: string, value: Decoded): Body | null => {
  if (!isOneOf(Object.keys(readers) as (keyof typeof readers)[], type)) return { type: 'unknown' }
  const fields = listOf(value)
  return fields && readers[type](fields)
}

/** The record of `group` that `signed` holds, when its form is right; signatures are not checked. */
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
 * As `readRecord`, and signed: exactly one signature, by the author. A later type that needs a
 * second member's word carries it in its body, so that the id always names the whole record.
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

/** The form of `packRecord` read back; the record inside is still to be checked. */
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
