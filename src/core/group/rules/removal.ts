// Rules about removing and shutting out. Acts of several members are in `proposals.ts`.
import type { RecordOf } from '../records.ts'
import { isActive, knownDevice, memberOf, type GroupState } from '../state.ts'
import { mustHaveVoice } from './authors.ts'
import type { Rule } from './rule.ts'

const ownerOf = (before: GroupState, device: RecordOf<'removeDevice'>['device']) => {
  const member = knownDevice(before, device)?.member
  return member ? before.members.get(member) : undefined
}

export const mustNameADeviceThatIsIn: Rule<RecordOf<'removeDevice'>> = ({ body }, before) =>
  isActive(before, body.device) || before.pastDevices.get(body.device)?.state === 'shut-out'

/** A chair removes members who are no chairs. Removing a chair takes several members. */
export const mustRemoveOwnOrBeByAChair: Rule<RecordOf<'removeDevice' | 'removeMember'>> = (
  { device, body },
  before,
) => {
  const author = memberOf(before, device)
  const subject =
    body.type === 'removeDevice' ? ownerOf(before, body.device) : before.members.get(body.member)
  if (!author || !subject) return false
  return author.id === subject.id || (author.role === 'chair' && subject.role !== 'chair')
}

export const mustNameAnActiveDevice: Rule<RecordOf<'shutOut'>> = ({ body }, before) =>
  isActive(before, body.device)

export const mustShutOutAnother: Rule<RecordOf<'shutOut'>> = ({ device, body }) =>
  device !== body.device

const isOwn = ({ device, body }: RecordOf<'shutOut'>, before: GroupState): boolean =>
  memberOf(before, device)?.id === memberOf(before, body.device)?.id

export const mustHaveVoiceUnlessOwn: Rule<RecordOf<'shutOut'>> = (record, before) =>
  isOwn(record, before) || mustHaveVoice(record, before)

/** A thief of one device must not be able to empty the group with it. */
export const mustShutOutOneAtATime: Rule<RecordOf<'shutOut'>> = (record, before) => {
  const author = memberOf(before, record.device)?.id
  return (
    isOwn(record, before) ||
    ![...before.shutOuts.values()].some(
      ({ by, device }) => by === author && knownDevice(before, device)?.member !== author,
    )
  )
}

export const mustNameAnOpenShutOut: Rule<RecordOf<'lift'>> = ({ body }, before) =>
  before.shutOuts.has(body.shutOut)

/**
 * A member lifts a shut-out of an own device only if the same member wrote it. A chair lifts any
 * other.
 */
export const mustLiftOwnOrBeByAChair: Rule<RecordOf<'lift'>> = ({ device, body }, before) => {
  const shutOut = before.shutOuts.get(body.shutOut)
  const author = memberOf(before, device)
  if (!shutOut || !author) return false
  const subject = knownDevice(before, shutOut.device)?.member
  return subject === author.id ? shutOut.by === author.id : author.role === 'chair'
}
