// A composition of an input method is one step of undo, however long it takes; one letter of it is typing.
import { PageUndo } from '#document/undo'
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
  /** As the browser shows it: each of `stages` in place of the one before it. */
  const compose = (...stages: string[]) => {
    begin()
    for (const [at, stage] of stages.entries())
      peer.edit(() => {
        const text = $text()
        const kept = text.getTextContent().slice(0, -(stages[at - 1]?.length ?? 0) || undefined)
        text.setTextContent(kept + stage)
        text.selectEnd()
      })
    end()
  }
  /** The text after each undo, until nothing is left of what was typed. */
  const undone = () => {
    const texts: string[] = []
    while (peer.binder.undo.canUndo()) {
      peer.binder.undo.undo()
      texts.push(peer.texts()[0] ?? '')
    }
    return texts
  }
  return { peer, type, pass, begin, end, compose, undone }
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

test('letters with accents are undone with the words around them', () => {
  const { type, compose, peer, undone } = composing()
  type('decisi')
  compose('´', 'ó')
  type('n pol')
  compose('´', 'í')
  type('tica')
  expect(peer.texts()).toEqual(['one decisión política'])
  expect(undone()).toEqual(['one '])
  peer.binder.undo.redo()
  expect(peer.texts()).toEqual(['one decisión política'])
})

test('undo right after a letter with an accent takes back the words before it too', () => {
  const { type, compose, undone } = composing()
  type('caf')
  compose('´', 'é')
  expect(undone()).toEqual(['one '])
})

test('syllables that are composed one after the other are undone as one', () => {
  const { compose, undone } = composing()
  compose('ㅎ', '하', '한')
  compose('ㄱ', '그', '글')
  compose('ㅁ', '말')
  expect(undone()).toEqual(['one '])
})

test('a letter with an accent begins a step after a pause', () => {
  const { type, compose, pass, undone } = composing()
  type('caf')
  pass(1500)
  compose('´', 'é')
  expect(undone()).toEqual(['one caf', 'one '])
})

test('letters with accents make no phrase longer than it may be', () => {
  const { type, compose, pass, undone } = composing()
  for (let count = 0; count < 12; count++) {
    type('caf')
    compose('´', 'é')
    pass(800)
  }
  expect(undone().length).toBeGreaterThan(1)
})

test('a composed word stays a step of its own, with an accent before it or behind it', () => {
  const { type, compose, undone } = composing()
  type('caf')
  compose('´', 'é')
  compose('n', 'ni', 'nihao', '你好')
  compose('´', 'á')
  expect(undone()).toEqual(['one café', 'one '])
})

test('one composed letter can be taken back alone while it is composed', () => {
  const { peer, type, begin, end } = composing()
  type('caf')
  begin()
  type('´')
  expect(peer.binder.undo.partComposed()).toBe(true)
  end()
  peer.edit(() => void $text().selectEnd())
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual(['one caf'])
})

test('redo brings back composed words that undo took back, and none that another change followed', () => {
  const { peer, type, compose } = composing()
  type('two ')
  compose('n', 'nihao', '你好')
  peer.binder.undo.undo()
  expect(peer.texts()).toEqual(['one two '])
  peer.binder.undo.redo()
  expect(peer.texts()).toEqual(['one two 你好'])
  peer.binder.undo.undo()
  compose('s', 'shijie', '世界')
  expect(peer.binder.undo.canRedo()).toBe(false)
  peer.binder.undo.redo()
  expect(peer.texts()).toEqual(['one two 世界'])
})
