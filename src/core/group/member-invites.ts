// The inviting side: an invitation for one use with an end date, the reply, the security words, and
// admission or refusal.
import { decodeStrict, encode, random, wipe } from '#core/keys'
import type { Bytes } from '#core/keys'
import type { Invitation as InvitationSummary, Role, Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import {
  day,
  mostReplies,
  openDays,
  type DeviceInvites,
  type Invited,
  type Requested,
  type Waiting,
} from './device-invites.ts'
import { nextEpoch } from './epochs.ts'
import { listOf, timeOf } from './fields.ts'
import { codeOf, invitationPair, readReply, secretBytes, writeInvitation } from './files.ts'
import { extend } from './history.ts'
import type { KeptInvitation, KeptInvitations } from './kept-invitations.ts'
import type { Ledger } from './ledger.ts'
import { checkRecord, packRecord, readRecord, unpackRecord } from './read-record.ts'
import { isOf, limits, type RecordOf, type SignedRecord } from './records.ts'
import { mayBeOutside } from './roles.ts'
import { isActive, memberOf, type InvitationEntry } from './state.ts'
import type { GroupStorage } from './storage.ts'
import { securityWordsOf, type Stretch } from './security-words.ts'

export type MemberInvites = {
  /**
   * Opens an invitation and returns its file. `code` spells the same secret. Failures:
   * `not-permitted` if the member is no chair, `group-stopped`.
   */
  invite(options: { role: Role }): Invited
  /**
   * Opens an invitation for a further device of this member, or of another member, who then proves
   * the identity with a recovery key. Failures: `not-found`, `not-permitted` for another member if
   * this one is no chair or the other has no recovery key on record.
   */
  inviteDevice(options: { member?: MemberId | undefined }): Invited
  /** Failures: `not-found`, `invitation-used`, `invitation-ended`, `not-permitted`. */
  cancel(invitation: RecordId): void
  invitations(): InvitationSummary[]
  /**
   * Reads a reply and keeps it until the words are compared. Admits nobody. The clock of this
   * device decides whether the invitation has ended. Failures: those of the file,
   * `invitation-ended`, `invitation-used`, `already-member`, `file-not-for-this-device`,
   * `invitation-crowded` when eight other replies wait.
   */
  readReply(bytes: Bytes): { reply: RecordId; handle: string; kind: Requested['kind'] }
  /** Open invitations of this device, with the content of their files. */
  openInvitations(): KeptInvitation[]
  /** As `readReply`, for a reply that came over the network to this invitation. */
  answerInvitation(invitation: RecordId, bytes: Bytes): { reply: RecordId; device: DeviceId }
  /** Replies that wait for their words. `at` is the time when this device read them. */
  requests(): Requested[]
  /** As `requests`, with the invitation that each answers and the device that asks. */
  waiting(): Waiting[]
  replyWords(reply: RecordId): Words
  /**
   * Admits after the words matched. The same record begins a new epoch, except for a guest and the
   * Secretariat, who stay outside the plenary, and for a further device of a member. Failure
   * `recovery-wrong` if the device of another member proves nothing.
   */
  admit(reply: RecordId): MemberId
  /**
   * Refuses after the words differed. Nobody is admitted and the invitation cannot be used again.
   */
  refuse(reply: RecordId): void
}

type Asked = { join: RecordOf<'join'>; at: number }

const noteOf = (reply: RecordId) => `reply/${reply}`

export const openMemberInvites = (
  storage: GroupStorage,
  ledger: Ledger,
  { now, stretch }: { now: () => number; stretch?: Stretch | undefined },
  {
    devices,
    kept,
    epoch,
  }: { devices: DeviceInvites; kept: KeptInvitations; epoch: () => { id: EpochId; key: Bytes } },
): MemberInvites => {
  const group = ledger.entry().id
  const state = () => ledger.history().state

  const readAsked = (bytes: Bytes | null): Asked | null => {
    const [format, kind, packed, time] = listOf(bytes && decodeStrict(bytes, limits.bytes), 4) ?? []
    const signed = unpackRecord(packed)
    const join = signed && readRecord(group, signed)
    const at = timeOf(time)
    if (format !== 1 || kind !== 'asked' || !join || !isOf(join, 'join') || at === null) return null
    return { join, at }
  }

  const asked = (reply: RecordId): Asked => {
    const found = readAsked(storage.notes.get(group, noteOf(reply)))
    if (!found) throw new Failure('not-found')
    return found
  }

  const allAsked = (): Asked[] =>
    storage.notes
      .list(group, noteOf('' as RecordId))
      .map(({ bytes }) => readAsked(bytes))
      .filter(entry => entry !== null)

  const isOpen = ({ invitation, until }: KeptInvitation): boolean =>
    devices.isOpen(invitation) ||
    (state().invitations.get(invitation)?.state === 'open' && now() <= until)

  const waiting = (): Waiting[] => [
    ...allAsked().map(({ join }) => ({
      reply: join.id,
      invitation: join.body.invitation,
      device: join.device,
    })),
    ...devices.waiting(),
  ]

  const forget = (invitation: RecordId): void => {
    kept.forget(invitation)
    // The files of ended invitations are deleted too.
    for (const each of kept.list()) if (!isOpen(each)) kept.forget(each.invitation)
    for (const { join } of allAsked())
      if (join.body.invitation === invitation) storage.notes.remove(group, noteOf(join.id))
  }

  const mustBeOpen = (invitation: InvitationEntry): void => {
    if (invitation.state === 'used') throw new Failure('invitation-used')
    if (invitation.state === 'cancelled') throw new Failure('invitation-ended')
  }

  const invitationOf = (id: RecordId): InvitationEntry => {
    const invitation = state().invitations.get(id)
    if (!invitation) throw new Failure('not-found')
    return invitation
  }

  const isForOneOutside = (invitation: RecordId): boolean =>
    mayBeOutside(invitationOf(invitation).role)

  /**
   * The join record of a reply for an invitation of this device, with form, signature and proof
   * checked.
   */
  const checkReply = (signed: SignedRecord): RecordOf<'join'> => {
    const join = checkRecord(group, signed)
    if (!join || !isOf(join, 'join')) throw new Failure('file-damaged')
    const invitation = state().invitations.get(join.body.invitation)
    if (!invitation) throw new Failure('file-damaged')
    if (invitation.inviter !== ledger.device) throw new Failure('file-not-for-this-device')
    if (memberOf(state(), join.device)?.id === (join.id as string))
      throw new Failure('already-member')
    mustBeOpen(invitation)
    if (now() > invitation.until) throw new Failure('invitation-ended')
    const { accepted, known } = extend(ledger.history(), [join])
    if (accepted.length + known !== 1) throw new Failure('file-damaged')
    return join
  }

  const take: MemberInvites['readReply'] = bytes => {
    const read = readReply(bytes, group, ledger.entry().keys)
    if (read.kind === 'device') return { ...devices.read(read.reply), kind: 'device' }
    const join = checkReply(read.join)
    const known = readAsked(storage.notes.get(group, noteOf(join.id)))
    const { invitation } = join.body
    const others = allAsked().filter(each => each.join.body.invitation === invitation)
    if (!known && others.length >= mostReplies) throw new Failure('invitation-crowded')
    if (!known)
      ledger.together(() => {
        const note = encode([1, 'asked', packRecord(join.signed), now()])
        storage.notes.put(group, noteOf(join.id), note)
        ledger.touch()
      })
    return { reply: join.id, handle: join.body.handle, kind: 'member' }
  }

  return {
    invite({ role }) {
      const secret = random(secretBytes)
      const pair = invitationPair(secret)
      const until = now() + openDays * day
      const { name, level, language, handle, keys } = ledger.entry()
      const inviter = { device: ledger.device, agreement: keys.agreement.public, handle }
      const { id, file } = ledger.together(() => {
        const { id: invitation } = ledger.write({ type: 'invite', key: pair.public, role, until })
        const named = { group, invitation, name, level, language, role, until, device: null }
        const written = writeInvitation({ ...named, secret, inviter })
        kept.keep(invitation, written)
        return { id: invitation, file: written }
      })
      const code = codeOf(secret)
      wipe(secret)
      wipe(pair.secret)
      return { invitation: id, code, until, file }
    },

    inviteDevice: ({ member }) => devices.invite(member),

    cancel(id) {
      if (devices.cancel(id)) return
      mustBeOpen(invitationOf(id))
      ledger.together(() => {
        ledger.write({ type: 'cancel', invitation: id })
        forget(id)
      })
    },

    invitations() {
      const answered = new Set(allAsked().map(({ join }) => join.body.invitation))
      const stateOf = ({
        id,
        until,
        inviter,
        state: current,
      }: InvitationEntry): InvitationSummary['state'] => {
        if (current !== 'open') return current
        // Only the inviting device can admit.
        if (!isActive(state(), inviter)) return 'ended'
        if (answered.has(id)) return 'asked'
        return now() > until ? 'ended' : 'open'
      }
      const members = [...state().invitations.values()].map(invitation => ({
        id: invitation.id,
        role: invitation.role,
        until: invitation.until,
        state: stateOf(invitation),
        kind: 'member' as const,
        member: null,
      }))
      return [...members, ...devices.invitations()]
    },

    readReply: take,

    openInvitations: () => kept.list().filter(isOpen),

    waiting,

    answerInvitation: (id, bytes) =>
      ledger.together(() => {
        const { reply } = take(bytes)
        const own = waiting().find(each => each.reply === reply)
        if (own?.invitation !== id) throw new Failure('file-damaged')
        return { reply, device: own.device }
      }),

    requests: () => [
      ...allAsked().map(({ join, at }) => ({
        reply: join.id,
        invitation: join.body.invitation,
        at,
        kind: 'member' as const,
        handle: join.body.handle,
        device: join.body.deviceName,
        role: invitationOf(join.body.invitation).role,
        member: null,
        outside: isForOneOutside(join.body.invitation),
      })),
      ...devices.requests(),
    ],

    replyWords(reply) {
      const ofDevice = devices.words(reply)
      if (ofDevice) return ofDevice
      const { join } = asked(reply)
      const transcript = {
        group,
        invitation: join.body.invitation,
        join: join.signed.bytes,
        inviter: { device: ledger.device, agreement: ledger.entry().keys.agreement.public },
        joiner: { device: join.device, agreement: join.body.agreement },
      }
      return securityWordsOf(transcript, ledger.entry().language, stretch)
    },

    admit(reply) {
      const added = devices.admit(reply, epoch)
      if (added) return added
      const { join } = asked(reply)
      mustBeOpen(invitationOf(join.body.invitation))
      ledger.together(() => {
        if (isForOneOutside(join.body.invitation)) {
          ledger.addAsked(join.signed)
          ledger.write({ type: 'letIn', join: join.id })
        } else {
          const current = epoch()
          ledger.addAsked(join.signed)
          const next = nextEpoch(current, join.body.agreement)
          ledger.write({ type: 'welcome', join: join.id, ...next })
        }
        forget(join.body.invitation)
      })
      return join.id as string as MemberId
    },

    refuse(reply) {
      if (devices.refuse(reply)) return
      const { join } = asked(reply)
      const invitation = invitationOf(join.body.invitation)
      ledger.together(() => {
        if (invitation.state === 'open') ledger.write({ type: 'cancel', invitation: invitation.id })
        forget(invitation.id)
        ledger.touch()
      })
    },
  }
}
