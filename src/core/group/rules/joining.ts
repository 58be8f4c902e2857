// Rules about inviting, asking to join and admission.
import { encode, equal, fromHex, verify } from '#core/keys'
import type { Bytes, Encodable } from '#core/keys'
import type { GroupId, RecordId } from '#shared/ids'
import type { Admission, RecordOf } from '../records.ts'
import { mayBeOutside } from '../rights.ts'
import { knownDevice, type GroupState, type InvitationEntry } from '../state.ts'
import type { Rule } from './rule.ts'

/** The bytes that an invitation's key signs for the joining device, with the label `join`. */
export const proofOf = (
  group: GroupId,
  invitation: RecordId,
  device: Bytes,
  agreement: Bytes,
  handle: string,
  deviceName: string,
): Bytes => {
  const parts: Encodable = [fromHex(group), fromHex(invitation), device, agreement]
  return encode([...parts, handle, deviceName])
}

export const mustBeANewInvitation: Rule<RecordOf<'invite'>> = ({ body }, before) =>
  ![...before.invitations.values()].some(({ key }) => equal(key, body.key))

const isOpen = (invitation: InvitationEntry | undefined): boolean => invitation?.state === 'open'

export const mustNameAnOpenInvitation: Rule<RecordOf<'cancel' | 'join'>> = ({ body }, before) =>
  isOpen(before.invitations.get(body.invitation))

export const mustHoldTheInvitation: Rule<RecordOf<'join'>> = ({ group, device, body }, before) => {
  const invitation = before.invitations.get(body.invitation)
  if (!invitation) return false
  const { agreement, handle, deviceName } = body
  const proven = proofOf(group, body.invitation, fromHex(device), agreement, handle, deviceName)
  return verify('join', proven, body.proof, invitation.key)
}

/** A removed device cannot return: others may have its key. */
export const mustBeANewDevice: Rule<RecordOf<'join'>> = ({ device }, before) =>
  knownDevice(before, device) === null

export const mustAnswerARequest: Rule<Admission> = ({ body }, before) =>
  before.requests.has(body.join)

const invitationOf = ({ body }: Admission, before: GroupState) => {
  const request = before.requests.get(body.join)
  return request && before.invitations.get(request.invitation)
}

/** The words were compared with the keys of the inviting device, so no other device can admit. */
export const mustBeTheInviter: Rule<Admission> = (record, before) =>
  invitationOf(record, before)?.inviter === record.device

export const mustFindTheInvitationOpen: Rule<Admission> = (record, before) =>
  isOpen(invitationOf(record, before))

/** A member with a voice reads what the group shares, and therefore needs the key. */
export const mustBeInvitedFromOutside: Rule<RecordOf<'letIn'>> = (record, before) => {
  const role = invitationOf(record, before)?.role
  return role !== undefined && mayBeOutside(role)
}

export const mustAdmitANewDevice: Rule<Admission> = ({ body }, before) => {
  const request = before.requests.get(body.join)
  return request !== undefined && knownDevice(before, request.device) === null
}
