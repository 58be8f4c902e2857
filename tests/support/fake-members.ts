// The fake core's answers about members and devices: each call has its real effect on the example
// group, without the rules.
import type { CoreContract, Group, Member } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { Writable } from './writable.ts'

type MemberCalls = Extract<keyof CoreContract['calls'], `members.${string}` | `devices.${string}`>

export type FakeMembersOptions = {
  groupOf(id: GroupId): Writable<Group>
  now: number
  record(): RecordId
  invited: number
  changed(group: GroupId): void
  /** Text of this member that no other one has. */
  unsent?: number
}

const memberOf = (group: Writable<Group>, id: MemberId): Writable<Member> => {
  const member = group.memberList.find(each => each.id === id)
  if (!member) throw new Failure('not-found')
  return member
}

const deviceOf = (group: Group, id: DeviceId) => {
  const device = group.memberList.flatMap(({ devices }) => devices).find(each => each.id === id)
  if (!device) throw new Failure('not-found')
  return device
}

export const fakeMembers = ({
  groupOf,
  now,
  record,
  invited,
  changed,
  unsent = 0,
}: FakeMembersOptions): Pick<Handlers<CoreContract>, MemberCalls> => {
  const remove = (group: Writable<Group>, id: MemberId, reason: 'lost' | 'left'): void => {
    const member = memberOf(group, id)
    group.memberList = group.memberList.filter(each => each.id !== id)
    group.pastMembers.push({ ...member, removed: { at: now, by: group.self, reason } })
    group.members = group.memberList.length
    changed(group.id)
  }
  return {
    'members.setRole': input => {
      const group = groupOf(input.group)
      memberOf(group, input.member).role = input.role
      changed(group.id)
      return { state: 'done', needed: 0 }
    },
    'members.setTerm': input => {
      const { group, member, ...term } = input
      memberOf(groupOf(group), member).term = term
      changed(group)
    },
    'members.remove': input => {
      const group = groupOf(input.group)
      const { member, reason } = input
      if (memberOf(group, member).role !== 'chair') {
        remove(group, member, reason)
        return { state: 'done', needed: 0 }
      }
      const action = { kind: 'remove-member', member, reason } as const
      const said = { by: group.self, seconds: [], needed: 1, mine: true, own: true }
      const heard = { mayAgree: false, aboutSelf: false, canPass: true, aside: false, at: now }
      group.proposals.push({ proposal: record(), action, ...said, ...heard })
      changed(group.id)
      return { state: 'proposed', needed: 1 }
    },
    'members.leave': input => {
      const group = groupOf(input.group)
      remove(group, group.self, 'left')
      group.state = 'removed'
    },
    'members.unsent': () => ({ changes: unsent }),
    'members.second': input => {
      const group = groupOf(input.group)
      const proposal = group.proposals.find(each => each.proposal === input.proposal)
      if (!proposal) throw new Failure('not-found')
      group.proposals = group.proposals.filter(each => each !== proposal)
      if (proposal.action.kind === 'remove-member')
        remove(group, proposal.action.member, proposal.action.reason)
      changed(group.id)
      return { state: 'done', needed: 0 }
    },
    'members.withdraw': input => {
      const group = groupOf(input.group)
      group.proposals = group.proposals.filter(({ proposal }) => proposal !== input.proposal)
      changed(group.id)
    },
    'members.layAside': input => {
      const group = groupOf(input.group)
      for (const each of group.proposals)
        if (each.proposal === input.proposal) each.aside = input.aside
      changed(group.id)
    },
    'members.removalPreview': input => {
      const group = groupOf(input.group)
      const { devices } = memberOf(group, input.member)
      const others = group.memberList.filter(({ id, self }) => !self && id !== input.member)
      const unreached = others.slice(0, 2).map(({ id }) => id)
      return { documents: 6, lastReach: now, devices: devices.length, unreached }
    },
    'devices.shutOut': input => {
      const group = groupOf(input.group)
      deviceOf(group, input.device).state = 'shut-out'
      const said = { device: input.device, by: group.self, own: true, at: now }
      group.shutOuts.push({ shutOut: record(), ...said })
      changed(group.id)
    },
    'devices.lift': input => {
      const group = groupOf(input.group)
      const shutOut = group.shutOuts.find(each => each.shutOut === input.shutOut)
      if (!shutOut) throw new Failure('not-found')
      deviceOf(group, shutOut.device).state = 'active'
      group.shutOuts = group.shutOuts.filter(each => each !== shutOut)
      changed(group.id)
      return { state: 'done', needed: 0 }
    },
    'devices.remove': input => {
      const group = groupOf(input.group)
      deviceOf(group, input.device).state = 'removed'
      group.shutOuts = group.shutOuts.filter(({ device }) => device !== input.device)
      changed(group.id)
      return { state: 'done', needed: 0 }
    },
    'devices.invite': () => ({
      invitation: record(),
      code: 'K7M4-PLQM-92QD-R6VE',
      until: invited,
      picture: 'QACGU3TWNF2GC5DJN5XFQIBA'.repeat(20),
    }),
  }
}
