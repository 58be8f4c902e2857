// A composition of an input method is one step of undo, however long it takes.
import { PageUndo } from '#shared/document'
import { openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $isTextNode, $setCompositionKey, type TextNode } from 'lexical'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'

const $text = (): TextNode => {
  const text = $getRoot().getFirstDescendant()
  if (!$isTextNode(text)) throw new Error('no text')
  return text
}

const composing = () => {
  const from = Y.encodeStateAsUpdate(documentWith([block('num1', 'one ')]))
  let now = 0
  const made = vi.spyOn(PageUndo.prototype, 'on')
  onTestFinished(() => made.mockRestore())
  const peer = openPeer({ client: 11, from, now: () => now })
  const manager = made.mock.contexts[0] as PageUndo
  const type = (letters: string) =>
    peer.edit(() => {
      const text = $text()
      text.selectEnd()
      text.setTextContent(text.getTextContent() + letters)
      text.selectEnd()
    })
  /** Yjs reads the clock of the system: its last change lies back by as much. */
  const pass = (milliseconds: number) => {
    now += milliseconds
    manager.lastChange -= milliseconds
  }
  const begin = () => peer.edit(() => $setCompositionKey($text().getKey()))
  const end = () => peer.edit(() => $setCompositionKey(null))
  return { peer, type, pass, begin, end }
}

test.each([
  ['a pause between two letters', 2000, 2],
  ['more than a phrase takes', 900, 10],
])('undo takes back all that was composed: %s', (_, milliseconds, letters) => {
  const { peer, type, pass, begin, end } = composing()
  type('a')
  pass(5000)
  begin()
  for (let count = 0; count < letters; count++) {
    type('ni')
    pass(milliseconds)
  }
  end()
  pass(5000)
  type('b')
  expect(peer.texts()).toEqual([`one a${'ni'.repeat(letters)}b`])
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual([`one a${'ni'.repeat(letters)}`])
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual(['one a'])
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual(['one '])
})

test('undo of what was composed leaves the words that were typed right before', () => {
  const { peer, type, pass, begin, end } = composing()
  type('two ')
  pass(200)
  begin()
  for (let count = 0; count < 9; count++) {
    type('ni')
    pass(2000)
  }
  end()
  expect(peer.texts()).toEqual([`one two ${'ni'.repeat(9)}`])
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual(['one two '])
})
