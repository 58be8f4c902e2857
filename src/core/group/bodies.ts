// The body of each type of record, field by field as in docs/protocol.md.
import { boxFor, type Bytes, type Encodable } from '#core/keys'
import {
  array,
  ascendingBy,
  bodiesOf,
  bytes,
  bytesTo,
  id,
  listOf,
  orNull,
  pair,
  text,
  time,
  where,
  type Field,
  type Types,
} from '#core/records'
import { Language, Level, RemovalReason, Role } from '#shared/contract'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import {
  limits,
  type Action,
  type Body,
  type EpochBoxes,
  type SharedEpoch,
  type Written,
} from './records.ts'

const device = id<DeviceId>()
const member = id<MemberId>()
const record = id<RecordId>()
const epoch = id<EpochId>()
const key = bytes(32)
const proof = bytes(64)
/** X25519 key 32 bytes, sealed key 32 bytes, tag 16 bytes. */
const box = bytes(80)

/** An epoch for at most `most` devices. */
export const epochBoxes = (most: number): Field<EpochBoxes> =>
  array({ id: epoch, boxes: ascendingBy(listOf(pair(device, box), 1, most), ([to]) => to) })

const epochOrNull: Field<SharedEpoch | null> = orNull(
  array({
    id: epoch,
    ephemeral: key,
    sealed: where(bytesTo(limits.boxes * 32), ({ length }) => length % 32 === 0),
  }),
)
/** An author who does not stay has no epoch to give: null is written, and refused by the reader. */
const sharedEpoch = where(epochOrNull, value => value !== null) as Field<SharedEpoch>

/** A key of small order can have no box and would prevent every later epoch. */
const canBeBoxedFor = (value: Bytes): boolean => {
  try {
    boxFor(value, new Uint8Array(1))
    return true
  } catch {
    return false
  }
}

export const agreementField = where(key, canBeBoxedFor)

const handle = text(1, limits.handle)
const deviceName = text(0, limits.deviceName)

/** A word that a later version may have more of. */
const anyWord = text(1, 40)
const word = <W extends string>() => anyWord as Field<string> as Field<W>
const role = word<Role>()
const reason = word<RemovalReason>()

/** The words that this version knows, by the names of their fields. */
const words: Record<string, readonly string[]> = {
  level: Level.options,
  language: Language.options,
  role: Role.options,
  reason: RemovalReason.options,
}

const hasKnownWords = (fields: Action | Written): boolean =>
  Object.entries(fields).every(([name, value]) => words[name]?.includes(value as string) ?? true)

const actions = bodiesOf<Action>({
  removeMember: array({ member, reason }),
  removeDevice: array({ device }),
  lift: array({ shutOut: record }),
  setRole: array({ member, role }),
})

/** An action as a proposal carries it. One of a later version is read as its type alone. */
export const actionField: Field<Action> = {
  read(value) {
    const [word, ...fields] = Array.isArray(value) ? value : []
    const type = anyWord.read(word)
    if (type === undefined) return undefined
    return actions.has(type) ? (actions.read(type, fields) ?? undefined) : ({ type } as Action)
  },
  write(value) {
    const [type, fields] = actions.write(value)
    return [type, ...(fields as readonly Encodable[])]
  },
}

const added = {
  member,
  device,
  agreement: agreementField,
  deviceName,
  proof,
  recovery: orNull(proof),
}

const bodies = bodiesOf<Written>({
  root: array({
    name: text(1, limits.name),
    level: word<Level>(),
    language: word<Language>(),
    handle,
    deviceName,
    agreement: agreementField,
    epoch: epochBoxes(limits.boxes),
  }),
  invite: array({ key, role, until: time }),
  cancel: array({ invitation: record }),
  join: array({ invitation: record, handle, deviceName, agreement: agreementField, proof }),
  welcome: array({ join: record, epoch, previous: epoch, wrapped: bytes(32), box }),
  letIn: array({ join: record }),
  renew: array({ epoch: sharedEpoch }),
  setRole: array({ member, role }),
  setTerm: array({ member, from: orNull(time), until: orNull(time) }),
  addDevice: array({ ...added, epoch, box }),
  letInDevice: array(added),
  recovery: array({ key }),
  removeDevice: array({ device, epoch: epochOrNull }),
  removeMember: array({ member, reason, epoch: epochOrNull }),
  shutOut: array({ device, epoch: sharedEpoch }),
  lift: array({ shutOut: record, epoch: sharedEpoch }),
  propose: array({ action: actionField }),
  second: array({ proposal: record }),
  carry: array({
    proposal: record,
    seconds: ascendingBy(listOf(record, 0, limits.seconds), second => second),
    epoch: epochOrNull,
  }),
  withdraw: array({ word: record, epoch: epochOrNull }),
})

const isKnown = (body: Written): boolean =>
  hasKnownWords(body) &&
  (body.type !== 'propose' || (actions.has(body.action.type) && hasKnownWords(body.action)))

/** A type or a word of a later version makes the body unknown. */
export const groupTypes: Types<Body, Written> = {
  root: 'root',
  read(type, fields) {
    if (!bodies.has(type)) return { type: 'unknown' }
    const body = bodies.read(type, fields)
    return body && !isKnown(body) ? { type: 'unknown' } : body
  },
  write: bodies.write,
}
