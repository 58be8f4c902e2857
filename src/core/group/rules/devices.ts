// Rules about further devices of a member, and about recovery keys, which prove an identity without
// a device.
import { encode, equal, fromHex, verify, type Bytes } from '#core/keys'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Adding as AddingRecord, RecordOf } from '../records.ts'
import { knownDevice, memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

/**
 * The bytes that a new device signs, with the label `device`. No key becomes a member's without its
 * own consent.
 */
export const deviceProofOf = (
  group: GroupId,
  member: MemberId,
  adder: DeviceId,
  device: Bytes,
  agreement: Bytes,
  deviceName: string,
): Bytes => encode([fromHex(group), fromHex(member), fromHex(adder), device, agreement, deviceName])

/** The bytes that a recovery key signs for a new device, with the label `recovery`. */
export const recoveryProofOf = (
  group: GroupId,
  member: MemberId,
  device: Bytes,
  agreement: Bytes,
): Bytes => encode([fromHex(group), fromHex(member), device, agreement])

type Adding = Rule<AddingRecord>

export const mustAddOwnOrBeByAChair: Adding = ({ device, body }, before) => {
  const author = memberOf(before, device)
  return author?.id === body.member || author?.role === 'chair'
}

const isOfOneOutside: Adding = ({ body }, before) =>
  before.members.get(body.member)?.outside === true

/** The record gives a key of the plenary. */
export const mustBeOfOneInThePlenary: Adding = (record, before) => !isOfOneOutside(record, before)
/** The record gives no key, and all others must have one. */
export const mustBeOfOneOutside: Adding = isOfOneOutside

export const mustBeADeviceThatNeverCameIn: Adding = ({ body }, before) =>
  knownDevice(before, body.device) === null

/** Most devices of a member: each is a recipient of every epoch and can begin feeds. */
const mostDevices = 16

/** Counts the active devices in the record's past. Two concurrent records can exceed the limit. */
export const mustLeaveFewDevices: Adding = ({ body }, before) =>
  (before.members.get(body.member)?.devices.length ?? 0) < mostDevices

export const mustBeWantedByTheDevice: Adding = ({ group, device, body }) => {
  const { member, agreement, deviceName } = body
  const key = fromHex(body.device)
  const proven = deviceProofOf(group, member, device, key, agreement, deviceName)
  return verify('device', proven, body.proof, key)
}

/** A device of another member needs a recovery key to add a device in this member's name. */
export const mustBeRecoveredWhereAnotherAddsIt: Adding = ({ group, device, body }, before) => {
  const { member, agreement, recovery } = body
  if (memberOf(before, device)?.id === member) return recovery === null
  const proven = recoveryProofOf(group, member, fromHex(body.device), agreement)
  const keys = before.members.get(member)?.recoveries ?? []
  return recovery !== null && keys.some(key => verify('recovery', proven, recovery, key))
}

export const mustBeANewRecoveryKey: Rule<RecordOf<'recovery'>> = ({ device, body }, before) =>
  !(memberOf(before, device)?.recoveries ?? []).some(key => equal(key, body.key))
