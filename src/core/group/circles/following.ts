// Whom a circle that follows the group lacks, and whose device brings them in. Each record that does so
// begins an epoch and says who gives the newcomer what there is: two of them for one are a burden, so it
// is as a rule one device's to do.
import type { CircleRole, Role } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { Device, GroupState } from '../state.ts'
import type { CircleNodes } from './people.ts'
import type { CircleState } from './state.ts'

/** What who has a role in the group is in a circle that follows it; null where she is not brought in. */
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
  /** The device that admitted her to the group; null where hers of then is gone. */
  admittedBy: DeviceId | null
}

/**
 * Who reads what the group shares, is not in, was never taken out and never left; nobody where the circle
 * does not follow the group.
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

/** What is known where they are brought in; `devices`: those that are in the circle and active. */
type Known = {
  circle: CircleState
  nodes: CircleNodes
  group: GroupState
  devices: ReadonlyMap<DeviceId, Device>
}

/** The first device of who has been a convener for longest; null where none has one. */
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
 * Whom the device `self` brings in; nobody where it is no convener's. `own`:
 * those that are its to bring in, which it is where it admitted them, or where no convener's did and it is
 * the first. `all`: also those of others, who may never come to it.
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
