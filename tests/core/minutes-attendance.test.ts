// The attendance of a meeting, offered for the empty paragraph of its minutes. The window writes it as typed text.
// @module-tag long
import { expect, test } from 'vitest'
import { applyEditScript } from '#document/edits'
import { noteSign } from '#document/model'
import { readMeetingLogs, writeMeetingEntry } from '#document/meetings/log'
import type { ActId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { random } from '#core/keys'
import { askToJoin } from '#core/group'
import { answersOf, calledMeeting } from '#tests/called-meeting'
import { decider, deciders, join, meet, memberIn, questionOf, type Decider } from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'

type Called = { group: GroupId; all: Decider[]; agenda: DocumentId }

/** An ended meeting of a chair and two members, or of a circle of theirs, with these marks. */
const ended = async (
  of: 'group' | 'circle' = 'group',
  beforeOpening: (called: Called) => Promise<void> = async () => {},
) => {
  const { group, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const circle = of === 'circle' ? chair.circles.found(group, 'Circle') : null
  const answers = answersOf(chair)
  const agenda = await calledMeeting(chair, circle?.id ?? group)
  await beforeOpening({ group, all, agenda })
  const { minutes } = await answers['meetings.open']({ agenda })
  const mark = (
    profile: Decider,
    state: 'present' | 'remote' | 'left' | 'absent',
    region?: string,
  ) => answers['meetings.present']({ agenda, members: [memberIn(profile, group)], state, region })
  const end = async () => {
    const { list } = await answers['meetings.get']({ agenda })
    for (const { block } of list) await answers['meetings.item']({ agenda, block, state: 'noted' })
    await answers['meetings.end']({ agenda })
  }
  const offer = (of = minutes) => answers['minutes.attendance']({ minutes: of })
  return { answers, group, circle, chair, one, two, agenda, minutes, mark, end, offer }
}

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  profile.documents.editAs(
    minutes,
    doc => void applyEditScript(doc, steps, { random, now: () => 1 }),
  )

test('the attendance is offered once the meeting has ended, for the paragraph that asks for it', async () => {
  const { chair, one, two, minutes, mark, end, offer } = await ended()
  await mark(chair, 'present')
  await mark(one, 'remote')
  await mark(two, 'absent')
  expect(offer()).toBe(null)
  await end()
  const { blocks } = chair.documents.page(minutes)
  const asked = blocks.find(({ prompt }) => prompt === 'minutes-attendance')
  expect(offer()).toMatchObject({
    block: asked?.id,
    reads:
      'Present: the Chair; by call: a member; not present: a member; ' +
      'seats represented: 2 of 3; quorum: 2.',
    apart: [],
  })
  const group = chair.summary(minutes).group
  expect((await offer())?.runs.flatMap(({ who }) => who ?? [])).toEqual(
    [chair, one, two].map(each => memberIn(each, group)),
  )
})

test('nothing is offered where nothing is marked', async () => {
  const { end, offer } = await ended()
  await end()
  expect(offer()).toBe(null)
})

test.each([
  ['a member wrote in it', { insert: 'The session began at nine.', block: 2, at: 0 }],
  ['it is gone', { remove: 2 }],
])('nothing is offered once the paragraph asks no more: %s', async (_, step) => {
  const { chair, minutes, mark, end, offer } = await ended()
  await mark(chair, 'present')
  await end()
  expect(offer()).not.toBe(null)
  await edit(chair, minutes, step)
  expect(offer()).toBe(null)
})

test('the line reads as the minutes name members, and where they name nobody it has the counts alone', async () => {
  const { answers, chair, one, minutes, mark, end, offer } = await ended()
  await mark(chair, 'present')
  await mark(one, 'left')
  await end()
  const named = (naming: 'named' | 'none') =>
    answers['minutes.name']({ what: 'minutes', minutes, naming })
  await named('named')
  expect(await offer()).toMatchObject({
    reads: 'Present: chair; left before the end: member 0; seats represented: 2 of 3; quorum: 2.',
  })
  await named('none')
  expect(await offer()).toMatchObject({
    runs: [{ text: 'Seats represented: 2 of 3; quorum: 2.' }],
    reads: 'Seats represented: 2 of 3; quorum: 2.',
  })
})

/** Minutes that say by themselves of which meeting they are. */
const minutesSaying = async (
  profile: Decider,
  group: GroupId,
  minutesOf: DocumentId,
  who: MemberId,
  draftOf?: ActId,
) => {
  const document = await profile.documents.create({
    draftOf,
    ...({ group, kind: 'minutes', title: 'Other', language: 'en' } as const),
    blocks: [
      { kind: 'num1', runs: [], prompt: 'minutes-attendance' },
      { kind: 'num1', runs: [{ text: noteSign, who }] },
    ],
    meetingMeta: { minutesOf, naming: 'role' },
  })
  await profile.documents.share(document)
  return document
}

test('other minutes that name the agenda of a circle learn nothing of who attended, nor of regions', async () => {
  const { answers, circle, chair, one, group, agenda, mark, end, offer } = await ended('circle')
  circle?.bring(memberIn(one, group))
  await mark(one, 'present', 'the north')
  await end()
  expect(offer()).not.toBe(null)
  const member = memberIn(one, group)
  const others = await minutesSaying(chair, group, agenda, member)
  expect(offer(others)).toBe(null)
  const { lines } = await answers['minutes.naming']({ minutes: others })
  expect(lines.map(({ members }) => members)).toMatchObject([[{ member, role: 'a member' }]])
})

test('regions go along with minutes: into a correction of them, and into a text without their history', async () => {
  const { answers, chair, one, group, agenda, minutes, mark, end, offer } = await ended()
  await mark(one, 'present', 'the north')
  await end()
  const member = memberIn(one, group)
  const askAbout = (document: DocumentId) =>
    chair.acts.write(document, null, questionOf(chair, group, document))
  const roleIn = async (document: DocumentId) => {
    const { lines } = await answers['minutes.naming']({ minutes: document })
    return lines.flatMap(({ members }) => members.map(each => each.role))
  }
  const role = 'the member for the north'
  const correction = await minutesSaying(chair, group, agenda, member, askAbout(minutes))
  expect(await roleIn(correction)).toEqual([role])
  const again = await minutesSaying(chair, group, agenda, member, askAbout(correction))
  expect(await roleIn(again)).toEqual([role])
  // A question that is about no minutes of the meeting, or is not here, leads to none.
  for (const question of [askAbout(agenda), 'ab'.repeat(32) as ActId]) {
    const other = await minutesSaying(chair, group, agenda, member, question)
    expect(await roleIn(other)).toEqual(['a member'])
    expect(offer(other)).toBe(null)
  }
  const circulated = chair.acts.write(minutes, null, {
    ...({ type: 'circulate', what: 'comments', draft: 2, until: null } as const),
    texts: questionOf(chair, group, minutes).texts,
  })
  const { acts } = chair.archive
  const asked = acts.get({ document: minutes, id: askAbout(minutes) })!
  const waiting = { ...asked, id: 'cd'.repeat(32) as ActId, state: 'waiting' as const }
  acts.put(waiting)
  for (const act of [circulated, waiting.id])
    expect(await roleIn(await minutesSaying(chair, group, agenda, member, act))).toEqual([
      'a member',
    ])
  // A document that is not here carries the question on too.
  acts.put({ ...asked, document: '0'.repeat(32) as DocumentId })
  const carried = await minutesSaying(chair, group, agenda, member, asked.id)
  expect(await roleIn(carried)).toEqual([role])
  const next = chair.documents.sealing.seal(minutes)
  expect(await offer(next)).toMatchObject({ reads: expect.stringContaining(role) as string })
})

test('minutes with which no officer opened the meeting get no offer, and no region', async () => {
  const { answers, chair, one, group, agenda, mark, end, offer } = await ended()
  await mark(one, 'present', 'the north')
  await end()
  const member = memberIn(one, group)
  const others = await minutesSaying(chair, group, agenda, member)
  expect(offer(others)).toBe(null)
  expect(await offer()).toMatchObject({ reads: expect.stringContaining('the north') as string })
  const { lines } = await answers['minutes.naming']({ minutes: others })
  expect(lines.map(({ members }) => members)).toMatchObject([[{ member, role: 'a member' }]])
})

test('a member whom two devices marked differently apart is left out of the line, and named beside it', async () => {
  const { group, chair, one, two, agenda, mark, end, offer } = await ended()
  await meet(group, chair, one, two)
  await mark(chair, 'present')
  await mark(one, 'present')
  await answersOf(one)['meetings.present']({
    agenda,
    members: [memberIn(one, group)],
    state: 'left',
  })
  await meet(group, chair, one, two)
  await end()
  expect(await offer()).toMatchObject({
    apart: ['member 0'],
    reads: 'Present: the Chair; seats represented: 2 of 3; quorum: 2.',
  })
})

test('a mark says when a member left only where it was made during the session', async () => {
  const { answers, group, chair, one, two, agenda, mark, end } = await ended()
  const left = async () => {
    const { members } = await answers['meetings.get']({ agenda })
    return [one, two].map(
      each => members.find(({ member }) => member === memberIn(each, group))?.leftAt,
    )
  }
  chair.clock.now += 60_000
  await mark(one, 'left')
  const at = chair.clock.now
  chair.clock.now += 60_000
  await end()
  chair.clock.now += 60_000
  await mark(two, 'left')
  expect(await left()).toEqual([at, null])
})

/** As lists and the meeting itself count it. */
const countsOf = async (answers: ReturnType<typeof answersOf>, agenda: DocumentId) => {
  const { attended, quorum, members } = await answers['meetings.get']({ agenda })
  const absent = members.filter(({ isEntitled, attendance }) => isEntitled && !attendance)
  return [attended, quorum.entitled, absent.length]
}

test('a session keeps its members and seats: one who left since attended it, and one who came since does not lack', async () => {
  const { answers, group, chair, one, agenda, minutes, mark, end, offer } = await ended()
  await answers['minutes.name']({ what: 'minutes', minutes, naming: 'named' })
  await mark(chair, 'present')
  await mark(one, 'remote')
  await end()
  chair.groups.get(group).removeMember(memberIn(one, group), 'left')
  await join(chair, group, 'newcomer')
  expect(await offer()).toMatchObject({
    reads: 'Present: chair; by call: member 0; seats represented: 2 of 3; quorum: 2.',
  })
  expect(await countsOf(answers, agenda)).toEqual([2, 3, 1])
})

test('a member who came during the session and was marked stays in the line after leaving', async () => {
  const { answers, group, chair, minutes, mark, end, offer } = await ended()
  await answers['minutes.name']({ what: 'minutes', minutes, naming: 'named' })
  const newcomer = await join(chair, group, 'newcomer')
  await mark(chair, 'present')
  await mark(newcomer, 'remote')
  await end()
  chair.groups.get(group).removeMember(memberIn(newcomer, group), 'left')
  expect(await offer()).toMatchObject({
    reads: 'Present: chair; by call: newcomer; seats represented: 1 of 3; quorum: 2.',
  })
})

test('an apology of a member who was removed before the opening is in no line', async () => {
  const { mark, chair, end, offer } = await ended('group', async ({ group, all, agenda }) => {
    const [host, one] = all as [Decider, Decider]
    await meet(group, host, one)
    await answersOf(one)['meetings.coming']({ agenda, answer: 'apology', alternate: null })
    await meet(group, one, host)
    host.groups.get(group).removeMember(memberIn(one, group), 'lost')
  })
  await mark(chair, 'present')
  await end()
  expect(await offer()).toMatchObject({
    reads: 'Present: the Chair; seats represented: 1 of 2; quorum: 2.',
  })
})

test('a session needs the seats that the rules of the group said when it was opened', async () => {
  const rules = (a: number) => ({
    ...({ type: 'rules', quorum: { a, b: 3, more: false }, days: 7, heard: false } as const),
    ...{ vote: { a: 1, b: 2, more: true }, seats: [] },
  })
  const { answers, group, chair, agenda, mark, end, offer } = await ended(
    'group',
    async ({ all, agenda: before }) => void all[0]!.acts.write(before, null, rules(3)),
  )
  await mark(chair, 'present')
  await end()
  chair.acts.write(agenda, null, rules(1))
  const needed = async (of: DocumentId) =>
    (await answers['meetings.get']({ agenda: of })).quorum.needed
  expect(await needed(agenda)).toBe(3)
  expect(await offer()).toMatchObject({ reads: expect.stringContaining('quorum: 3') as string })
  expect(await needed(await calledMeeting(chair, group))).toBe(1)
})

test('a seat whose term ended after the session was a seat of it', async () => {
  const { answers, group, chair, one, agenda, mark, end } = await ended()
  const until = chair.clock.now
  await mark(chair, 'present')
  await end()
  chair.groups.get(group).setTerm(memberIn(one, group), { from: null, until })
  chair.clock.now += 400 * 86_400_000
  expect(await countsOf(answers, agenda)).toEqual([1, 3, 2])
})

test('the marks of an officer of the session count, and the line names the office, after it has ended', async () => {
  const { group, chair, one, two, minutes, mark, end, offer } = await ended()
  await mark(chair, 'present')
  await mark(one, 'present')
  await end()
  await meet(group, chair, one, two)
  const inGroup = chair.groups.get(group)
  inGroup.setRole(memberIn(two, group), 'chair')
  inGroup.setRole(memberIn(chair, group), 'member')
  await meet(group, chair, one, two)
  const reads = 'Present: the Chair and a member; seats represented: 2 of 3; quorum: 2.'
  expect(await offer()).toMatchObject({ reads })
  expect(await answersOf(two)['minutes.attendance']({ minutes })).toMatchObject({ reads })
})

/** A guest, who is outside the plenary. */
const admitOutside = async (host: Decider, group: GroupId): Promise<MemberId> => {
  const inGroup = host.groups.get(group)
  const { archive, clock } = await decider()
  const bytes = inGroup.invite({ role: 'guest' }).file
  const { reply } = askToJoin(archive, { bytes, handle: 'guest' }, { now: () => clock.now })
  inGroup.admit(inGroup.readReply(reply).reply)
  const found = [...inGroup.state().members.values()].find(({ handle }) => handle === 'guest')
  expect(found?.outside).toBe(true)
  return found!.id
}

const markOf = (member: MemberId) => ({
  ...({ kind: 'present', at: 1, member, state: 'present' } as const),
  ...{ region: '', language: '', replaces: [] },
})

test('a circle marks its own members alone: one who is not of the group, one who was removed, and no other', async () => {
  const { answers, group, circle, chair, one, two, agenda, mark, end, offer } =
    await ended('circle')
  const guest = await admitOutside(chair, group)
  for (const member of [guest, memberIn(one, group)]) circle?.bring(member)
  for (const member of [guest, memberIn(one, group)])
    await answers['meetings.present']({ agenda, members: [member], state: 'present' })
  expect(await laterRefusal((async () => mark(two, 'present'))())).toBe('not-found')
  const unknown = 'ab'.repeat(32) as MemberId
  const wrong = { agenda, members: [unknown], state: 'present' as const }
  expect(await laterRefusal((async () => answers['meetings.present'](wrong))())).toBe('not-found')
  // A program that does not refuse them.
  await chair.documents.editAs(agenda, doc => {
    for (const member of [memberIn(two, group), unknown])
      writeMeetingEntry(doc, markOf(member), random)
  })
  await end()
  circle?.remove(memberIn(one, group))
  const line = await offer()
  const named = line?.runs.flatMap(({ who }) => who ?? []) ?? []
  expect(named.toSorted()).toEqual([guest, memberIn(one, group)].toSorted())
})

const marksOf = async (profile: Decider, agenda: DocumentId, member: MemberId) => {
  const { members, acts } = await answersOf(profile)['meetings.get']({ agenda })
  const found = members.find(each => each.member === member)
  return { state: found?.attendance, isApart: found?.isApart, may: acts.includes('mark') }
}

test.each(['member', 'chair'] as const)(
  'after the session a %s cannot replace the mark of an officer, unless as an officer',
  async role => {
    const { group, chair, one, two, agenda, mark, end } = await ended()
    await mark(one, 'absent')
    await end()
    chair.groups.get(group).setRole(memberIn(one, group), role)
    await meet(group, chair, one, two)
    one.clock.now += 86_400_000
    const member = memberIn(one, group)
    const own = { agenda, members: [member], state: 'present' as const }
    const marked = laterRefusal((async () => answersOf(one)['meetings.present'](own))())
    expect(await marked).toBe(role === 'member' ? 'not-permitted' : null)
    expect((await marksOf(one, agenda, member)).may).toBe(role === 'chair')
    // A program that does not refuse it.
    await one.documents.editAs(agenda, doc => {
      const replaces = readMeetingLogs(doc).map(({ opening }) => opening.id)
      writeMeetingEntry(doc, { ...markOf(member), at: one.clock.now, replaces }, random)
    })
    await meet(group, chair, one, two)
    for (const each of [chair, one, two])
      expect(await marksOf(each, agenda, member)).toMatchObject({
        state: role === 'member' ? 'absent' : 'present',
        isApart: false,
      })
  },
)

test('after the session a member marks the own presence where no officer did', async () => {
  const { group, chair, one, two, agenda, end } = await ended()
  await end()
  await meet(group, chair, one, two)
  one.clock.now += 86_400_000
  const member = memberIn(one, group)
  expect((await marksOf(one, agenda, member)).may).toBe(true)
  await answersOf(one)['meetings.present']({ agenda, members: [member], state: 'present' })
  await meet(group, chair, one, two)
  expect(await marksOf(chair, agenda, member)).toMatchObject({ state: 'present' })
})
