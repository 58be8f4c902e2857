// A further device of a member: invitation, reply, security words, and the record that adds the
// device. Only this device can answer the invitation, so it is in no record.
import {
  boxFor,
  decodeStrict,
  digest,
  encode,
  fromHex,
  random,
  toHex,
  verify,
  wipe,
} from '#core/keys'
import type { Bytes } from '#core/keys'
import type { Invitation as InvitationSummary, Role, Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import { bytesOf, idOf, listOf, timeOf } from './fields.ts'
import {
  codeOf,
  deviceReplyProofOf,
  invitationPair,
  readDeviceReply,
  secretBytes,
  writeInvitation,
  type DeviceReply,
} from './files.ts'
import type { KeptInvitations } from './kept-invitations.ts'
import type { Ledger, Written } from './ledger.ts'
import { knownDevice, memberOf, type Member } from './state.ts'
import type { GroupStorage } from './storage.ts'
import { securityWordsOf, type Stretch } from './security-words.ts'

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

type Open = { id: RecordId; member: MemberId; key: Bytes; until: number }
type Asked = { id: RecordId; reply: DeviceReply; at: number }

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

const maxNote = 64 * 1024
const invitationNote = (id: string): string => `device-invitation/${id}`
const replyNote = (id: string): string => `device-reply/${id}`

export const openDeviceInvites = (
  { notes }: Pick<GroupStorage, 'notes'>,
  ledger: Ledger,
  { now, stretch }: { now: () => number; stretch?: Stretch | undefined },
  kept: KeptInvitations,
): DeviceInvites => {
  const group = ledger.entry().id
  const state = () => ledger.history().state

  const readOpen = (bytes: Bytes | null): Open | null => {
    const fields = listOf(bytes && decodeStrict(bytes, maxNote), 6)
    const id = idOf<RecordId>(fields?.[2])
    const member = idOf<MemberId>(fields?.[3])
    const key = bytesOf(fields?.[4], 32)
    const until = timeOf(fields?.[5])
    return id && member && key && until !== null ? { id, member, key, until } : null
  }
  const readAsked = (bytes: Bytes | null): Asked | null => {
    const fields = listOf(bytes && decodeStrict(bytes, maxNote), 4)
    const inside = fields?.[2]
    const at = timeOf(fields?.[3])
    const reply = inside instanceof Uint8Array ? readDeviceReply(inside, group) : null
    return reply && at !== null ? { id: idOfReply(reply), reply, at } : null
  }
  const idOfReply = ({ bytes }: DeviceReply): RecordId =>
    toHex(digest('device-reply', bytes)) as RecordId
  const all = <T>(prefix: string, read: (bytes: Bytes) => T | null): T[] =>
    notes
      .list(group, prefix)
      .map(({ bytes }) => read(bytes))
      .filter(entry => entry !== null)

  const asked = (id: RecordId): Asked | null => readAsked(notes.get(group, replyNote(id)))
  const openOne = (id: RecordId): Open | null => readOpen(notes.get(group, invitationNote(id)))
  const allAsked = () => all(replyNote(''), readAsked)
  const handleOf = (member: MemberId): string => state().members.get(member)?.handle ?? ''

  const roleOf = (member: MemberId): Role => state().members.get(member)?.role ?? 'member'
  const isOutsider = (member: MemberId): boolean => state().members.get(member)?.outside === true

  const memberFor = (id: MemberId | undefined): Member => {
    const self = memberOf(state(), ledger.device)
    const member = id === undefined ? self : state().members.get(id)
    if (!self || (member && member.id !== self.id && self.role !== 'chair'))
      throw new Failure('not-permitted')
    if (!member) throw new Failure('not-found')
    if (member.id !== self.id && member.recoveries.length === 0) throw new Failure('not-permitted')
    return member
  }

  const forget = (invitation: RecordId): void => {
    kept.forget(invitation)
    notes.remove(group, invitationNote(invitation))
    for (const { id, reply } of allAsked())
      if (reply.invitation === invitation) notes.remove(group, replyNote(id))
    ledger.touch()
  }

  const check = (reply: DeviceReply): void => {
    const invitation = openOne(reply.invitation)
    if (!invitation || invitation.member !== reply.member) throw new Failure('file-damaged')
    const proven = deviceReplyProofOf(group, reply)
    if (!verify('device-reply', proven, reply.proofs.invitation, invitation.key))
      throw new Failure('file-damaged')
    if (now() > invitation.until) throw new Failure('invitation-ended')
    if (knownDevice(state(), reply.device)) throw new Failure('already-member')
  }

  return {
    invite(id) {
      const { id: member, handle: forWhom, role } = memberFor(id)
      const secret = random(secretBytes)
      const pair = invitationPair(secret)
      const until = now() + openDays * day
      const invitation = toHex(random(32)) as RecordId
      const { name, level, language, handle, keys } = ledger.entry()
      const recovers = memberOf(state(), ledger.device)?.id !== member
      const file = writeInvitation({
        group,
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
      const ids = [fromHex(invitation), fromHex(member)]
      const note = encode([1, 'device-invitation', ...ids, pair.public, until])
      const code = codeOf(secret)
      wipe(secret)
      wipe(pair.secret)
      ledger.together(() => {
        notes.put(group, invitationNote(invitation), note)
        kept.keep(invitation, file)
        ledger.touch()
      })
      return { invitation, code, until, file }
    },

    invitations() {
      const waiting = new Set(allAsked().map(({ reply }) => reply.invitation))
      return all(invitationNote(''), readOpen).map(({ id, member, until }) => ({
        id,
        until,
        kind: 'device' as const,
        member,
        role: roleOf(member),
        state: waiting.has(id) ? 'asked' : now() > until ? 'ended' : 'open',
      }))
    },

    requests: () =>
      allAsked().map(({ id, reply, at }) => ({
        reply: id,
        invitation: reply.invitation,
        at,
        kind: 'device' as const,
        handle: handleOf(reply.member),
        device: reply.deviceName,
        member: reply.member,
        role: roleOf(reply.member),
        outside: isOutsider(reply.member),
      })),

    read(reply) {
      check(reply)
      const id = idOfReply(reply)
      const others = allAsked().filter(each => each.reply.invitation === reply.invitation)
      if (!asked(id) && others.length >= mostReplies) throw new Failure('invitation-crowded')
      if (!asked(id))
        ledger.together(() => {
          notes.put(group, replyNote(id), encode([1, 'device-asked', reply.bytes, now()]))
          ledger.touch()
        })
      return { reply: id, handle: handleOf(reply.member) }
    },

    cancel(id) {
      if (!openOne(id)) return null
      ledger.together(() => forget(id))
      return true
    },

    words(id) {
      const reply = asked(id)?.reply
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

    admit(id, epoch) {
      const reply = asked(id)?.reply
      if (!reply) return null
      check(reply)
      const { member, device, agreement, deviceName, proofs } = reply
      const isOwn = memberOf(state(), ledger.device)?.id === member
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
        const body: Written = isOutsider(member) ? { type: 'letInDevice', ...added } : given()
        if (ledger.broken(body) === 'mustBeRecoveredWhereAnotherAddsIt')
          throw new Failure('recovery-wrong')
        ledger.write(body)
        forget(reply.invitation)
      })
      return member
    },

    refuse(id) {
      const reply = asked(id)?.reply
      if (!reply) return null
      ledger.together(() => forget(reply.invitation))
      return true
    },

    isOpen(id) {
      const invitation = openOne(id)
      return invitation !== null && now() <= invitation.until
    },

    waiting: () =>
      allAsked().map(({ id, reply }) => ({
        reply: id,
        invitation: reply.invitation,
        device: reply.device,
      })),
  }
}
