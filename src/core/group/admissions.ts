// Replies to invitations: reading them, the security words, and admission or refusal.
import type { Bytes } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, MemberId, RecordId } from '#shared/ids'
import { mostReplies, type Requested, type Waiting } from './device-invites.ts'
import { nextEpoch } from './epochs.ts'
import { readReply } from './files.ts'
import { checkRecord, extend } from './history.ts'
import {
  forgetInvitation,
  invitationOf,
  isForOneOutside,
  mustBeOpen,
  type InvitationParts,
} from './open-invitations.ts'
import { isOf, type RecordOf } from './records.ts'
import { securityWordsOf, type Stretch } from './security-words.ts'
import { memberOf } from './state.ts'

export type Admissions = {
  /**
   * Reads a reply and keeps it until the words are compared. Admits nobody. The clock of this
   * device decides whether the invitation has ended. Failures: those of the file,
   * `invitation-ended`, `invitation-used`, `already-member`, `file-not-for-this-device`,
   * `invitation-crowded` when eight other replies wait.
   */
  readReply(bytes: Bytes): { reply: RecordId; handle: string; kind: Requested['kind'] }
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

type AdmissionParts = InvitationParts & {
  stretch?: Stretch | undefined
  epoch(): { id: EpochId; key: Bytes }
}

/**
 * The join record of a reply for an invitation of this device, with form, signature and proof
 * checked.
 */
const checkReply = ({ ledger, now }: InvitationParts, signed: SignedRecord): RecordOf<'join'> => {
  const join = checkRecord(ledger.entry().id, signed)
  if (!join || !isOf(join, 'join')) throw new Failure('file-damaged')
  const { state } = ledger.history()
  const invitation = state.invitations.get(join.body.invitation)
  if (!invitation) throw new Failure('file-damaged')
  if (invitation.inviter !== ledger.device) throw new Failure('file-not-for-this-device')
  if (memberOf(state, join.device)?.id === (join.id as string)) throw new Failure('already-member')
  mustBeOpen(invitation)
  if (now() > invitation.until) throw new Failure('invitation-ended')
  const { accepted, known } = extend(ledger.history(), [join])
  if (accepted.length + known !== 1) throw new Failure('file-damaged')
  return join
}

export const openAdmissions = (parts: AdmissionParts): Admissions => {
  const { ledger, devices, replies, now } = parts
  const group = ledger.entry().id

  const waiting = (): Waiting[] => [
    ...replies
      .all()
      .map(({ join }) => ({
        reply: join.id,
        invitation: join.body.invitation,
        device: join.device,
      })),
    ...devices.waiting(),
  ]

  const take: Admissions['readReply'] = bytes => {
    const read = readReply(bytes, group, ledger.entry().keys)
    if (read.kind === 'device') return { ...devices.read(read.reply), kind: 'device' }
    const join = checkReply(parts, read.join)
    const known = replies.has(join.id)
    const { invitation } = join.body
    const others = replies.all().filter(each => each.join.body.invitation === invitation)
    if (!known && others.length >= mostReplies) throw new Failure('invitation-crowded')
    if (!known)
      ledger.together(() => {
        replies.keep({ join, at: now() })
        ledger.touch()
      })
    return { reply: join.id, handle: join.body.handle, kind: 'member' }
  }

  return {
    readReply: take,
    waiting,
    answerInvitation: (id, bytes) =>
      ledger.together(() => {
        const { reply } = take(bytes)
        const own = waiting().find(each => each.reply === reply)
        if (own?.invitation !== id) throw new Failure('file-damaged')
        return { reply, device: own.device }
      }),

    requests: () => [
      ...replies
        .all()
        .map(({ join, at }) => ({
          reply: join.id,
          invitation: join.body.invitation,
          at,
          kind: 'member' as const,
          handle: join.body.handle,
          device: join.body.deviceName,
          role: invitationOf(parts, join.body.invitation).role,
          member: null,
          outside: isForOneOutside(parts, join.body.invitation),
        })),
      ...devices.requests(),
    ],

    replyWords(reply) {
      const ofDevice = devices.words(reply)
      if (ofDevice) return ofDevice
      const { join } = replies.get(reply)
      const transcript = {
        group,
        invitation: join.body.invitation,
        join: join.signed.bytes,
        inviter: { device: ledger.device, agreement: ledger.entry().keys.agreement.public },
        joiner: { device: join.device, agreement: join.body.agreement },
      }
      return securityWordsOf(transcript, ledger.entry().language, parts.stretch)
    },

    admit(reply) {
      const added = devices.admit(reply, parts.epoch)
      if (added) return added
      const { join } = replies.get(reply)
      mustBeOpen(invitationOf(parts, join.body.invitation))
      ledger.together(() => {
        if (isForOneOutside(parts, join.body.invitation)) {
          ledger.addAsked(join.signed)
          ledger.write({ type: 'letIn', join: join.id })
        } else {
          const current = parts.epoch()
          ledger.addAsked(join.signed)
          const next = nextEpoch(current, join.body.agreement)
          ledger.write({ type: 'welcome', join: join.id, ...next })
        }
        forgetInvitation(parts, join.body.invitation)
      })
      return join.id as string as MemberId
    },

    refuse(reply) {
      if (devices.refuse(reply)) return
      const { join } = replies.get(reply)
      const invitation = invitationOf(parts, join.body.invitation)
      ledger.together(() => {
        if (invitation.state === 'open') ledger.write({ type: 'cancel', invitation: invitation.id })
        forgetInvitation(parts, invitation.id)
        ledger.touch()
      })
    },
  }
}
