// Rules of further devices of a member, and of the keys that prove who she is without any.
import { encode, equal, fromHex, verify, type Bytes } from '#core/keys'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Adding as AddingRecord, RecordOf } from '../records.ts'
import { knownDevice, memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

/** What a new device signs: label `device`. Nobody adds a key that does not want to be hers. */
export const deviceProofOf = (
  group: GroupId,
  member: MemberId,
  adder: DeviceId,
  device: Bytes,
  agreement: Bytes,
  deviceName: string,
): Bytes => encode([fromHex(group), fromHex(member), fromHex(adder), device, agreement, deviceName])

/** What a recovery key signs for a new device: label `recovery`. */
export const recoveryProofOf = (
  group: GroupId,
  member: MemberId,
  device: Bytes,
  agreement: Bytes,
): Bytes => encode([fromHex(group), fromHex(member), device, agreement])

type Adding = Rule<AddingRecord>

export const mustBeHersOrAChairs: Adding = ({ device, body }, before) => {
  const author = memberOf(before, device)
  return author?.id === body.member || author?.role === 'chair'
}

const isOfOneOutside: Adding = ({ body }, before) =>
  before.members.get(body.member)?.outside === true

/** It gives a key of the plenary. */
export const mustBeOfOneInThePlenary: Adding = (record, before) => !isOfOneOutside(record, before)
/** It gives none, and everybody else has to have it. */
export const mustBeOfOneOutside: Adding = isOfOneOutside

export const mustBeADeviceThatNeverCameIn: Adding = ({ body }, before) =>
  knownDevice(before, body.device) === null

/** Every epoch is made for each of them, and each can begin feeds: one member's have an end. */
const mostDevices = 16

/** Of those that are active where it is written; beside each other two can go beyond. */
export const mustLeaveHerDevicesFew: Adding = ({ body }, before) =>
  (before.members.get(body.member)?.devices.length ?? 0) < mostDevices

export const mustBeWantedByTheDevice: Adding = ({ group, device, body }) => {
  const { member, agreement, deviceName } = body
  const key = fromHex(body.device)
  const proven = deviceProofOf(group, member, device, key, agreement, deviceName)
  return verify('device', proven, body.proof, key)
}

/** Nobody gives herself another's name: who is no device of hers needs her recovery key. */
export const mustBeRecoveredWhereAnotherAddsIt: Adding = ({ group, device, body }, before) => {
  const { member, agreement, recovery } = body
  if (memberOf(before, device)?.id === member) return recovery === null
  const proven = recoveryProofOf(group, member, fromHex(body.device), agreement)
  const keys = before.members.get(member)?.recoveries ?? []
  return recovery !== null && keys.some(key => verify('recovery', proven, recovery, key))
}

export const mustBeANewRecoveryKey: Rule<RecordOf<'recovery'>> = ({ device, body }, before) =>
  !(memberOf(before, device)?.recoveries ?? []).some(key => equal(key, body.key))
