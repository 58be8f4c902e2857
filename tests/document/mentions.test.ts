// Mentions of members in what was said: where they are, what is looked for while one is typed, and what counts.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  anchorAt,
  mentionBegun,
  membersFor,
  mentionsIn,
  openThread,
  readThreads,
  replyTo,
  saidParts,
  type Mention,
  writeQuoted,
} from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { MemberId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { newEntryId } from '#document/log'

const member = (digit: string): MemberId => digit.repeat(64) as MemberId
const ana = { id: member('a'), handle: 'Ana' }
const anaMaria = { id: member('b'), handle: 'Ana María' }
const layla = { id: member('c'), handle: 'ليلى' }
const li = { id: member('d'), handle: '李明' }
const handles = [ana, anaMaria, layla, li].map(({ handle }) => handle)
const random = countedRandom(3)

const nameOf = (id: MemberId) => [ana, anaMaria, layla, li].find(each => each.id === id)?.handle

test.each([
  ['@Ana, look', [ana], [[ana.id, 0, 4]]],
  [
    'See @Ana and @Ana again',
    [ana],
    [
      [ana.id, 4, 8],
      [ana.id, 13, 17],
    ],
  ],
  ['@Ana María knows', [ana, anaMaria], [[anaMaria.id, 0, 10]]],
  ['@Ana María knows', [ana], []],
  ['@Anabel knows', [ana], []],
  ['@李明你好', [li], [[li.id, 0, 3]]],
  ['يا @ليلى، انظري', [layla], [[layla.id, 3, 8]]],
  ['Ana, look', [ana], []],
])('in "%s" members are mentioned where their names stand', (text, members, places) => {
  expect(mentionsIn(text, members, handles)).toEqual(places)
})

test('twenty mentions at most are in one entry', () => {
  expect(mentionsIn('@Ana '.repeat(30), [ana])).toHaveLength(20)
})

test.each([
  ['@', 1, { from: 0, sought: '' }],
  ['Ask @An', 7, { from: 4, sought: 'An' }],
  ['Ask @Ana Ma', 11, { from: 4, sought: 'Ana Ma' }],
  ['اسأل @لي', 8, { from: 5, sought: 'لي' }],
  ['请问@李', 4, { from: 2, sought: '李' }],
  ['ana@example.org', 8, null],
  ['at 5 @ 6', 8, null],
  ['@An\nmore', 6, null],
  ['@Ana', 0, null],
  ['Ask', 3, null],
])('in "%s" at %i a mention is begun or not', (text, caret, begun) => {
  expect(mentionBegun(text, caret)).toEqual(begun)
})

test.each([
  ['', ['Ana', 'Ana María', 'ليلى', '李明']],
  ['an', ['Ana', 'Ana María']],
  ['MARIA', ['Ana María']],
  ['لي', ['ليلى']],
  ['李', ['李明']],
  ['ia', []],
])('letters "%s" find members by any word of the name', (sought, found) => {
  const members = [ana, anaMaria, layla, li]
  expect(membersFor(sought, members).map(({ handle }) => handle)).toEqual(found)
})

test('a text is words and mentions, and a place that does not read as the name is words', () => {
  const text = 'Dear @Ana, ask @ليلى.'
  const mentions: Mention[] = [
    [layla.id, 15, 20],
    [ana.id, 5, 9],
    // Other words, another member, a place within a mention, one behind the end, and a stranger.
    [ana.id, 0, 4],
    [anaMaria.id, 5, 9],
    [ana.id, 6, 9],
    [ana.id, 90, 94],
    [member('9'), 5, 9],
  ]
  const parts = saidParts(text, mentions, nameOf)
  expect(parts).toEqual([
    { from: 0, text: 'Dear ', member: null },
    { from: 5, text: '@Ana', member: ana.id },
    { from: 9, text: ', ask ', member: null },
    { from: 15, text: '@ليلى', member: layla.id },
    { from: 20, text: '.', member: null },
  ])
  expect(saidParts(text, undefined, nameOf)).toEqual([{ from: 0, text, member: null }])
  expect(saidParts('', mentions, nameOf)).toEqual([])
})

const open = () => {
  const doc = documentWith([block('num1', 'Protect defenders.')])
  doc.clientID = 21
  const anchor = anchorAt(doc, { index: 0, from: 0, to: 7 })
  if (!anchor) throw new Error('No words')
  return { doc, anchor }
}
const mentions: Mention[] = [[ana.id, 0, 4]]

test('a comment and a reply keep their mentions, and one without is as it was', () => {
  const { doc, anchor } = open()
  const said = { kind: 'comment', at: 5, ...anchor, text: '@Ana?' } as const
  const id = openThread(doc, { ...said, mentions }, random)
  replyTo(doc, id, { at: 6, text: '@Ana!', mentions }, random)
  replyTo(doc, id, { at: 7, text: 'So be it.' }, random)
  const [thread] = readThreads(doc)
  expect(thread?.opening).toMatchObject({ mentions })
  expect(thread?.replies.map(each => each.mentions)).toEqual([mentions, undefined])
  const stored = [...doc.getMap('threads').values()] as Record<string, unknown>[]
  expect(stored.map(each => 'mentions' in each)).toEqual([true, true, false])
})

test.each([
  'all',
  [['not a member', 0, 4]],
  [[ana.id, -1, 4]],
  [[ana.id, 0.5, 4]],
  [[ana.id, 0]],
  Array.from({ length: 21 }, () => [ana.id, 0, 4]),
])('a comment with other mentions, %j, keeps its words and mentions none', wrong => {
  const { doc, anchor } = open()
  const id = `${(21).toString(36)}-aaaaaaaaaa` as EntryId
  doc
    .getMap('threads')
    .set(`${id}/${id}`, { kind: 'comment', at: 5, ...anchor, text: '@Ana?', mentions: wrong })
  expect(
    readThreads(doc).map(({ opening }) => [
      opening.text,
      'mentions' in opening && opening.mentions,
    ]),
  ).toEqual([['@Ana?', []]])
})

test('a comment that a file brought in mentions nobody', () => {
  const { doc, anchor } = open()
  const id = newEntryId(doc, random)
  const said = { kind: 'comment', at: 5, ...anchor, text: '@Ana?', mentions } as const
  writeQuoted(doc, { thread: id, id }, { name: 'Eve', file: 'a.docx', date: null }, said)
  expect(readThreads(doc).map(({ opening }) => 'mentions' in opening)).toEqual([false])
})

test('a mention under the id of another writer is not said', () => {
  const { doc, anchor } = open()
  const id = openThread(doc, { kind: 'comment', at: 5, ...anchor, text: 'Why?' }, random)
  const forger = new Y.Doc()
  Y.applyUpdate(forger, Y.encodeStateAsUpdate(doc))
  forger.clientID = 99
  const forged = `${(21).toString(36)}-bbbbbbbbbb`
  forger.getMap('threads').set(`${id}/${forged}`, { kind: 'reply', at: 9, text: '@Ana', mentions })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(forger))
  expect(readThreads(doc).flatMap(({ replies }) => replies)).toEqual([])
})
