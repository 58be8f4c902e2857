// Records of a circle and their bytes. They have the form of group records, in a graph whose root
// has the type `circle`. Members and keys follow from them and from the group.
import { decodeStrict, encode, fromHex, sign, verify, type Bytes, type Decoded } from '#core/keys'
import type { DeviceKeys, Encodable } from '#core/keys'
import { CircleRole } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { ascending, bytesOf, idOf, listOf, textOf, timeOf } from '../fields.ts'
import { limits, type EpochBoxes, type Header, type SignedRecord } from '../records.ts'
import { deviceIdOf, recordIdOf } from '../write-record.ts'

export type CircleBody =
  /** `member` is the member whose device founds the circle within `group`. */
  | { type: 'circle'; group: GroupId; name: string; member: MemberId; epoch: EpochBoxes }
  /** Adds a member, or with `role` null further devices of a member who is in. */
  | {
      type: 'bring'
      member: MemberId
      devices: readonly DeviceId[]
      role: CircleRole | null
      epoch: EpochBoxes
    }
  /** `epoch` is null when the author leaves: the author must not know the next key. */
  | { type: 'part'; member: MemberId; epoch: EpochBoxes | null }
  | { type: 'appoint'; member: MemberId; role: CircleRole }
  | { type: 'renew'; epoch: EpochBoxes }
  /**
   * Whether the circle follows the group: conveners' devices add each member who reads the group's
   * documents.
   */
  | { type: 'follow'; follows: boolean }

/** `group` is the circle's own id. */
export type CircleRecord = Header & { id: RecordId; signed: SignedRecord; body: CircleBody }

/** Limits beyond which no record is read or kept. */
export const circleLimits = {
  devices: 64,
  /** Most devices of an epoch. */
  boxes: 256,
  /** Most records of a circle. */
  records: 400,
  /** The same, with a convener's removal and the records that it follows. */
  withRemovals: 900,
  /**
   * Number of records up to which following the group adds members automatically. The rest is for
   * people's acts.
   */
  following: 200,
  /** Most records of one member who is no convener that no other member's record follows. */
  unanswered: 64,
} as const

const boxBytes = 80

const readEpoch = (value: Decoded | undefined): EpochBoxes | null => {
  const pair = listOf(value, 2)
  const id = idOf<EpochId>(pair?.[0])
  const list = listOf(pair?.[1])
  if (!id || !list || list.length === 0 || list.length > circleLimits.boxes) return null
  const readBox = (entry: Decoded): [DeviceId, Bytes] | null => {
    const device = idOf<DeviceId>(listOf(entry, 2)?.[0])
    const box = bytesOf(listOf(entry, 2)?.[1], boxBytes)
    return device && box && [device, box]
  }
  const boxes = ascending(list, readBox, ([device]) => device)
  return boxes && { id, boxes }
}

/** Null for a value that names no role. */
const readRole = (value: Decoded | undefined): CircleRole | null =>
  CircleRole.options.find(role => role === value) ?? null

const readers: Record<CircleBody['type'], (fields: Decoded[]) => CircleBody | null> = {
  circle: fields => {
    const group = idOf<GroupId>(fields[0])
    const name = textOf(fields[1], 1, limits.name)
    const member = idOf<MemberId>(fields[2])
    const epoch = readEpoch(fields[3])
    if (fields.length !== 4 || !group || !name || !member || !epoch) return null
    return { type: 'circle', group, name, member, epoch }
  },
  bring: fields => {
    const member = idOf<MemberId>(fields[0])
    const list = listOf(fields[1])
    const role = readRole(fields[2])
    const epoch = readEpoch(fields[3])
    if (fields.length !== 4 || !member || !list || !epoch) return null
    if (role === null && fields[2] !== null) return null
    if (list.length === 0 || list.length > circleLimits.devices) return null
    const devices = ascending(list, idOf<DeviceId>, device => device)
    return devices && { type: 'bring', member, devices, role, epoch }
  },
  part: fields => {
    const member = idOf<MemberId>(fields[0])
    const epoch = fields[1] === null ? null : readEpoch(fields[1])
    if (fields.length !== 2 || !member || (epoch === null && fields[1] !== null)) return null
    return { type: 'part', member, epoch }
  },
  appoint: fields => {
    const member = idOf<MemberId>(fields[0])
    const role = readRole(fields[1])
    return fields.length === 2 && member && role ? { type: 'appoint', member, role } : null
  },
  renew: fields => {
    const epoch = readEpoch(fields[0])
    return fields.length === 1 && epoch ? { type: 'renew', epoch } : null
  },
  follow: fields => {
    const [follows] = fields
    return fields.length === 1 && typeof follows === 'boolean' ? { type: 'follow', follows } : null
  },
}

const isType = (type: string): type is CircleBody['type'] => Object.hasOwn(readers, type)

/** The record of `circle` in `signed` if its form is right. The signature is not checked. */
export const readCircleRecord = (circle: GroupId, signed: SignedRecord): CircleRecord | null => {
  const { id, bytes } = signed
  const list = listOf(decodeStrict(bytes, limits.bytes), 8)
  if (!list || list[0] !== 1 || list[1] !== 'record' || recordIdOf(bytes) !== id) return null
  const isRoot = id === (circle as string)
  const of = idOf<GroupId>(list[2])
  const device = idOf<DeviceId>(list[3])
  const parents = ascending(listOf(list[4]) ?? [], idOf<RecordId>, parent => parent)
  const type = textOf(list[5], 1, 40)
  const fields = listOf(list[6])
  const at = timeOf(list[7])
  if (!device || !listOf(list[4]) || !parents || parents.length > limits.parents) return null
  if (!type || !isType(type) || !fields || at === null) return null
  if (isRoot !== (type === 'circle') || isRoot !== (parents.length === 0)) return null
  if (isRoot ? list[2] !== null : of !== circle) return null
  const body = readers[type](fields)
  return body && { id, group: circle, device, parents, at, signed, body }
}

/** As `readCircleRecord`, with the single signature of the author checked. */
export const checkCircleRecord = (circle: GroupId, signed: SignedRecord): CircleRecord | null => {
  const record = readCircleRecord(circle, signed)
  const [entry, ...more] = signed.signatures
  if (!record || !entry || more.length > 0 || entry[0] !== record.device) return null
  return verify('record', fromHex(record.id), entry[1], fromHex(record.device)) ? record : null
}

/** The group of the circle that this root begins; null for any other record. */
export const groupOfRoot = (signed: SignedRecord): GroupId | null => {
  const root = checkCircleRecord(signed.id as string as GroupId, signed)
  return root?.body.type === 'circle' ? root.body.group : null
}

const epochFields = ({ id, boxes }: EpochBoxes): Encodable => [
  fromHex(id),
  boxes.map(([device, box]) => [fromHex(device), box]),
]

const fieldsOf = (body: CircleBody): Encodable => {
  switch (body.type) {
    case 'circle':
      return [fromHex(body.group), body.name, fromHex(body.member), epochFields(body.epoch)]
    case 'bring': {
      const devices = body.devices.toSorted().map(fromHex)
      return [fromHex(body.member), devices, body.role, epochFields(body.epoch)]
    }
    case 'part':
      return [fromHex(body.member), body.epoch && epochFields(body.epoch)]
    case 'appoint':
      return [fromHex(body.member), body.role]
    case 'renew':
      return [epochFields(body.epoch)]
    case 'follow':
      return [body.follows]
  }
}

/** A signed record of a circle; `circle` is null for the root. */
export const writeCircleRecord = (
  keys: DeviceKeys,
  { circle, parents, at }: { circle: GroupId | null; parents: readonly RecordId[]; at: number },
  body: CircleBody,
): SignedRecord => {
  const bytes = encode([
    ...[1, 'record', circle && fromHex(circle), keys.signing.public],
    ...[parents.toSorted().map(fromHex), body.type, fieldsOf(body), at],
  ])
  const id = recordIdOf(bytes)
  return {
    id,
    bytes,
    signatures: [[deviceIdOf(keys), sign('record', fromHex(id), keys.signing.secret)]],
  }
}
