// A circle in the form of a group's state, for modules that know only groups. Its members and
// devices are those that its records name and the group still has. The view is computed again when
// either changes.
import type { CircleRole, Role } from '#shared/contract'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Group } from '../group.ts'
import { emptyState, knownDevice, removedBy, type Device, type GroupState } from '../state.ts'
import type { Member, PastDevice, PastMember } from '../state.ts'
import type { CircleState } from './state.ts'

/** Roles of the circle as roles of a group. */
const roles = {
  convener: 'chair',
  member: 'member',
  reviewer: 'reviewer',
  commenter: 'commenter',
  reader: 'observer',
} as const satisfies Record<CircleRole, Role>

export type CircleView = {
  /** The circle as a group's state. */
  state(): GroupState
  /** The role of a group for a role of the circle. */
  roleOf(role: CircleRole): Role
}

export const openView = (
  id: GroupId,
  group: Pick<Group, 'state'>,
  circle: () => CircleState,
): CircleView => {
  const roleOf = (role: CircleRole): Role => roles[role]

  const make = (own: CircleState, of: GroupState): GroupState => {
    const devices = new Map<DeviceId, Device>()
    const pastDevices = new Map<DeviceId, PastDevice>()
    for (const [device, { since, broughtBy, addedAt, member }] of [...own.known, ...own.devices]) {
      const known = knownDevice(of, device)
      // A record may claim a device for a member who does not own it.
      if (!known || known.member !== member) continue
      const entry = { ...known, since, broughtBy, addedAt }
      const isIn = own.devices.has(device) && of.devices.has(device)
      if (isIn) devices.set(device, entry)
      else pastDevices.set(device, { ...entry, state: 'removed', by: removedBy(of, device) })
    }
    for (const device of devices.keys()) pastDevices.delete(device)
    const members = new Map<MemberId, Member>()
    for (const { id: member, role, joinedAt, since } of own.members.values()) {
      const known = of.members.get(member)
      const active = [...devices.values()].filter(device => device.member === member)
      if (known)
        members.set(member, {
          ...known,
          role: roleOf(role),
          joinedAt,
          since,
          outside: false,
          devices: active.map(device => device.id),
        })
    }
    const pastMembers = new Map<MemberId, PastMember>()
    for (const { member } of own.known.values()) {
      const known = of.members.get(member) ?? of.pastMembers.get(member)
      if (!known || members.has(member)) continue
      const removed = { at: 0, by: member, reason: 'left' as const }
      pastMembers.set(member, { removed, ...known })
    }
    const { epochs, voided } = own
    return { ...emptyState(id), members, pastMembers, devices, pastDevices, epochs, voided }
  }

  let made: { own: CircleState; of: GroupState; state: GroupState } | null = null
  return {
    roleOf,
    state(): GroupState {
      const own = circle()
      const of = group.state()
      if (made?.own !== own || made.of !== of) made = { own, of, state: make(own, of) }
      return made.state
    },
  }
}
