// One of two wordings that members wrote apart is chosen, or both, in one step of undo.
import { registerRichText } from '@lexical/rich-text'
import type { LexicalNode } from 'lexical'
import { $getRoot } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { readSuggestions, settleSuggestion } from '#document/review/suggestions'
import type { BlockKind } from '#document/model'
import type { SettledAs } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { countedRandom, openPeer } from '#tests/editor-peer'
import { block, copyOf, documentWith, linesOf } from '#tests/shared-pages'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $idOf } from '../../../src/renderer/editor/blocks/block-state.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import { isChosen, mayTakeWords, takeWords } from '../../../src/renderer/editor/page/take-words.ts'

const before = 'States shall ensure access to shelters.'
const mine = 'States must always ensure access to shelters.'
const theirs = 'States should ensure access to shelters.'
/** As two replaced words of one place stand after they met. */
const joined = 'States must alwaysshould ensure access to shelters.'

const $named = (node: LexicalNode | null) => ($isBlockNode(node) ? $idOf(node) : null) as BlockId

/** `behind`: the paragraph stands behind the other one. */
const merged = (now = joined, kind: BlockKind = 'num1', behind = false) => {
  const blocks = [block(kind, now), block('num1', 'Another.')]
  const doc = documentWith(behind ? blocks.toReversed() : blocks)
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(doc) })
  registerRichText(peer.editor)
  const name = peer.read(() => $named($getRoot().getChildAtIndex(behind ? 1 : 0)))
  const parts = { editor: peer.editor, suggesting: peer.suggesting, undo: peer.binder.undo }
  return { peer, parts, apart: { block: name, before, mine, theirs, now } }
}

test.each([
  [
    'a word went in both, and more in mine',
    'We shall act now.',
    'We act.',
    'We act now.',
    'We act.',
    false,
  ],
  ['the other way round', 'We shall act now.', 'We act now.', 'We act.', 'We act.', false],
  [
    'a letter of a word that mine put another for',
    'all houses',
    'all homes',
    'all house',
    'all homes',
    false,
  ],
  ['theirs put a word in', 'We act.', 'We will act.', 'We must act.', 'We will act.', true],
  ['the same, theirs chosen', 'We act.', 'We will act.', 'We must act.', 'We must act.', true],
  ['mine took less', 'We shall act now.', 'We act now.', 'We act.', 'We act now.', true],
  ['both are in', 'We act.', 'We will act.', 'We must act.', 'We will must act.', false],
])('whether a member chose where %s', (_, before, mine, theirs, now, chosen) => {
  const block = 'aaaaaaaaaa' as BlockId
  expect(isChosen({ block, before, mine, theirs, now })).toBe(chosen)
})

test('the chosen wording stands in the paragraph, and one undo gives the merged words back', () => {
  for (const chosen of ['mine', 'theirs'] as const) {
    const { peer, parts, apart } = merged()
    expect(takeWords(parts, apart, chosen)).toBe(true)
    expect(linesOf(peer.doc)).toEqual([`1. ${apart[chosen]}`, '2. Another.'])
    peer.binder.undo.undo()
    expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
  }
})

test('two sentences that were added at one place both stand in the one paragraph, with a space between them', () => {
  const [before, south, north] = [
    'States act. ',
    'Amina adds the south.',
    'Beatriz adds the north.',
  ]
  const { peer, parts, apart } = merged(`${before}${south}${north}`)
  const both = { ...apart, before, mine: before + south, theirs: before + north }
  expect(takeWords(parts, both, 'both')).toBe(true)
  expect(linesOf(peer.doc)).toEqual([`1. ${before}${south} ${north}`, '2. Another.'])
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${apart.now}`, '2. Another.'])
})

/** The lines once each suggestion is settled so. */
const settledLines = (from: Y.Doc, verdict: 'accept' | 'reject'): string[] => {
  const doc = copyOf(from, 12)
  const writing = { at: 1, random: countedRandom(5), change: (work: () => void) => work() }
  for (const { id } of readSuggestions(doc)) settleSuggestion(doc, id, verdict, writing)
  return linesOf(doc)
}

test.each([
  [
    'two sentences at one place',
    ['We act. ', 'We act. South.', 'We act. North.'],
    'We act. South.North.',
    'We act. South. North.',
  ],
  [
    'sentences at two places',
    ['We act. We meet. ', 'We act. South.We meet. South.', 'We act. North.We meet. North.'],
    'We act. South.North.We meet. South.North.',
    'We act. South. North.We meet. South. North.',
  ],
] as const)(
  'both joined in one paragraph are suggested while suggesting, and undo and redo take all of it: %s',
  (_, [before, mine, theirs], now, wanted) => {
    const { peer, parts, apart } = merged(now)
    peer.suggesting.set(true)
    expect(takeWords(parts, { ...apart, before, mine, theirs }, 'both')).toBe(true)
    const suggested = () => [
      settledLines(peer.doc, 'reject'),
      settledLines(peer.doc, 'accept'),
      readSuggestions(peer.doc).length > 0,
    ]
    const lines = (text: string) => [`1. ${text}`, '2. Another.']
    expect(suggested()).toEqual([lines(now), lines(wanted), true])
    peer.binder.undo.undo()
    expect(suggested()).toEqual([lines(now), lines(now), false])
    peer.binder.undo.redo()
    expect(suggested()).toEqual([lines(now), lines(wanted), true])
  },
)

test('both that are joined as they were merged leave nothing to suggest', () => {
  const now = 'We shall act now.'
  const { peer, parts, apart } = merged(now)
  peer.suggesting.set(true)
  const sides = { before: 'We act.', mine: 'We shall act.', theirs: 'We act now.' }
  expect(takeWords(parts, { ...apart, ...sides }, 'both')).toBe(true)
  expect(readSuggestions(peer.doc)).toEqual([])
  expect(linesOf(peer.doc)).toEqual([`1. ${now}`, '2. Another.'])
})

test('both that clash while suggesting: mine is suggested, theirs stands below, and one undo takes both', () => {
  const { peer, parts, apart } = merged()
  peer.suggesting.set(true)
  expect(takeWords(parts, apart, 'both')).toBe(true)
  expect(settledLines(peer.doc, 'accept')).toEqual([`1. ${mine}`, `2. ${theirs}`, '3. Another.'])
  expect(settledLines(peer.doc, 'reject')).toEqual([`1. ${joined}`, `2. ${theirs}`, '3. Another.'])
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
  expect(readSuggestions(peer.doc)).toEqual([])
})

test('one undo takes the choice back, and neither what was written just before nor a part of it', () => {
  const { peer, parts, apart } = merged()
  peer.edit(() => {
    $getRoot().getLastChild()?.selectEnd().insertText(' And more.')
  })
  expect(takeWords(parts, apart, 'both')).toBe(true)
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another. And more.'])
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
})

test.each([
  ['at the beginning', 'States act.', 'All States act.'],
  ['at the beginning, before a character of two units', '🙂 act.', 'All 🙂 act.'],
  ['within', 'States act.', 'States now act.'],
  ['behind a character of two units', 'States act 🙂', 'States act 🙂 now'],
  ['at two places', 'States act.', 'All States act. Now.'],
])('words that one wording has alone come back %s, also as a suggestion', (_, now, wanted) => {
  const { peer, parts, apart } = merged(now)
  expect(takeWords(parts, { ...apart, mine: wanted }, 'mine')).toBe(true)
  expect(peer.texts()).toEqual([wanted, 'Another.'])
  const other = merged(now)
  other.peer.suggesting.set(true)
  expect(takeWords(other.parts, { ...other.apart, mine: wanted }, 'mine')).toBe(true)
  for (const [verdict, then] of [
    ['reject', now],
    ['accept', wanted],
  ] as const) {
    const doc = copyOf(other.peer.doc, 12)
    const writing = { at: 1, random: countedRandom(5), change: (work: () => void) => work() }
    for (const { id } of readSuggestions(doc)) settleSuggestion(doc, id, verdict, writing)
    expect(linesOf(doc)[0]).toBe(`1. ${then}`)
  }
})

test('in a line that was decided nothing is chosen; behind the last item both are, as plain paragraphs alone', () => {
  const choose = (kind: BlockKind, as: SettledAs) => {
    const { peer, parts, apart } = merged(joined, kind, as === 'end')
    const release = settle(new Map([[peer.page().blocks[0]!.id!, as]]))
    onTestFinished(release)
    const done = takeWords(parts, apart, 'both')
    // Ids of the next text are the same.
    release()
    return { done, texts: peer.texts() }
  }
  expect(choose('decision', 'line')).toEqual({ done: false, texts: [joined, 'Another.'] })
  expect(choose('num1', 'end')).toEqual({ done: false, texts: ['Another.', joined] })
  expect(choose('paragraph', 'end')).toEqual({ done: true, texts: ['Another.', mine, theirs] })
})

test('both are paragraphs of their own where they clash, and the merged words stay where they do not', () => {
  const { peer, parts, apart } = merged()
  expect(takeWords(parts, apart, 'both')).toBe(true)
  expect(linesOf(peer.doc)).toEqual([`1. ${mine}`, `2. ${theirs}`, '3. Another.'])
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])

  const whole = 'All States shall ensure access to safe shelters.'
  const other = merged(whole)
  const sides = {
    mine: 'All States shall ensure access to shelters.',
    theirs: 'States shall ensure access to safe shelters.',
  }
  expect(takeWords(other.parts, { ...other.apart, ...sides }, 'both')).toBe(true)
  expect(linesOf(other.peer.doc)).toEqual([`1. ${whole}`, '2. Another.'])
})

test('nothing is chosen in a paragraph that reads otherwise by now', () => {
  const { peer, parts, apart } = merged()
  expect(mayTakeWords(parts, apart)).toBe(true)
  const stale = { ...apart, now: before }
  expect(mayTakeWords(parts, stale)).toBe(false)
  for (const chosen of ['mine', 'theirs', 'both'] as const)
    expect(takeWords(parts, stale, chosen)).toBe(false)
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
})
