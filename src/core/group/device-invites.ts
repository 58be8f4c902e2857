// A further device of a member: invitation, reply, security words, and the record that adds the
// device. Only this device can answer the invitation, so it is in no record.
import { boxFor, random, toHex, verify, wipe } from '#core/keys'
import type { Bytes } from '#core/keys'
import type { Invitation as InvitationSummary, Role, Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import {
  codeOf,
  deviceReplyProofOf,
  invitationPair,
  secretBytes,
  writeInvitation,
  type DeviceReply,
} from './files.ts'
import { idOfReply, keptDeviceInvites, type KeptDeviceInvites } from './kept-device-invites.ts'
import type { KeptInvitations } from './kept-invitations.ts'
import type { Ledger } from './ledger.ts'
import { knownDevice, memberOf, type GroupState, type Member } from './state.ts'
import type { GroupStorage } from './storage.ts'
import { securityWordsOf, type Stretch } from './security-words.ts'
import type { Written } from './records.ts'

/** Days for which an invitation is open, by the inviter's clock. */
export const openDays = 7
export const day = 24 * 60 * 60 * 1000

/**
 * Most replies to one invitation that wait for their words: nobody knows yet which one is genuine.
 */
export const mostReplies = 8

export type Invited = { invitation: RecordId; code: string; until: number; file: Bytes }
export type Requested = {
  reply: RecordId
  /**
   * The invitation that the reply answers. It admits one device, and other replies may answer it
   * too.
   */
  invitation: RecordId
  handle: string
  at: number
  kind: 'member' | 'device'
  /** The role of the new member, or of the member who gets a further device. */
  role: Role
  /** Null for a new member. */
  member: MemberId | null
  device: string
  /** True if the admission puts the member outside the plenary. */
  outside: boolean
}

/** A reply that waits for its security words. */
export type Waiting = { reply: RecordId; invitation: RecordId; device: DeviceId }

export type DeviceInvites = {
  /**
   * Invites a device of `member`, by default of this member. A chair invites for others, who prove
   * their identity with a recovery key.
   */
  invite(member?: MemberId): Invited
  invitations(): InvitationSummary[]
  requests(): Requested[]
  read(reply: DeviceReply): { reply: RecordId; handle: string }
  /** Each method below returns null for an id that belongs to no device invitation or reply. */
  cancel(invitation: RecordId): true | null
  words(reply: RecordId): Words | null
  admit(reply: RecordId, epoch: () => { id: EpochId; key: Bytes }): MemberId | null
  refuse(reply: RecordId): true | null
  isOpen(invitation: RecordId): boolean
  /** Replies that were read, each with the invitation that it answers. */
  waiting(): Waiting[]
}

type Parts = { ledger: Ledger; stored: KeptDeviceInvites; kept: KeptInvitations; now(): number }

const isOutsider = ({ members }: GroupState, member: MemberId): boolean =>
  members.get(member)?.outside === true

const forget = ({ ledger, stored, kept }: Parts, invitation: RecordId): void => {
  kept.forget(invitation)
  stored.forget(invitation)
  ledger.touch()
}

/** The member who gets the device. Failures: `not-permitted`, `not-found`. */
const memberFor = (ledger: Ledger, id: MemberId | undefined): Member => {
  const { state } = ledger.history()
  const self = memberOf(state, ledger.device)
  const member = id === undefined ? self : state.members.get(id)
  if (!self || (member && member.id !== self.id && self.role !== 'chair'))
    throw new Failure('not-permitted')
  if (!member) throw new Failure('not-found')
  if (member.id !== self.id && member.recoveries.length === 0) throw new Failure('not-permitted')
  return member
}

/** Failures: `file-damaged`, `invitation-ended`, `already-member`. */
const check = ({ ledger, stored, now }: Parts, reply: DeviceReply): void => {
  const invitation = stored.invitation(reply.invitation)
  if (!invitation || invitation.member !== reply.member) throw new Failure('file-damaged')
  const proven = deviceReplyProofOf(ledger.entry().id, reply)
  if (!verify('device-reply', proven, reply.proofs.invitation, invitation.key))
    throw new Failure('file-damaged')
  if (now() > invitation.until) throw new Failure('invitation-ended')
  if (knownDevice(ledger.history().state, reply.device)) throw new Failure('already-member')
}

const inviteDevice = (parts: Parts, of: MemberId | undefined): Invited => {
  const { ledger, stored, kept, now } = parts
  const { id: member, handle: forWhom, role } = memberFor(ledger, of)
  const secret = random(secretBytes)
  const pair = invitationPair(secret)
  const until = now() + openDays * day
  const invitation = toHex(random(32)) as RecordId
  const { name, level, language, handle, keys } = ledger.entry()
  const recovers = memberOf(ledger.history().state, ledger.device)?.id !== member
  const file = writeInvitation({
    group: ledger.entry().id,
    invitation,
    secret,
    name,
    level,
    language,
    role,
    until,
    inviter: { device: ledger.device, agreement: keys.agreement.public, handle },
    device: { member, handle: forWhom, recovers },
  })
  const code = codeOf(secret)
  wipe(secret)
  wipe(pair.secret)
  ledger.together(() => {
    stored.keepInvitation({ id: invitation, member, key: pair.public, until })
    kept.keep(invitation, file)
    ledger.touch()
  })
  return { invitation, code, until, file }
}

const admitDevice = (
  parts: Parts,
  id: RecordId,
  epoch: () => { id: EpochId; key: Bytes },
): MemberId | null => {
  const { ledger, stored } = parts
  const { state } = ledger.history()
  const reply = stored.reply(id)?.reply
  if (!reply) return null
  check(parts, reply)
  const { member, device, agreement, deviceName, proofs } = reply
  const isOwn = memberOf(state, ledger.device)?.id === member
  ledger.together(() => {
    const added = {
      member,
      device,
      agreement,
      deviceName,
      proof: proofs.device,
      recovery: isOwn ? null : proofs.recovery,
    }
    const given = (): Written => {
      const current = epoch()
      const box = boxFor(agreement, current.key)
      return { type: 'addDevice', ...added, epoch: current.id, box }
    }
    const body: Written = isOutsider(state, member) ? { type: 'letInDevice', ...added } : given()
    if (ledger.broken(body) === 'mustBeRecoveredWhereAnotherAddsIt')
      throw new Failure('recovery-wrong')
    ledger.write(body)
    forget(parts, reply.invitation)
  })
  return member
}

export const openDeviceInvites = (
  storage: Pick<GroupStorage, 'deviceInvitations' | 'deviceReplies'>,
  ledger: Ledger,
  { now, stretch }: { now: () => number; stretch?: Stretch | undefined },
  kept: KeptInvitations,
): DeviceInvites => {
  const group = ledger.entry().id
  const stored = keptDeviceInvites(storage, group)
  const parts: Parts = { ledger, stored, kept, now }
  const state = () => ledger.history().state

  const handleOf = (member: MemberId): string => state().members.get(member)?.handle ?? ''

  const roleOf = (member: MemberId): Role => state().members.get(member)?.role ?? 'member'

  return {
    invite: id => inviteDevice(parts, id),

    invitations() {
      const waiting = new Set(stored.replies().map(({ reply }) => reply.invitation))
      return stored
        .invitations()
        .map(({ id, member, until }) => ({
          id,
          until,
          kind: 'device' as const,
          member,
          role: roleOf(member),
          state: waiting.has(id) ? 'asked' : now() > until ? 'ended' : 'open',
        }))
    },

    requests: () =>
      stored
        .replies()
        .map(({ id, reply, at }) => ({
          reply: id,
          invitation: reply.invitation,
          at,
          kind: 'device' as const,
          handle: handleOf(reply.member),
          device: reply.deviceName,
          member: reply.member,
          role: roleOf(reply.member),
          outside: isOutsider(state(), reply.member),
        })),

    read(reply) {
      check(parts, reply)
      const id = idOfReply(reply)
      const others = stored.replies().filter(each => each.reply.invitation === reply.invitation)
      if (!stored.reply(id) && others.length >= mostReplies) throw new Failure('invitation-crowded')
      if (!stored.reply(id))
        ledger.together(() => {
          stored.keepReply(reply, now())
          ledger.touch()
        })
      return { reply: id, handle: handleOf(reply.member) }
    },

    cancel(id) {
      if (!stored.invitation(id)) return null
      ledger.together(() => forget(parts, id))
      return true
    },

    words(id) {
      const reply = stored.reply(id)?.reply
      if (!reply) return null
      const transcript = {
        group,
        invitation: reply.invitation,
        join: reply.bytes,
        inviter: { device: ledger.device, agreement: ledger.entry().keys.agreement.public },
        joiner: { device: reply.device, agreement: reply.agreement },
      }
      return securityWordsOf(transcript, ledger.entry().language, stretch)
    },

    admit: (id, epoch) => admitDevice(parts, id, epoch),

    refuse(id) {
      const reply = stored.reply(id)?.reply
      if (!reply) return null
      ledger.together(() => forget(parts, reply.invitation))
      return true
    },

    isOpen(id) {
      const invitation = stored.invitation(id)
      return invitation !== null && now() <= invitation.until
    },

    waiting: () =>
      stored
        .replies()
        .map(({ id, reply }) => ({
          reply: id,
          invitation: reply.invitation,
          device: reply.device,
        })),
  }
}
