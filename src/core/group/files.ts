// The two files that bring somebody in: the invitation, which says what it is to whoever reads it,
// and the reply, which is noise to all but the inviter's device. Layouts: docs/protocol.md.
import { boxFor, decodeStrict, digest, encode, fromHex, openBox, signingPairFrom } from '#core/keys'
import type { Bytes, Decoded, DeviceKeys } from '#core/keys'
import { Language, Level, Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { bytesOf, idOf, listOf, textOf, timeOf } from './fields.ts'
import { packRecord, unpackRecord } from './read-record.ts'
import { limits, type SignedRecord } from './records.ts'

export type Invitation = {
  group: GroupId
  invitation: RecordId
  /** 10 bytes: the invitation's secret, which its code spells. */
  secret: Bytes
  inviter: { device: DeviceId; agreement: Bytes; handle: string }
  name: string
  level: Level
  language: Language
  role: Role
  /** UTC milliseconds as the inviter claims them. */
  until: number
}

const maxInvitation = 4 * 1024
const maxReply = 64 * 1024
export const secretBytes = 10

/** 32 letters and digits that nobody takes for one another: no I, O, 0 or 1. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** The invitation's secret for typing: `XXXX-XXXX-XXXX-XXXX`, 5 bits a character. */
export const codeOf = (secret: Bytes): string => {
  let bits = secret.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let text = ''
  for (let index = 0; index < 16; index++) {
    text = (alphabet[Number(bits & 31n)] ?? '') + text
    bits >>= 5n
  }
  return text.replace(/.{4}(?=.)/g, '$&-')
}

/** The Ed25519 pair behind an invitation: the record holds the public half. */
export const invitationPair = (secret: Bytes): DeviceKeys['signing'] =>
  signingPairFrom(digest('invitation', secret))

export const writeInvitation = (invitation: Invitation): Bytes => {
  const { group, secret, inviter, name, level, language, role, until } = invitation
  return encode([
    1,
    'invitation',
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
  ])
}

const isAge = (bytes: Bytes): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 18)) === 'age-encryption.org'

/** The fields after `[1, kind, …]`; a Failure that says what the bytes are instead. */
const fieldsOf = (decoded: Decoded, kind: string, length: number): Decoded[] => {
  const [format, found, ...fields] = listOf(decoded) ?? []
  if (typeof format !== 'number' || typeof found !== 'string') throw new Failure('file-damaged')
  if (found !== kind) throw new Failure('file-wrong-kind')
  if (format > 1) throw new Failure('file-is-newer')
  if (format !== 1 || fields.length !== length) throw new Failure('file-damaged')
  return fields
}

const optionOf = <T extends string>(options: readonly T[], value: Decoded | undefined): T => {
  const found = options.find(option => option === value)
  if (found !== undefined) return found
  throw new Failure(typeof value === 'string' ? 'file-is-newer' : 'file-damaged')
}

/**
 * What an invitation file says; nothing in it is proven yet. Failures: `file-damaged`,
 * `file-wrong-kind`, `file-is-newer`, `file-too-large`.
 */
export const readInvitation = (bytes: Bytes): Invitation => {
  if (isAge(bytes)) throw new Failure('file-wrong-kind')
  if (bytes.length > maxInvitation) throw new Failure('file-too-large')
  const fields = fieldsOf(decodeStrict(bytes, maxInvitation), 'invitation', 11)
  const group = idOf<GroupId>(fields[0])
  const invitation = idOf<RecordId>(fields[1])
  const secret = bytesOf(fields[2], secretBytes)
  const device = idOf<DeviceId>(fields[3])
  const agreement = bytesOf(fields[4], 32)
  const name = textOf(fields[5], 1, limits.name)
  const handle = textOf(fields[8], 1, limits.handle)
  const until = timeOf(fields[10])
  if (!group || !invitation || !secret || !device || !agreement || !name || !handle)
    throw new Failure('file-damaged')
  if (until === null) throw new Failure('file-damaged')
  const level = optionOf(Level.options, fields[6])
  const language = optionOf(Language.options, fields[7])
  const role = optionOf(Role.options, fields[9])
  const inviter = { device, agreement, handle }
  return { group, invitation, secret, inviter, name, level, language, role, until }
}

/** The reply file: a join record that only the holder of `agreement` can open. */
export const writeReply = (agreement: Bytes, group: GroupId, join: SignedRecord): Bytes => {
  try {
    return boxFor(agreement, encode([1, 'reply', fromHex(group), packRecord(join)]))
  } catch {
    // No box can be made for a key of small order.
    throw new Failure('file-damaged')
  }
}

/**
 * The join record inside a reply, still to be checked. Failures: `file-not-for-this-device` when
 * these keys do not open it, `file-wrong-kind`, `file-is-newer`, `file-damaged`, `file-too-large`.
 */
export const readReply = (bytes: Bytes, group: GroupId, keys: DeviceKeys): SignedRecord => {
  if (bytes.length > maxReply) throw new Failure('file-too-large')
  if (isAge(bytes) || decodeStrict(bytes, maxReply) !== null) throw new Failure('file-wrong-kind')
  const opened = openBox(keys.agreement, bytes)
  if (!opened) throw new Failure('file-not-for-this-device')
  const fields = fieldsOf(decodeStrict(opened, maxReply), 'reply', 2)
  const join = unpackRecord(fields[1])
  if (idOf<GroupId>(fields[0]) !== group || !join) throw new Failure('file-damaged')
  return join
}
