// Where a new figure is put, and the line in which one writes on.
import { blockText, type Picture } from '#document/model'
import { openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  PUT_FIGURE_COMMAND,
  registerFigureCommands,
} from '../../../src/renderer/editor/figures/figure-commands.ts'

const picture: Picture = { hash: '5'.repeat(64), type: 'png', size: 70, width: 2, height: 1 }

/** A text with a figure that was put at the last block. */
const put = (...given: Parameters<typeof documentWith>[0]) => {
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith(given)) })
  const { editor } = peer
  const nothing = (): void => {}
  registerFigureCommands(editor, {
    ...{ separate: nothing, onAsk: nothing, onRefused: nothing, onFile: nothing },
    onSeveral: nothing,
  })
  peer.edit(() => {
    const last = $getRoot().getLastChild()
    if ($isBlockNode(last)) last.selectEnd()
    editor.dispatchCommand(PUT_FIGURE_COMMAND, { picture, alternative: 'A map.' })
  })
  const caret = editor.read(() => {
    const selection = $getSelection()
    return $isRangeSelection(selection)
      ? selection.focus.getNode().getTopLevelElement()?.getIndexWithinParent()
      : undefined
  })
  const shown = peer.page().blocks.map(each => `${each.kind} ${blockText(each)}`.trim())
  return { shown, caret }
}

test('a figure comes behind a paragraph with words, and a line to write on below it', () => {
  const { shown, caret } = put(block('num1', 'Before'))
  expect(shown).toEqual(['num1 Before', 'figure', 'paragraph'])
  expect(caret).toBe(1)
})

test('a figure takes the place of an empty line, which goes on below it without a number', () => {
  const { shown, caret } = put(block('num1', 'Before'), block('num1', ''))
  expect(shown).toEqual(['num1 Before', 'figure', 'paragraph'])
  expect(caret).toBe(1)
})

test('a line that asks for words keeps its number below a figure', () => {
  const { shown } = put(block('num1', 'Before'), { ...block('num1', ''), prompt: 'recommendation' })
  expect(shown).toEqual(['num1 Before', 'figure', 'num1'])
})
