// Tables in the editor: making them, rows and columns at the cursor, keys from cell to cell,
// refused acts, and concurrent words of others.
import { partsOf } from '#document/tables'
import { tablesIn } from '../../../src/document/tables/tables.ts'
import { countedRandom, exchange, openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $selectAll,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_DOWN_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $blockOf, $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { registerBlockCommands } from '../../../src/renderer/editor/blocks/block-commands.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  INSERT_PAGE_BREAK_COMMAND,
  registerFormatCommands,
} from '../../../src/renderer/editor/formats/commands.ts'
import {
  MOVE_BLOCKS_COMMAND,
  registerMoveBlocks,
} from '../../../src/renderer/editor/blocks/move-commands.ts'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'
import { registerClearAcross } from '../../../src/renderer/editor/tables/clear-across.ts'
import {
  CHANGE_TABLE_COMMAND,
  INSERT_TABLE_COMMAND,
  registerTableCommands,
} from '../../../src/renderer/editor/tables/table-commands.ts'
import type { TableChanging } from '../../../src/renderer/editor/tables/table-edits.ts'
import { registerTableKeys } from '../../../src/renderer/editor/tables/table-keys.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const two = (): Uint8Array =>
  Y.encodeStateAsUpdate(documentWith([block('num1', 'before'), block('num1', 'behind')]))

/** A key as the editor's commands take it. */
const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  ({
    key: name,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    preventDefault: () => {},
    ...more,
  }) as KeyboardEvent

const open = (client: number, state = two()) => {
  const peer = openPeer({ client, from: state })
  const refused: string[] = []
  const { editor } = peer
  const separate = (): void => peer.binder.undo.separate()
  registerBlockCommands(editor)
  registerFormatCommands(editor)
  registerMoveBlocks(editor, { separate, onMoved: () => {} })
  registerClearAcross(editor)
  registerTableKeys(editor)
  registerTableCommands(editor, {
    separate,
    random: countedRandom(client * 100),
    onRefused: why => refused.push(why),
  })
  const go = (index: number): void => peer.edit(() => void $blockAt(index).selectEnd())
  const write = (words: string): void =>
    peer.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText(words)
    })
  const change = (act: TableChanging | 'header'): void =>
    peer.edit(() => void editor.dispatchCommand(CHANGE_TABLE_COMMAND, act))
  const press = (event: KeyboardEvent): void =>
    peer.edit(() => {
      const command = { Tab: KEY_TAB_COMMAND, Enter: KEY_ENTER_COMMAND }[event.key]
      editor.dispatchCommand(command ?? KEY_DOWN_COMMAND, event)
    })
  const caret = (): number | undefined =>
    peer.editor.read(() => {
      const selection = $getSelection()
      const at = $isRangeSelection(selection) ? $blockOf(selection.focus.getNode()) : null
      return at?.getIndexWithinParent()
    })
  const shown = (): unknown[] =>
    partsOf(peer.page().blocks).map(part => {
      const text = ({ runs }: { runs: { text: string }[] }) => runs.map(run => run.text).join('')
      if (!('rows' in part)) return text(part)
      return part.rows.map(({ head, cells }) =>
        [...(head ? ['#'] : []), ...cells.map(each => each.map(text).join('+') || '.')].join(' '),
      )
    })
  const make = (): void =>
    peer.edit(() => {
      $blockAt(0).selectEnd()
      editor.dispatchCommand(INSERT_TABLE_COMMAND, undefined)
    })
  return { peer, editor, refused, go, write, change, press, caret, shown, make }
}

const empty = ['# . . .', '. . .', '. . .']

test('a table comes behind the paragraph, in front of an empty one, and never within a table', () => {
  const page = open(11)
  page.make()
  expect(page.shown()).toEqual(['before', empty, 'behind'])
  expect(page.caret()).toBe(1)
  page.peer.edit(() => void page.editor.dispatchCommand(INSERT_TABLE_COMMAND, undefined))
  expect(page.refused).toEqual(['nested'])
  page.peer.edit(() => {
    const last = $blockAt(10)
    last.clear()
    last.selectStart()
    page.editor.dispatchCommand(INSERT_TABLE_COMMAND, undefined)
  })
  expect(page.shown()).toEqual(['before', empty, empty, ''])
  // No number is left below it without words.
  expect(page.peer.page().blocks.at(-1)?.kind).toBe('paragraph')
  page.peer.binder.undo.undo()
  expect(page.shown()).toEqual(['before', empty, 'behind'])
  expect(page.peer.page().blocks.at(-1)?.kind).toBe('num1')
})

test('a line that asks for words keeps its number below a table', () => {
  const asking = { ...block('num1', ''), prompt: 'recommendation' as const }
  const page = open(11, Y.encodeStateAsUpdate(documentWith([asking])))
  page.make()
  expect(page.peer.page().blocks.at(-1)).toMatchObject({ kind: 'num1', prompt: 'recommendation' })
})

test('Tab goes from cell to cell and makes a row behind the last; Enter goes down and out', () => {
  const page = open(11)
  page.make()
  page.write('a')
  page.press(key('Tab'))
  page.write('b')
  page.press(key('Tab', { shiftKey: true }))
  page.write('c')
  expect(page.shown()[1]).toEqual(['# ac b .', '. . .', '. . .'])
  page.press(key('Enter'))
  expect(page.caret()).toBe(4)
  page.go(9)
  page.press(key('Tab'))
  expect(page.caret()).toBe(10)
  page.write('d')
  expect(page.shown()[1]).toEqual(['# ac b .', '. . .', '. . .', 'd . .'])
  page.press(key('Enter'))
  expect(page.caret()).toBe(13)
})

test('rows and columns come and go at the caret by keys, the header is a switch, undo is one step', () => {
  const page = open(11)
  page.make()
  page.go(4)
  page.press(key('Insert', { altKey: true }))
  page.write('row')
  page.press(key('Insert', { altKey: true, shiftKey: true }))
  page.write('column')
  expect(page.shown()[1]).toEqual(['# . . . .', '. . . .', 'row column . .', '. . . .'])
  page.change('header')
  expect(page.shown()[1]).toEqual(['. . . .', '. . . .', 'row column . .', '. . . .'])
  page.press(key('Delete', { altKey: true, shiftKey: true }))
  page.press(key('Delete', { altKey: true }))
  expect(page.shown()[1]).toEqual(['. . .', '. . .', '. . .'])
  const { undo } = page.peer.binder
  undo.undo()
  expect(page.shown()[1]).toEqual(['. . .', '. . .', 'row . .', '. . .'])
  undo.undo()
  expect(page.shown()[1]).toEqual(['. . . .', '. . . .', 'row column . .', '. . . .'])
  page.go(2)
  page.change('remove-table')
  expect(page.shown()).toEqual(['before', 'behind'])
  expect(page.caret()).toBe(1)
})

test('a column at the limit is refused in words, and the table stays', () => {
  const page = open(11)
  page.make()
  for (let more = 0; more < 9; more++) page.change('column-after')
  page.change('column-after')
  expect(page.refused).toEqual(['too-large'])
  expect(tablesIn(page.peer.page().blocks)[0]?.columns).toHaveLength(12)
})

test('a cell is not split, joined, moved or made a heading; what would, changes nothing', () => {
  const page = open(11)
  page.make()
  page.go(1)
  page.write('one')
  const before = JSON.stringify(page.peer.page())
  page.peer.edit(() => void page.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
  page.peer.edit(() => {
    $blockAt(1).selectStart()
    page.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
  })
  page.peer.edit(() => {
    $blockAt(9).selectEnd()
    page.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, false)
  })
  page.peer.edit(() => {
    $setKinds($blockAt(1).selectEnd(), 'h1')
  })
  expect(JSON.stringify(page.peer.page())).toBe(before)
})

test('a table moves, is moved past and is followed by a page break as a whole', () => {
  const page = open(11)
  page.make()
  page.go(5)
  page.peer.edit(() => void page.editor.dispatchCommand(MOVE_BLOCKS_COMMAND, 1))
  expect(page.shown()).toEqual(['before', 'behind', empty])
  page.go(1)
  page.peer.edit(() => void page.editor.dispatchCommand(MOVE_BLOCKS_COMMAND, 1))
  expect(page.shown()).toEqual(['before', empty, 'behind'])
  page.go(3)
  page.peer.edit(() => void page.editor.dispatchCommand(INSERT_PAGE_BREAK_COMMAND, undefined))
  expect(page.shown()).toEqual(['before', empty, '', 'behind'])
})

test('text pasted into a cell is one paragraph, in any shape', () => {
  const page = open(11)
  page.make()
  page.peer.edit(() => {
    $blockAt(2).selectStart()
    $insertPasted([
      { kind: 'h1', runs: [{ text: 'Title' }] },
      { kind: null, runs: [{ text: 'and ' }, { text: 'words', bold: true }] },
    ])
  })
  expect(page.shown()[1]).toEqual(['# . Title and words .', '. . .', '. . .'])
})

test('deleting over cells takes words and leaves cells; over a whole table it takes the table', () => {
  const page = open(11)
  page.make()
  for (const [index, words] of ['one', 'two', 'three', 'four'].entries()) {
    page.go(index + 1)
    page.write(words)
  }
  const select = (from: [number, number], to: [number, number]): void => {
    const selection = $blockAt(from[0]).select()
    selection.anchor.set($blockAt(from[0]).getFirstChildOrThrow().getKey(), from[1], 'text')
    selection.focus.set($blockAt(to[0]).getFirstChildOrThrow().getKey(), to[1], 'text')
  }
  page.peer.edit(() => {
    select([4, 2], [1, 2])
    page.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
  })
  expect(page.shown()).toEqual(['before', ['# on . .', 'ur . .', '. . .'], 'behind'])
  page.peer.edit(() => {
    select([0, 3], [1, 1])
    page.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, 'X')
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('X')
  })
  expect(page.shown()).toEqual(['befX', ['# n . .', 'ur . .', '. . .'], 'behind'])
  page.peer.edit(() => {
    $selectAll()
    page.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
  })
  expect(page.shown()).toEqual(['', ''])
})

test('words in a row that another takes away are offered back on both sides', () => {
  const page = open(11)
  page.make()
  const other = open(12, Y.encodeStateAsUpdate(page.peer.doc))
  page.go(4)
  page.change('remove-row')
  other.go(5)
  other.write('meanwhile')
  exchange(page.peer, other.peer)
  expect(page.shown()).toEqual(['before', ['# . . .', '. . .'], 'behind'])
  expect(other.shown()).toEqual(page.shown())
  for (const { rescued } of [page.peer, other.peer])
    expect(rescued.map(({ text }) => text)).toEqual(['meanwhile'])
})
