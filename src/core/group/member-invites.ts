// The inviting side: invitations for one use with an end date, and their replies.
import { random, wipe } from '#core/keys'
import type { Bytes } from '#core/keys'
import type { Invitation as InvitationSummary, Role } from '#shared/contract'
import type { EpochId, MemberId, RecordId } from '#shared/ids'
import { openAdmissions, type Admissions } from './admissions.ts'
import { day, openDays, type DeviceInvites, type Invited } from './device-invites.ts'
import { codeOf, invitationPair, secretBytes, writeInvitation } from './files.ts'
import type { KeptInvitation, KeptInvitations } from './kept-invitations.ts'
import { keptReplies } from './kept-replies.ts'
import type { Ledger } from './ledger.ts'
import {
  forgetInvitation,
  invitationOf,
  isStillOpen,
  mustBeOpen,
  type InvitationParts,
} from './open-invitations.ts'
import type { Stretch } from './security-words.ts'
import { isActive, type InvitationEntry } from './state.ts'
import type { GroupStorage } from './storage.ts'

type Invitations = {
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
  /** Open invitations of this device, with the content of their files. */
  openInvitations(): KeptInvitation[]
}

export type MemberInvites = Invitations & Admissions

const openInvitations = (parts: InvitationParts): Invitations => {
  const { ledger, devices, kept, replies, now } = parts
  const group = ledger.entry().id
  const state = () => ledger.history().state

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
      mustBeOpen(invitationOf(parts, id))
      ledger.together(() => {
        ledger.write({ type: 'cancel', invitation: id })
        forgetInvitation(parts, id)
      })
    },

    invitations() {
      const answered = new Set(replies.all().map(({ join }) => join.body.invitation))
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

    openInvitations: () => kept.list().filter(each => isStillOpen(parts, each)),
  }
}

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
  const replies = keptReplies(storage, ledger.entry().id)
  const parts = { ledger, devices, kept, replies, now, stretch, epoch }
  return { ...openInvitations(parts), ...openAdmissions(parts) }
}
