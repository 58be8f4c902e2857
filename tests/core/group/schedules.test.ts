// Random schedules: members act concurrently and receive records in any order, and all reach the
// same group. A removed member has no later key. A thief of a device gains nothing by ignoring
// records.
import { describe, expect, test } from 'vitest'
import { checkRecord, isOutside, reduce, type GroupState } from '#core/group'
import { emptyHistory, extend } from '../../../src/core/group/history.ts'
import { settle } from '../../../src/core/group/reduce/removal-precedence.ts'
import type { DeviceId, RecordId } from '#shared/ids'
import { founder } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import {
  addsDevice,
  allRecords,
  comesIn,
  copied,
  meets,
  memberIds,
  play,
  shareAll,
  type Player,
} from '#tests/membership-game'
import { checked } from '#tests/records'
import { series } from '#tests/series'
import { numbersFrom, patiently } from '#tests/trials'

const shuffled = <T>(list: readonly T[], number: () => number): T[] => {
  const keyed = list.map(item => [number(), item] as const)
  return keyed.toSorted(([a], [b]) => a - b).map(([, item]) => item)
}

const isIn = ({ group }: Player): boolean => group.state().devices.has(group.self.device)
const isOut = ({ group }: Player): boolean => isOutside(group.state(), group.self.device)

/** Links and files bring records in any order; the kept state is the same. */
const expectOneState = (players: readonly Player[], number: () => number): GroupState => {
  const { id } = players[0]!.group
  const records = allRecords(players)
  const expected = reduce(id, checked(id, records))
  expect(reduce(id, checked(id, shuffled(records, number)))).toEqual(expected)
  for (const { group } of players) {
    const order = shuffled(records, number)
    while (order.length > 0) group.addRecords(order.splice(0, 1 + Math.floor(number() * 40)))
    expect(group.state()).toEqual(expected)
    expect(group.recordsBeyond([])).toHaveLength(records.length)
  }
  return expected
}

/** Devices of players that a removal takes out. */
const takenOut = (state: GroupState, cause: RecordId, players: readonly Player[]): DeviceId[] => {
  const { id } = players[0]!.group
  const body = checkRecord(
    id,
    allRecords(players).find(record => record.id === cause)!,
  )!.body
  const proposal = body.type === 'carry' ? state.proposals.get(body.proposal) : undefined
  const aim = body.type === 'carry' ? proposal?.action : body
  expect(aim).toBeDefined()
  // A carried role of a member who is out has no effect, and takes nobody out.
  if (aim?.type !== 'removeDevice' && aim?.type !== 'removeMember') return []
  expect(body.type !== 'carry' || proposal?.carried).toBe(true)
  if (aim.type === 'removeDevice') return [aim.device]
  return players
    .map(({ group }) => group.self)
    .filter(self => self.member === aim.member)
    .map(({ device }) => device)
}

/** A removal that makes records void is applied: it holds as a whole or does nothing. */
const expectWholeRemovals = (players: readonly Player[], state: GroupState): void => {
  const { id } = players[0]!.group
  const { history } = extend(emptyHistory(id), checked(id, allRecords(players)))
  for (const cause of new Set(settle([...history.nodes.values()]).causes.values()))
    for (const device of takenOut(state, cause, players))
      expect(state.devices.has(device)).toBe(false)
}

/**
 * All members of the plenary send in one epoch once one began. A removed device has no key of it,
 * and an outsider has no key at all.
 */
const expectOneEpoch = (players: readonly Player[]): void => {
  for (const { archive, group } of players.filter(isOut))
    expect(archive.epochs.list(group.id)).toEqual([])
  const active = players.filter(player => isIn(player) && !isOut(player))
  if (active.length === 0) return
  active[0]!.group.epoch()
  shareAll(players)
  const [first, ...others] = active.map(({ group }) => group.epoch())
  for (const epoch of others) expect(epoch).toEqual(first)
  for (const { group } of players.filter(player => !isIn(player)))
    expect(group.epochKey(first!.id)).toBeNull()
}

const { seeds, passed } = series('membership', 1_000, 20)
const seen = { removed: 0, carried: 0, voided: 0, shutOut: 0, heads: 0, outside: 0 }

test.each(seeds)(
  'when schedule %i runs, there is one group and one epoch',
  seed => {
    const number = numbersFrom(seed)
    const { players } = play(number, 60)
    const heads = players[0]!.group.recordHeads().length
    const state = expectOneState(players, number)
    expectOneEpoch(players)
    expectWholeRemovals(players, state)
    expect(state.name).toBe('Advisory group')
    seen.removed += [...state.pastDevices.values()].filter(each => each.state === 'removed').length
    seen.carried += [...state.proposals.values()].filter(({ carried }) => carried).length
    seen.voided += state.voided.size
    seen.shutOut += state.shutOuts.size
    seen.heads += heads
    seen.outside += players.filter(isOut).length
    passed(seed, `${state.members.size} members, ${state.voided.size} void`)
  },
  patiently.timeout,
)

test('when all schedules have run, each case that they are for occurred', () => {
  if (seeds.length < 20) return
  expect(seen.removed).toBeGreaterThan(seeds.length)
  expect(seen.carried).toBeGreaterThan(seeds.length / 10)
  expect(seen.voided).toBeGreaterThan(seeds.length)
  expect(seen.shutOut).toBeGreaterThan(seeds.length / 10)
  expect(seen.heads).toBeGreaterThan(seeds.length)
  expect(seen.outside).toBeGreaterThan(seeds.length / 2)
})

describe('records of a stolen device on old heads, by seniority', () => {
  const handles = ['A', 'B', 'C', 'D', 'E']

  /** Five members; the first `chairs` of them are chairs. */
  const five = (chairs: number): Player[] => {
    const first = founder('A', { archive: memoryGroups() }) as Player
    const others = handles
      .slice(1)
      .map((handle, at) => comesIn(first, handle, at + 1 < chairs ? 'chair' : 'member'))
    const players = [first, ...others]
    shareAll(players)
    return players
  }

  /** All acts that this device may do alone, by it and by the devices that it admits. */
  const rage = (thief: Player): Player[] => {
    const tried: Player[] = []
    const attempts: (() => void)[] = [
      () => tried.push(comesIn(thief, 'Puppet', 'chair')),
      () => tried.push(addsDevice(thief)),
      ...memberIds(thief).map(member => () => void thief.group.setRole(member, 'chair')),
      ...memberIds(thief).map(member => () => void thief.group.removeMember(member, 'lost')),
      ...[...thief.group.state().devices.keys()].map(
        device => () => void thief.group.removeDevice(device),
      ),
      ...[...thief.group.state().devices.keys()].map(device => () => thief.group.shutOut(device)),
      () => void thief.group.epoch(),
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch {
        // The rules forbid it even to the owner of the device.
      }
    }
    return tried
  }

  const membersOf = (state: GroupState) =>
    [...state.members.values()].map(({ handle, role }) => `${handle} ${role}`).toSorted()

  const cases = [1, 2, 3].flatMap(chairs => handles.map((_, subject) => ({ chairs, subject })))

  test.each(cases)(
    'when there are $chairs chairs and the device of member $subject is stolen, nothing is undone',
    ({ chairs, subject }) => {
      const players = five(chairs)
      const victim = players[subject]!
      const thief = copied(victim)
      const others = players.filter((_, at) => at !== subject)
      const id = victim.group.self.member!
      // As many others as needed remove the member, and the group goes on.
      for (const other of others) {
        if (!other.group.state().members.has(id)) break
        other.group.removeMember(id, 'lost')
        shareAll(others)
      }
      expect(others[0]!.group.state().members.has(id)).toBe(false)
      const chair = others.find(({ group }) =>
        [...group.state().members.values()].some(
          member => member.id === group.self.member && member.role === 'chair',
        ),
      )
      if (chair) others.push(comesIn(chair, 'F'))
      shareAll(others)
      const honest = membersOf(others[0]!.group.state())

      const puppets = rage(thief)
      for (const puppet of puppets) rage(puppet)
      for (const puppet of puppets) meets(thief, puppet)
      const number = numbersFrom(subject)
      const everybody = [...others, thief, ...puppets]
      const state = expectOneState(everybody, number)
      expect(membersOf(state)).toEqual(honest)
      for (const puppet of [thief, ...puppets])
        expect(state.devices.has(puppet.group.self.device)).toBe(false)
      expectOneEpoch(everybody)
    },
  )

  test('when two chairs are each removed by the other side, the proposal of the senior holds', () => {
    const players = five(4)
    const [a, b, c, d] = players as [Player, Player, Player, Player]
    const [bob, dan] = [b.group.self.member!, d.group.self.member!]
    // A and B remove D; C and D remove B; neither side has received the other's records.
    a.group.removeMember(dan, 'lost')
    meets(a, b)
    b.group.removeMember(dan, 'lost')
    c.group.removeMember(bob, 'lost')
    meets(c, d)
    d.group.removeMember(bob, 'lost')
    shareAll(players)
    const state = expectOneState(players, numbersFrom(1))
    expect(state.members.has(bob)).toBe(true)
    expect(state.members.has(dan)).toBe(false)
  })
})
