// Keys and commands on whole blocks, as a person meets them.
import type { BlockKind } from '#document/model'
import type { BlockId } from '#shared/ids'
import { openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith, linesOf } from '#tests/shared-pages'
import { registerRichText } from '@lexical/rich-text'
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setState,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  FORMAT_TEXT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalCommand,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { registerBlockCommands } from '../../../src/renderer/editor/blocks/block-commands.ts'
import { $selectedBlocks, $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import {
  $idOf,
  $setCell,
  kindState,
  labelState,
  pictureState,
} from '../../../src/renderer/editor/blocks/block-state.ts'
import {
  mayTakeValue,
  takeValue,
  type Taken,
} from '../../../src/renderer/editor/page/take-value.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const picture = `png 3 1x1 ${'a'.repeat(64)}`
const cell = {
  table: 'a'.repeat(10) as BlockId,
  row: 'b'.repeat(10) as BlockId,
  column: 'c'.repeat(10) as BlockId,
}

type Place = [index: number, offset: number]

const openWith = (...blocks: [BlockKind, string][]) => {
  const from = Y.encodeStateAsUpdate(documentWith(blocks.map(([kind, text]) => block(kind, text))))
  const peer = openPeer({ client: 11, from })
  registerRichText(peer.editor)
  registerBlockCommands(peer.editor)
  const select = ([index, at]: Place, to?: Place): void =>
    peer.edit(() => {
      const child = $blockAt(index).getFirstChild()
      const selection = $isTextNode(child) ? child.select(at, at) : $blockAt(index).select()
      const end = to && $blockAt(to[0]).getFirstChild()
      if (to && $isTextNode(end)) selection.focus.set(end.getKey(), to[1], 'text')
    })
  return {
    peer,
    select,
    lines: () => linesOf(peer.doc),
    kinds: () => peer.page().blocks.map(({ kind }) => kind),
    write: (words: string) =>
      peer.edit(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText(words)
      }),
    enter: () =>
      dispatch(peer, () => peer.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)),
    shiftEnter: () =>
      dispatch(peer, () => peer.editor.dispatchCommand(INSERT_LINE_BREAK_COMMAND, false)),
    backspace: () =>
      dispatch(peer, () => peer.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)),
    press: (command: LexicalCommand<boolean>, backward: boolean) =>
      dispatch(peer, () => peer.editor.dispatchCommand(command, backward)),
    remove: () =>
      dispatch(peer, () => peer.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, false)),
    tab: (shiftKey: boolean) => {
      let prevented = false
      const event = {
        shiftKey,
        preventDefault: () => (prevented = true),
      } as unknown as KeyboardEvent
      dispatch(peer, () => peer.editor.dispatchCommand(KEY_TAB_COMMAND, event))
      return prevented
    },
  }
}

const dispatch = (peer: EditorPeer, command: () => boolean): void => peer.edit(() => void command())

const removals = [
  ['character', DELETE_CHARACTER_COMMAND],
  ['word', DELETE_WORD_COMMAND],
  ['line', DELETE_LINE_COMMAND],
] as const

test.each(removals)('Backspace by %s at the start of a page takes the page break out', (_, key) => {
  for (const [kind, text] of [
    ['paragraph', 'two three'],
    ['num1', 'two three'],
    ['h1', 'two three'],
    ['paragraph', ''],
  ] as const) {
    const page = openWith(['num1', 'one'], ['pagebreak', ''], [kind, text])
    const [before, , behind] = page.peer.page().blocks
    page.select([2, 0])
    page.press(key, true)
    expect(page.peer.page().blocks).toMatchObject([
      { id: before?.id, kind: 'num1', runs: [{ text: 'one' }] },
      { id: behind?.id, kind, runs: text === '' ? [] : [{ text }] },
    ])
    page.write('|')
    expect(page.peer.texts()).toEqual(['one', `|${text}`])
    page.peer.binder.undo.undo()
    page.peer.binder.undo.undo()
    expect(page.kinds()).toEqual(['num1', 'pagebreak', kind])
  }
})

test.each(removals)('Delete by %s at the end of a page takes the page break out', (_, key) => {
  for (const text of ['one', '']) {
    const page = openWith(['num1', text], ['pagebreak', ''], ['paragraph', 'two'])
    const [before, , behind] = page.peer.page().blocks
    page.select([0, text.length])
    page.press(key, false)
    expect(page.peer.page().blocks.map(({ id }) => id)).toEqual([before?.id, behind?.id])
    page.write('|')
    expect(page.peer.texts()).toEqual([`${text}|`, 'two'])
  }
})

test('each press takes one of several page breaks in a row, and the first of the text too', () => {
  const page = openWith(['pagebreak', ''], ['pagebreak', ''], ['paragraph', 'two'])
  page.select([2, 0])
  page.backspace()
  expect(page.kinds()).toEqual(['pagebreak', 'paragraph'])
  page.backspace()
  expect(page.kinds()).toEqual(['paragraph'])
  page.write('|')
  expect(page.peer.texts()).toEqual(['|two'])
})

test('a page break is taken out before a figure and around a table, and nothing else goes', () => {
  for (const backward of [true, false])
    for (const as of ['figure', 'cell'] as const)
      for (const text of ['words', '']) {
        const page = openWith(['pagebreak', ''], ['num1', text], ['pagebreak', ''])
        page.peer.edit(() => {
          if (as === 'cell') $setCell($blockAt(1), cell)
          else {
            $setState($blockAt(1), kindState, 'figure')
            $setState($blockAt(1), pictureState, picture)
          }
        })
        const [, figure] = page.peer.page().blocks
        expect(figure).toHaveProperty(as === 'cell' ? 'cell' : 'picture')
        page.select([1, backward ? 0 : text.length])
        page.press(DELETE_CHARACTER_COMMAND, backward)
        expect(page.peer.page().blocks.map(({ id, kind }) => [id === figure?.id, kind])).toEqual(
          backward
            ? [
                [true, figure?.kind],
                [false, 'pagebreak'],
              ]
            : [
                [false, 'pagebreak'],
                [true, figure?.kind],
              ],
        )
      }
})

test('a page break that came with words gives them to the paragraph', () => {
  const page = openWith(['pagebreak', 'words '], ['paragraph', 'two'])
  page.select([1, 0])
  page.backspace()
  expect(page.peer.texts()).toEqual(['words two'])
})

test('Enter in the middle splits; at either end the new block is the empty one', () => {
  const page = openWith(['num1', 'one two'])
  const { id } = page.peer.page().blocks[0] ?? {}
  page.select([0, 4])
  page.enter()
  page.write('x')
  expect(page.lines()).toEqual(['1. one ', '2. xtwo'])
  page.select([0, 0])
  page.enter()
  expect(page.lines()).toEqual(['1.', '2. one ', '3. xtwo'])
  expect(page.peer.page().blocks[1]?.id).toBe(id)
  page.select([2, 4])
  page.enter()
  page.write('end')
  expect(page.lines()).toEqual(['1.', '2. one ', '3. xtwo', '4. end'])
  expect(page.peer.page().blocks.map(({ from }) => from)).toEqual([
    undefined,
    undefined,
    id,
    undefined,
  ])
})

test('Enter over a selection replaces it; Shift and Enter makes a block of the same kind', () => {
  const page = openWith(['h1', 'one two three'])
  page.select([0, 4], [0, 8])
  page.enter()
  expect(page.lines()).toEqual(['I. one ', 'II. three'])
  page.select([1, 5])
  page.shiftEnter()
  expect(page.kinds()).toEqual(['h1', 'h1', 'h1'])
})

test('after a heading comes a paragraph, on an empty item Enter leaves one level', () => {
  const page = openWith(['h2', 'Title'], ['num2', ''])
  page.select([0, 5])
  page.enter()
  expect(page.kinds()).toEqual(['h2', 'paragraph', 'num2'])
  page.select([2, 0])
  page.enter()
  page.enter()
  expect(page.kinds()).toEqual(['h2', 'paragraph', 'paragraph'])
})

test('Backspace at the beginning joins inside the larger block; the caret is where they met', () => {
  const page = openWith(['num1', 'short'], ['num2', 'a longer paragraph'])
  const [, larger] = page.peer.page().blocks
  page.select([1, 0])
  page.backspace()
  page.write('|')
  expect(page.peer.page().blocks).toMatchObject([
    { id: larger?.id, kind: 'num1', runs: [{ text: 'short|a longer paragraph' }] },
  ])
})

test('joining with an empty block keeps what the other one is', () => {
  const page = openWith(['paragraph', ''], ['h1', 'Title'], ['num1', ''], ['quote', 'said'])
  page.select([1, 0])
  page.backspace()
  page.select([0, 5])
  page.remove()
  expect(page.kinds()).toEqual(['h1', 'quote'])
  page.write('!')
  expect(page.lines()).toEqual(['I. Title!', 'said'])
})

test('Tab and Shift and Tab change the level of numbered paragraphs and lists, and nothing else', () => {
  const page = openWith(
    ['num1', 'one'],
    ['num1', 'two'],
    ['bullet1', 'dot'],
    ['paragraph', 'plain'],
  )
  page.select([1, 0])
  expect(page.tab(false)).toBe(true)
  page.tab(false)
  expect(page.lines().slice(0, 2)).toEqual(['1. one', '(i) two'])
  page.tab(true)
  expect(page.lines()[1]).toBe('(a) two')
  page.select([2, 0])
  for (let i = 0; i < 5; i++) page.tab(false)
  expect(page.kinds()[2]).toBe('bullet3')
  page.select([3, 0])
  expect(page.tab(false)).toBe(false)
  page.select([0, 0], [2, 2])
  page.tab(true)
  expect(page.kinds()).toEqual(['num1', 'num1', 'bullet2', 'paragraph'])
})

test('a kind is given to every selected block without replacing one; bold and italic are runs', () => {
  const page = openWith(['paragraph', 'one'], ['paragraph', 'two'], ['paragraph', 'three'])
  const elements = page.peer.doc.get('root-v2', Y.XmlElement).toArray()
  page.select([0, 1], [1, 2])
  page.peer.edit(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return
    expect($selectedBlocks(selection)).toHaveLength(2)
    $setKinds(selection, 'num1')
  })
  expect(page.kinds()).toEqual(['num1', 'num1', 'paragraph'])
  page.select([2, 0], [2, 5])
  dispatch(page.peer, () => page.peer.editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold'))
  expect(page.peer.page().blocks[2]?.runs).toEqual([{ text: 'three', bold: true }])
  expect(page.peer.doc.get('root-v2', Y.XmlElement).toArray()).toEqual(elements)
})

test('undo brings the caret back to where the change was made', () => {
  const page = openWith(['num1', 'first'], ['num1', 'second'])
  page.select([0, 5])
  page.write(' words')
  page.peer.binder.undo.separate()
  page.select([1, 6])
  page.write('!')
  page.peer.binder.undo.separate()
  page.peer.binder.undo.undo()
  page.peer.binder.undo.undo()
  expect(page.lines()).toEqual(['1. first', '2. second'])
  page.write('.')
  expect(page.lines()).toEqual(['1. first.', '2. second'])
})

test('undo of a split and of a join gives the page as it was', () => {
  const page = openWith(['num1', 'one two'], ['num2', 'three'])
  const before = page.peer.page()
  page.select([0, 4])
  page.enter()
  page.peer.binder.undo.undo()
  expect(page.peer.page()).toEqual(before)
  page.select([1, 0])
  page.backspace()
  expect(page.lines()).toEqual(['1. one twothree'])
  page.peer.binder.undo.undo()
  expect(page.peer.page()).toEqual(before)
})

test('owner, day, record and naming that another set are taken, and refused in a decided line', () => {
  const page = openWith(['action', 'Write.'])
  const { editor, binder } = page.peer
  const id = page.peer.read(() => $idOf($blockAt(0)) ?? '') as BlockId
  const owner = 'ab'.repeat(32)
  const taken: Taken = [
    { name: 'owner', value: owner },
    { name: 'due', value: '2026-12-05' },
    { name: 'naming', value: 'none' },
    { name: 'off', value: 'off' },
  ]
  const states = () => page.peer.page().blocks[0]?.meeting
  const release = settle(new Map([[id, 'line']]))
  expect(takeValue(editor, binder.undo, id, taken)).toBe('refused')
  expect(states()).toBeUndefined()
  release()
  expect(takeValue(editor, binder.undo, id, taken)).toBe('taken')
  expect(states()).toEqual({ owner, due: '2026-12-05', naming: 'none', off: true })
  expect(takeValue(editor, binder.undo, id, [{ name: 'off', value: '' }])).toBe('taken')
  expect(states()).toEqual({ owner, due: '2026-12-05', naming: 'none' })
})

test('a value that another set is taken in one step of undo, and refused where it cannot stand', () => {
  const page = openWith(
    ...(['text', 'of a figure', 'in a cell', 'of a newer version', 'lies elsewhere'] as const).map(
      text => ['paragraph', text] as [BlockKind, string],
    ),
  )
  const { editor, binder } = page.peer
  page.peer.edit(() => {
    $setState($blockAt(1), kindState, 'figure')
    $setState($blockAt(1), pictureState, picture)
    $setCell($blockAt(2), cell)
    $setState($blockAt(3), kindState, 'hologram')
    $setState($blockAt(4), labelState, 'x')
  })
  const heading: Taken = [{ name: 'kind', value: 'h2' }]
  const ids = page.peer.read(() => [0, 1, 2, 3, 4].map(index => $idOf($blockAt(index)) ?? ''))
  const take = (id: string, taken: Taken): boolean => {
    const may = mayTakeValue(editor, id, taken)
    expect(takeValue(editor, binder.undo, id, taken)).toBe(may ? 'taken' : 'refused')
    return may
  }
  const before = page.peer.page()
  expect([...ids.slice(1), 'gone'].map(id => take(id, heading))).toEqual(Array(5).fill(false))
  expect(take(ids[0] ?? '', [{ name: 'kind', value: 'hologram' }])).toBe(false)
  expect(take(ids[0] ?? '', [{ name: 'title', value: 'x' }])).toBe(false)
  expect(page.peer.page()).toEqual(before)

  const other = `png 3 1x1 ${'b'.repeat(64)}`
  const both: Taken = [
    { name: 'picture', value: other },
    { name: 'alternative', value: 'A house' },
  ]
  expect(take(ids[1] ?? '', both)).toBe(true)
  expect(page.peer.page().blocks[1]).toMatchObject({ alternative: 'A house' })
  expect(take(ids[0] ?? '', heading)).toBe(true)
  page.write('!')
  expect(page.lines()[0]).toContain('text!')
  binder.undo.undo()
  expect(page.peer.page().blocks[0]).toMatchObject({ kind: 'h2', runs: [{ text: 'text' }] })
  binder.undo.undo()
  binder.undo.undo()
  expect(page.peer.page()).toEqual(before)

  page.peer.suggesting.set(true)
  expect(takeValue(editor, binder.undo, ids[0] ?? '', heading)).toBe('suggested')
  expect(page.peer.page().blocks[0]?.kind).toBe('paragraph')
})
