// The groups of an opened profile: opened once, described for the window.
import type { Archive } from '#core/archive'
import { isStopped, openGroup, wasMember, type Environment, type Group } from '#core/group'
import type {
  ComingIn,
  Group as GroupDescription,
  GroupSummary,
  Member,
  Reach,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId, RecordId } from '#shared/ids'
import {
  everybodyOf,
  actsOf,
  type Offences,
  proposalsOf,
  shutOutsOf,
  summaryOf,
} from './group-view.ts'
import { type SaidBy, unawareOf } from './unaware-members.ts'

export type GroupList = {
  /** Failure `not-found`. */
  get(id: GroupId): Group
  all(): readonly Group[]
  /** Adds a group that was founded or asked for since the profile was opened. */
  add(id: GroupId): GroupId
  /**
   * Removes a group that this device only asked to join, and all that the archive keeps of it.
   * Failures: `not-found`, `not-permitted`.
   */
  remove(id: GroupId): void
  /** Reads a reply with the group whose invitation it answers. */
  readReply(bytes: Uint8Array): { group: GroupId; reply: RecordId; handle: string; kind: ComingIn }
  summaries(): GroupSummary[]
  describe(id: GroupId): GroupDescription
  /** A present or past member: messages of past members keep their names. */
  member(group: GroupId, member: MemberId): Member | undefined
}

/** Stands for a member before the admission, under the id of the device. */
const nobody = (group: Group): MemberId => group.self.device as string as MemberId

export const openGroupList = (
  archive: Archive,
  environment: Environment,
  ports: {
    /** A group's records changed, or a request was read. */
    changed(group: GroupId): void
    reach(group: GroupId, member: MemberId): Reach
    warnings(group: GroupId): GroupDescription['warnings']
    offences(group: GroupId): Offences
    heldUp(group: GroupId): ReadonlySet<DeviceId>
    crowding(group: GroupId): ReadonlySet<DeviceId>
    said(group: GroupId, device: DeviceId): ReturnType<SaidBy>
  },
): GroupList => {
  const groups = new Map<GroupId, Group>()
  /** The list, cached because each keystroke asks for it. */
  let all: readonly Group[] = []
  const add = (id: GroupId): GroupId => {
    const group = openGroup(archive, id, environment)
    groups.set(id, group)
    all = [...groups.values()]
    group.onChange(() => ports.changed(id))
    ports.changed(id)
    return id
  }
  const get = (id: GroupId): Group => {
    const group = groups.get(id)
    if (group === undefined) throw new Failure('not-found')
    return group
  }
  const everybody = (id: GroupId) =>
    everybodyOf(get(id), {
      reach: member => ports.reach(id, member),
      offences: ports.offences(id),
      heldUp: ports.heldUp(id),
      crowding: ports.crowding(id),
    })
  for (const { id } of archive.groups.list()) add(id)

  return {
    get,
    add,
    all: () => all,
    remove(id) {
      get(id)
      archive.groups.removeJoining(id)
      groups.delete(id)
      all = [...groups.values()]
    },
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
      const members = everybody(id)
      return {
        ...summaryOf(group),
        self: wasMember(group.state(), group.self.device)?.id ?? nobody(group),
        memberList: members.filter(({ removed }) => removed === null),
        pastMembers: members.filter(({ removed }) => removed !== null),
        invitations: group.invitations(),
        requests: group.requests(),
        proposals: proposalsOf(group),
        shutOuts: shutOutsOf(group),
        unheard: unawareOf(group, device => ports.said(id, device)),
        acts: actsOf(group),
        warnings: [
          ...(isStopped(group.state()) ? (['records-unknown'] as const) : []),
          ...ports.warnings(id),
        ],
      }
    },
    member: (group, member) => everybody(group).find(({ id }) => id === member),
  }
}
