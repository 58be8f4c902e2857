// The limits of a meeting hold in core, for a command line and a page that was taken over as for a window: an agenda
// that ended, answers after the end, the floor, and texts that are no agenda.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { writeMeetingMeta } from '#document/meetings'
import { insertBlock, newBlockElement } from '#document/blocks'
import { readMeta } from '#document/tree'
import { blockText } from '#document/model'
import type { DocumentId } from '#shared/ids'
import {
  deciders,
  meet,
  memberIn,
  position,
  questionOf,
  writeApart,
  type Decider,
} from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import { carry, meetingWith } from '../../../src/core/deliberation/follow-up/index.ts'
import {
  addMeetingItem,
  answerCall,
  askDates,
  askFloor,
  callMeeting,
  cancelMeeting,
  closeMeetingItem,
  createMeeting,
  endMeeting,
  markPresent,
  resumeMeeting,
  sayItem,
  saySpoken,
  setMeetingItem,
  startMeeting,
} from '../../../src/core/deliberation/meetings/index.ts'
import { followUpPorts } from '../../../src/core/drafting/deliberation-ports.ts'
import { setMeetingPlace } from '../../../src/core/drafting/restricted/index.ts'
import { settledLines } from '../../../src/core/drafting/minutes/index.ts'
import { writeAnnotated } from '../../../src/core/exports/index.ts'

const hour = 3_600_000
const time = { from: 0, until: hour, zones: [], languages: [] }
const writing = (by: Decider) => ({ now: by.clock.now, random })
const followed = (by: Decider) => ({ ...by, ...followUpPorts(by) })
const shown = (by: Decider, agenda: DocumentId) => meetingWith(followed(by), agenda, by.clock.now)

/** A chair, a member, and an alternate, with a meeting that is called. */
const called = async () => {
  const { group, id, all } = await deciders(['member', 'alternate'])
  const [chair, one, alternate] = all as [Decider, Decider, Decider]
  const wanted = { group, title: 'Session', language: 'en' } as const
  const agenda = await createMeeting(chair, wanted, writing(chair))
  const item = chair.documents.page(agenda).blocks[0]!.id!
  await callMeeting(chair, agenda, time, writing(chair))
  const share = () => meet(group, ...all)
  await share()
  return { group, id, all, chair, one, alternate, agenda, item, share }
}

/** All items noted, and the end, an hour after it was opened. */
const end = async (chair: Decider, agenda: DocumentId): Promise<void> => {
  for (const { agenda: holds, block } of shown(chair, agenda).list)
    sayItem(chair, { agenda: holds, block, state: 'noted' }, writing(chair))
  chair.clock.now += hour
  endMeeting(chair, agenda, writing(chair))
  chair.clock.now += hour
}

test('an answer to the call comes too late once the meeting has ended: no seat and no quorum moves', async () => {
  const { all, chair, one, alternate, agenda, group, share } = await called()
  await startMeeting(chair, agenda, writing(chair))
  for (const [by, state] of [
    [chair, 'present'],
    [one, 'absent'],
    [alternate, 'present'],
  ] as const)
    await markPresent(chair, { agenda, members: [memberIn(by, group)], state }, writing(chair))
  await end(chair, agenda)
  await share()
  for (const each of all) each.clock.now = chair.clock.now
  const late = { answer: 'apology' as const, alternate: memberIn(alternate, group) }
  for (const each of all)
    expect(await laterRefusal(answerCall(each, { agenda, ...late }, writing(each)))).toBe(
      'not-permitted',
    )
  await share()
  for (const each of all) expect(shown(each, agenda)).toMatchObject({ attended: 1, byAlternate: 0 })
  // A meeting that goes on takes answers again.
  resumeMeeting(chair, { agenda, reason: 'One vote was missing.' }, writing(chair))
  await share()
  await answerCall(one, { agenda, ...late }, writing(one))
  await share()
  for (const each of all) expect(shown(each, agenda)).toMatchObject({ byAlternate: 1 })
})

test('a device with a fast clock answers the call: the seat and the quorum stay after the end', async () => {
  const { chair, one, alternate, agenda, group, share } = await called()
  one.clock.now = chair.clock.now + 3 * hour
  const answer = { answer: 'apology' as const, alternate: memberIn(alternate, group) }
  await answerCall(one, { agenda, ...answer }, writing(one))
  await share()
  await startMeeting(chair, agenda, writing(chair))
  for (const by of [chair, alternate])
    await markPresent(
      chair,
      { agenda, members: [memberIn(by, group)], state: 'present' },
      writing(chair),
    )
  const before = shown(chair, agenda)
  expect(before).toMatchObject({ attended: 2, byAlternate: 1, quorum: { isMet: true } })
  await end(chair, agenda)
  const { attended, byAlternate, quorum } = before
  expect(shown(chair, agenda)).toMatchObject({ attended, byAlternate, quorum })
})

test('a cancelled meeting takes no answer, and its agenda stays open for another day', async () => {
  const { chair, one, agenda, item, share } = await called()
  cancelMeeting(chair, { agenda, reason: 'A storm.' }, writing(chair))
  await share()
  const answer = { agenda, answer: 'coming' as const, alternate: null }
  expect(await laterRefusal(answerCall(one, answer, writing(one)))).toBe('not-permitted')
  await setMeetingItem(one, { agenda, block: item, title: 'Approval' }, writing(one))
  expect(shown(one, agenda).list[0]?.title).toBe('Approval')
})

test('the agenda of a meeting that ended takes no item, no change, no place and no closed item, until it goes on', async () => {
  const { group, id, chair, one, agenda, item, share } = await called()
  const circle = chair.circles.found(group, 'Safety').id
  await startMeeting(chair, agenda, writing(chair))
  await end(chair, agenda)
  await share()
  const block = chair.documents.page(id).blocks[0]!.id!
  const writes = (by: Decider) => [
    () => addMeetingItem(by, { agenda, after: null, title: 'New' }, writing(by)),
    () => setMeetingItem(by, { agenda, block: item, title: 'Other' }, writing(by)),
    () => carry(followed(by), { agenda, document: id, block }, writing(by)),
    () => setMeetingPlace(by, { agenda, place: 'Rome', circle: null }),
  ]
  const closed = { agenda, after: null, circle, title: 'Risk', minutes: 5 }
  const before = chair.documents.digest(agenda)
  for (const write of [...writes(chair), ...writes(one), () => closeMeetingItem(chair, closed)])
    expect(await laterRefusal(write())).toBe('not-permitted')
  for (const each of [chair, one]) expect(each.documents.digest(agenda)).toBe(before)
  expect(chair.archive.documents.list(circle)).toEqual([])
  resumeMeeting(chair, { agenda, reason: 'One vote was missing.' }, writing(chair))
  await addMeetingItem(chair, { agenda, after: null, title: 'New' }, writing(chair))
  expect(shown(chair, agenda).list.at(-1)?.title).toBe('New')
})

test('a closed item ends with its meeting: its agenda takes no item, no answer and no wish to speak', async () => {
  const { group, chair, agenda, share } = await called()
  const circle = chair.circles.found(group, 'Safety').id
  const wanted = { agenda, after: null, circle, title: 'Risk', minutes: 5 }
  const closed = await closeMeetingItem(chair, wanted)
  const answer = { agenda: closed, answer: 'coming' as const, alternate: null }
  await answerCall(chair, answer, writing(chair))
  expect(shown(chair, closed).acts).toEqual(expect.arrayContaining(['edit', 'answer']))
  await startMeeting(chair, agenda, writing(chair))
  await end(chair, agenda)
  await share()
  const wish = { agenda: closed, item: null, what: 'speak' as const, text: '' }
  for (const write of [
    addMeetingItem(chair, { agenda: closed, after: null, title: 'New' }, writing(chair)),
    answerCall(chair, answer, writing(chair)),
    askFloor(chair, wish, writing(chair)),
  ])
    expect(await laterRefusal(write)).toBe('not-permitted')
  const { acts } = shown(chair, closed)
  for (const act of ['edit', 'answer']) expect(acts).not.toContain(act)
  resumeMeeting(chair, { agenda, reason: 'One vote was missing.' }, writing(chair))
  await addMeetingItem(chair, { agenda: closed, after: null, title: 'New' }, writing(chair))
  expect(shown(chair, closed).acts).toContain('edit')
})

test('an item that an officer ended keeps its words while the meeting goes on', async () => {
  const { chair, one, agenda, item, share } = await called()
  await startMeeting(chair, agenda, writing(chair))
  sayItem(chair, { agenda, block: item, state: 'decided' }, writing(chair))
  await share()
  const change = (by: Decider) =>
    laterRefusal(setMeetingItem(by, { agenda, block: item, title: 'Other' }, writing(by)))
  expect(await change(one)).toBe('not-permitted')
  sayItem(chair, { agenda, block: item, state: 'debated' }, writing(chair))
  await share()
  expect(await change(one)).toBeNull()
})

test('a text that is no agenda takes no item and no place, is not called, and finds no day', async () => {
  const { group, id, chair, share } = await called()
  const draft = await chair.documents.create({
    ...{ group, kind: 'statement', title: 'Draft', language: 'en', blocks: [] },
  })
  const block = chair.documents.page(id).blocks[0]!.id!
  const before = chair.documents.digest(id)
  const writes = [
    addMeetingItem(chair, { agenda: id, after: null, title: 'New' }, writing(chair)),
    setMeetingItem(chair, { agenda: id, block, title: 'Other' }, writing(chair)),
    carry(followed(chair), { agenda: id, document: id, block }, writing(chair)),
    setMeetingPlace(chair, { agenda: id, place: 'Rome', circle: null }),
    callMeeting(chair, draft, time, writing(chair)),
    askDates(chair, draft, [{ from: 1, until: 2 }], writing(chair)),
  ]
  for (const write of writes) expect(await laterRefusal(write)).toBe('not-found')
  expect(chair.documents.digest(id)).toBe(before)
  expect(chair.archive.documents.get(draft)?.shared).toBe(false)
  await share()
})

test('an agenda that is being decided keeps its words, and no change of it is offered', async () => {
  const { group, chair, agenda, item } = await called()
  expect(shown(chair, agenda).acts).toContain('edit')
  chair.acts.write(agenda, null, questionOf(chair, group, agenda, { purpose: 'adopt' }))
  const before = chair.documents.digest(agenda)
  for (const write of [
    setMeetingItem(chair, { agenda, block: item, title: 'Other' }, writing(chair)),
    setMeetingPlace(chair, { agenda, place: 'Rome', circle: null }),
  ])
    expect(await laterRefusal(write)).toBe('text-is-fixed')
  expect(chair.documents.digest(agenda)).toBe(before)
  expect(shown(chair, agenda).acts).not.toContain('edit')
})

test('a member whose speech an officer timed does not take the floor back', async () => {
  const { chair, one, agenda, share } = await called()
  await startMeeting(chair, agenda, writing(chair))
  await share()
  const wish = { agenda, item: null, what: 'speak' as const, text: '' }
  const floor = await askFloor(one, wish, writing(one))
  await share()
  const spoke = async (by: Decider, seconds: number): Promise<unknown> => {
    by.clock.now += 1000
    await saySpoken(by, { agenda, floor, seconds }, writing(by))
    await share()
    return shown(chair, agenda).speakers.speaking?.speaker.id ?? null
  }
  expect(await spoke(chair, 0)).toBe(floor)
  expect(await spoke(chair, 40)).toBeNull()
  expect(await spoke(one, 0)).toBeNull()
})

test('a speech that began before the end is timed after it, and no other one begins', async () => {
  const { chair, one, agenda, share } = await called()
  await startMeeting(chair, agenda, writing(chair))
  await share()
  const wish = { agenda, item: null, what: 'speak' as const, text: '' }
  const [first, second] = [
    await askFloor(one, wish, writing(one)),
    await askFloor(one, wish, writing(one)),
  ]
  await share()
  await saySpoken(chair, { agenda, floor: first, seconds: 0 }, writing(chair))
  await end(chair, agenda)
  const spoke = (floor: typeof first, seconds: number) =>
    laterRefusal(saySpoken(chair, { agenda, floor, seconds }, writing(chair)))
  expect(await spoke(first, 0)).toBe('not-permitted')
  for (const seconds of [0, 40]) expect(await spoke(second, seconds)).toBe('not-permitted')
  expect(await spoke(first, 40)).toBeNull()
  expect(shown(chair, agenda).speakers.asked).toMatchObject([{ id: second, seconds: 40 }])
  expect(await spoke(first, 50)).toBe('not-permitted')
})

test.each(['another meeting', 'a text that is not here'])(
  'an agenda that names %s as the meeting around it, and is no closed item, opens by its own call',
  async named => {
    const { group, chair, one, agenda, share } = await called()
    const wanted = { group, title: 'Next', language: 'en' } as const
    const other = await createMeeting(chair, wanted, writing(chair))
    await callMeeting(chair, other, time, writing(chair))
    await share()
    const around = named === 'another meeting' ? agenda : ('f'.repeat(32) as DocumentId)
    // Any writer can change what an agenda says of itself.
    const closedOf = { agenda: around, block: null }
    await one.documents.editAs(other, doc => writeMeetingMeta(doc, { closedOf }))
    await share()
    const minutes = await startMeeting(chair, other, writing(chair))
    await end(chair, other)
    await share()
    expect(shown(one, other)).toMatchObject({ state: 'closed', minutes: { document: minutes } })
    expect(settledLines(one, minutes, one.clock.now)).toEqual([])
  },
)

test('a meeting does not open with minutes of another meeting that were approved', async () => {
  const { group, chair, one, agenda, share } = await called()
  const approved = await startMeeting(chair, agenda, writing(chair))
  await end(chair, agenda)
  const asked = questionOf(chair, group, approved, { purpose: 'adopt' })
  const question = chair.acts.write(approved, null, asked)
  await share()
  one.acts.write(approved, question, position('support'))
  await share()
  chair.acts.write(approved, question, { type: 'close' })
  const wanted = { group, title: 'Next', language: 'en' } as const
  const next = await createMeeting(chair, wanted, writing(chair))
  await callMeeting(chair, next, time, writing(chair))
  await share()
  // The gate refuses no edit because of a decision.
  await writeApart(one, approved, doc => writeMeetingMeta(doc, { minutesOf: next }))
  await share()
  expect(shown(chair, next).minutes).toBeNull()
  const minutes = await startMeeting(chair, next, writing(chair))
  expect(minutes).not.toBe(approved)
  expect(shown(chair, next).minutes).toMatchObject({ document: minutes, status: 'draft' })
  expect(shown(chair, agenda).minutes).toMatchObject({ document: approved, status: 'approved' })
})

test('an action item off the record stays so in the next agenda, in its file and in the minutes of it', async () => {
  const { group, chair, agenda, share } = await called()
  const minutes = await startMeeting(chair, agenda, writing(chair))
  const words = 'Ask the lawyer in Zqtown.'
  const owner = memberIn(chair, group)
  await chair.documents.editAs(minutes, doc => {
    const made = {
      kind: 'action' as const,
      runs: [{ text: words }],
      meeting: { owner, off: true as const },
    }
    const { language } = readMeta(doc)
    insertBlock(doc, null, newBlockElement(made, { language, random }))
  })
  await end(chair, agenda)
  const wanted = { group, title: 'Next', language: 'en' } as const
  const next = await createMeeting(chair, wanted, writing(chair))
  const [left] = shown(chair, next).leftOver
  expect(left?.words).toBe(words)
  const { document, block } = left!
  const item = await carry(followed(chair), { agenda: next, document, block }, writing(chair))
  await callMeeting(chair, next, time, writing(chair))
  await chair.documents.editAs(next, doc => writeMeetingMeta(doc, { naming: 'named' }))
  await share()
  expect(shown(chair, next).list.find(each => each.block === item)?.title).toBe(words)
  let file = ''
  await writeAnnotated(
    { now: () => chair.clock.now, profile: () => chair },
    { agenda: next, format: 'txt' },
    async bytes => void (file = Buffer.from(bytes).toString()),
  )
  expect(file).not.toContain('Zqtown')
  expect(file).not.toMatch(/Presented by/)
  const following = await startMeeting(chair, next, writing(chair))
  const heading = chair.documents
    .page(following)
    .blocks.find(({ meeting }) => meeting?.item === item)
  expect([blockText(heading!), heading?.meeting?.off]).toEqual([words, true])
})
