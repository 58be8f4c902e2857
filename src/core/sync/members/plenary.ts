// The plenary. Shared content of a group is for its plenary: the members who were admitted with its
// key. A member outside receives the membership and nothing else, wherever this room sends, asks,
// counts or waits. For its parts a group is therefore its plenary, as a circle is its own members.
// Links, files and the local network also consult the devices outside.
import { isOutside, type Device, type Group, type GroupState, type PastDevice } from '#core/group'
import type { DeviceId } from '#shared/ids'
import type { LanGroup, SyncGroup } from '../ports.ts'

type Devices = ReadonlyMap<DeviceId, Device>

const nobody: Devices = new Map()

type View = { of: GroupState; plenary: GroupState; outsiders: Devices }

/**
 * Messages of a device outside count like those of a device that is out: where an admission of its
 * member stood, other devices may have taken them in, and later messages stand on them.
 */
const asPast = ([id, device]: [DeviceId, Device]): [DeviceId, PastDevice] => [
  id,
  { ...device, state: 'removed', by: [] },
]

const viewOf = (of: GroupState): View => {
  const known = [...of.members.values(), ...of.pastMembers.values()]
  if (!known.some(({ outside }) => outside)) return { of, plenary: of, outsiders: nobody }
  const isIn = ({ outside }: { outside: boolean }): boolean => !outside
  const isInside = (device: DeviceId): boolean => !isOutside(of, device)
  const only = <K, V>(map: ReadonlyMap<K, V>, keeps: (value: V, key: K) => boolean) =>
    new Map([...map].filter(([key, value]) => keeps(value, key)))
  const outsiders = only(of.devices, (_, device) => !isInside(device))
  const plenary = {
    ...of,
    members: only(of.members, isIn),
    pastMembers: only(of.pastMembers, isIn),
    devices: only(of.devices, (_, device) => isInside(device)),
    pastDevices: new Map([...of.pastDevices, ...[...outsiders].map(asPast)]),
  }
  return { of, plenary, outsiders }
}

const made = new WeakMap<Group, LanGroup>()

/** The same object for the same group. */
export const plenaryOf = (group: Group): LanGroup => {
  const before = made.get(group)
  if (before) return before
  let view: View | null = null
  const now = (): View => {
    const state = group.state()
    if (view?.of !== state) view = viewOf(state)
    return view
  }
  const own: Pick<SyncGroup, 'state' | 'outsiders' | 'isOutside'> = {
    state: () => now().plenary,
    outsiders: () => now().outsiders,
    isOutside: device => isOutside(group.state(), device),
  }
  // Everything else comes from the group.
  const plenary = Object.assign(Object.create(group) as LanGroup, own)
  made.set(group, plenary)
  return plenary
}

/** The active device of a member who receives the membership at least. */
export const knownIn = (group: SyncGroup, device: DeviceId): Device | undefined =>
  group.state().devices.get(device) ?? group.outsiders().get(device)

/** Whether shared content may pass between this device and another one. */
export const readsWith = (group: SyncGroup, device: DeviceId): boolean =>
  !group.isOutside(group.self.device) && !group.isOutside(device)
