// The two files of joining: the invitation, which anyone can read, and the reply, which only the
// inviter's device can decrypt. Layouts: docs/protocol.md.
import {
  bitsOf,
  boxFor,
  bytesOf,
  bytesOfBits,
  countOf,
  decodeStrict,
  digest,
  encode,
  fromHex,
  idOf,
  listOf,
  openBox,
  signingPairFrom,
  spell,
  textOf,
  unspell,
} from '#core/keys'
import type { Bytes, Decoded, DeviceKeys } from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import { Language, Level, Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId, RecordId } from '#shared/ids'
import { agreementField } from './bodies.ts'
import { limits } from './records.ts'

export type Invitation = {
  group: GroupId
  invitation: RecordId
  /** The secret of the invitation, 10 bytes; the typed code spells it. */
  secret: Bytes
  inviter: { device: DeviceId; agreement: Bytes; handle: string }
  name: string
  level: Level
  language: Language
  role: Role
  /** UTC milliseconds as the inviter claims them. */
  until: number
  /** Null for a new member. */
  device: ForDevice | null
}

/** The member who gets a further device by an invitation. */
export type ForDevice = {
  member: MemberId
  handle: string
  /** True if another member adds the device: then a recovery key proves the identity. */
  recovers: boolean
}

const maxInvitation = 4 * 1024
const maxReply = 64 * 1024
export const secretBytes = 10

const codeCharacters = 16

/** The invitation's secret for typing: `XXXX-XXXX-XXXX-XXXX`, 5 bits a character. */
export const codeOf = (secret: Bytes): string => spell(bitsOf(secret), codeCharacters)

/** The secret that a typed code spells. Failure `invalid-input` for an incomplete code. */
export const secretOfCode = (code: string): Bytes => {
  const bits = unspell(code, codeCharacters)
  if (bits === null) throw new Failure('invalid-input')
  return bytesOfBits(bits, secretBytes)
}

/** The Ed25519 pair of an invitation. The record holds the public half. */
export const invitationPair = (secret: Bytes): DeviceKeys['signing'] =>
  signingPairFrom(digest('invitation', secret))

export const writeInvitation = (invitation: Invitation): Bytes => {
  const { group, secret, inviter, name, level, language, role, until, device } = invitation
  return encode([
    1,
    device ? 'device-invitation' : 'invitation',
    fromHex(group),
    fromHex(invitation.invitation),
    secret,
    fromHex(inviter.device),
    inviter.agreement,
    name,
    level,
    language,
    inviter.handle,
    role,
    until,
    ...(device ? [fromHex(device.member), device.handle, device.recovers] : []),
  ])
}

const isAge = (bytes: Bytes): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 18)) === 'age-encryption.org'

/** The fields after `[1, kind, …]`, by kind. The Failure says what the bytes are instead. */
const fieldsOf = <Kind extends string>(
  decoded: Decoded,
  lengths: Readonly<Record<Kind, number>>,
): { kind: Kind; fields: Decoded[] } => {
  const [format, found, ...fields] = listOf(decoded) ?? []
  if (typeof format !== 'number' || typeof found !== 'string') throw new Failure('file-damaged')
  if (!Object.hasOwn(lengths, found)) throw new Failure('file-wrong-kind')
  const kind = found as Kind
  if (format > 1) throw new Failure('file-is-newer')
  if (format !== 1 || fields.length !== lengths[kind]) throw new Failure('file-damaged')
  return { kind, fields }
}

const forDeviceOf = (fields: Decoded[]): ForDevice => {
  const member = idOf<MemberId>(fields[0])
  const handle = textOf(fields[1], 1, limits.handle)
  const recovers = fields[2]
  if (!member || !handle || typeof recovers !== 'boolean') throw new Failure('file-damaged')
  return { member, handle, recovers }
}

const optionOf = <T extends string>(options: readonly T[], value: Decoded | undefined): T => {
  const found = options.find(option => option === value)
  if (found !== undefined) return found
  throw new Failure(typeof value === 'string' ? 'file-is-newer' : 'file-damaged')
}

/**
 * The content of an invitation file; nothing in it is proven yet. Failures: `file-damaged`,
 * `file-wrong-kind`, `file-is-newer`, `file-too-large`.
 */
export const readInvitation = (bytes: Bytes): Invitation => {
  if (isAge(bytes)) throw new Failure('file-wrong-kind')
  if (bytes.length > maxInvitation) throw new Failure('file-too-large')
  const lengths = { invitation: 11, 'device-invitation': 14 }
  const { kind, fields } = fieldsOf(decodeStrict(bytes, maxInvitation), lengths)
  const group = idOf<GroupId>(fields[0])
  const invitation = idOf<RecordId>(fields[1])
  const secret = bytesOf(fields[2], secretBytes)
  const device = idOf<DeviceId>(fields[3])
  const agreement = bytesOf(fields[4], 32)
  const name = textOf(fields[5], 1, limits.name)
  const handle = textOf(fields[8], 1, limits.handle)
  const until = countOf(fields[10])
  if (!group || !invitation || !secret || !device || !agreement || !name || !handle)
    throw new Failure('file-damaged')
  if (until === null) throw new Failure('file-damaged')
  const level = optionOf(Level.options, fields[6])
  const language = optionOf(Language.options, fields[7])
  const role = optionOf(Role.options, fields[9])
  const inviter = { device, agreement, handle }
  const forDevice = kind === 'invitation' ? null : forDeviceOf(fields.slice(11))
  return {
    group,
    invitation,
    secret,
    inviter,
    name,
    level,
    language,
    role,
    until,
    device: forDevice,
  }
}

/** An early check where a person joins; the device that invited decides. Failure `invitation-ended`, and those of reading. */
export const readOpenInvitation = (bytes: Bytes, now: number): Invitation => {
  const invitation = readInvitation(bytes)
  if (now > invitation.until) throw new Failure('invitation-ended')
  return invitation
}

/** The reply of a further device of a member. The security words are computed from its bytes. */
export type DeviceReply = {
  bytes: Bytes
  invitation: RecordId
  member: MemberId
  device: DeviceId
  agreement: Bytes
  deviceName: string
  /** Signatures by the invitation's key, the device, and a recovery key of the member (or null). */
  proofs: { invitation: Bytes; device: Bytes; recovery: Bytes | null }
}

/**
 * The bytes that the invitation's key signs for a further device, with the label `device-reply`.
 */
export const deviceReplyProofOf = (
  group: GroupId,
  { invitation, member, device, agreement, deviceName }: Omit<DeviceReply, 'bytes' | 'proofs'>,
): Bytes => {
  const ids = [group, invitation, member, device].map(fromHex)
  return encode([...ids, agreement, deviceName])
}

export const deviceReplyBytes = (group: GroupId, reply: Omit<DeviceReply, 'bytes'>): Bytes => {
  const { invitation, member, device, agreement, deviceName, proofs } = reply
  const ids = [group, invitation, member, device].map(fromHex)
  const signed = [proofs.invitation, proofs.device, proofs.recovery]
  return encode([1, 'device-reply', ...ids, agreement, deviceName, ...signed])
}

const deviceReplyOf = (bytes: Bytes, group: GroupId, fields: Decoded[]): DeviceReply => {
  const invitation = idOf<RecordId>(fields[1])
  const member = idOf<MemberId>(fields[2])
  const device = idOf<DeviceId>(fields[3])
  const agreement = agreementField.read(fields[4])
  const deviceName = textOf(fields[5], 0, limits.deviceName)
  const [byInvitation, byDevice] = [bytesOf(fields[6], 64), bytesOf(fields[7], 64)]
  const recovery = fields[8] === null ? null : bytesOf(fields[8], 64)
  if (idOf<GroupId>(fields[0]) !== group) throw new Failure('file-damaged')
  if (!invitation || !member || !device || !agreement || deviceName === null)
    throw new Failure('file-damaged')
  if (!byInvitation || !byDevice || (recovery === null && fields[8] !== null))
    throw new Failure('file-damaged')
  const proofs = { invitation: byInvitation, device: byDevice, recovery }
  return { bytes, invitation, member, device, agreement, deviceName, proofs }
}

/** A device reply from the archive of this device; null for other bytes. */
export const readDeviceReply = (bytes: Bytes, group: GroupId): DeviceReply | null => {
  const fields = listOf(decodeStrict(bytes, maxReply), 11)
  return fields?.[1] === 'device-reply' ? deviceReplyOf(bytes, group, fields.slice(2)) : null
}

/** A reply file, which only the holder of `agreement` can open. */
const boxReply = (agreement: Bytes, inside: Bytes): Bytes => {
  try {
    return boxFor(agreement, inside)
  } catch {
    // A key of small order can have no box.
    throw new Failure('file-damaged')
  }
}

export const writeReply = (agreement: Bytes, group: GroupId, join: SignedRecord): Bytes =>
  boxReply(agreement, encode([1, 'reply', fromHex(group), packRecord(join)]))

export const writeDeviceReply = (agreement: Bytes, bytes: Bytes): Bytes =>
  boxReply(agreement, bytes)

export type Reply = { kind: 'member'; join: SignedRecord } | { kind: 'device'; reply: DeviceReply }

/**
 * The content of a reply, still to be checked. Failures: `file-not-for-this-device` when these keys
 * do not open it, `file-wrong-kind`, `file-is-newer`, `file-damaged`, `file-too-large`.
 */
export const readReply = (bytes: Bytes, group: GroupId, keys: DeviceKeys): Reply => {
  if (bytes.length > maxReply) throw new Failure('file-too-large')
  if (isAge(bytes) || decodeStrict(bytes, maxReply) !== null) throw new Failure('file-wrong-kind')
  const opened = openBox(keys.agreement, bytes)
  if (!opened) throw new Failure('file-not-for-this-device')
  const lengths = { reply: 2, 'device-reply': 9 }
  const { kind, fields } = fieldsOf(decodeStrict(opened, maxReply), lengths)
  if (kind === 'device-reply')
    return { kind: 'device', reply: deviceReplyOf(opened, group, fields) }
  const join = unpackRecord(fields[1])
  if (idOf<GroupId>(fields[0]) !== group || !join) throw new Failure('file-damaged')
  return { kind: 'member', join }
}
