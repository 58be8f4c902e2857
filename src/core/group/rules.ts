// Who may write what. A record is judged in its own causal past: `before` is the state of exactly
// the records that it stands on, so every device comes to the same verdict whenever it asks.
// These rules never change for these types: a later version that wants another rule needs another
// type, or two versions would disagree about who is a member.
import { encode, equal, fromHex, verify } from '#core/keys'
import type { Bytes, Encodable } from '#core/keys'
import type { GroupId, RecordId } from '#shared/ids'
import type { Body, EpochBoxes, Membership, RecordOf } from './records.ts'
import { activeDevices, isActive, memberOf } from './state.ts'
import type { GroupState, InvitationEntry } from './state.ts'

type Rule<R extends Membership> = (record: R, before: GroupState) => boolean

/** What an invitation's key signs for the device that asks: label `join`. */
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

const mustBeActive: Rule<Membership> = ({ device }, before) => isActive(before, device)

const mustBeChair: Rule<Membership> = ({ device }, before) =>
  memberOf(before, device)?.role === 'chair'

const mustBeANewInvitation: Rule<RecordOf<'invite'>> = ({ body }, before) =>
  ![...before.invitations.values()].some(({ key }) => equal(key, body.key))

const isOpen = (invitation: InvitationEntry | undefined): boolean => invitation?.state === 'open'

const mustNameAnOpenInvitation: Rule<RecordOf<'cancel' | 'join'>> = ({ body }, before) =>
  isOpen(before.invitations.get(body.invitation))

const mustHoldTheInvitation: Rule<RecordOf<'join'>> = ({ group, device, body }, before) => {
  const invitation = before.invitations.get(body.invitation)
  if (!invitation) return false
  const { agreement, handle, deviceName } = body
  const proven = proofOf(group, body.invitation, fromHex(device), agreement, handle, deviceName)
  return verify('join', proven, body.proof, invitation.key)
}

const mustBeANewDevice: Rule<RecordOf<'join'>> = ({ device }, before) => !isActive(before, device)

const mustAnswerARequest: Rule<RecordOf<'admit'>> = ({ body }, before) =>
  before.requests.has(body.join)

const invitationOf = ({ body }: RecordOf<'admit'>, before: GroupState) => {
  const request = before.requests.get(body.join)
  return request && before.invitations.get(request.invitation)
}

/** The words were compared with the keys of the device that invited, so no other can admit. */
const mustBeTheInviter: Rule<RecordOf<'admit'>> = (record, before) =>
  invitationOf(record, before)?.inviter === record.device

const mustFindTheInvitationOpen: Rule<RecordOf<'admit'>> = (record, before) =>
  isOpen(invitationOf(record, before))

const mustAdmitANewDevice: Rule<RecordOf<'admit'>> = ({ body }, before) => {
  const request = before.requests.get(body.join)
  return request !== undefined && !isActive(before, request.device)
}

const reaches = (epoch: EpochBoxes, devices: readonly string[]): boolean =>
  epoch.boxes.length === devices.length &&
  epoch.boxes.every(([device], index) => device === devices[index])

const mustReachItsAuthorAlone: Rule<RecordOf<'root'>> = ({ device, body }) =>
  reaches(body.epoch, [device])

const mustReachEveryActiveDevice: Rule<RecordOf<'rotate'>> = ({ body }, before) =>
  reaches(body.epoch, activeDevices(before))

const mustReachEveryActiveDeviceAndTheNewOne: Rule<RecordOf<'admit'>> = ({ body }, before) => {
  const request = before.requests.get(body.join)
  return (
    request !== undefined &&
    reaches(body.epoch, [...activeDevices(before), request.device].toSorted())
  )
}

const mustBeANewEpoch: Rule<RecordOf<'admit' | 'rotate'>> = ({ body }, before) =>
  !before.epochs.some(({ id }) => id === body.epoch.id)

const rules: { [T in Body['type']]: Record<string, Rule<RecordOf<T>>> } = {
  root: { mustReachItsAuthorAlone },
  invite: { mustBeActive, mustBeChair, mustBeANewInvitation },
  cancel: { mustBeActive, mustBeChair, mustNameAnOpenInvitation },
  join: { mustNameAnOpenInvitation, mustHoldTheInvitation, mustBeANewDevice },
  admit: {
    mustBeActive,
    mustBeChair,
    mustAnswerARequest,
    mustBeTheInviter,
    mustFindTheInvitationOpen,
    mustAdmitANewDevice,
    mustReachEveryActiveDeviceAndTheNewOne,
    mustBeANewEpoch,
  },
  rotate: { mustBeActive, mustReachEveryActiveDevice, mustBeANewEpoch },
  unknown: { mustBeActive },
}

/** The name of the first rule that `record` breaks; null when it may stand. */
export const brokenRule = (record: Membership, before: GroupState): string | null => {
  const own = rules[record.body.type] as Record<string, Rule<Membership>>
  for (const [name, holds] of Object.entries(own)) if (!holds(record, before)) return name
  return null
}
