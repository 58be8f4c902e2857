// A session on whose opening members stood who prove void later: a removed device had let them in.
// @module-tag long
import { expect, test } from 'vitest'
import type { Circle } from '#core/group'
import type { DocumentId, GroupId } from '#shared/ids'
import { answersOf, calledMeeting } from '#tests/called-meeting'
import { bring, deciders, join, meet, memberIn, type Decider } from '#tests/deciding'

/** Brings a member into the circle, who accepts it. */
const bringInto = async (
  circle: Circle,
  from: Decider,
  to: Decider,
  role: 'convener' | 'member',
) => {
  from.circles.find(circle.id)?.bring(memberIn(to, circle.parent), role)
  await bring(circle.parent, from, to)
  // The first file of the circle offers it.
  await bring(circle.id, from, to).catch(() => {})
  to.circles.accept(circle.parent, circle.id)
  await bring(circle.id, from, to)
}

/** Three whom the second chair let in, one of them to an office. */
const letIn = async (taken: Decider, group: GroupId, circle: Circle | null) => {
  const all: Decider[] = []
  for (const name of ['p1', 'p2', 'p3']) all.push(await join(taken, group, name))
  const [first] = all as [Decider]
  taken.groups.get(group).setRole(memberIn(first, group), 'rapporteur')
  if (circle)
    for (const each of all)
      await bringInto(circle, taken, each, each === first ? 'convener' : 'member')
  return all
}

const shown = async (profile: Decider, agenda: DocumentId, minutes: DocumentId) => {
  const answers = answersOf(profile)
  const { attended, isMarked, quorum, members } = await answers['meetings.get']({ agenda })
  const line = await answers['minutes.attendance']({ minutes })
  return {
    ...{ attended, isMarked, seats: quorum.entitled, members: members.length, reads: line?.reads },
  }
}

const scene = async (of: 'group' | 'circle') => {
  const { group, all } = await deciders(['chair', 'chair', 'member'])
  const [chair, taken, one, two] = all as [Decider, Decider, Decider, Decider]
  const circle = of === 'circle' ? chair.circles.found(group, 'Circle') : null
  const spread = async (...among: Decider[]) => {
    await meet(group, ...among)
    if (circle) await meet(circle.id, ...among)
  }
  if (circle)
    for (const each of [taken, one, two])
      await bringInto(circle, chair, each, each === taken ? 'convener' : 'member')
  await spread(...all)
  const answers = answersOf(chair)
  const agenda = await calledMeeting(chair, circle?.id ?? group)
  await spread(...all)
  const others = await letIn(taken, group, circle)
  await spread(taken, chair, ...others)
  const { minutes } = await answers['meetings.open']({ agenda })
  await answers['minutes.name']({ what: 'minutes', minutes, naming: 'named' })
  const mark = (by: Decider, ...members: Decider[]) =>
    answersOf(by)['meetings.present']({
      agenda,
      members: members.map(each => memberIn(each, group)),
      state: 'present',
    })
  const end = async () => {
    const { list } = await answers['meetings.get']({ agenda })
    for (const { block } of list) await answers['meetings.item']({ agenda, block, state: 'noted' })
    await answers['meetings.end']({ agenda })
  }
  /** Removed by two members, with all whom this member let in. */
  const removeTaken = async () => {
    one.groups.get(group).removeMember(memberIn(taken, group), 'lost')
    await spread(one, two)
    const inGroup = two.groups.get(group)
    inGroup.second(inGroup.proposals()[0]!.id)
    await spread(two, chair)
  }
  return {
    ...{ group, chair, taken, one, others },
    agenda,
    minutes,
    spread,
    mark,
    end,
    removeTaken,
  }
}

test.each(['group', 'circle'] as const)(
  'in a %s, members who prove void had no seat and no office in a session, and the removed one did',
  async of => {
    const { chair, taken, one, others, agenda, minutes, spread, mark, end, removeTaken } =
      await scene(of)
    await mark(chair, chair, taken)
    await spread(chair, others[0]!)
    await mark(others[0]!, one, ...others)
    await spread(others[0]!, chair)
    await end()
    expect(await shown(chair, agenda, minutes)).toMatchObject({ attended: 6, seats: 7, members: 7 })
    await removeTaken()
    expect(await shown(chair, agenda, minutes)).toEqual({
      ...{ attended: 2, isMarked: true, seats: 4, members: 4 },
      reads: 'Present: chair and chair 0; seats represented: 2 of 4; quorum: 3.',
    })
  },
)

test('a member who proves void held the seat of no member who was absent', async () => {
  const { group, chair, taken, others, agenda, minutes, spread, mark, end, removeTaken } =
    await scene('group')
  const alternate = memberIn(others[1]!, group)
  await answersOf(taken)['meetings.coming']({ agenda, answer: 'apology', alternate })
  await spread(taken, chair)
  await mark(chair, chair, others[1]!)
  await end()
  expect(await shown(chair, agenda, minutes)).toMatchObject({ attended: 2 })
  await removeTaken()
  expect(await shown(chair, agenda, minutes)).toMatchObject({
    attended: 1,
    reads: 'Present: chair; apologies: chair 0; seats represented: 1 of 4; quorum: 3.',
  })
})

test('where nobody but a member who proves void was marked, nothing is known of the attendance', async () => {
  const { chair, others, agenda, minutes, mark, end, removeTaken } = await scene('group')
  await mark(chair, others[1]!)
  await end()
  const status = async () => (await answersOf(chair)['meetings.get']({ agenda })).minutes?.status
  expect(await shown(chair, agenda, minutes)).toMatchObject({ attended: 1, isMarked: true })
  expect(await status()).toBe('notes')
  await removeTaken()
  expect(await shown(chair, agenda, minutes)).toMatchObject({ attended: 0, isMarked: false })
  expect(await status()).toBe('draft')
})
