// Meetings on whole profiles that exchange by encrypted files: planned, called, held and followed up, with a
// closed item that others do not see.
// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import type { BlockId, DocumentId, FileGrant, GroupId, MemberId } from '#shared/ids'
import { calendarText, calendarTime, readCalendar } from '#tests/calendar-reader'
import {
  deciders,
  meet,
  memberIn,
  position,
  questionOf,
  statesIn,
  type Decider,
} from '#tests/deciding'
import { followUpAnswers } from '../../../src/core/api/follow-up.ts'
import { meetingAnswers } from '../../../src/core/api/meetings.ts'
import { openFiles } from '#core/grants'
import { laterRefusal } from '#tests/refusal'

/** The code of a refused call, at once or later. */
const refusal = (call: () => unknown) => laterRefusal((async () => call())())

const hour = 3_600_000
const from = Date.UTC(2026, 8, 20, 14)

const answersOf = (profile: Decider) => {
  const files = openFiles()
  const context = {
    ...{ directory: '', example: false, files },
    now: () => profile.clock.now,
    profile: () => profile,
  } as unknown as Parameters<typeof meetingAnswers>[0]
  const answers = { ...meetingAnswers(context), ...followUpAnswers(context) }
  const written = async (write: (file: FileGrant) => void | Promise<void>): Promise<Uint8Array> => {
    const folder = mkdtempSync(pathOf(tmpdir(), 'baraza-meeting-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const [path, file] = [
      pathOf(folder, 'file'),
      Buffer.from(random(16)).toString('hex') as FileGrant,
    ]
    files.grant(file, path, 'typed')
    await write(file)
    return new Uint8Array(readFileSync(path))
  }
  return { answers, written }
}

/** A chair, a rapporteur and two members with an agenda of three items. */
const committee = async () => {
  const { group, all } = await deciders(['rapporteur', 'member', 'member'])
  const [chair, rapporteur, one, two] = all as [Decider, Decider, Decider, Decider]
  for (const each of all) each.clock.now = from - 48 * hour
  const { answers } = answersOf(chair)
  const { agenda } = await answers['meetings.create']({
    group,
    title: 'Third session',
    language: 'en',
  })
  const add = async (title: string, minutes: number, presenter?: MemberId): Promise<BlockId> =>
    (
      await answers['meetings.addItem']({
        ...{ agenda, title, minutes, after: last(chair, agenda) },
        ...(presenter && { presenter }),
      })
    ).block
  const strategy = await add('Strategy', 40, memberIn(one, group))
  const protocol = await add('Protocolo', 25)
  await answers['meetings.call']({
    ...{ agenda, from, until: from + 1.5 * hour },
    ...{ zones: ['Europe/Rome'], languages: ['en', 'es'] as const as never },
  })
  await meet(group, ...all)
  return { group, all, chair, rapporteur, one, two, agenda, strategy, protocol }
}

const last = (profile: Decider, document: DocumentId): BlockId =>
  profile.documents.page(document).blocks.findLast(({ kind }) => kind === 'num1')!.id!

const get = (profile: Decider, agenda: DocumentId) =>
  answersOf(profile).answers['meetings.get']({ agenda }) as Exclude<
    Awaited<ReturnType<ReturnType<typeof answersOf>['answers']['meetings.get']>>,
    Promise<unknown>
  >
const list = (profile: Decider, group: GroupId) =>
  (
    answersOf(profile).answers['meetings.list']({ group }) as never as {
      meetings: ReturnType<typeof get>[]
    }
  ).meetings

const endItems = async (chair: Decider, agenda: DocumentId, states: Record<string, string>) => {
  for (const { agenda: holds, block, title } of get(chair, agenda).list)
    if (title !== '')
      await answersOf(chair).answers['meetings.item']({
        ...{ agenda: holds, block, state: (states[title] ?? 'noted') as 'noted' },
      })
}

test('a meeting is called by an officer alone, and every member sees its items and times', async () => {
  const { group, chair, one, agenda, all } = await committee()
  for (const each of all) {
    const [meeting] = list(each, group)
    expect(meeting).toMatchObject({
      ...{ agenda, state: 'called', from, planned: 65, items: 5, zones: ['Europe/Rome'] },
      quorum: { present: 0, entitled: 4, needed: 3, isMet: false },
      answers: { coming: 0, apology: 0, unsure: 0, none: 4 },
    })
  }
  const shown = get(one, agenda).list.map(each => [
    each.number,
    each.title,
    each.begins,
    each.minutes,
  ])
  expect(shown).toEqual([
    ['1', 'Adoption of the agenda', 0, null],
    ['2', '', 0, null],
    ['3', 'Other matters', 0, null],
    ['4', 'Strategy', 0, 40],
    ['5', 'Protocolo', 40, 25],
  ])
  expect(get(one, agenda).list[3]).toMatchObject({ presenter: memberIn(one, group) })
  const time = { agenda, from, until: from + hour, zones: [], languages: [] }
  const calls = [
    () => answersOf(one).answers['meetings.call'](time),
    () => answersOf(one).answers['meetings.open']({ agenda }),
    () => answersOf(one).answers['meetings.cancel']({ agenda, reason: 'No.' }),
    () => answersOf(one).answers['meetings.dates']({ agenda, slots: [{ from, until: from + 1 }] }),
  ]
  for (const call of calls) expect(await refusal(call)).toBe('not-permitted')
  expect(get(chair, agenda).acts).toEqual(
    expect.arrayContaining(['call', 'cancel', 'open', 'answer']),
  )
  expect(get(one, agenda).acts).toEqual(['edit', 'answer', 'mark'])
})

test('dates and answers are given offline, and a later one takes the place of the own earlier one', async () => {
  const { group, all, chair, one, two, agenda } = await committee()
  const slots = [0, 24, 48].map(days => ({
    from: from + days * hour,
    until: from + (days + 1) * hour,
  }))
  const { poll } = await answersOf(chair).answers['meetings.dates']({ agenda, slots })
  await meet(group, ...all)
  await answersOf(one).answers['meetings.free']({ agenda, poll, slots: ['yes', 'no', 'yes'] })
  await answersOf(two).answers['meetings.free']({ agenda, poll, slots: ['no', 'no', 'maybe'] })
  await answersOf(two).answers['meetings.free']({ agenda, poll, slots: ['no', 'maybe', 'yes'] })
  await answersOf(one).answers['meetings.coming']({ agenda, answer: 'coming', alternate: null })
  await answersOf(two).answers['meetings.coming']({ agenda, answer: 'apology', alternate: null })
  await meet(group, ...all)
  for (const each of all) {
    const { polls, answers, members } = get(each, agenda)
    const given = new Map(polls[0]!.answers.map(({ member, slots: said }) => [member, said]))
    expect(given.get(memberIn(one, group))).toEqual(['yes', 'no', 'yes'])
    expect(given.get(memberIn(two, group))).toEqual(['no', 'maybe', 'yes'])
    expect(given.get(memberIn(chair, group))).toBeNull()
    expect(polls[0]!.best).toBe(2)
    expect(answers).toEqual({ coming: 1, apology: 1, unsure: 0, none: 2 })
    expect(members.find(({ member }) => member === memberIn(two, group))?.answer).toBe('apology')
  }
})

test('a member chooses to say the own time zone with an answer: others have it, and of nobody else', async () => {
  const { group, all, chair, one, two, agenda } = await committee()
  const slots = [{ from, until: from + hour }]
  const { poll } = await answersOf(chair).answers['meetings.dates']({ agenda, slots })
  await meet(group, ...all)
  await answersOf(one).answers['meetings.free']({
    ...{ agenda, poll, slots: ['yes'], zone: 'Africa/Nairobi' },
  })
  await answersOf(two).answers['meetings.free']({ agenda, poll, slots: ['no'] })
  await meet(group, ...all)
  const zonesAt = (each: Decider) =>
    new Map(get(each, agenda).polls[0]!.answers.map(({ member, zone }) => [member, zone]))
  for (const each of all) {
    expect(zonesAt(each).get(memberIn(one, group))).toBe('Africa/Nairobi')
    expect(zonesAt(each).get(memberIn(two, group))).toBeNull()
    expect(zonesAt(each).get(memberIn(chair, group))).toBeNull()
  }
  // No entry of the others has such a field at all.
  let entries = ''
  await chair.documents.editAs(agenda, doc => {
    entries = JSON.stringify(doc.getMap('threads').toJSON())
  })
  expect(entries.match(/"zone"/g)).toHaveLength(1)
  // An answer without the zone takes it back.
  await answersOf(one).answers['meetings.free']({ agenda, poll, slots: ['yes'] })
  await meet(group, ...all)
  for (const each of all) expect(zonesAt(each).get(memberIn(one, group))).toBeNull()
})

test('the quorum counts seats that are present, in writing too, and needs what the rules of the group say', async () => {
  const { group, all, chair, rapporteur, one, two, agenda } = await committee()
  const mark = (by: Decider, members: MemberId[], state: 'present' | 'text' | 'left' | 'remote') =>
    answersOf(by).answers['meetings.present']({ agenda, members, state, region: 'Pacific' })
  expect(await refusal(() => mark(one, [memberIn(two, group)], 'present'))).toBe('not-permitted')
  await mark(one, [memberIn(one, group)], 'text')
  await meet(group, ...all)
  await mark(chair, [memberIn(chair, group), memberIn(rapporteur, group)], 'present')
  await meet(group, ...all)
  for (const each of all)
    expect(get(each, agenda).quorum).toEqual({
      ...{ present: 3, inWriting: 1, entitled: 4, needed: 3, isMet: true },
    })
  // By a rule of the group all seats are needed.
  chair.acts.write(agenda, null, {
    type: 'rules',
    quorum: { a: 1, b: 1, more: false },
    vote: { a: 1, b: 2, more: true },
    ...{ days: 7, heard: false, seats: [] },
  })
  await meet(group, ...all)
  for (const each of all)
    expect(get(each, agenda).quorum).toMatchObject({ present: 3, needed: 4, isMet: false })
  await mark(rapporteur, [memberIn(chair, group)], 'left')
  await meet(group, ...all)
  expect(get(two, agenda).quorum).toMatchObject({ present: 2, isMet: false })
  expect(list(two, group)[0]).toMatchObject({ attended: 3 })
  // One who left early attended, and one who was not marked did not.
  expect(all.map(each => list(each, group)[0]?.hasAttended)).toEqual([true, true, true, false])
})

test('an absent member names an alternate: one seat is present by one alternate, and by no other member', async () => {
  const { group, all } = await deciders(['member', 'member', 'alternate'])
  const [chair, one, two, alternate] = all as [Decider, Decider, Decider, Decider]
  const { answers } = answersOf(chair)
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  await answers['meetings.call']({ agenda, from, until: from + hour, zones: [], languages: [] })
  await meet(group, ...all)
  const sorry = (by: Decider, instead: Decider) =>
    answersOf(by).answers['meetings.coming']({
      ...{ agenda, answer: 'apology' as const, alternate: memberIn(instead, group) },
    })
  const quorum = async () => {
    await meet(group, ...all)
    const { present, entitled } = get(chair, agenda).quorum
    return [present, entitled]
  }
  await answers['meetings.present']({
    ...{ agenda, members: [memberIn(chair, group)], state: 'present' as const },
  })
  // The chair has a seat and takes no other one.
  await sorry(one, chair)
  expect(await quorum()).toEqual([1, 3])
  await sorry(one, alternate)
  expect(await quorum()).toEqual([1, 3])
  await answersOf(alternate).answers['meetings.present']({
    ...{ agenda, members: [memberIn(alternate, group)], state: 'remote' as const },
  })
  expect(await quorum()).toEqual([2, 3])
  const held = get(chair, agenda)
  expect([held.attended, held.byAlternate]).toEqual([2, 1])
  expect(held.members.map(({ heldBy }) => heldBy)).toContain(memberIn(alternate, group))
  await sorry(two, alternate)
  expect(await quorum()).toEqual([2, 3])
})

test('speakers: points of order come first, and those who were not heard are suggested first', async () => {
  const { group, all, chair, one, two, rapporteur, agenda, strategy } = await committee()
  const ask = (by: Decider, what: 'speak' | 'order') => {
    by.clock.now += 1000
    return answersOf(by).answers['meetings.floor']({ agenda, item: strategy, what, text: 'I ask.' })
  }
  const unknown = { agenda, item: 'zzzzzzzzzz' as BlockId, what: 'speak', text: '' } as const
  expect(
    await laterRefusal((async () => answersOf(one).answers['meetings.floor'](unknown))()),
  ).toBe('not-found')
  const first = await ask(one, 'speak')
  await meet(group, ...all)
  await answersOf(chair).answers['meetings.spoke']({ agenda, floor: first.floor, seconds: 120 })
  await meet(group, ...all)
  for (const each of [one, two, rapporteur]) each.clock.now += hour
  const again = await ask(one, 'speak')
  two.clock.now += 5000
  const new1 = await ask(two, 'speak')
  rapporteur.clock.now += 10_000
  await ask(rapporteur, 'order')
  expect(
    await refusal(() => answersOf(two).answers['meetings.unfloor']({ agenda, floor: first.floor })),
  ).toBe('not-permitted')
  await meet(group, ...all)
  for (const each of all) {
    const { speakers } = get(each, agenda)
    expect(speakers.orders.map(({ member }) => member)).toEqual([memberIn(rapporteur, group)])
    expect(speakers.asked.map(({ id }) => id)).toEqual([again.floor, new1.floor])
    expect(speakers.balanced).toEqual([new1.floor, again.floor])
    expect(speakers.asked[0]).toMatchObject({ seconds: 120, isFirst: false })
  }
  await answersOf(one).answers['meetings.unfloor']({ agenda, floor: again.floor })
  expect(get(one, agenda).speakers.asked.map(({ id }) => id)).toEqual([new1.floor])
})

test('speakers of one region: a language that was not heard is suggested first, and nobody is moved', async () => {
  const { group, all, chair, rapporteur, one, two, agenda } = await committee()
  for (const [member, language] of [
    [one, 'es'],
    [two, 'es'],
    [rapporteur, 'ar'],
  ] as const)
    await answersOf(chair).answers['meetings.present']({
      ...{ agenda, members: [memberIn(member, group)], state: 'present', region: 'Asia', language },
    })
  await meet(group, ...all)
  const ask = async (by: Decider) => {
    chair.clock.now += 1000
    by.clock.now = chair.clock.now
    const wish = { agenda, item: null, what: 'speak', text: '' } as const
    return (await answersOf(by).answers['meetings.floor'](wish)).floor
  }
  const first = await ask(one)
  await meet(group, ...all)
  await answersOf(chair).answers['meetings.spoke']({ agenda, floor: first, seconds: 60 })
  await meet(group, ...all)
  const [spanish, arabic] = [await ask(two), await ask(rapporteur)]
  await meet(group, ...all)
  for (const each of all) {
    const { speakers } = get(each, agenda)
    expect(speakers.asked.map(({ id }) => id)).toEqual([spanish, arabic])
    expect(speakers.balanced).toEqual([arabic, spanish])
  }
})

test('after the end of a meeting no member asks for the floor, gives it or takes a wish back, until it goes on', async () => {
  const { chair, one, group, all, agenda } = await committee()
  const { answers } = answersOf(chair)
  const floor = await answersOf(one).answers['meetings.floor']({
    ...({ agenda, item: null, what: 'speak', text: '' } as const),
  })
  await answers['meetings.open']({ agenda })
  await endItems(chair, agenda, {})
  await answers['meetings.end']({ agenda })
  await meet(group, ...all)
  const wish = { agenda, item: null, what: 'speak', text: 'I ask.' } as const
  const late = (by: Decider) => [
    () => answersOf(by).answers['meetings.floor'](wish),
    () => answersOf(by).answers['meetings.spoke']({ agenda, ...floor, seconds: 900 }),
    () => answersOf(by).answers['meetings.unfloor']({ agenda, ...floor }),
  ]
  for (const by of [chair, one])
    for (const call of late(by)) expect(await refusal(call)).toBe('not-permitted')
  await answers['meetings.resume']({ agenda, reason: 'One item was left out.' })
  for (const call of late(chair)) expect(await refusal(call)).toBeNull()
})

test('a consent agenda: a question for each item, and an objection takes out its item alone', async () => {
  const { group, all, chair, rapporteur, one, two, agenda, strategy, protocol } = await committee()
  const until = from + 72 * hour
  const wanted = { agenda, blocks: [strategy, protocol, strategy], until }
  expect(await refusal(() => answersOf(one).answers['meetings.consent'](wanted))).toBe(
    'not-permitted',
  )
  const unknown = { ...wanted, blocks: [strategy, 'zzzzzzzzzz' as BlockId] }
  await expect(
    (async () => answersOf(chair).answers['meetings.consent'](unknown))(),
  ).rejects.toMatchObject({ code: 'not-found' })
  expect(statesIn(chair, agenda)).toEqual([])
  const { decisions } = await answersOf(chair).answers['meetings.consent'](wanted)
  expect(await refusal(() => answersOf(chair).answers['meetings.consent'](wanted))).toBe(
    'decision-open',
  )
  expect(statesIn(chair, agenda)).toHaveLength(2)
  await meet(group, ...all)
  for (const each of [one, two, rapporteur]) {
    each.acts.write(agenda, decisions[0]!, { type: 'seen' })
    each.acts.write(agenda, decisions[1]!, position(each === one ? 'object' : 'support'))
  }
  await meet(group, ...all)
  for (const decision of decisions) chair.acts.write(agenda, decision, { type: 'close' })
  await meet(group, ...all)
  for (const each of all) {
    const states = statesIn(each, agenda) as { id: string; is: string; code: string }[]
    const codes = new Map(states.map(({ id, is, code }) => [id, `${is} ${code}`]))
    expect(decisions.map(id => codes.get(id))).toEqual(['closed no-objection', 'closed not-agreed'])
  }
})

test('every device knows who has the floor: the last whom an officer gave it, until the officer times it', async () => {
  const { group, all, chair, one, two, agenda } = await committee()
  const ask = (by: Decider) => {
    by.clock.now += 1000
    return answersOf(by).answers['meetings.floor']({ agenda, item: null, what: 'speak', text: '' })
  }
  const [first, second] = [await ask(one), await ask(two)]
  const speaking = async (): Promise<unknown[]> => {
    await meet(group, ...all)
    return all.map(each => get(each, agenda).speakers.speaking?.speaker.id ?? null)
  }
  const spoke = (by: Decider, floor: typeof first.floor, seconds: number) => {
    by.clock.now += 1000
    return answersOf(by).answers['meetings.spoke']({ agenda, floor, seconds })
  }
  const nobody = all.map(() => null)
  const everywhere = (floor: string) => all.map(() => floor)
  await meet(group, ...all)
  await spoke(chair, first.floor, 0)
  // Before the meeting is open nobody has the floor.
  expect(await speaking()).toEqual(nobody)
  await answersOf(chair).answers['meetings.open']({ agenda })
  expect(await speaking()).toEqual(everywhere(first.floor))
  expect(get(two, agenda).speakers.speaking).toMatchObject({
    speaker: { member: memberIn(one, group) },
    since: chair.clock.now,
  })
  expect(get(two, agenda).speakers.asked.map(({ id }) => id)).toEqual([second.floor])
  // A member cannot take the floor: only an officer gives it.
  await spoke(two, second.floor, 0)
  expect(await speaking()).toEqual(everywhere(first.floor))
  await spoke(chair, second.floor, 0)
  expect(await speaking()).toEqual(everywhere(second.floor))
  // The first one was never timed, and does not come back when the second one ends.
  await spoke(chair, second.floor, 40)
  expect(await speaking()).toEqual(nobody)
})

test('a meeting opens with minutes from its agenda, and ends when each item has an end', async () => {
  const { group, all, chair, one, rapporteur, agenda, strategy, protocol } = await committee()
  const { minutes } = await answersOf(rapporteur).answers['meetings.open']({ agenda })
  await meet(group, ...all)
  const headings = one.documents
    .page(minutes)
    .blocks.filter(({ meeting }) => meeting?.item)
    .map(block => [blockText(block), block.meeting?.item])
  expect(headings).toContainEqual(['Strategy', strategy])
  expect(get(one, agenda)).toMatchObject({
    state: 'open',
    minutes: { document: minutes, status: 'draft' },
  })
  await answersOf(chair).answers['meetings.item']({ agenda, block: strategy, state: 'debated' })
  expect(get(chair, agenda).debated).toEqual({ agenda, block: strategy })
  expect(await refusal(() => answersOf(chair).answers['meetings.end']({ agenda }))).toBe(
    'items-without-end',
  )
  await endItems(chair, agenda, { Strategy: 'decided', Protocolo: 'deferred' })
  const opened = rapporteur.clock.now
  await answersOf(chair).answers['meetings.end']({ agenda })
  await meet(group, ...all)
  const seen = get(one, agenda)
  // A list says the day on which it was held, not the planned one.
  const { meetings } = await answersOf(one).answers['meetings.list']({ group })
  expect(meetings.find(each => each.agenda === agenda)).toMatchObject({ from, opened })
  expect(opened).not.toBe(from)
  // Nobody is marked, so nothing is known of a quorum.
  expect(seen).toMatchObject({ state: 'closed', decided: 1, minutes: { status: 'draft' } })
  expect(seen.isMarked).toBe(false)
  const mark = (member: MemberId, state: 'present' | 'absent') =>
    answersOf(chair).answers['meetings.present']({ agenda, members: [member], state })
  await mark(memberIn(chair, group), 'present')
  await meet(group, ...all)
  // An officer who marks nobody else says no more than a member about the own presence.
  expect(get(one, agenda)).toMatchObject({ isMarked: true, minutes: { status: 'draft' } })
  await mark(memberIn(rapporteur, group), 'absent')
  await meet(group, ...all)
  expect(get(one, agenda)).toMatchObject({
    ...{ isMarked: true, attended: 1, minutes: { status: 'notes' } },
  })
  expect(seen.list.find(({ block }) => block === protocol)?.state).toBe('deferred')
  await answersOf(rapporteur).answers['meetings.resume']({
    agenda,
    reason: 'One vote was missing.',
  })
  await meet(group, ...all)
  expect(get(one, agenda)).toMatchObject({
    state: 'open',
    reasons: [{ what: 'resume', reason: 'One vote was missing.' }],
  })
})

test('minutes of a meeting that no officer marked stay minutes when an ordinary member marks themself after the end', async () => {
  const { group, all, chair, one, agenda } = await committee()
  const opened = chair.clock.now
  expect(get(chair, agenda)).toMatchObject({ opened: null, closed: null })
  const { minutes } = await answersOf(chair).answers['meetings.open']({ agenda })
  await endItems(chair, agenda, {})
  chair.clock.now += hour
  await answersOf(chair).answers['meetings.end']({ agenda })
  await meet(group, ...all)
  for (const each of all) expect(get(each, agenda)).toMatchObject({ opened, closed: opened + hour })
  one.clock.now = chair.clock.now + hour
  await answersOf(one).answers['meetings.present']({
    ...{ agenda, members: [memberIn(one, group)], state: 'absent' as const },
  })
  await meet(group, ...all)
  for (const each of all)
    expect(get(each, agenda)).toMatchObject({
      ...{ isMarked: true, attended: 0, minutes: { document: minutes, status: 'draft' } },
    })
  const given = { group, title: 'Fourth session', language: 'en' } as const
  const { agenda: next } = await answersOf(chair).answers['meetings.create'](given)
  expect(get(chair, next).list.map(({ title }) => title)).toContain(
    'Approval of the minutes: Third session',
  )
})

test('approved minutes say on every device when the decision was closed, and which edition it names', async () => {
  const { group, all, chair, one, agenda } = await committee()
  const { minutes } = await answersOf(chair).answers['meetings.open']({ agenda })
  await endItems(chair, agenda, {})
  await answersOf(chair).answers['meetings.end']({ agenda })
  await meet(group, ...all)
  const asked = questionOf(chair, group, minutes, { purpose: 'adopt', edition: 'Version 2' })
  const question = chair.acts.write(minutes, null, asked)
  await meet(group, ...all)
  one.acts.write(minutes, question, position('support'))
  await meet(group, ...all)
  const found = () => all.map(each => list(each, group)[0]?.minutes?.approved)
  expect(found()).toEqual(all.map(() => null))
  chair.clock.now += hour
  chair.acts.write(minutes, question, { type: 'close' })
  await meet(group, ...all)
  expect(found()).toEqual(all.map(() => ({ at: chair.clock.now, edition: 'Version 2' })))
  expect(list(one, group)[0]?.minutes?.status).toBe('approved')
})

test('the next agenda begins with the last minutes, and takes over what was deferred and what is open', async () => {
  const { group, all, chair, one, rapporteur, agenda, protocol } = await committee()
  const { minutes } = await answersOf(chair).answers['meetings.open']({ agenda })
  await answersOf(chair).answers['meetings.present']({
    ...{ agenda, state: 'present' as const },
    members: all.map(each => memberIn(each, group)),
  })
  await endItems(chair, agenda, { Protocolo: 'deferred' })
  expect(get(chair, agenda).leftOver).toEqual([])
  await answersOf(chair).answers['meetings.end']({ agenda })
  await chair.documents.editAs(minutes, doc => {
    const steps = [
      { new: 'Send the wording.', after: 2, kind: 'action' },
      { new: 'Check each quotation.', after: 3, kind: 'action' },
    ]
    applyEditScript(doc, steps, { random, now: () => 1 })
  })
  const actions = () =>
    answersOf(chair).answers['actions.list']({ group }) as never as {
      block: BlockId
      words: string
      state: string
      isLate: boolean
      daysLate: number
    }[]
  const [send, check] = ['Send the wording.', 'Check each quotation.'].map(
    words => actions().find(each => each.words === words)!.block,
  )
  const owner = memberIn(one, group)
  await answersOf(chair).answers['actions.assign']({
    document: minutes,
    block: send!,
    owner,
    due: '2026-09-24',
  })
  await meet(group, ...all)
  await answersOf(one).answers['actions.progress']({
    document: minutes,
    block: check!,
    state: 'done',
    text: 'All were right.',
  })
  await meet(group, ...all)
  chair.clock.now = Date.UTC(2026, 8, 27, 9)
  expect(actions().map(each => [each.words, each.state, each.isLate, each.daysLate])).toEqual([
    ['Send the wording.', 'open', true, 3],
    ['Check each quotation.', 'done', false, 0],
  ])
  const next = await answersOf(chair).answers['meetings.create']({
    group,
    title: 'Fourth session',
    language: 'en',
  })
  expect(get(chair, next.agenda).list[0]).toMatchObject({
    title: 'Approval of the minutes: Third session',
    papers: [{ document: minutes }],
  })
  // Its own items are no matter of an earlier meeting.
  expect(get(chair, agenda).leftOver).toEqual([])
  const { leftOver } = get(chair, next.agenda)
  expect(leftOver.map(({ what, words, isLate }) => [what, words, isLate])).toEqual([
    ['deferred', 'Protocolo', false],
    ['action', 'Send the wording.', true],
  ])
  for (const { document, block } of leftOver)
    await answersOf(chair).answers['meetings.carry']({ agenda: next.agenda, document, block })
  const after = get(chair, next.agenda)
  expect(after.leftOver).toEqual([])
  expect(
    after.list
      .slice(-2)
      .map(({ title, carried, presenter, minutes: time }) => [
        title,
        carried?.block,
        presenter,
        time,
      ]),
  ).toEqual([
    ['Protocolo', protocol, null, 25],
    ['Send the wording.', send, owner, null],
  ])
  expect(rapporteur.documents.page(agenda).meta.title).toBe('Third session')
})

test('a closed item: members of the circle see it in place, and nothing of it is with the others', async () => {
  const { group, all, chair, one, two, agenda, strategy } = await committee()
  const circle = chair.circles.found(group, 'Zcirclename')
  circle.bring(memberIn(one, group), 'member')
  // The first file of the circle offers it.
  const { bytes } = await chair.sync.writeFile({ group: circle.id, members: [] })
  await one.sync.readFile(bytes).catch(() => {})
  one.circles.accept(group, circle.id)
  await meet(circle.id, chair, one)
  await answersOf(chair).answers['meetings.closeItem']({
    ...{ agenda, after: strategy, circle: circle.id, title: 'Zclosedtitle', minutes: 15 },
  })
  await meet(circle.id, chair, one)
  await meet(group, ...all)
  const timesOf = (profile: Decider) =>
    get(profile, agenda)
      .list.slice(-3)
      .map(({ title, number, begins, circle: of }) => [title, number, begins, of?.name])
  for (const each of [chair, one])
    expect(timesOf(each)).toEqual([
      ['Strategy', '4', 0, undefined],
      ['Zclosedtitle', '', 40, 'Zcirclename'],
      ['Protocolo', '5', 55, undefined],
    ])
  for (const each of [chair, one]) {
    const people = get(each, agenda).list.find(({ circle: of }) => of)?.circle?.members
    expect(people?.toSorted()).toEqual([memberIn(chair, group), memberIn(one, group)].toSorted())
  }
  expect(timesOf(two).slice(1)).toEqual([
    ['Strategy', '4', 0, undefined],
    ['Protocolo', '5', 40, undefined],
  ])
  expect(list(one, group)).toHaveLength(1)
  expect(list(one, group)[0]).toMatchObject({ planned: 80, items: 5 })
  // Outside the circle neither the title nor a sign that there is one.
  const everything = JSON.stringify([
    get(two, agenda),
    list(two, group),
    two.documents.page(agenda),
    two.archive.documents.list(group),
  ])
  expect(everything).not.toMatch(/Zclosed|Zcircle/)
  for (const profile of [chair, two]) {
    const { answers, written } = answersOf(profile)
    const text = await written(file =>
      answers['meetings.annotated']({ agenda, format: 'txt', file }),
    )
    expect(Buffer.from(text).toString()).not.toMatch(/Zclosed|Zcircle/)
    const calendar = await written(file => answers['meetings.calendar']({ agenda, file }))
    expect(Buffer.from(calendar).toString()).not.toMatch(/Zclosed|Zcircle/)
  }
  await answersOf(chair).answers['meetings.open']({ agenda })
  const closed = get(chair, agenda).list.find(({ title }) => title === 'Zclosedtitle')!
  await answersOf(chair).answers['meetings.item']({
    ...{ agenda: closed.agenda, block: closed.block, state: 'noted' as const },
  })
  expect(get(chair, agenda).list.find(({ title }) => title === 'Zclosedtitle')?.state).toBe('noted')
  // Its minutes are the circle's too.
  const { minutes } = await answersOf(chair).answers['meetings.open']({ agenda: closed.agenda })
  expect(chair.archive.documents.get(minutes)?.group).toBe(circle.id)
  expect(get(chair, closed.agenda).minutes?.document).toBe(minutes)
  await meet(group, ...all)
  expect(JSON.stringify([list(two, group), two.archive.documents.list(group)])).not.toMatch(
    /Zclosed/,
  )
})

test('a calendar file has the time in UTC and no withheld place; a new time has a later number', async () => {
  const { group, chair, agenda, all } = await committee()
  const { answers, written } = answersOf(chair)
  const event = async () => {
    const bytes = await written(file => answers['meetings.calendar']({ agenda, file }))
    return readCalendar(bytes).parts[0]!.values
  }
  await chair.documents.editAs(agenda, doc => {
    const steps = [
      { new: 'Zroom, 2nd floor', after: 0 },
      { states: { place: true }, block: 1 },
    ]
    applyEditScript(doc, steps, { random, now: () => 1 })
  })
  const first = await event()
  expect(calendarTime(first.get('DTSTART')!)).toBe(from)
  expect(calendarText(first.get('LOCATION')!)).toBe('Zroom, 2nd floor')
  expect(get(chair, agenda).place).toBe('Zroom, 2nd floor')
  expect(first.get('UID')).not.toContain(agenda)
  const circle = chair.circles.found(group, 'Safety')
  const { restrict } = await import('../../../src/core/drafting/restricted/restricting.ts')
  const block = chair.documents.page(agenda).blocks[0]!.id!
  await restrict(chair, { document: agenda, block, circle: circle.id }, 0)
  await answers['meetings.call']({
    agenda,
    from: from + hour,
    until: from + 2 * hour,
    zones: [],
    languages: [],
  })
  const second = await event()
  expect(second.has('LOCATION')).toBe(false)
  expect(get(chair, agenda)).toMatchObject({ place: null, isPlaceWithheld: true })
  expect([first.get('SEQUENCE'), second.get('SEQUENCE')]).toEqual(['0', '1'])
  expect(second.get('UID')).toBe(first.get('UID'))
  const text = await written(file => answers['meetings.annotated']({ agenda, format: 'txt', file }))
  expect(Buffer.from(text).toString()).not.toContain('Zroom')
  await meet(group, ...all)
  await answers['meetings.cancel']({ agenda, reason: 'Storm.' })
  expect((await event()).get('STATUS')).toBe('CANCELLED')
})

test('the annotated agenda has times, presenters as the text names members, and papers of its readers', async () => {
  const { group, chair, one, agenda, strategy } = await committee()
  const { answers, written } = answersOf(chair)
  const paper = await chair.documents.create({
    ...{ group, kind: 'statement' as const, title: 'Draft 4', language: 'en' as const, blocks: [] },
  })
  await answers['meetings.setItem']({ agenda, block: strategy, papers: [paper], ask: 'Take note.' })
  const text = async () =>
    Buffer.from(
      await written(file => answers['meetings.annotated']({ agenda, format: 'txt', file })),
    ).toString()
  expect(await text()).toContain('14:00 to 14:40 UTC. 40 min. Presented by a member\n')
  expect(await text()).not.toContain('Draft 4')
  // A paper that was not shared is one that no member can open.
  const unread = () =>
    get(chair, agenda).list.find(({ block }) => block === strategy)?.papers[0]?.cannotRead
  const { members } = chair.groups.get(group).state()
  expect(new Set(unread())).toEqual(new Set(members.keys()))
  await chair.documents.share(paper)
  expect(unread()).toEqual([])
  await answers['minutes.name']({ what: 'minutes', minutes: agenda, naming: 'named' })
  const handle = chair.groups.get(group).state().members.get(memberIn(one, group))!.handle
  expect(await text()).toContain(`Presented by ${handle}. Papers: Draft 4\n`)
  expect(get(chair, agenda).list.find(({ block }) => block === strategy)).toMatchObject({
    ask: 'Take note.',
    papers: [{ document: paper, title: 'Draft 4', cannotRead: [] }],
  })
})

test('recommendations: sent, answered paragraph by paragraph, and looked at again', async () => {
  const { group, id, all } = await deciders(['rapporteur', 'member'])
  const [chair, rapporteur, one] = all as [Decider, Decider, Decider]
  const rows = (profile: Decider) =>
    answersOf(profile).answers['recommendations.list']({ group }) as never as {
      rows: { block: BlockId; answer: string | null; reply: string }[]
      counts: object
      review: string | null
      isReviewDue: boolean
    }[]
  expect(rows(one)).toEqual([])
  const block = chair.documents.page(id).blocks[0]!.id!
  await answersOf(chair).answers['recommendations.sent']({
    ...{ document: id, blocks: [block], to: 'The Executive Director', day: '2026-10-16' },
  })
  await meet(group, ...all)
  const say = (by: Decider, answer: 'accepted' | 'partly') =>
    answersOf(by).answers['recommendations.answered']({
      document: id,
      block,
      answer,
      text: 'Every second year.',
      in: null,
      place: '',
    })
  await say(chair, 'accepted')
  await say(rapporteur, 'partly')
  await answersOf(one).answers['recommendations.review']({ document: id, block, day: '2020-03-01' })
  await meet(group, ...all)
  for (const each of all)
    expect(rows(each)).toMatchObject([
      {
        rows: [{ block, answer: 'partly', reply: 'Every second year.' }],
        counts: { accepted: 0, partly: 1, not: 0, none: 0 },
        review: '2020-03-01',
        isReviewDue: true,
      },
    ])
})
