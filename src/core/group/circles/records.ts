// Records of a circle and their bytes. They have the form of group records, in a graph whose root
// has the type `circle`. Members and keys follow from them and from the group.
import {
  ascending,
  bytesOf,
  fromHex,
  idOf,
  listOf,
  textOf,
  type Bytes,
  type Decoded,
  type Encodable,
} from '#core/keys'
import type { RecordWith, Types } from '#core/records'
import { CircleRole } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, MemberId } from '#shared/ids'
import { limits, type EpochBoxes } from '../records.ts'

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
export type CircleRecord = RecordWith<CircleBody>

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

/** A record of an unknown type is not read: a circle has no later types. */
export const circleTypes: Types<CircleBody> = {
  root: 'circle',
  read(type, value) {
    const fields = listOf(value)
    return isType(type) && fields ? readers[type](fields) : null
  },
  write: body => [body.type, fieldsOf(body)],
}
