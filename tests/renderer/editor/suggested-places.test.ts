// Suggestions to move, split and join paragraphs, taken in apart by several members, beside each other
// and beside what others do to the same paragraphs: one text everywhere, no word lost, and review names
// what was at risk.
import {
  dropDoubled,
  openParagraphs,
  readParagraphSuggestions,
  settleParagraph,
  suggestParagraph,
  type NewParagraphSuggestion,
  type ParagraphSuggestion,
} from '#document/review/suggestions'
import { mergeReview, readForReview } from '#document/history/conflicts'
import { readPage, rootOf } from '#document/tree'
import type { Acting } from '#document/review/amendments'
import type { EntryId } from '#document/ids'
import type { BlockId } from '#shared/ids'
import { countedRandom, exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $addUpdateTag,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  type RangeSelection,
} from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import { computedSoFar } from '#tests/computed'
import * as Y from 'yjs'
import { movedTag } from '../../../src/renderer/editor/collab/align-blocks.ts'
import {
  $joinBlocks,
  $moveBlock,
  $selectAt,
  $splitBlock,
} from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'

const begin = Y.encodeStateAsUpdate(
  documentWith([
    block('num1', 'First of all.'),
    block('num1', 'Second comes. And then more.'),
    block('num1', 'Third it is.'),
  ]),
)
const random = countedRandom(5)
let clock = 0
const acting = ({ doc }: EditorPeer): Acting => ({
  at: ++clock,
  random,
  isSame: (a, b) => a === b,
  change: work => doc.transact(work, 'settling'),
})
const open = (...clients: number[]): EditorPeer[] =>
  clients.map(client => {
    const peer = openPeer({ client, from: begin })
    onTestFinished(() => peer.close())
    return peer
  })
const level = (...peers: EditorPeer[]): void => {
  for (let times = 0; times < 2; times++)
    for (const a of peers) for (const b of peers) if (a !== b) exchange(a, b)
}
const idAt = ({ doc }: EditorPeer, index: number): BlockId =>
  readPage(doc).blocks[index]?.id as BlockId
const suggest = (peer: EditorPeer, wanted: NewParagraphSuggestion): EntryId => {
  const made = suggestParagraph(peer.doc, wanted, acting(peer))
  if ('refused' in made) throw new Error(made.refused)
  return made.id
}
const settle = (peer: EditorPeer, id: EntryId, verdict: 'accept' | 'reject' | 'withdraw') =>
  settleParagraph(peer.doc, id, verdict, acting(peer))
const one = ({ doc }: EditorPeer, id: EntryId): ParagraphSuggestion => {
  const found = readParagraphSuggestions(doc).find(each => each.id === id)
  if (!found) throw new Error('No such suggestion')
  return found
}
const $block = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error('No block')
  return found
}
const $caret = (index: number, at: number): RangeSelection => {
  $selectAt($block(index), at)
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) throw new Error('No caret')
  return selection
}
const type = (peer: EditorPeer, index: number, at: number, words: string): void =>
  peer.edit(() => $caret(index, at).insertText(words))

const move = (peer: EditorPeer, index: number, after: number): NewParagraphSuggestion => ({
  what: 'move',
  block: idAt(peer, index),
  after: after < 0 ? null : idAt(peer, after),
})
const split = (peer: EditorPeer, index: number, place: number): NewParagraphSuggestion => ({
  what: 'split',
  block: idAt(peer, index),
  place,
})
const join = (peer: EditorPeer, index: number): NewParagraphSuggestion => ({
  what: 'join',
  block: idAt(peer, index),
})

/** The final page, the same on every device, and the words that are offered back. */
const meet = (...peers: EditorPeer[]): { texts: string[]; offered: string } => {
  const [first] = peers as [EditorPeer]
  level(...peers)
  for (const peer of peers) dropDoubled(peer.doc)
  level(...peers)
  for (const peer of peers) {
    expect(peer.texts()).toEqual(first.texts())
    expect(peer.failures).toEqual([])
    expect(dropDoubled(peer.doc)).toBe(false)
    expect(readParagraphSuggestions(peer.doc).map(({ standing }) => standing)).toEqual(
      readParagraphSuggestions(first.doc).map(({ standing }) => standing),
    )
  }
  const offered = peers.flatMap(({ rescued }) => rescued.map(({ text }) => text)).join('|')
  return { texts: first.texts(), offered }
}

const texts = ['First of all.', 'Second comes. And then more.', 'Third it is.']
const moved = [texts[2], texts[0], texts[1]]
const halves = [texts[0], 'Second comes. ', 'And then more.', texts[2]]
const joined = [texts[0], `${texts[1]}${texts[2]}`]

test('each waits and changes nothing; taken in it changes the text once, turned down not at all', () => {
  for (const [wanted, result] of [
    [move, moved],
    [(peer: EditorPeer) => split(peer, 1, 14), halves],
    [(peer: EditorPeer) => join(peer, 2), joined],
  ] as const) {
    const [ana, badia] = open(21, 22) as [EditorPeer, EditorPeer]
    const id = suggest(ana, wanted(ana, 2, -1))
    expect(suggestParagraph(ana.doc, wanted(ana, 2, -1), acting(ana))).toEqual({
      refused: 'invalid-input',
    })
    expect(ana.texts()).toEqual(texts)
    level(ana, badia)
    expect(openParagraphs(readParagraphSuggestions(badia.doc))).toHaveLength(1)
    expect(settle(badia, id, 'withdraw')).toBe('not-permitted')
    const back = suggest(ana, { what: 'remove', block: idAt(ana, 0) })
    expect(settle(ana, back, 'withdraw')).toBeNull()
    expect(settle(badia, id, 'accept')).toBeNull()
    expect(meet(ana, badia)).toEqual({ texts: result, offered: '' })
    expect(one(ana, id)).toMatchObject({
      standing: 'settled',
      record: [{ kind: 'accept', client: 22 }],
    })
    expect(settle(ana, id, 'reject')).toBe('invalid-input')
    const again = suggest(ana, wanted === move ? move(ana, 1, -1) : join(ana, 1))
    expect(settle(ana, again, 'reject')).toBeNull()
    expect(ana.texts()).toEqual(result)
  }
})

test('two who take the same in apart have it in once, with what each wrote meanwhile', () => {
  for (const [wanted, result] of [
    [(peer: EditorPeer) => move(peer, 2, -1), moved],
    [(peer: EditorPeer) => split(peer, 1, 14), halves],
    [(peer: EditorPeer) => join(peer, 2), joined],
  ] as const) {
    const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
    const id = suggest(ana, wanted(ana))
    level(ana, badia, cy)
    for (const peer of [badia, cy]) expect(settle(peer, id, 'accept')).toBeNull()
    expect(meet(ana, badia, cy)).toEqual({ texts: result, offered: '' })
    expect(one(ana, id).record).toHaveLength(2)
  }
})

test('one takes it in and one turns it down: it is in, and both are on record', () => {
  const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
  const ids = [suggest(ana, move(ana, 2, -1)), suggest(ana, split(ana, 1, 14))]
  level(ana, badia, cy)
  for (const id of ids) {
    expect(settle(badia, id, 'accept')).toBeNull()
    expect(settle(cy, id, 'reject')).toBeNull()
  }
  const { texts: found } = meet(ana, badia, cy)
  expect(found).toEqual([texts[2], texts[0], 'Second comes. ', 'And then more.'])
  for (const id of ids) expect(one(ana, id)).toMatchObject({ standing: 'settled' })
})

/** Acts of another member on the second paragraph meanwhile. */
const deeds = {
  removes: peer => peer.edit(() => $block(1).remove()),
  splits: peer => peer.edit(() => void $splitBlock($caret(1, 6))),
  moves: peer =>
    peer.edit(() => {
      $addUpdateTag(movedTag($block(1).getKey()))
      $moveBlock($block(1), $block(2))
    }),
  'joins it to the next': peer => peer.edit(() => void $joinBlocks($block(1), $block(2))),
  'joins it to the one before': peer => peer.edit(() => void $joinBlocks($block(0), $block(1))),
  'writes in it': peer => {
    type(peer, 1, 0, 'NEW ')
    type(peer, 1, 20, 'LATER ')
  },
} satisfies Record<string, (peer: EditorPeer) => void>
const wanted = {
  move: peer => move(peer, 1, -1),
  split: peer => split(peer, 1, 14),
  join: peer => join(peer, 1),
  'join of the next': peer => join(peer, 2),
} satisfies Record<string, (peer: EditorPeer) => NewParagraphSuggestion>

const cases = Object.keys(wanted).flatMap(what => Object.keys(deeds).map(deed => [what, deed]))

test.each(cases)('one takes in a %s of a paragraph while another %s', (what, deed) => {
  for (const writes of ['', 'Said. ']) {
    const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
    const id = suggest(ana, wanted[what as keyof typeof wanted](ana))
    level(ana, badia, cy)
    const before = readForReview(ana.doc)
    expect(settle(badia, id, 'accept')).toBeNull()
    deeds[deed as keyof typeof deeds](cy)
    // Each goes on writing where the paragraph is now.
    if (writes !== '') for (const peer of [badia, cy]) type(peer, 0, 0, writes)
    const review = mergeReview(before, readForReview(badia.doc), readForReview(cy.doc))
    const { texts: found, offered } = meet(ana, badia, cy)
    const all = `${found.join('')}${offered}`
    const stays = [
      ...(deed === 'removes' ? [] : ['comes. ']),
      ...(deed === 'writes in it' ? ['NEW', 'LATER'] : []),
    ]
    for (const words of ['First of all.', 'Third it is.', writes, ...stays])
      expect(all).toContain(words)
    expect(review.map(clash => clash.block)).toContain(idAt(open(24)[0] as EditorPeer, 1))
  }
})

test.each(Object.keys(wanted))(
  'two take in a %s apart of words that each changed: what both wrote stays, and is named',
  what => {
    const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
    const id = suggest(ana, wanted[what as keyof typeof wanted](ana))
    level(ana, badia, cy)
    const before = readForReview(ana.doc)
    for (const [peer, words] of [
      [badia, 'BADIA '],
      [cy, 'CY '],
    ] as const) {
      type(peer, 1, 18, words)
      type(peer, 2, 6, words)
      expect(settle(peer, id, 'accept')).toBeNull()
    }
    const review = mergeReview(before, readForReview(badia.doc), readForReview(cy.doc))
    const { texts: found, offered } = meet(ana, badia, cy)
    const all = `${found.join('')}${offered}`
    for (const [words, times] of [
      ['BADIA', 2],
      ['CY', 2],
      ['comes', 1],
    ] as const)
      expect(all.split(words).length - 1).toBeGreaterThanOrEqual(times)
    const named = review.find(clash => clash.block === before.blocks[1]?.id)
    expect([named?.mine.text, named?.theirs.text]).toMatchObject([
      expect.stringContaining('BADIA'),
      expect.stringContaining('CY'),
    ])
  },
)

test('a paragraph moved there by hand meanwhile is left as it stands', () => {
  const [ana] = open(21) as [EditorPeer]
  const id = suggest(ana, move(ana, 2, -1))
  deeds.moves(ana)
  ana.edit(() => {
    $addUpdateTag(movedTag($block(1).getKey()))
    $moveBlock($block(1), null)
  })
  const before = rootOf(ana.doc).get(0)
  expect(settle(ana, id, 'accept')).toBeNull()
  expect(rootOf(ana.doc).get(0)).toBe(before)
  expect(ana.texts()).toEqual([texts[2], texts[0], texts[1]])
})

test('a section goes along in its order, and once where two take it in apart', () => {
  const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
  const along = [idAt(ana, 2)]
  const id = suggest(ana, { what: 'move', block: idAt(ana, 1), after: null, along })
  level(ana, badia, cy)
  for (const peer of [badia, cy]) expect(settle(peer, id, 'accept')).toBeNull()
  expect(meet(ana, badia, cy).texts).toEqual([texts[1], texts[2], texts[0]])
})

test('paragraphs without words that two move apart are there once', () => {
  const [ana, badia, cy] = open(21, 22, 23) as [EditorPeer, EditorPeer, EditorPeer]
  ana.edit(() => void $block(2).insertAfter($block(2).sibling()))
  const id = suggest(ana, move(ana, 3, -1))
  level(ana, badia, cy)
  for (const peer of [badia, cy]) expect(settle(peer, id, 'accept')).toBeNull()
  expect(meet(ana, badia, cy).texts).toEqual(['', ...texts])
})

test('where its place is gone it says so, cannot be taken in, and can be turned down', () => {
  const [ana] = open(21) as [EditorPeer]
  const ids = [suggest(ana, move(ana, 0, 2)), suggest(ana, split(ana, 1, 14))]
  const joining = suggest(ana, join(ana, 1))
  // Words written around the place move it along.
  type(ana, 1, 0, 'So the ')
  expect(one(ana, ids[1] as EntryId).result).toBe('So the Second comes. \nAnd then more.')
  ana.edit(() => {
    $block(1).insertBefore($block(1).sibling())
    $block(1).clear()
    $block(3).remove()
  })
  ana.edit(() => void $block(2).clear())
  for (const id of [...ids, joining]) {
    expect(one(ana, id)).toMatchObject({ standing: 'open', whither: null })
    expect(settle(ana, id, 'accept')).toBe('not-found')
    expect(settle(ana, id, 'reject')).toBeNull()
  }
})

test('without such a place, and for a cell, a caption or a later version’s node, there is no suggestion', () => {
  const [ana] = open(21) as [EditorPeer]
  const ask = (wish: NewParagraphSuggestion) => suggestParagraph(ana.doc, wish, acting(ana))
  const same = { refused: 'invalid-input' }
  expect(ask(move(ana, 1, 0))).toEqual(same)
  for (const place of [0, 28]) expect(ask(split(ana, 1, place))).toEqual(same)
  expect(ask(join(ana, 0))).toEqual(same)
  expect(ask({ ...move(ana, 1, 2), along: [idAt(ana, 2)] } as NewParagraphSuggestion)).toEqual({
    refused: 'not-found',
  })
  const element = rootOf(ana.doc).get(1) as Y.XmlElement
  element.setAttribute('s_kind', 'figure')
  for (const index of [1, 2]) expect(ask(join(ana, index))).toEqual({ refused: 'not-permitted' })
  element.setAttribute('s_cell', 'aaaaaaaaaa bbbbbbbbbb cccccccccc')
  expect(ask(move(ana, 1, -1))).toEqual({ refused: 'not-permitted' })
  const said = (drawn: string, what: object): EntryId => {
    const id = `${(21).toString(36)}-${drawn}` as EntryId
    const entry = { kind: 'paragraph', at: 1, block: idAt(ana, 0), base: '', wording: '', why: '' }
    ana.doc.getMap('threads').set(`${id}/${id}`, { ...entry, as: null, ...what })
    return id
  }
  said('aaaaaaaaaa', { what: 'turn' })
  expect(readParagraphSuggestions(ana.doc)).toEqual([])
  // A name drawn on purpose makes no second paragraph of that name.
  const forged = said(idAt(ana, 2), { what: 'split', base: 'First of all.', place: 6 })
  expect(settle(ana, forged, 'accept')).toBe('invalid-input')
  expect(ana.texts()).toEqual(texts)
})

test('a split keeps what waits in the words on the side where it stands', () => {
  const [ana] = open(21) as [EditorPeer]
  ana.suggesting.set(true)
  type(ana, 1, 0, 'NEW ')
  const id = suggest(ana, split(ana, 1, 14))
  expect(one(ana, id)).toMatchObject({ whither: { at: 14, inAll: 18 } })
  settle(ana, id, 'accept')
  expect(ana.texts()).toEqual([texts[0], 'NEW Second comes. ', 'And then more.', texts[2]])
})

test('a thousand splits of words that are not there take no time to look for', () => {
  const [ana] = open(21) as [EditorPeer]
  const base = Array.from({ length: 1600 }, (_, at) => `w${at % 97}`)
    .join(' ')
    .slice(0, 8000)
  type(ana, 1, 0, base.split(' ').toReversed().join(' '))
  const entry = { kind: 'paragraph', at: 1, what: 'split', block: idAt(ana, 1), base }
  const more = { wording: '', why: '', as: null, place: 4000 }
  for (let made = 0; made < 1000; made++) {
    const drawn = `${made}`
      .padStart(10, '0')
      .replace(/\d/g, digit => 'abcdefghij'.charAt(Number(digit)))
    const id = `${(21).toString(36)}-${drawn}`
    ana.doc.getMap('threads').set(`${id}/${id}`, { ...entry, ...more })
  }
  const begun = computedSoFar()
  const all = readParagraphSuggestions(ana.doc)
  const found = all.filter(({ whither }) => whither !== null)
  // All of them, one by one, take ten times as long.
  expect(computedSoFar() - begun).toBeLessThan(2000)
  expect([all.length, found.length < 100]).toEqual([1000, true])
})
