// The membership that acts ask about, from the records of a group or of a circle.
import type { Membership, Person, Standing } from '#core/deliberation/acts'
import { isStopped, knownDevice, memberOf, type Circle, type Group } from '#core/group'
import type { CircleAt, GroupState } from '#core/group'
import type { DeviceId, MemberId } from '#shared/ids'

const hasTerm = (state: GroupState, id: MemberId): boolean => {
  const term = state.members.get(id)?.term
  return term !== undefined && (term.from !== null || term.until !== null)
}

/**
 * Whether no admission of this member or device counts. A member or device whose admissions are all
 * void by a removal stands among the past ones with one of these; any other does not stand at all.
 */
const isVoidIn = (state: GroupState, who: MemberId | DeviceId): boolean => {
  const member = state.members.get(who as MemberId) ?? state.pastMembers.get(who as MemberId)
  const known = member ?? knownDevice(state, who as DeviceId)
  return known === null || state.voided.has(known.since)
}

const standingIn = (state: GroupState): Standing => {
  const people = new Map<MemberId, Person>()
  for (const { id, role, devices } of state.members.values())
    if (devices.length > 0) people.set(id, { role, hasTerm: hasTerm(state, id) })
  return {
    level: state.level,
    people,
    memberOf: device => memberOf(state, device)?.id ?? null,
    isVoid: who => isVoidIn(state, who),
  }
}

export const membershipOfGroup = (group: Pick<Group, 'stateAt' | 'covers'>): Membership => ({
  at(heads) {
    const state = heads.length > 0 ? group.stateAt(heads) : null
    return state && !isStopped(state) ? standingIn(state) : null
  },
  covers: group.covers,
})

/** Members of the circle are those with a device that is in the circle, and active in the group. */
export const standingInCircle = ({ circle, group: state, brought }: CircleAt): Standing => {
  const owners = new Map<DeviceId, MemberId>()
  for (const [device, { member }] of circle.devices)
    if (memberOf(state, device)?.id === member) owners.set(device, member)
  const people = new Map<MemberId, Person>()
  for (const member of owners.values()) {
    const role = circle.members.get(member)?.role
    if (role) people.set(member, { role, hasTerm: hasTerm(state, member) })
  }
  return {
    level: state.level,
    people,
    memberOf: device => owners.get(device) ?? null,
    isVoid: who => !brought.has(who) || isVoidIn(state, who),
  }
}

export const membershipOfCircle = (circle: Pick<Circle, 'at' | 'covers'>): Membership => ({
  at(heads) {
    const found = circle.at(heads)
    return found && !isStopped(found.group) ? standingInCircle(found) : null
  },
  covers: circle.covers,
})
