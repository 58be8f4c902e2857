// The groups of an opened profile: opened once, described for the window.
import type { Archive } from '#core/archive'
import { isStopped, memberOf, openGroup, type Environment, type Group } from '#core/group'
import type { Group as GroupDescription, GroupSummary, Member, Reach } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId, MemberId, RecordId } from '#shared/ids'

export type GroupList = {
  /** Throws `not-found`. */
  get(id: GroupId): Group
  all(): Group[]
  /** Takes in a group that was founded or asked for in this session. */
  add(id: GroupId): GroupId
  /** Reads a reply with the group whose invitation it answers. */
  readReply(bytes: Uint8Array): { group: GroupId; reply: RecordId; handle: string }
  summaries(): GroupSummary[]
  describe(id: GroupId): GroupDescription
  member(group: GroupId, member: MemberId): Member | undefined
}

/** There are six colours for members (tokens `--p1` to `--p6`), given in the order of joining. */
const colors = 6

const summaryOf = (group: Group): GroupSummary => {
  const { id, name, level, language, handle, state } = group.entry()
  const { members, devices } = group.state()
  return {
    id,
    name,
    level,
    language,
    handle,
    state: state === 'joining' ? state : isStopped(group.state()) ? 'stopped' : 'active',
    members: members.size,
    devices: devices.size,
  }
}

const membersOf = (group: Group, reach: (member: MemberId) => Reach): Member[] => {
  const state = group.state()
  return [...state.members.values()]
    .toSorted((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))
    .map(({ id, handle, role, devices, joinedAt }, index) => {
      const self = id === group.self.member
      return {
        id,
        handle,
        role,
        self,
        joinedAt,
        color: (index % colors) + 1,
        devices: devices.map(device => ({
          id: device,
          member: id,
          name: state.devices.get(device)?.name ?? '',
          self: device === group.self.device,
          checked: true,
          state: 'active' as const,
          addedAt: joinedAt,
        })),
        reach: self ? { state: 'self' as const } : reach(id),
        term: { from: null, until: null },
        removed: null,
        recovery: false,
        guestOf: null,
      }
    })
}

export const openGroupList = (
  archive: Archive,
  environment: Environment,
  told: {
    /** A group's records changed, or a request was read. */
    changed(group: GroupId): void
    reach(group: GroupId, member: MemberId): Reach
    warnings(group: GroupId): GroupDescription['warnings']
  },
): GroupList => {
  const groups = new Map<GroupId, Group>()
  const add = (id: GroupId): GroupId => {
    const group = openGroup(archive, id, environment)
    groups.set(id, group)
    group.onChange(() => told.changed(id))
    told.changed(id)
    return id
  }
  const get = (id: GroupId): Group => {
    const group = groups.get(id)
    if (group === undefined) throw new Failure('not-found')
    return group
  }
  const members = (id: GroupId) => membersOf(get(id), member => told.reach(id, member))
  for (const { id } of archive.groups.list()) add(id)

  return {
    get,
    add,
    all: () => [...groups.values()],
    readReply(bytes) {
      let refusal: unknown = new Failure('file-not-for-this-device')
      for (const group of groups.values()) {
        try {
          return { group: group.id, ...group.readReply(bytes) }
        } catch (error) {
          const other = error instanceof Failure && error.code === 'file-not-for-this-device'
          if (!other) refusal = error
        }
      }
      throw refusal
    },
    summaries: () => [...groups.values()].map(summaryOf),
    describe(id) {
      const group = get(id)
      const chair = memberOf(group.state(), group.self.device)?.role === 'chair'
      return {
        ...summaryOf(group),
        self: group.self.member ?? (group.self.device as string as MemberId),
        memberList: members(id),
        invitations: group.invitations(),
        requests: group.requests().map(asked => ({ ...asked, kind: 'member', device: '' })),
        pastMembers: [],
        proposals: [],
        shutOuts: [],
        may: { invite: chair, remove: false, changeRoles: false, shutOut: false },
        warnings: [
          ...(isStopped(group.state()) ? (['records-unknown'] as const) : []),
          ...told.warnings(id),
        ],
      }
    },
    member: (group, member) => members(group).find(({ id }) => id === member),
  }
}
