// The joining side: an invitation becomes a reply file and six words. Until the records arrive that
// admit this device, the group is only a name that a file claimed.
import { decodeStrict, encode, equal, fromHex, newDeviceKeys, sign, wipe } from '#core/keys'
import type { Bytes } from '#core/keys'
import type { Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { bytesOf, idOf, listOf } from './fields.ts'
import { invitationPair, readInvitation, writeReply } from './files.ts'
import { packRecord, readRecord, unpackRecord } from './read-record.ts'
import { isOf, limits, type RecordOf } from './records.ts'
import { proofOf } from './rules/index.ts'
import type { GroupState } from './state.ts'
import type { GroupEntry, GroupStorage } from './storage.ts'
import { wordsOf, type Stretch } from './words.ts'
import { deviceIdOf, writeRecord } from './write-record.ts'

type Details = {
  invitation: RecordId
  inviter: { device: DeviceId; agreement: Bytes }
  join: RecordOf<'join'>
}

const readDetails = ({ id, details }: GroupEntry): Details | null => {
  const fields = listOf(decodeStrict(details, limits.bytes), 6)
  if (!fields || fields[0] !== 1 || fields[1] !== 'joining') return null
  const invitation = idOf<RecordId>(fields[2])
  const device = idOf<DeviceId>(fields[3])
  const agreement = bytesOf(fields[4], 32)
  const signed = unpackRecord(fields[5])
  const join = signed && readRecord(id, signed)
  if (!invitation || !device || !agreement || !join || !isOf(join, 'join')) return null
  return { invitation, inviter: { device, agreement }, join }
}

/**
 * Asks to join with new keys that serve this group alone, made after the invitation. The group is
 * kept as `joining`; asking again, with another invitation too, starts anew. Failures: those of
 * `readInvitation`, `invalid-input` for a handle that is empty or too long, `already-member`.
 */
export const askToJoin = (
  storage: GroupStorage,
  asked: { bytes: Bytes; handle: string; deviceName?: string | undefined },
  { now }: { now: () => number },
): { group: GroupId; reply: Bytes } => {
  const { group, invitation, secret, inviter, name, level, language } = readInvitation(asked.bytes)
  const known = storage.groups.get(group)
  if (known && known.state !== 'joining') throw new Failure('already-member')
  const keys = newDeviceKeys()
  const { handle, deviceName = '' } = asked
  const agreement = keys.agreement.public
  const pair = invitationPair(secret)
  const proven = proofOf(group, invitation, keys.signing.public, agreement, handle, deviceName)
  const proof = sign('join', proven, pair.secret)
  wipe(pair.secret)
  const header = { group, parents: [invitation], at: now() }
  const body = { type: 'join', invitation, handle, deviceName, agreement, proof } as const
  const join = writeRecord(keys, header, body)
  if (!readRecord(group, join)) throw new Failure('invalid-input')
  const reply = writeReply(inviter.agreement, group, join)
  const details = encode([
    1,
    'joining',
    fromHex(invitation),
    fromHex(inviter.device),
    inviter.agreement,
    packRecord(join),
  ])
  const createdAt = known?.createdAt ?? now()
  const state = 'joining'
  storage.groups.put({ id: group, name, level, language, handle, state, keys, details, createdAt })
  return { group, reply }
}

/** What the joining side compares. Failure `not-found` when this device is not joining. */
export const wordsOfJoining = (entry: GroupEntry, stretch?: Stretch): Words => {
  const details = entry.state === 'joining' ? readDetails(entry) : null
  if (!details) throw new Failure('not-found')
  const { invitation, inviter, join } = details
  const transcript = {
    group: entry.id,
    invitation,
    join: join.signed.bytes,
    inviter,
    joiner: { device: deviceIdOf(entry.keys), agreement: entry.keys.agreement.public },
  }
  return wordsOf(transcript, stretch)
}

/**
 * The entry of a device that finds itself admitted by `state`; null unless it was by the reply that
 * it wrote, and the inviter is the one whose keys were in the words.
 */
export const afterAdmission = (entry: GroupEntry, state: GroupState): GroupEntry | null => {
  const details = readDetails(entry)
  const invitation = details && state.invitations.get(details.invitation)
  if (!details || !invitation || invitation.inviter !== details.inviter.device) return null
  const inviter = state.devices.get(invitation.inviter)
  const own = state.devices.get(deviceIdOf(entry.keys))
  if (!inviter || !own || own.member !== (details.join.id as string)) return null
  if (!equal(inviter.agreement, details.inviter.agreement)) return null
  const { name, level, language } = state
  return { ...entry, name, level, language, state: 'active', details: new Uint8Array() }
}
