// Undo and redo behind a decided item of minutes: a heading that ends the item stays, and no words are locked into it.
import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_LOW,
} from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { newBlockId } from '#document/ids'
import type { BlockKind, Cell } from '#document/model'
import type { NewBlock } from '#document/blocks'
import type { SettledAs } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { countedRandom, exchange, openPeer } from '#tests/editor-peer'
import { block, copyOf, documentWith } from '#tests/shared-pages'
import { $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { keepSettled } from '../../../src/renderer/editor/blocks/settled-blocks.ts'
import {
  REFUSED_SETTLED_COMMAND,
  settle,
  type RefusedHow,
} from '../../../src/renderer/editor/blocks/settled-state.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const $turn = (at: number, kind: BlockKind): void => {
  $blockAt(at).selectStart()
  const selection = $getSelection()
  if ($isRangeSelection(selection)) $setKinds(selection, kind)
}

const $put = (at: number, kind: BlockKind, text: string): void => {
  const before = $blockAt(at)
  const next = before.sibling()
  next.append($createTextNode(text))
  before.insertAfter(next)
  $turn(at + 1, kind)
}

const item: NewBlock = { ...block('h2', 'Last'), meeting: { item: newBlockId(countedRandom(5)) } }
const rose = block('paragraph', 'It rose at 17:00.')
const closing = block('h2', 'Closing')
const two = block('num1', 'Two.')

/** The last item, with that kind of last line, and what stands behind it. Each act is one step of undo. */
const open = (last: BlockKind, ...behind: NewBlock[]) => {
  const blocks = [item, block(last, 'One.'), ...behind]
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith(blocks)) })
  const { editor, binder } = peer
  const told: RefusedHow[] = []
  keepSettled(editor)
  editor.registerCommand(
    REFUSED_SETTLED_COMMAND,
    how => {
      told.push(how)
      return true
    },
    COMMAND_PRIORITY_LOW,
  )
  onTestFinished(() => {
    expect(peer.failures).toEqual([])
    peer.close()
  })
  const act = (change: () => void): void => {
    binder.undo.separate()
    peer.edit(change)
  }
  return {
    ...peer,
    told,
    act,
    lines: () => peer.page().blocks.map(({ kind }, at) => `${kind} ${peer.texts()[at]}`),
    turn: (at: number, kind: BlockKind): void => act(() => $turn(at, kind)),
    put: (at: number, kind: BlockKind, text: string): void => act(() => $put(at, kind, text)),
    decide: (): (() => void) => {
      const [heading, line] = peer.page().blocks
      const as: SettledAs = last === 'paragraph' ? 'end-plain' : 'end'
      const settled: [BlockId | null | undefined, SettledAs][] = [
        [heading?.id, 'part'],
        [line?.id, as],
      ]
      const release = settle(new Map(settled.flatMap(([id, how]) => (id ? [[id, how]] : []))))
      onTestFinished(release)
      return release
    },
  }
}

test.each([
  ['num1', 'behind', [rose, two]],
  ['num1', 'behind', [two]],
  ['paragraph', 'heading', [rose, two]],
  ['paragraph', 'heading', [two]],
] as const)(
  'a heading made before the decision stays behind %s, where a line under it that was decided by itself would be one of the item (%s)',
  (last, how, behind) => {
    const a = open(last, ...behind)
    a.put(1, 'h2', 'Closing')
    a.decide()
    const { id } = a.page().blocks.at(-1) ?? {}
    onTestFinished(settle(new Map(id ? [[id, 'line']] : [])))
    const before = a.lines()
    expect(a.binder.undo.undo()).toBe('refused')
    expect(a.lines()).toEqual(before)
    expect(a.told).toEqual([how])
  },
)

test.each([
  ['num1', 'behind'],
  ['paragraph', 'heading'],
] as const)(
  'a heading made before the decision stays, where lines under it would be locked behind %s',
  (last, how) => {
    const a = open(last, rose, two)
    a.put(1, 'h2', 'Closing')
    a.decide()
    const before = a.lines()
    expect(a.binder.undo.undo()).toBe('refused')
    expect(a.lines()).toEqual(before)
    expect(a.told).toEqual([how])
    expect(a.binder.undo.undo()).toBe(null)
  },
)

test('a heading that was removed and came back before the decision stays as well', () => {
  const a = open('num1', rose, two)
  a.put(2, 'h2', 'Closing')
  a.act(() => $blockAt(3).remove())
  a.binder.undo.undo()
  a.decide()
  const before = a.lines()
  expect(before.at(-2)).toBe('h2 Closing')
  a.binder.undo.undo()
  expect(a.lines()).toEqual(before)
  expect(a.told).toEqual(['behind'])
})

test.each(['paragraph', 'num1', 'h3'] as const)(
  'a heading that was %s before the decision does not turn back',
  kind => {
    const a = open('num1', rose, block(kind, 'Closing'), two)
    a.turn(3, 'h2')
    a.decide()
    const before = a.lines()
    a.binder.undo.undo()
    expect(a.lines()).toEqual(before)
    expect(a.told).toEqual(['behind'])
  },
)

test('a plain line behind the item does not turn back into a numbered one', () => {
  const a = open('num1', rose, two)
  a.turn(3, 'paragraph')
  a.decide()
  a.binder.undo.undo()
  expect(a.lines()).toEqual([
    'h2 Last',
    'num1 One.',
    'paragraph It rose at 17:00.',
    'paragraph Two.',
  ])
  expect(a.told).toEqual(['behind'])
})

test('a numbered line comes not back behind plain words', () => {
  const a = open('num1', rose, two)
  a.act(() => $blockAt(3).remove())
  a.decide()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.'])
  expect(a.told).toEqual(['behind'])
})

test('words become no cell again behind the item', () => {
  const cell: Cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc', head: true }
  const a = open('num1', closing, { ...block('paragraph', 'Kenya'), cell })
  a.decide()
  // In one step the heading goes, and the cell under it becomes plain.
  a.act(() => $blockAt(2).remove())
  expect(a.page().blocks.map(each => each.cell)).toEqual([undefined, undefined, undefined])
  a.binder.undo.undo()
  expect(a.lines().slice(2)).toEqual(['h2 Closing', 'paragraph Kenya'])
  expect(a.page().blocks[3]?.cell).toEqual(cell)
  a.binder.undo.redo()
  expect(
    a
      .page()
      .blocks.slice(2)
      .map(each => each.cell),
  ).toEqual([undefined])
  expect(a.told).toEqual(['behind'])
})

test.each([
  ['removes no heading', (a: ReturnType<typeof open>) => a.act(() => $blockAt(3).remove())],
  ['turns no heading', (a: ReturnType<typeof open>) => a.turn(3, 'num1')],
])('redo %s where lines under it would be locked', (_, change) => {
  const a = open('num1', rose, closing, two)
  const before = a.lines()
  change(a)
  a.binder.undo.undo()
  a.decide()
  a.binder.undo.redo()
  expect(a.lines()).toEqual(before)
  expect(a.told).toEqual(['behind'])
})

test('a heading that was removed right behind the item comes back, as high as that of the item or higher', () => {
  for (const kind of ['h1', 'h2'] as const) {
    const a = open('num1', block(kind, 'Closing'), rose)
    const release = a.decide()
    a.act(() => $blockAt(2).remove())
    a.binder.undo.undo()
    expect(a.texts()).toEqual(['Last', 'One.', 'Closing', 'It rose at 17:00.'])
    expect(a.told).toEqual([])
    release()
  }
})

test('a step that was refused takes nothing else of it back, and the next one goes on before it', () => {
  const a = open('num1', rose, two)
  a.act(() => $blockAt(3).append($createTextNode(' Earlier.')))
  a.binder.undo.together(() => {
    a.edit(() => $blockAt(3).append($createTextNode(' With it.')))
    a.edit(() => $put(2, 'h2', 'Closing'))
    a.edit(() => $blockAt(4).append($createTextNode(' And so on.')))
  })
  a.decide()
  const before = a.lines()
  expect(before.at(-1)).toBe('num1 Two. Earlier. With it. And so on.')
  a.binder.undo.undo()
  expect(a.lines()).toEqual(before)
  a.binder.undo.undo()
  expect(a.lines()).toEqual([...before.slice(0, -1), 'num1 Two. With it. And so on.'])
  a.binder.undo.redo()
  expect(a.lines()).toEqual(before)
  expect(a.told).toEqual(['behind'])
})

test('a heading goes with what the same step put under it, and comes back with it', () => {
  const a = open('num1', rose)
  a.decide()
  a.binder.undo.together(() => {
    a.edit(() => $put(2, 'h2', 'Closing'))
    a.edit(() => $put(3, 'num1', 'Two.'))
  })
  const before = a.lines()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.'])
  a.binder.undo.redo()
  expect(a.lines()).toEqual(before)
  a.binder.undo.undo()
  a.binder.undo.redo()
  expect(a.lines()).toEqual(before)
  expect(a.told).toEqual([])
})

test('a heading stays once another member wrote a line under it', () => {
  const a = open('num1', rose)
  a.put(2, 'h2', 'Closing')
  a.decide()
  const b = openPeer({ client: 12, from: Y.encodeStateAsUpdate(copyOf(a.doc, 12)) })
  b.edit(() => $put(3, 'num1', 'Theirs.'))
  exchange(a, b)
  const before = a.lines()
  expect(before.slice(3)).toEqual(['h2 Closing', 'num1 Theirs.'])
  a.binder.undo.undo()
  expect(a.lines()).toEqual(before)
  expect(a.told).toEqual(['behind'])
})

test('where only plain words follow, or another heading, the heading is undone', () => {
  const a = open('num1', rose, block('h1', 'Annex'), two)
  a.put(2, 'h2', 'Closing')
  a.turn(2, 'h2')
  a.decide()
  a.binder.undo.undo()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.', 'Annex', 'Two.'])
  a.binder.undo.redo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.', 'Closing', 'Annex', 'Two.'])
  expect(a.told).toEqual([])
})

test('a line that came in behind the item from elsewhere keeps no other step from being undone', () => {
  const a = open('num1', rose, two)
  a.put(2, 'paragraph', 'Thanks.')
  a.decide()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.', 'Two.'])
  expect(a.told).toEqual([])
})

test('the item is open again: the heading is undone as everywhere', () => {
  const a = open('num1', rose, two)
  a.put(2, 'h2', 'Closing')
  a.decide()()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'It rose at 17:00.', 'Two.'])
  expect(a.told).toEqual([])
})
