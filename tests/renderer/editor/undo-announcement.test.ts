// The announcement of a step of undo: words of this person, paragraphs, looks, and nothing.
import { openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $isElementNode, $isTextNode } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { shortened } from '../../../src/renderer/editor/undo/undo-announcement.ts'

const peer = (): EditorPeer => {
  const page = documentWith([block('num1', 'one two three'), block('num1', 'x')])
  return openPeer({ client: 11, from: Y.encodeStateAsUpdate(page) })
}
const $first = () => {
  const text = $getRoot().getFirstDescendant()
  if (!$isTextNode(text)) throw new Error('No text')
  return text
}
const blockOf = ({ doc }: EditorPeer, index: number): unknown =>
  (doc.get('root-v2', Y.XmlElement).get(index) as Y.XmlElement).getAttribute('s_bid')

test('words that went and words that came', () => {
  const one = peer()
  one.edit(() => $first().select(4, 8).removeText())
  const where = { block: blockOf(one, 0) }
  const { undo } = one.binder
  expect(undo.undo()).toEqual({
    came: [],
    went: [],
    changed: [{ ...where, put: 'two ', taken: '' }],
    inNotes: false,
  })
  expect(undo.redo()).toEqual({
    came: [],
    went: [],
    changed: [{ ...where, put: '', taken: 'two ' }],
    inNotes: false,
  })
  expect(undo.redo()).toBeNull()
  undo.undo()
  expect(undo.undo()).toBeNull()
})

test('how words look', () => {
  const one = peer()
  one.edit(() => $first().select(4, 7).formatText('bold'))
  expect(one.binder.undo.undo()).toEqual({
    came: [],
    went: [],
    changed: [{ block: blockOf(one, 0), put: '', taken: '' }],
    inNotes: false,
  })
})

test('paragraphs that went and came', () => {
  const one = peer()
  one.edit(() => {
    const last = $getRoot().getLastChild()
    if ($isElementNode(last)) last.remove()
  })
  const { undo } = one.binder
  expect(undo.undo()).toEqual({ came: ['x'], went: [], changed: [], inNotes: false })
  expect(undo.redo()).toEqual({ came: [], went: ['x'], changed: [], inNotes: false })
})

test('a long text is announced by its beginning, and that it goes on', () => {
  expect(shortened(' short ')).toBe('short')
  expect(shortened('a'.repeat(80))).toBe('a'.repeat(80))
  expect(shortened(`${'a'.repeat(79)}😀 and more`)).toBe(`${'a'.repeat(79)}…`)
})
