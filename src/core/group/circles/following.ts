// Members that a circle lacks when it follows the group, and the device that adds them. Each
// addition begins an epoch and sends the newcomer the past, so as a rule one device does it, once.
import type { CircleRole, Role } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { Device, GroupState } from '../state.ts'
import type { CircleNodes } from './people.ts'
import type { CircleState } from './state.ts'

/**
 * The role in a circle that follows the group, by the role in the group. Null for members who are
 * not added.
 */
const comingAs: Record<Role, CircleRole | null> = {
  chair: 'member',
  rapporteur: 'member',
  member: 'member',
  alternate: 'member',
  reviewer: 'reviewer',
  commenter: 'commenter',
  observer: 'reader',
  secretariat: null,
  guest: null,
}

type Lacked = {
  member: MemberId
  role: CircleRole
  /**
   * The device that admitted the member to the group. Null if the member's first device is gone.
   */
  admittedBy: DeviceId | null
}

/**
 * Members who read the group's documents, are not in the circle, and were never removed from it and
 * never left it. Empty for a circle that does not follow the group.
 */
export const lackedBy = (circle: CircleState, group: GroupState): Lacked[] =>
  [...(circle.follows ? group.members.values() : [])].flatMap(each => {
    const { id: member, role: own, outside, devices, since } = each
    const role = outside ? null : comingAs[own]
    if (!role || devices.length === 0) return []
    if (circle.members.has(member) || circle.takenOut.has(member)) return []
    const first = devices.map(id => group.devices.get(id)).find(device => device?.since === since)
    return [{ member, role, admittedBy: first?.broughtBy ?? null }]
  })

/** State in which members are added. `devices` are those in the circle that are active. */
type Known = {
  circle: CircleState
  nodes: CircleNodes
  group: GroupState
  devices: ReadonlyMap<DeviceId, Device>
}

/**
 * The first device of the member who has been convener longest. Null if no convener has a device.
 */
const firstOf = ({ circle, nodes, devices }: Known): DeviceId | null => {
  const placeOf = (record: RecordId) => [nodes.get(record)?.depth ?? 0, record] as const
  const ranked = [...devices.values()].flatMap(({ id, member: of, since }) => {
    const member = circle.members.get(of)
    return member?.role === 'convener'
      ? [{ id, rank: [...placeOf(member.roleSince), ...placeOf(since)] as const }]
      : []
  })
  const [first] = ranked.toSorted(({ rank: a }, { rank: b }) => {
    const at = a.findIndex((each, index) => each !== b[index])
    return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1
  })
  return first?.id ?? null
}

/**
 * Members whom device `self` adds. Empty if its member is no convener. `own`: members that this
 * device admitted to the group, and those that no convener's device admitted if it is the first.
 * `all`: also members that other devices should add and may never add.
 */
export const toBring = (self: DeviceId, known: Known, whose: 'own' | 'all'): Lacked[] => {
  const { circle, group, devices } = known
  const convenes = (device: DeviceId | null): boolean => {
    const member = device === null ? undefined : devices.get(device)?.member
    return member !== undefined && circle.members.get(member)?.role === 'convener'
  }
  if (!convenes(self)) return []
  const first = firstOf(known)
  return lackedBy(circle, group).filter(
    ({ admittedBy }) => whose === 'all' || (convenes(admittedBy) ? admittedBy : first) === self,
  )
}
