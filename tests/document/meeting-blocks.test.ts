// States of blocks in agendas and minutes: read strictly, and kept by every edit of the shared text. Times
// of an agenda, what is carried over, and the beginning of minutes.
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import {
  agendaTimes,
  carriedItem,
  insertSpeaker,
  minutesFrom,
  newAgenda,
  placeIn,
  readMeetingMeta,
  speakersIn,
  writeMeetingMeta,
} from '#document/meetings'
import { applyEditScript } from '#document/edits'
import { blockText, type MeetingStates } from '#document/model'
import { contentDigest } from '#document/history/versions'
import { copiedPage } from '#document/templates'
import { meetingKey, readPage, rootOf, setMeetingStates, writeMeta } from '#document/tree'
import { meetingStateNames } from '../../src/document/tree/block-states.ts'
import { restorePage } from '#document/history/restore'
import { restrictBlock } from '#document/restricted'
import { writeBlocks, type NewBlock } from '#document/blocks'
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { readVectors } from '#tests/graph-vectors'
import { copyOf, documentWith, meet, newDocument } from '#tests/shared-pages'
import type { MeetingPageVectors } from '../support/meeting-vectors.ts'

const random = countedRandom(15)
const document = 'ab'.repeat(16) as DocumentId
const member = 'cd'.repeat(32) as MemberId
const block = 'abcdefgh23' as BlockId
const every: Required<MeetingStates> = {
  time: 25,
  by: member,
  papers: [document, 'ef'.repeat(16) as DocumentId],
  carried: { document, block },
  place: true,
  item: block,
  question: '12'.repeat(32) as ActId,
  owner: member,
  due: '2026-09-24',
  off: true,
  naming: 'none',
}
const item = (text: string, meeting: MeetingStates = {}, kind: NewBlock['kind'] = 'num1') => ({
  kind,
  runs: [{ text }],
  meeting,
})
const statesIn = (doc: Y.Doc) => readPage(doc).blocks.map(({ meeting }) => meeting)
const elementAt = (doc: Y.Doc, at: number) => rootOf(doc).get(at) as Y.XmlElement
const run = (doc: Y.Doc, ...steps: object[]): void => {
  const { refused } = applyEditScript(doc, steps, { random, now: () => 1 })
  expect(refused).toEqual([])
}

test('each state is written and read, and one that is none reads as none', () => {
  const doc = documentWith([item('Item', every), item('Other')])
  expect(statesIn(doc)).toEqual([every, undefined])
  const wrong: Record<string, unknown> = {
    time: 1441,
    by: 'x'.repeat(121),
    papers: Array(21).fill(document).join(' '),
    carried: `${document} ${block} more`,
    place: 'here',
    item: 'ABCDEFGH23',
    question: '12',
    owner: 'K.W.',
    due: '2026-02-30',
    off: 1,
    naming: 'everybody',
  }
  expect(Object.keys(wrong).toSorted()).toEqual(meetingStateNames.toSorted())
  for (const name of meetingStateNames) {
    setMeetingStates(elementAt(doc, 1), { [name]: every[name] })
    elementAt(doc, 1).setAttribute(meetingKey(name), wrong[name] as string)
  }
  expect(statesIn(doc)).toEqual([every, undefined])
})

test('the page of the vectors is read as they say', () => {
  const vectors = readVectors('meeting-page.json') as MeetingPageVectors
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(vectors.update, 'hex'))
  const page = readPage(doc)
  const found = page.blocks.map(each => ({
    text: blockText(each),
    states: each.meeting ?? null,
    speakers: speakersIn({ blocks: [each] }),
  }))
  expect(found).toEqual(vectors.blocks)
  expect(readMeetingMeta(doc)).toEqual(vectors.meta)
})

test('a state goes, and comes back with undo; two states changed apart both hold', () => {
  const one = documentWith([item('Item', { time: 10 })])
  const two = copyOf(one, 9)
  setMeetingStates(elementAt(one, 0), { time: null })
  setMeetingStates(elementAt(two, 0), { owner: member })
  meet(one, two)
  for (const doc of [one, two]) expect(statesIn(doc)).toEqual([{ owner: member }])
})

test('an item keeps its states when it is edited, split, moved, and when that is undone', () => {
  const states = { ...every }
  const made = () => documentWith([item('An item of an agenda', states), item('Other')])
  const half = { off: true, naming: 'none' }
  const edited = made()
  run(edited, { insert: 'x', block: 1, at: 3 }, ...[{ kind: 'num2', block: 1 }])
  expect(statesIn(edited)).toEqual([states, undefined])
  const split = made()
  run(split, { split: 1, at: 5 })
  expect(statesIn(split)).toEqual([states, half, undefined])
  const before = made()
  run(before, { split: 1, at: 0 })
  expect(statesIn(before)).toEqual([half, states, undefined])
  const moved = made()
  run(moved, { move: 1, after: 2 })
  expect(statesIn(moved)).toEqual([undefined, states])
  const undone = made()
  run(undone, { move: 1, after: 2 }, { remove: 2 }, { undo: true }, { undo: true })
  expect(statesIn(undone)).toEqual([states, undefined])
})

test('two lines become one: the states of neither go, and nothing is named or on record that was not', () => {
  const long = 'a longer line than the other one'
  const joined = (first: MeetingStates, second: MeetingStates, firstIsLarger: boolean) => {
    const doc = documentWith([
      item(firstIsLarger ? long : 'short', first),
      item(firstIsLarger ? 'short' : long, second),
    ])
    run(doc, { join: 1 })
    return statesIn(doc)[0]
  }
  for (const larger of [true, false]) {
    expect(joined({ item: block }, {}, larger)).toEqual({ item: block })
    expect(joined({}, { owner: member, due: '2026-09-24' }, larger)).toEqual({
      owner: member,
      due: '2026-09-24',
    })
    expect(joined({ off: true }, {}, larger)).toEqual({ off: true })
    expect(joined({}, { off: true }, larger)).toEqual({ off: true })
    expect(joined({ naming: 'none' }, { naming: 'named' }, larger)).toEqual({ naming: 'none' })
    expect(joined({ naming: 'named' }, { naming: 'role' }, larger)).toEqual({ naming: 'role' })
    expect(joined({ naming: 'named' }, {}, larger)).toBeUndefined()
    expect(joined({}, { naming: 'role' }, larger)).toEqual({ naming: 'none' })
  }
})

test('a copy, a version in another language and an earlier text brought back have them', () => {
  const doc = documentWith([item('Item', every)])
  const page = readPage(doc)
  for (const language of [undefined, 'fr' as const]) {
    const copy = newDocument(8)
    writeBlocks(copy, copiedPage(page, language).blocks, { random })
    expect(statesIn(copy)).toEqual([every])
  }
  run(doc, { remove: 1 })
  expect(statesIn(doc)).toEqual([undefined])
  restorePage(doc, page, { random, change: work => work() })
  expect(statesIn(doc)).toEqual([every])
})

test('a restricted paragraph says no more than that it is the place', () => {
  const doc = documentWith([item('Address', every), item('Other')])
  const [{ id }] = readPage(doc).blocks as unknown as [{ id: BlockId }]
  expect(placeIn(readPage(doc))).toEqual({ words: 'Address', isWithheld: false })
  restrictBlock(doc, id, document)
  expect(statesIn(doc)).toEqual([{ place: true }, undefined])
  expect(JSON.stringify(elementAt(doc, 0).getAttributes())).not.toContain(member)
  expect(placeIn(readPage(doc))).toEqual({ words: null, isWithheld: true })
  // An older program restricts and leaves the attributes: they are not read.
  elementAt(doc, 0).setAttribute('s_owner', member)
  expect(statesIn(doc)[0]).toEqual({ place: true })
})

test('the content digest is that of a program that knows neither states nor speakers', () => {
  const hash = (label: string, bytes: Uint8Array) =>
    new Uint8Array(createHash('sha256').update(label).update(bytes).digest())
  const doc = documentWith([item('C asks', every)])
  const older = documentWith([{ kind: 'num1', runs: [{ text: 'C\u2060 asks' }] }])
  insertSpeaker(elementAt(doc, 0), 1, member)
  expect(readPage(doc).blocks[0]!.runs.map(({ who }) => who)).toEqual([
    undefined,
    member,
    undefined,
  ])
  expect(contentDigest(readPage(doc), hash)).toBe(contentDigest(readPage(older), hash))
})

test('begin times follow from the minutes of items and their parts', () => {
  const page = readPage(
    documentWith([
      item('Approval', { time: 5 }),
      item('Strategy', { time: 40, by: member }),
      item('Amendments', { time: 25 }, 'num2'),
      item('Examples', { time: 20 }, 'num2'),
      { kind: 'paragraph', runs: [{ text: 'Decide where they stand.' }] },
      item('Protocolo', {}),
      item('Draft 1', { time: 15 }, 'num2'),
      item('Draft 2', {}, 'num2'),
      item('Other', { time: 5 }),
    ]),
  )
  const { items, planned } = agendaTimes(page)
  expect(planned).toBe(70)
  expect(
    items.map(each => [each.title, each.depth, each.begins, each.minutes, each.isOver]),
  ).toEqual([
    ['Approval', 1, 0, 5, false],
    ['Strategy', 1, 5, 45, true],
    ['Amendments', 2, 5, 25, false],
    ['Examples', 2, 30, 20, false],
    ['Protocolo', 1, 50, 15, false],
    ['Draft 1', 2, 50, 15, false],
    ['Draft 2', 2, 65, null, false],
    ['Other', 1, 65, 5, false],
  ])
  expect(items[3]!.ask).toBe('Decide where they stand.')
  const behind = page.blocks[1]!.id
  const withClosed = agendaTimes(page, [
    { behind, minutes: 15 },
    { behind: 'zzzzzzzz22' as BlockId, minutes: 10 },
  ])
  expect(withClosed.closed).toEqual([5, 85])
  expect(withClosed.items.at(-1)!.begins).toBe(80)
  expect(withClosed.planned).toBe(95)
})

test('an agenda begins with the last minutes, takes over what was deferred, and minutes follow it', () => {
  const agenda = newDocument(7)
  writeMeta(agenda, { kind: 'agenda', language: 'en' })
  writeBlocks(agenda, newAgenda('en', { document, title: '12 June' }), { random })
  const [first] = readPage(agenda).blocks
  expect(first).toMatchObject({
    kind: 'num1',
    runs: [{ text: 'Approval of the minutes: 12 June' }],
    meeting: { time: 5, papers: [document] },
  })
  const deferred = carriedItem(readPage(agenda), first!, { from: { document, block }, by: member })
  expect(deferred).toEqual({
    kind: 'num1',
    runs: [{ text: 'Approval of the minutes: 12 June' }],
    meeting: { time: 5, papers: [document], by: member, carried: { document, block } },
  })
  const headings = minutesFrom(readPage(agenda)).filter(({ kind }) => kind === 'h1')
  expect(headings.map(({ meeting }) => meeting?.item)).toEqual([
    undefined,
    first!.id,
    readPage(agenda).blocks.at(-1)!.id,
  ])
})

test('the agenda of minutes, the place of a closed item and the naming: read, and misshapen ones are none', () => {
  const doc = newDocument(7)
  expect(readMeetingMeta(doc)).toEqual({ minutesOf: null, closedOf: null, naming: 'role' })
  const given = {
    minutesOf: document,
    closedOf: { agenda: document, block },
    naming: 'none',
  } as const
  writeMeetingMeta(doc, given)
  expect(readMeetingMeta(doc)).toEqual(given)
  doc.getMap('meta').set('minutesOf', 'x')
  doc.getMap('meta').set('closedOf', { agenda: document })
  doc.getMap('meta').set('naming', 'all')
  expect(readMeetingMeta(doc)).toEqual({ minutesOf: null, closedOf: null, naming: 'role' })
})
