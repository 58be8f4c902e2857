// The view of a group for the window: members and devices, past ones too, proposals, and what this
// member may do.
import {
  rightsIn,
  isActive,
  isOutside,
  isStopped,
  memberOf,
  plenaryDevices,
  wasMember,
  type Group,
  type GroupState,
  type Member as GroupMember,
  type PastMember,
} from '#core/group'
import type {
  MembershipAct,
  Device,
  Group as GroupDescription,
  GroupSummary,
  Member,
  ProposedAction,
  Reach,
} from '#shared/contract'
import type { DeviceId, MemberId } from '#shared/ids'

/** Six colours for members (tokens `--p1` to `--p6`), in the order of joining. */
const colors = 6

export const summaryOf = (group: Group): GroupSummary => {
  const { id, name, level, language, handle, state } = group.entry()
  const now = group.state()
  const present = (): GroupSummary['state'] => {
    if (!isActive(now, group.self.device)) return 'removed'
    return isStopped(now) ? 'stopped' : 'active'
  }
  return {
    id,
    name,
    level,
    language,
    handle,
    state: state === 'joining' ? state : present(),
    members: now.members.size,
    devices: now.devices.size,
    readers: {
      members: [...now.members.values()].filter(({ outside }) => !outside).length,
      devices: plenaryDevices(now).length,
    },
    outside: isOutside(now, group.self.device),
  }
}

/** Devices that broke a rule, as far as this device knows. */
export type Offences = ReadonlyMap<DeviceId, { refused: number; isStopped: boolean }>

/** `heldUp`: devices whose messages wait for those of a removed device. `crowding`: whose acts are put off. */
type DeviceFindings = {
  offences: Offences
  heldUp: ReadonlySet<DeviceId>
  crowding: ReadonlySet<DeviceId>
}

/** All present and past devices of a member, in the order of admission. */
const devicesOf = (
  state: GroupState,
  member: MemberId,
  { own, offences, heldUp, crowding }: { own: DeviceId } & DeviceFindings,
): Device[] => {
  const active = [...state.devices.values()].map(device => ({
    ...device,
    state: 'active' as const,
  }))
  return [...active, ...state.pastDevices.values()]
    .filter(device => device.member === member)
    .toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1))
    .map(({ id, name, state: how, addedAt }) => ({
      id,
      member,
      name,
      addedAt,
      state: how,
      self: id === own,
      checked: true,
      refused: offences.get(id)?.refused ?? 0,
      stopped: offences.get(id)?.isStopped ?? false,
      heldUp: heldUp.has(id),
      crowds: crowding.has(id),
    }))
}

/** All present and past members in the order of joining, so that colours never change. */
export const everybodyOf = (
  group: Group,
  { reach, ...findings }: { reach: (member: MemberId) => Reach } & DeviceFindings,
): Member[] => {
  const state = group.state()
  const own = wasMember(state, group.self.device)?.id
  const all: (GroupMember | PastMember)[] = [
    ...state.members.values(),
    ...state.pastMembers.values(),
  ]
  return all
    .toSorted((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))
    .map((member, index) => {
      const { id, handle, role, joinedAt, term, outside, recoveries } = member
      const self = id === own
      return {
        id,
        handle,
        role,
        self,
        joinedAt,
        term,
        outside,
        color: (index % colors) + 1,
        devices: devicesOf(state, id, { own: group.self.device, ...findings }),
        reach: self ? { state: 'self' as const } : reach(id),
        removed: 'removed' in member ? member.removed : null,
        recovery: recoveries.length > 0,
      }
    })
}

type Action = ReturnType<Group['proposals']>[number]['action']

const actionOf = (action: Action): ProposedAction => {
  switch (action.type) {
    case 'removeMember':
      return { kind: 'remove-member', member: action.member, reason: action.reason }
    case 'removeDevice':
      return { kind: 'remove-device', device: action.device }
    case 'lift':
      return { kind: 'lift', shutOut: action.shutOut }
    case 'setRole':
      return { kind: 'set-role', member: action.member, role: action.role }
  }
}

export const proposalsOf = (group: Group): GroupDescription['proposals'] =>
  group
    .proposals()
    .map(({ id, action, by, seconds, needed, mine, own, dismissed: aside, at, ...its }) => ({
      proposal: id,
      by,
      needed,
      mine,
      own,
      aside,
      at,
      mayAgree: its.mayAgree,
      aboutSelf: its.aboutSelf,
      canPass: its.canPass,
      action: actionOf(action),
      seconds: [...new Set(seconds.values())],
    }))

export const shutOutsOf = (group: Group): GroupDescription['shutOuts'] =>
  [...group.state().shutOuts.values()].map(({ id, device, by, at }) => ({
    shutOut: id,
    device,
    by,
    own: by === group.self.member,
    at,
  }))

/** Acts that the rules permit alone; acts of several members may be proposed. */
export const actsOf = (group: Group): MembershipAct[] => {
  const state = group.state()
  const role = memberOf(state, group.self.device)?.role
  if (role === undefined) return []
  const hasChair = [...state.members.values()].some(
    member => member.role === 'chair' && member.devices.length > 0,
  )
  const canVoice = rightsIn(state, group.self.device).has('voice')
  const acts: MembershipAct[] = canVoice ? ['remove', 'shut-out'] : []
  if (isStopped(state)) return acts
  if (role === 'chair') return ['invite', 'change-role', ...acts]
  return canVoice && !hasChair ? ['change-role', ...acts] : acts
}
