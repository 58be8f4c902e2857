// The joining side: an invitation becomes a reply file and six security words. Until records arrive
// that admit this device, the group is only a claim of a file.
import {
  bytesOf,
  decodeStrict,
  encode,
  equal,
  fromHex,
  idOf,
  listOf,
  newDeviceKeys,
  recoveryPair,
  sign,
  wipe,
} from '#core/keys'
import type { Bytes, DeviceKeys, Encodable } from '#core/keys'
import { deviceIdOf, packRecord, recordLimits, unpackRecord } from '#core/records'
import type { Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { groupOfRoot } from './circles/history.ts'
import {
  deviceReplyBytes,
  deviceReplyProofOf,
  invitationPair,
  readDeviceReply,
  readInvitation,
  writeDeviceReply,
  writeReply,
  type DeviceReply,
  type ForDevice,
  type Invitation,
} from './files.ts'
import { readRecord, reduce, writeRecord } from './history.ts'
import { isOf, limits, type RecordOf } from './records.ts'
import { deviceProofOf, proofOf, recoveryProofOf } from './rules/index.ts'
import { isActive, knownDevice, type GroupState } from './state.ts'
import type { GroupEntry, GroupStorage } from './storage.ts'
import { securityWordsOf, type Stretch } from './security-words.ts'

type Inviter = { device: DeviceId; agreement: Bytes }

type Details = { invitation: RecordId; inviter: Inviter } & (
  | { kind: 'member'; join: RecordOf<'join'> }
  | { kind: 'device'; reply: DeviceReply }
)

const readDetails = ({ id, details }: GroupEntry): Details | null => {
  const fields = listOf(decodeStrict(details, recordLimits.bytes), 6)
  if (!fields || fields[0] !== 1) return null
  const invitation = idOf<RecordId>(fields[2])
  const device = idOf<DeviceId>(fields[3])
  const agreement = bytesOf(fields[4], 32)
  if (!invitation || !device || !agreement) return null
  const asked = { invitation, inviter: { device, agreement } }
  if (fields[1] === 'joining-device') {
    const reply = fields[5] instanceof Uint8Array ? readDeviceReply(fields[5], id) : null
    return reply && { ...asked, kind: 'device', reply }
  }
  const signed = fields[1] === 'joining' ? unpackRecord(fields[5]) : null
  const join = signed && readRecord(id, signed)
  return join && isOf(join, 'join') ? { ...asked, kind: 'member', join } : null
}

export type Asking = {
  bytes: Bytes
  /** The handle of a new member. A further device has the handle of its member. */
  handle: string
  deviceName?: string | undefined
  /** The secret of a recovery code or of recovery pieces, if another member adds the device. */
  recovery?: Bytes | undefined
}

/** The content of the reply file, and what this device remembers of it. */
type Asked = { reply: Bytes; handle: string; kind: string; remembered: Encodable }

const asMember = (invitation: Invitation, asked: Asking, keys: DeviceKeys, now: number): Asked => {
  const { group, secret, inviter } = invitation
  const { handle, deviceName = '' } = asked
  const agreement = keys.agreement.public
  const pair = invitationPair(secret)
  const device = keys.signing.public
  const proven = proofOf(group, invitation.invitation, device, agreement, handle, deviceName)
  const proof = sign('join', proven, pair.secret)
  wipe(pair.secret)
  const header = { group, parents: [invitation.invitation], at: now }
  const named = { invitation: invitation.invitation, handle, deviceName }
  const join = writeRecord(keys, header, { type: 'join', ...named, agreement, proof })
  if (!readRecord(group, join)) throw new Failure('invalid-input')
  const reply = writeReply(inviter.agreement, group, join)
  return { reply, handle, kind: 'joining', remembered: packRecord(join) }
}

const asDevice = (
  invitation: Invitation,
  { member, handle, recovers }: ForDevice,
  { deviceName = '', recovery }: Asking,
  keys: DeviceKeys,
): Asked => {
  const { group, secret, inviter } = invitation
  if (recovers && !recovery) throw new Failure('recovery-wrong')
  if (deviceName.length > limits.deviceName) throw new Failure('invalid-input')
  const device = keys.signing.public
  const agreement = keys.agreement.public
  const pair = invitationPair(secret)
  const named = { invitation: invitation.invitation, member, device: deviceIdOf(keys) }
  const asked = { ...named, agreement, deviceName }
  const wanted = deviceProofOf(group, member, inviter.device, device, agreement, deviceName)
  const recovered = recovers && recovery ? recoveryPair(recovery, group) : null
  const proofs = {
    invitation: sign('device-reply', deviceReplyProofOf(group, asked), pair.secret),
    device: sign('device', wanted, keys.signing.secret),
    recovery:
      recovered &&
      sign('recovery', recoveryProofOf(group, member, device, agreement), recovered.secret),
  }
  wipe(pair.secret)
  if (recovered) wipe(recovered.secret)
  const bytes = deviceReplyBytes(group, { ...asked, proofs })
  const reply = writeDeviceReply(inviter.agreement, bytes)
  return { reply, handle, kind: 'joining-device', remembered: bytes }
}

const isStillIn = ({ records }: GroupStorage, { id, keys }: GroupEntry): boolean => {
  const kept = records.list(id).map(signed => readRecord(id, signed))
  return isActive(
    reduce(
      id,
      kept.filter(record => record !== null),
    ),
    deviceIdOf(keys),
  )
}

/**
 * The archive entry of a group that this device has not joined; null if there is none. No
 * invitation may name a circle, because both would use the same row of the archive.
 */
const keptOutside = (storage: GroupStorage, group: GroupId): GroupEntry | null => {
  const known = storage.groups.get(group)
  if (known && known.state !== 'joining')
    throw new Failure(isStillIn(storage, known) ? 'already-member' : 'device-taken-out')
  const root = storage.records.list(group).find(({ id }) => id === (group as string))
  if (root && groupOfRoot(root) !== null) throw new Failure('file-damaged')
  return known
}

/**
 * Makes new keys for this group alone, and the reply that asks to join. `keep` stores the group as
 * `joining`, or fails with `already-member` or `device-taken-out`. Asking again, with another
 * invitation too, starts over. Failures: those of `readInvitation` (`file-damaged` also for the id
 * of a circle of this profile), `invalid-input` for a handle or device name that is empty or too
 * long, `recovery-wrong` if a recovery secret is needed, `already-member`, and `device-taken-out`
 * if this profile has the keys of a device that was removed or shut out: those are never admitted
 * again.
 */
export const prepareToJoin = (
  storage: GroupStorage,
  asking: Asking,
  { now }: { now: () => number },
): { group: GroupId; reply: Bytes; keep(): void } => {
  const invitation = readInvitation(asking.bytes)
  const { group, inviter, name, level, language, device } = invitation
  const known = keptOutside(storage, group)
  const keys = newDeviceKeys()
  const { reply, handle, kind, remembered } = device
    ? asDevice(invitation, device, asking, keys)
    : asMember(invitation, asking, keys, now())
  const details = encode([
    1,
    kind,
    fromHex(invitation.invitation),
    fromHex(inviter.device),
    inviter.agreement,
    remembered,
  ])
  const createdAt = known?.createdAt ?? now()
  const state = 'joining'
  const entry = {
    id: group,
    name,
    level,
    language,
    handle,
    state,
    keys,
    details,
    createdAt,
  } as const
  const keep = (): void => {
    // An earlier request may have admitted this device meanwhile: its keys are never replaced.
    keptOutside(storage, group)
    storage.groups.put(entry)
  }
  return { group, reply, keep }
}

/** As `prepareToJoin`, and keeps the request. */
export const askToJoin = (
  ...asking: Parameters<typeof prepareToJoin>
): { group: GroupId; reply: Bytes } => {
  const { group, reply, keep } = prepareToJoin(...asking)
  keep()
  return { group, reply }
}

/** The security words on the joining side. Failure `not-found` if this device is not joining. */
export const wordsOfJoining = (entry: GroupEntry, stretch?: Stretch): Words => {
  const details = entry.state === 'joining' ? readDetails(entry) : null
  if (!details) throw new Failure('not-found')
  const { invitation, inviter } = details
  const transcript = {
    group: entry.id,
    invitation,
    join: details.kind === 'member' ? details.join.signed.bytes : details.reply.bytes,
    inviter,
    joiner: { device: deviceIdOf(entry.keys), agreement: entry.keys.agreement.public },
  }
  return securityWordsOf(transcript, entry.language, stretch)
}

/**
 * The entry of a device that `state` admits. Null unless the admission answers this device's reply
 * and comes from the device whose keys were in the words.
 */
export const afterAdmission = (entry: GroupEntry, state: GroupState): GroupEntry | null => {
  const details = readDetails(entry)
  const own = state.devices.get(deviceIdOf(entry.keys))
  if (!details || !own) return null
  const member = details.kind === 'member' ? (details.join.id as string) : details.reply.member
  // The inviter may have been removed since: earlier acts count.
  const inviter = knownDevice(state, details.inviter.device)
  if (own.member !== member || own.broughtBy !== inviter?.id) return null
  if (!equal(inviter.agreement, details.inviter.agreement)) return null
  const { name, level, language } = state
  const handle = state.members.get(own.member)?.handle ?? entry.handle
  return { ...entry, name, level, language, handle, state: 'active', details: new Uint8Array() }
}
