// References to paragraphs between people, and on the clipboard.
import { readingsIn, referencesOf } from '#document/numbering'
import { readPage } from '#document/tree'
import type { Run } from '#document/model'
import type { BlockId } from '#shared/ids'
import { exchange, openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { registerRichText } from '@lexical/rich-text'
import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { readClipboard } from '../../../src/renderer/editor/paste/read-clipboard.ts'
import {
  INSERT_REFERENCE_COMMAND,
  registerCrossReferences,
} from '../../../src/renderer/editor/cross-references/commands.ts'
import { choicesFor } from '../../../src/renderer/editor/cross-references/choices.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const open = (client: number, state: Uint8Array) => {
  const peer = openPeer({ client, from: state })
  registerRichText(peer.editor)
  registerCrossReferences(peer.editor, {
    shown: {
      read: to => readingsIn(peer.page().blocks, peer.page().meta)(to),
      here: () => null,
      subscribe: () => () => {},
      attach: () => () => {},
      close: () => {},
    },
    language: 'en',
    goTo: () => true,
    separate: () => peer.binder.undo.separate(),
  })
  const idOf = (index: number) => peer.page().blocks[index]?.id as BlockId
  return {
    peer,
    refer(index: number, at: number, target: number): void {
      peer.edit(() => $selectAt($blockAt(index), at))
      peer.edit(() => void peer.editor.dispatchCommand(INSERT_REFERENCE_COMMAND, idOf(target)))
    },
    write: (words: string) =>
      peer.edit(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText(words)
      }),
    remove: (index: number) => peer.edit(() => $blockAt(index).remove()),
    reads: () => referencesOf(readPage(peer.doc)).map(({ reads }) => reads),
    runs: (index: number): Run[] => readPage(peer.doc).blocks[index]?.runs ?? [],
  }
}
const state = (...texts: string[]): Uint8Array =>
  Y.encodeStateAsUpdate(documentWith(texts.map(text => block('num1', text))))

test('it is put in with its name, or behind a name as a number, and what is typed beside it is words', () => {
  const page = open(11, state('one', 'two', 'in paragraph '))
  page.refer(0, 3, 1)
  page.write(', then')
  page.refer(2, 13, 0)
  expect(page.reads()).toEqual(['paragraph 2', '1'])
  expect(page.runs(0).map(({ text }) => text)).toEqual(['one', '\u2060', ', then'])
  page.peer.binder.undo.undo()
  expect(page.reads()).toEqual(['paragraph 2'])
  page.peer.binder.undo.redo()
  expect(page.reads()).toEqual(['paragraph 2', '1'])
})

test('one refers to a paragraph that another moves or removes, and both read the same', () => {
  const from = state('one', 'two', 'three', 'four')
  const [ana, badia] = [open(11, from), open(12, from)]
  ana.refer(3, 4, 1)
  ana.refer(3, 4, 2)
  badia.peer.edit(() => void $blockAt(0).insertBefore($blockAt(2), false))
  badia.remove(2)
  badia.peer.edit(() => void $blockAt(2).getLastDescendant()?.selectEnd())
  badia.write(', and more')
  exchange(ana.peer, badia.peer)
  expect(ana.peer.texts()).toEqual(['three', 'one', 'four\u2060\u2060, and more'])
  expect(ana.reads()).toEqual(['paragraph 1', '[paragraph removed]'])
  expect(badia.reads()).toEqual(ana.reads())
  expect([...ana.peer.failures, ...badia.peer.failures]).toEqual([])
})

test('a suggested one waits like any word, and stays whole', () => {
  const page = open(11, state('one two', 'three'))
  page.peer.suggesting.set(true)
  page.refer(0, 3, 1)
  expect(page.runs(0)[1]).toMatchObject({
    text: '\u2060',
    suggested: true,
    to: { was: 'paragraph 2' },
  })
  page.write(' so')
  expect(page.runs(0).map(({ text }) => text)).toEqual(['one', '\u2060', ' so', ' two'])
})

test('on the clipboard it is a reference in its own document, and its words in any other', () => {
  const sign = { type: 'text', text: '\u2060', $: { to: 'aaaaaaaaab', was: 'paragraph 2\u202e' } }
  const nodes = [{ type: 'text', text: 'See ' }, sign, { type: 'text', text: '.' }]
  const json = JSON.stringify({ namespace: 'baraza', nodes })
  expect(readClipboard(json, true)?.blocks[0]?.runs).toEqual([
    { text: 'See ' },
    { text: '\u2060', to: { block: 'aaaaaaaaab', was: 'paragraph 2' } },
    { text: '.' },
  ])
  expect(readClipboard(json)?.blocks[0]?.runs).toEqual([{ text: 'See paragraph 2.' }])
})

test('a paragraph is found by its number, or by its words', () => {
  const entry = (id: string, number: string, place: string, text: string) => ({
    id,
    kind: number === 'I.' ? ('h1' as const) : ('num1' as const),
    number,
    place,
    text,
  })
  const blocks = [
    entry('aaaaaaaaab', 'I.', 'I', 'Situation of defenders'),
    entry('aaaaaaaaac', '1.', '1', 'Calls upon States'),
    entry('12', '2.', '2', 'Has no id of its own'),
    entry('aaaaaaaaad', '', '', 'Not numbered: states'),
  ]
  const found = (typed: string) => choicesFor(blocks, typed).map(({ number }) => number)
  expect(found('')).toEqual(['I.', '1.'])
  expect(found('1')).toEqual(['1.'])
  expect(found('states')).toEqual(['1.'])
  expect(found('DEFEND')).toEqual(['I.'])
})
