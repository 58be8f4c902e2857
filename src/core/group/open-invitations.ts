// The invitations of a group by its records, and the files and replies that this device keeps of them.
import { Failure } from '#shared/failure'
import type { RecordId } from '#shared/ids'
import type { DeviceInvites } from './device-invites.ts'
import type { KeptInvitation, KeptInvitations } from './kept-invitations.ts'
import type { KeptReplies } from './kept-replies.ts'
import type { Ledger } from './ledger.ts'
import { mayBeOutside } from './rights.ts'
import type { InvitationEntry } from './state.ts'

export type InvitationParts = {
  ledger: Ledger
  devices: DeviceInvites
  kept: KeptInvitations
  replies: KeptReplies
  now(): number
}

/** Failures: `invitation-used`, `invitation-ended`. */
export const mustBeOpen = (invitation: InvitationEntry): void => {
  if (invitation.state === 'used') throw new Failure('invitation-used')
  if (invitation.state === 'cancelled') throw new Failure('invitation-ended')
}

/** Failure `not-found`. */
export const invitationOf = (
  { ledger }: Pick<InvitationParts, 'ledger'>,
  id: RecordId,
): InvitationEntry => {
  const invitation = ledger.history().state.invitations.get(id)
  if (!invitation) throw new Failure('not-found')
  return invitation
}

/** Whether the invitation admits outside the plenary. */
export const isForOneOutside = (parts: Pick<InvitationParts, 'ledger'>, id: RecordId): boolean =>
  mayBeOutside(invitationOf(parts, id).role)

export const isStillOpen = (
  { ledger, devices, now }: InvitationParts,
  { invitation, until }: KeptInvitation,
): boolean =>
  devices.isOpen(invitation) ||
  (ledger.history().state.invitations.get(invitation)?.state === 'open' && now() <= until)

/** Deletes the file of an invitation and the replies to it. */
export const forgetInvitation = (parts: InvitationParts, invitation: RecordId): void => {
  const { kept, replies } = parts
  kept.forget(invitation)
  // The files of ended invitations are deleted too.
  for (const each of kept.list()) if (!isStillOpen(parts, each)) kept.forget(each.invitation)
  replies.forget(invitation)
}
