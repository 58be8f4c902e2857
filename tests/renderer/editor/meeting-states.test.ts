// States that meetings give a block survive what a writer does in the window, and what was off the
// record or not to be named stays so.
import type { MeetingStates } from '#document/model'
import type { BlockId, MemberId } from '#shared/ids'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { $getRoot, $getSelection, $isRangeSelection, $isTextNode } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  $joinBlocks,
  $moveBlock,
  $splitBlock,
} from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'

const owner = 'cd'.repeat(32) as MemberId
const states: MeetingStates = {
  time: 25,
  papers: ['ab'.repeat(16)] as never,
  item: 'abcdefgh23' as BlockId,
  owner,
  due: '2026-09-24',
  off: true,
  naming: 'none',
}
const half = { off: true, naming: 'none' }

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}
const statesIn = (peer: EditorPeer) => peer.page().blocks.map(({ meeting }) => meeting)
const open = (...given: [string, MeetingStates][]): EditorPeer => {
  const blocks = given.map(([text, meeting]) => ({
    kind: 'num1' as const,
    runs: [{ text }],
    meeting,
  }))
  return openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith(blocks)) })
}
const splitAt = (peer: EditorPeer, offset: number): void =>
  peer.edit(() => {
    const text = $blockAt(0).getFirstChild()
    if (!$isTextNode(text)) throw new Error('no text')
    text.select(offset, offset)
    const selection = $getSelection()
    if ($isRangeSelection(selection)) $splitBlock(selection)
  })

test('typing, splitting and moving keep them; another window sees the same', () => {
  const peer = open(['An item', states], ['Other', {}])
  peer.edit(() => {
    const text = $blockAt(0).getFirstChild()
    if ($isTextNode(text)) text.select(2, 2).insertText('x')
  })
  expect(statesIn(peer)).toEqual([states, undefined])
  splitAt(peer, 4)
  expect(statesIn(peer)).toEqual([states, half, undefined])
  peer.edit(() => $moveBlock($blockAt(0), $blockAt(2)))
  expect(statesIn(peer)).toEqual([half, undefined, states])
  const other = openPeer({ client: 12, from: Y.encodeStateAsUpdate(peer.doc) })
  exchange(peer, other)
  expect(statesIn(other)).toEqual(statesIn(peer))
  expect([...peer.failures, ...other.failures]).toEqual([])
})

test('a new line behind one off the record is off the record too', () => {
  const peer = open(['Said in confidence', states])
  splitAt(peer, 18)
  expect(statesIn(peer)).toEqual([states, half])
})

test.each([
  ['the first is longer', 'a longer line than the other', 'short'],
  ['the second is longer', 'short', 'a longer line than the other'],
])(
  'two lines are joined, where %s: no state goes, and nothing is named that was not',
  (_, a, b) => {
    const peer = open([a, { item: states.item! }], [b, { off: true, naming: 'none', owner }])
    peer.edit(() => void $joinBlocks($blockAt(0), $blockAt(1)))
    expect(statesIn(peer)).toEqual([{ item: states.item, owner, off: true, naming: 'none' }])
    expect(peer.failures).toEqual([])
  },
)
