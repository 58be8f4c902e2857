// Reads the body of a record from its fields, type by type: exactly the layouts of
// docs/protocol.md, or null.
import {
  ascending,
  boxFor,
  bytesOf,
  countOf,
  idOf,
  listOf,
  textOf,
  type Bytes,
  type Decoded,
} from '#core/keys'
import { Language, Level, RemovalReason, Role } from '#shared/contract'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import { limits, type Action, type Body, type EpochBoxes, type SharedEpoch } from './records.ts'

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

const readSharedEpoch = (value: Decoded | undefined): SharedEpoch | null => {
  const fields = listOf(value, 3)
  const id = idOf<EpochId>(fields?.[0])
  const ephemeral = bytesOf(fields?.[1], 32)
  const sealed = fields?.[2]
  if (!id || !ephemeral || !(sealed instanceof Uint8Array)) return null
  const count = sealed.length / 32
  return Number.isInteger(count) && count <= limits.boxes ? { id, ephemeral, sealed } : null
}

/** A key of small order can have no box and would prevent every later epoch. */
export const readAgreement = (value: Decoded | undefined): Bytes | null => {
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

const wordOf = (value: Decoded | undefined) => textOf(value, 1, 40)

/** `value` as `read` returns it; null if the field is null, undefined if it is neither. */
const orNull = <T>(value: Decoded | undefined, read: (value: Decoded) => T | null) =>
  value === null ? null : value === undefined ? undefined : (read(value) ?? undefined)

const unknown = { type: 'unknown' } as const

/** Each reads the fields after the action's name. */
const actions: Record<Action['type'], (fields: Decoded[]) => Action | typeof unknown | null> = {
  removeMember: fields => {
    const member = idOf<MemberId>(fields[0])
    const reason = wordOf(fields[1])
    if (fields.length !== 2 || !member || !reason) return null
    if (!isOneOf(RemovalReason.options, reason)) return unknown
    return { type: 'removeMember', member, reason }
  },
  removeDevice: fields => {
    const device = idOf<DeviceId>(fields[0])
    return fields.length === 1 && device ? { type: 'removeDevice', device } : null
  },
  lift: fields => {
    const shutOut = idOf<RecordId>(fields[0])
    return fields.length === 1 && shutOut ? { type: 'lift', shutOut } : null
  },
  setRole: fields => {
    const member = idOf<MemberId>(fields[0])
    const role = wordOf(fields[1])
    if (fields.length !== 2 || !member || !role) return null
    return isOneOf(Role.options, role) ? { type: 'setRole', member, role } : unknown
  },
}

const readAction = (value: Decoded | undefined): Action | typeof unknown | null => {
  const [name, ...fields] = listOf(value) ?? []
  const word = wordOf(name)
  if (!word) return null
  return isOneOf(Object.keys(actions) as Action['type'][], word) ? actions[word](fields) : unknown
}

type Named = Omit<Extract<Body, { type: 'letInDevice' }>, 'type'>

/** The first six fields of a record that adds a device to a member. */
const readAdded = (fields: Decoded[]): Named | null => {
  const member = idOf<MemberId>(fields[0])
  const device = idOf<DeviceId>(fields[1])
  const agreement = readAgreement(fields[2])
  const deviceName = deviceNameOf(fields[3])
  const proof = bytesOf(fields[4], 64)
  const recovery = orNull(fields[5], value => bytesOf(value, 64))
  if (!member || !device || !agreement || deviceName === null) return null
  return proof && recovery !== undefined
    ? { member, device, agreement, deviceName, proof, recovery }
    : null
}

/** Readers by type. A value that only a later version knows makes the record unknown. */
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
    const until = countOf(fields[2])
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
  welcome: fields => {
    const join = idOf<RecordId>(fields[0])
    const epoch = idOf<EpochId>(fields[1])
    const previous = idOf<EpochId>(fields[2])
    const wrapped = bytesOf(fields[3], 32)
    const box = bytesOf(fields[4], boxBytes)
    if (fields.length !== 5 || !join || !epoch || !previous || !wrapped || !box) return null
    return { type: 'welcome', join, epoch, previous, wrapped, box }
  },
  letIn: fields => {
    const join = idOf<RecordId>(fields[0])
    return fields.length === 1 && join ? { type: 'letIn', join } : null
  },
  renew: fields => {
    const epoch = readSharedEpoch(fields[0])
    return fields.length === 1 && epoch ? { type: 'renew', epoch } : null
  },
  setRole: fields => {
    const member = idOf<MemberId>(fields[0])
    const role = wordOf(fields[1])
    if (fields.length !== 2 || !member || !role) return null
    return isOneOf(Role.options, role) ? { type: 'setRole', member, role } : unknown
  },
  setTerm: fields => {
    const member = idOf<MemberId>(fields[0])
    const from = orNull(fields[1], countOf)
    const until = orNull(fields[2], countOf)
    if (fields.length !== 3 || !member || from === undefined || until === undefined) return null
    return { type: 'setTerm', member, from, until }
  },
  addDevice: fields => {
    const added = readAdded(fields)
    const epoch = idOf<EpochId>(fields[6])
    const box = bytesOf(fields[7], boxBytes)
    if (fields.length !== 8 || !added || !epoch || !box) return null
    return { type: 'addDevice', ...added, epoch, box }
  },
  letInDevice: fields => {
    const added = readAdded(fields)
    return fields.length === 6 && added ? { type: 'letInDevice', ...added } : null
  },
  recovery: fields => {
    const key = bytesOf(fields[0], 32)
    return fields.length === 1 && key ? { type: 'recovery', key } : null
  },
  removeDevice: fields => {
    const device = idOf<DeviceId>(fields[0])
    const epoch = orNull(fields[1], readSharedEpoch)
    if (fields.length !== 2 || !device || epoch === undefined) return null
    return { type: 'removeDevice', device, epoch }
  },
  removeMember: fields => {
    const member = idOf<MemberId>(fields[0])
    const reason = wordOf(fields[1])
    const epoch = orNull(fields[2], readSharedEpoch)
    if (fields.length !== 3 || !member || !reason || epoch === undefined) return null
    if (!isOneOf(RemovalReason.options, reason)) return unknown
    return { type: 'removeMember', member, reason, epoch }
  },
  shutOut: fields => {
    const device = idOf<DeviceId>(fields[0])
    const epoch = readSharedEpoch(fields[1])
    return fields.length === 2 && device && epoch ? { type: 'shutOut', device, epoch } : null
  },
  lift: fields => {
    const shutOut = idOf<RecordId>(fields[0])
    const epoch = readSharedEpoch(fields[1])
    return fields.length === 2 && shutOut && epoch ? { type: 'lift', shutOut, epoch } : null
  },
  propose: fields => {
    const action = readAction(fields[0])
    if (fields.length !== 1 || !action) return null
    return action.type === 'unknown' ? unknown : { type: 'propose', action }
  },
  second: fields => {
    const proposal = idOf<RecordId>(fields[0])
    return fields.length === 1 && proposal ? { type: 'second', proposal } : null
  },
  carry: fields => {
    const proposal = idOf<RecordId>(fields[0])
    const list = listOf(fields[1])
    const epoch = orNull(fields[2], readSharedEpoch)
    if (fields.length !== 3 || !proposal || !list || epoch === undefined) return null
    if (list.length > limits.seconds) return null
    const seconds = ascending(list, idOf<RecordId>, id => id)
    return seconds && { type: 'carry', proposal, seconds, epoch }
  },
  withdraw: fields => {
    const word = idOf<RecordId>(fields[0])
    const epoch = orNull(fields[1], readSharedEpoch)
    if (fields.length !== 2 || !word || epoch === undefined) return null
    return { type: 'withdraw', word, epoch }
  },
}

/** The body of a record of this type; null for a wrong form, `unknown` for a later type. */
export const readBody = (type: string, value: Decoded): Body | null => {
  if (!isOneOf(Object.keys(readers) as (keyof typeof readers)[], type)) return { type: 'unknown' }
  const fields = listOf(value)
  return fields && readers[type](fields)
}
