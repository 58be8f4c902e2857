// Entries about meetings: read as the vectors give them, hostile ones passed over, and what counts of
// what was said apart.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import {
  answerPoll,
  meetingLogOf,
  readMeetingLogs,
  replacedBy,
  saySpoke,
  writeMeetingEntry,
  type MeetingEntry,
  type MeetingReading,
} from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import type { BlockId, MemberId } from '#shared/ids'
import { random } from '#core/keys'
import { diceFrom } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'
import { copyOf, meet, newDocument } from '#tests/shared-pages'
import type { MeetingVectors } from '../support/meeting-vectors.ts'

const memberOf = (client: number): MemberId => String(client).padStart(64, '0') as MemberId
const block = 'abcdefgh23' as BlockId
const other = 'bbbbbbbb22' as BlockId
/** Clients below 10 are members by themselves; 21 and 22 are two devices of one; 30 is nobody. */
const whose = (client: number): MemberId | null =>
  client === 30 ? null : memberOf(client === 22 ? 21 : client)
const chair = memberOf(7)
const reading: MeetingReading = { whose, isOfficer: member => member === chair, endedAt: null }
const read = (doc: Y.Doc, endedAt: number | null = null) =>
  meetingLogOf(readMeetingLogs(doc), { ...reading, endedAt })
const say = (doc: Y.Doc, entry: MeetingEntry): EntryId => writeMeetingEntry(doc, entry, random)

const coming = (answer: 'coming' | 'apology' | 'unsure', replaces: EntryId[] = [], at = 1) => ({
  kind: 'coming' as const,
  at,
  answer,
  alternate: null,
  replaces,
})
const progress = (state: 'open' | 'done' | 'dropped', replaces: EntryId[] = []) => ({
  kind: 'progress' as const,
  at: 1,
  block,
  state,
  text: '',
  replaces,
})
const review = (day: string, replaces: EntryId[] = []) => ({
  kind: 'review' as const,
  at: 1,
  block,
  day,
  replaces,
})

test.each([
  ['meeting-entries.json', 15],
  ['filed-replies.json', 7],
])(
  'the entries of %s are read as they are, and the values that are none are passed over',
  (file, refused) => {
    const vectors = readVectors(file) as MeetingVectors
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Buffer.from(vectors.update, 'hex'))
    const found = readMeetingLogs(doc).flatMap(({ opening, rest }) =>
      [opening, ...rest].map(({ id, client, ...value }) => ({
        id,
        client,
        thread: opening.id,
        value,
      })),
    )
    const wanted = vectors.entries.map(({ id, thread = id, value }) => ({
      id,
      client: vectors.client,
      thread,
      value,
    }))
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    expect(found.toSorted(byId)).toEqual(wanted.toSorted(byId))
    expect(vectors.refused).toHaveLength(refused)
  },
)

test('a reply is filed until another one takes its place; of two filed apart both stand', () => {
  const one = newDocument(5)
  const replied = {
    kind: 'replied' as const,
    sent: null,
    day: '2026-09-01',
    file: 'ab'.repeat(32),
    document: null,
  }
  const wrong = say(one, { ...replied, at: 1, replaces: [] })
  const two = copyOf(one, 8)
  const first = writeMeetingEntry(one, { ...replied, at: 3, replaces: [wrong] }, random)
  const other = writeMeetingEntry(two, { ...replied, at: 2, replaces: [wrong] }, random)
  meet(one, two)
  for (const doc of [one, two])
    expect(read(doc).replied.map(({ entry, by }) => [entry.id, by])).toEqual([
      [other, memberOf(8)],
      [first, memberOf(5)],
    ])
})

test('an answer stands in the thread of a poll, and a poll in none: others are passed over', () => {
  const doc = newDocument(5)
  const free = { kind: 'free', at: 1, slots: ['yes'], replaces: [] } as const
  const poll = say(doc, { kind: 'dates', at: 1, slots: [[1, 2]] })
  writeMeetingEntry(doc, { ...free, slots: ['no'], replaces: [] }, random)
  writeMeetingEntry(doc, { kind: 'dates', at: 1, slots: [[5, 6]] }, random, poll)
  answerPoll(doc, poll, ['maybe'], { at: 2, random, isOwn: client => client === 5 })
  expect(read(doc).polls.map(({ answers }) => [...answers])).toEqual([[[memberOf(5), ['maybe']]]])
})

test('availability, given on two devices apart: for each time the more cautious answer counts', () => {
  const one = newDocument(21)
  const poll = say(one, { kind: 'dates', at: 1, slots: [[1, 2], ...[[3, 4] as [number, number]]] })
  const two = copyOf(one, 22)
  const isOwn = (client: number) => client === 21 || client === 22
  answerPoll(one, poll, ['yes', 'no'], { at: 2, random, isOwn })
  answerPoll(two, poll, ['maybe', 'yes'], { at: 3, random, isOwn })
  meet(one, two)
  const answers = (doc: Y.Doc) => read(doc).polls[0]!.answers.get(memberOf(21))
  for (const doc of [one, two]) expect(answers(doc)).toEqual(['maybe', 'no'])
  answerPoll(one, poll, ['yes', 'yes'], { at: 1, random, isOwn })
  expect(answers(one)).toEqual(['yes', 'yes'])
  // Another member's answer takes the place of nobody else's.
  const three = copyOf(one, 8)
  answerPoll(three, poll, ['no'], { at: 4, random, isOwn: () => true })
  expect(answers(three)).toEqual(['yes', 'yes'])
  expect(read(three).polls[0]!.answers.get(memberOf(8))).toEqual(['no', null])
})

test('said apart: apology before coming, open before done, the earlier review day, in every order', () => {
  const cases = [
    [coming('coming'), coming('apology'), () => read(seen).coming.get(memberOf(21))?.entry.answer],
    [progress('done'), progress('open'), () => read(seen).progress.get(block)?.entry.state],
    [progress('dropped'), progress('done'), () => read(seen).progress.get(block)?.entry.state],
    [review('2027-03-01'), review('2026-12-31'), () => read(seen).reviews.get(block)?.entry.day],
  ] as const
  let seen = newDocument()
  const counts = cases.map(([first, second, counted]) =>
    [
      [first, second],
      [second, first],
    ].map(([of21, of22]) => {
      const one = newDocument(21)
      const two = copyOf(one, 22)
      say(one, of21!)
      say(two, of22!)
      meet(one, two)
      return [one, two].map(doc => {
        seen = doc
        return counted()
      })
    }),
  )
  expect(counts).toEqual(
    ['apology', 'open', 'done', '2026-12-31'].map(value => [
      [value, value],
      [value, value],
    ]),
  )
})

test('a later entry takes the place of one that it names, and its author may be another for a block', () => {
  const one = newDocument(5)
  say(one, progress('done'))
  const two = copyOf(one, 6)
  say(two, progress('open', replacedBy(read(two).progress.get(block))))
  const holding = read(two).progress.get(block)
  expect([holding?.entry.state, holding?.by, holding?.isApart]).toEqual([
    'open',
    memberOf(6),
    false,
  ])
  expect(holding?.record.map(({ state }) => state)).toEqual(['done', 'open'])
})

test('an entry that names the answer of another member takes its place nowhere', () => {
  const one = newDocument(5)
  const mine = say(one, coming('coming'))
  const two = copyOf(one, 6)
  say(two, coming('apology', [mine], 9))
  const { coming: answers } = read(two)
  expect(answers.get(memberOf(5))?.entry.answer).toBe('coming')
  expect(answers.get(memberOf(6))?.entry.answer).toBe('apology')
  // Nor one about another paragraph.
  const done = say(one, progress('done'))
  say(one, { ...progress('open', [done]), block: other })
  expect(read(one).progress.get(block)?.entry.state).toBe('done')
})

const present = (member: MemberId) => ({
  kind: 'present' as const,
  at: 1,
  member,
  state: 'present' as const,
  region: '',
  language: '',
  replaces: [],
})

test('two marks with the same state are not apart, though one says a region and the other none', () => {
  const five = newDocument(5)
  const officer = copyOf(five, 7)
  say(five, present(memberOf(5)))
  say(officer, { ...present(memberOf(5)), region: 'Pacific', language: 'fr' })
  meet(five, officer)
  for (const doc of [five, officer])
    expect(read(doc).present.get(memberOf(5))).toMatchObject({
      isApart: false,
      entry: { state: 'present', region: 'Pacific', language: 'fr' },
    })
  say(officer, { ...present(memberOf(5)), state: 'left' })
  expect(read(officer).present.get(memberOf(5))?.isApart).toBe(true)
})

test('two marks with the same state and two regions are apart', () => {
  const five = newDocument(5)
  const officer = copyOf(five, 7)
  say(five, { ...present(memberOf(5)), region: 'Africa' })
  say(officer, { ...present(memberOf(5)), region: 'Pacific' })
  meet(five, officer)
  for (const doc of [five, officer]) expect(read(doc).present.get(memberOf(5))?.isApart).toBe(true)
})

test('a mark of one member about themself after the end gives way to that of an officer, in any order', () => {
  const officer = newDocument(7)
  const absent = say(officer, { ...present(memberOf(5)), at: 2, state: 'absent' })
  const five = copyOf(officer, 5)
  const own = say(five, { ...present(memberOf(5)), at: 20, replaces: [absent] })
  const state = (doc: Y.Doc, endedAt: number | null) =>
    read(doc, endedAt).present.get(memberOf(5))?.entry.state
  expect([null, 10, 20, 30].map(endedAt => state(five, endedAt))).toEqual([
    ...['present', 'absent', 'present', 'present'],
  ])
  expect(read(five, 10).present.get(memberOf(5))?.isApart).toBe(false)
  // The officer agrees.
  const later = copyOf(five, 7)
  say(later, { ...present(memberOf(5)), at: 40, replaces: [absent, own] })
  expect(state(later, 10)).toBe('present')
  // An officer marks also themself at any time.
  const chairs = copyOf(newDocument(5), 7)
  const said = say(chairs, { ...present(chair), at: 2, state: 'absent' })
  say(chairs, { ...present(chair), at: 20, replaces: [said] })
  expect(read(chairs, 10).present.get(chair)?.entry.state).toBe('present')
  // Nobody else marked the member.
  const alone = newDocument(5)
  say(alone, { ...present(memberOf(5)), at: 20 })
  expect(state(alone, 10)).toBe('present')
})

test('the own mark of a member takes the place of no mark about another, whatever it names', () => {
  const of = newDocument(7)
  const mark = (member: MemberId, replaces: EntryId[] = [], at = 1) => ({
    ...{ kind: 'present' as const, at, member, state: 'absent' as const },
    ...{ region: '', language: '', replaces },
  })
  const about8 = say(of, mark(memberOf(8)))
  const about9 = say(of, mark(memberOf(9)))
  const forger = copyOf(of, 8)
  say(forger, mark(memberOf(8), [about8, about9], 2))
  const late = copyOf(forger, 9)
  say(late, { ...mark(memberOf(9), [about9], 9), state: 'present' })
  const found = read(late, 5)
  expect([...found.markedByOfficer]).toEqual([memberOf(9)])
  expect([...found.markedByAnother]).toEqual([memberOf(9)])
  expect(found.present.get(memberOf(9))?.entry.state).toBe('absent')
})

test('an answer to the call counts whatever the clock of its device says', () => {
  const doc = newDocument(5)
  const first = say(doc, coming('coming', [], 5))
  say(doc, { ...coming('apology', [first], 99), alternate: memberOf(8) })
  for (const endedAt of [null, 10]) {
    const found = read(doc, endedAt).coming.get(memberOf(5))?.entry
    expect([found?.answer, found?.alternate]).toEqual(['apology', memberOf(8)])
  }
})

test('the member whose speech it is ends it, until an officer times it', () => {
  const doc = newDocument(5)
  const floor = say(doc, { kind: 'floor', at: 1, item: null, what: 'speak', text: '' })
  const spoke = (by: number, seconds: number) => {
    const copy = copyOf(doc, by)
    saySpoke(copy, floor, seconds, { at: 2, random })
    meet(doc, copy)
    return read(doc).floors[0]?.seconds
  }
  expect(spoke(7, 0)).toBe(0)
  expect(spoke(5, 30)).toBe(30)
  expect(spoke(7, 40)).toBe(40)
  expect(spoke(5, 0)).toBe(40)
  expect(spoke(5, 4000)).toBe(40)
  expect(spoke(7, 20)).toBe(20)
})

test('a member marks who may not mark another, or nobody does: it does not count', () => {
  const doc = newDocument(5)
  say(doc, present(memberOf(5)))
  say(doc, present(memberOf(6)))
  const nobody = copyOf(doc, 30)
  say(nobody, present(memberOf(8)))
  expect([...read(nobody).present.keys()]).toEqual([memberOf(5)])
  const officer = copyOf(nobody, 7)
  say(officer, { ...present(memberOf(6)), state: 'left' })
  expect(read(officer).present.get(memberOf(6))?.entry.state).toBe('left')
})

test('the list of speakers: a member gives up the own wish or an officer ends it, and no other', () => {
  const five = newDocument(5)
  const ask = { kind: 'floor', at: 1, item: block, what: 'speak', text: '' } as const
  const floor = say(five, ask)
  const six = copyOf(five, 6)
  say(six, { kind: 'unfloor', at: 2, floor })
  saySpoke(six, floor, 500, { at: 2, random })
  expect(read(six).floors).toMatchObject([{ by: memberOf(5), isOver: false, seconds: null }])
  const officer = copyOf(six, 7)
  saySpoke(officer, floor, 90, { at: 3, random })
  expect(read(officer).floors).toMatchObject([{ isOver: false, seconds: 90 }])
  saySpoke(officer, floor, 95, { at: 4, random })
  say(officer, { kind: 'unfloor', at: 5, floor })
  expect(read(officer).floors).toMatchObject([{ isOver: true, seconds: 95 }])
})

test('200 schedules of three devices: all read the same, and no answer is wider than one that stands', () => {
  const dice = diceFrom(15)
  for (let schedule = 0; schedule < 200; schedule++) {
    const docs = [newDocument(21)]
    docs.push(copyOf(docs[0]!, 22), copyOf(docs[0]!, 7))
    for (let step = 0; step < 8; step++) {
      const doc = dice.one(docs)
      const { progress: known } = read(doc)
      const replaces = dice.chance(0.7) ? replacedBy(known.get(block)) : []
      say(doc, progress(dice.one(['open', 'done', 'dropped'] as const), replaces))
      if (dice.chance(0.3)) meet(doc, dice.one(docs))
    }
    meet(...docs)
    meet(...docs)
    const seen = docs.map(doc => read(doc).progress.get(block))
    expect(new Set(seen.map(each => each?.entry.id)).size).toBe(1)
    const ranks = ['open', 'done', 'dropped']
    const standing = replacedBy(seen[0]).map(
      id => seen[0]!.record.find(each => each.id === id)!.state,
    )
    expect(Math.min(...standing.map(state => ranks.indexOf(state)))).toBe(
      ranks.indexOf(seen[0]!.entry.state),
    )
  }
})
