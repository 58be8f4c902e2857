// Moving paragraphs by one place: the moved blocks, their target, and words that another member
// writes into them meanwhile.
import type { BlockKind } from '#document/model'
import { exchange, openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $getSelection, $isRangeSelection, $isTextNode } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $offsetOf } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  MOVE_BLOCKS_COMMAND,
  registerMoveBlocks,
  type Moved,
} from '../../../src/renderer/editor/blocks/move-commands.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

/** Blocks as "kind words". */
const from = (...lines: string[]): Uint8Array =>
  Y.encodeStateAsUpdate(
    documentWith(
      lines.map(line => block(line.split(' ')[0] as BlockKind, line.split(' ').slice(1).join(' '))),
    ),
  )

const open = (client: number, state: Uint8Array) => {
  const peer = openPeer({ client, from: state })
  const moves: Moved[] = []
  registerMoveBlocks(peer.editor, {
    separate: () => peer.binder.undo.separate(),
    onMoved: moved => moves.push(moved),
  })
  const select = (first: number, last = first, at = 1): void =>
    peer.edit(() => {
      const [start, end] = [$blockAt(first).getFirstChild(), $blockAt(last).getFirstChild()]
      if (!$isTextNode(start) || !$isTextNode(end)) throw new Error('No words there')
      const selection = start.select(at, at)
      selection.focus.set(end.getKey(), last === first ? at : 1, 'text')
    })
  const move = (by: 1 | -1): void =>
    peer.edit(() => void peer.editor.dispatchCommand(MOVE_BLOCKS_COMMAND, by))
  const write = (index: number, words: string): void =>
    peer.edit(() => {
      const text = $blockAt(index).getFirstChild()
      if ($isTextNode(text)) text.spliceText(text.getTextContentSize(), 0, words)
    })
  return { peer, moves, select, move, write, texts: () => peer.texts().join(' | ') }
}

test('one paragraph, or those that are selected, go up and down by one; the caret goes along', () => {
  const page = open(11, from('num1 one', 'num2 two', 'paragraph three', 'num1 four'))
  const { id } = page.peer.page().blocks[1] ?? {}
  page.select(1, 1, 2)
  page.move(1)
  expect(page.texts()).toBe('one | three | two | four')
  expect(page.moves).toEqual([{ block: id }])
  page.move(1)
  page.move(1)
  expect(page.texts()).toBe('one | three | four | two')
  expect(page.moves.at(-1)).toBe('at-the-end')
  const caret = page.peer.read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    return [selection.anchor.getNode().getTextContent(), $offsetOf(selection.anchor, $blockAt(3))]
  })
  expect(caret).toEqual(['two', 2])
  page.select(2, 3)
  page.move(-1)
  expect(page.texts()).toBe('one | four | two | three')
  page.move(-1)
  page.move(-1)
  expect(page.texts()).toBe('four | two | one | three')
  expect(page.peer.failures).toEqual([])
})

test('a longer section goes up past a shorter one, which has all its paragraphs still', () => {
  const lines = ['h1 I', 'num1 a', 'quote b', 'num2 c', 'h1 II', 'num1 d', 'num1 e', 'num1 f']
  const page = open(11, from(...lines, 'num1 g'))
  const before = page.peer.page().blocks
  page.select(4)
  page.move(-1)
  const after = [...before.slice(4), ...before.slice(0, 4)]
  const plain = (blocks: typeof before) => blocks.map(({ id, kind, runs }) => ({ id, kind, runs }))
  expect(plain(page.peer.page().blocks)).toEqual(plain(after))
  page.move(1)
  expect(plain(page.peer.page().blocks)).toEqual(plain(before))
  expect(page.peer.failures).toEqual([])
})

test('a heading takes its section along, past whole sections', () => {
  const page = open(
    11,
    from(
      'h1 I',
      'num1 a',
      'h2 A',
      'num1 b',
      'h3 x',
      'num1 c',
      'h2 B',
      'num1 d',
      'h1 II',
      'num1 e',
      'h2 C',
    ),
  )
  page.select(2)
  page.move(1)
  expect(page.texts()).toBe('I | a | B | d | A | b | x | c | II | e | C')
  // Out of its chapter: behind what the next one says before its own first section.
  page.move(1)
  expect(page.texts()).toBe('I | a | B | d | II | e | A | b | x | c | C')
  page.move(-1)
  expect(page.texts()).toBe('I | a | B | d | A | b | x | c | II | e | C')
  page.move(-1)
  page.move(-1)
  expect(page.texts()).toBe('A | b | x | c | I | a | B | d | II | e | C')
  page.move(-1)
  expect(page.moves.at(-1)).toBe('at-the-end')
  page.select(8)
  page.move(-1)
  expect(page.texts()).toBe('A | b | x | c | II | e | C | I | a | B | d')
})

test('a move is one step of undo, whatever was typed just before and after', () => {
  const page = open(11, from('num1 one', 'num1 two'))
  page.write(0, '!')
  page.select(0)
  page.move(1)
  page.write(1, '?')
  page.peer.binder.undo.undo()
  expect(page.texts()).toBe('two | one!')
  page.peer.binder.undo.undo()
  expect(page.texts()).toBe('one! | two')
  page.peer.binder.undo.redo()
  expect(page.texts()).toBe('two | one!')
})

test('words that another writes into a paragraph while it is moved are offered back to both', () => {
  const state = from('num1 one', 'num1 two', 'num1 three')
  const [ana, badia] = [open(11, state), open(12, state)]
  ana.select(0)
  ana.move(1)
  ana.move(1)
  badia.write(1, '!')
  badia.write(2, '!')
  badia.write(0, ' and so on')
  exchange(ana.peer, badia.peer)
  expect(ana.texts()).toBe(badia.texts())
  expect(ana.texts()).toBe('two! | three! | one')
  // Not those whose place was taken.
  const { id } = ana.peer.page().blocks[2] ?? {}
  for (const { peer } of [ana, badia])
    expect(peer.rescued).toEqual([{ block: id, text: ' and so on', client: 12 }])
})

test('a block that cannot be changed here is not moved', () => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, from('num1 one', 'num1 two'))
  const element = doc.get('root-v2', Y.XmlElement).get(0)
  if (element instanceof Y.XmlElement) element.setAttribute('s_kind', 'hologram')
  const page = open(11, Y.encodeStateAsUpdate(doc))
  page.select(0)
  page.move(1)
  expect(page.moves).toEqual(['locked'])
  expect(page.texts()).toBe('one | two')
})
