// Two people take away the same words, and think better of it.
import { restorePage } from '#document/history/restore'
import { countedRandom, exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $getSelection, $isElementNode, $isRangeSelection, $isTextNode } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ownChange } from '../../../src/renderer/editor/undo/own-undo.ts'

const peers = (): [EditorPeer, EditorPeer] => {
  const from = Y.encodeStateAsUpdate(
    documentWith([block('num1', 'one two three'), block('num1', 'x')]),
  )
  return [openPeer({ client: 11, from }), openPeer({ client: 12, from })]
}
const $delete = (from: number, to: number): void => {
  const text = $getRoot().getFirstDescendant()
  if ($isTextNode(text)) text.select(from, to).removeText()
}

test('the second undo leaves words that the first brought back', () => {
  const [a, b] = peers()
  a.edit(() => $delete(4, 8))
  b.edit(() => $delete(2, 8))
  exchange(a, b)
  expect(a.texts()[0]).toBe('onthree')
  a.binder.undo.undo()
  exchange(a, b)
  b.binder.undo.undo()
  exchange(a, b)
  expect(a.texts()).toEqual(b.texts())
  expect(a.texts()[0]?.match(/two/g)).toHaveLength(1)
  expect(a.texts()[0]?.replaceAll(' ', '')).toBe('onetwothree')
})

test('also when what came back was formatted or written into since', () => {
  const [a, b] = peers()
  a.edit(() => $delete(4, 8))
  b.edit(() => $delete(4, 8))
  exchange(a, b)
  a.binder.undo.undo()
  a.edit(() => {
    const text = $getRoot().getFirstDescendant()
    if ($isTextNode(text)) text.select(5, 6).formatText('bold')
  })
  exchange(a, b)
  b.binder.undo.undo()
  exchange(a, b)
  expect([a.texts()[0], b.texts()[0]]).toEqual(['one two three', 'one two three'])
})

test('the same for a block that both removed', () => {
  const [a, b] = peers()
  for (const peer of [a, b])
    peer.edit(() => {
      const first = $getRoot().getFirstChild()
      if ($isElementNode(first)) first.remove()
    })
  exchange(a, b)
  a.binder.undo.undo()
  exchange(a, b)
  b.binder.undo.undo()
  exchange(a, b)
  expect([a.texts(), b.texts()]).toEqual([
    ['one two three', 'x'],
    ['one two three', 'x'],
  ])
})

test('words taken away by oneself alone come back as ever', () => {
  const [a, b] = peers()
  a.edit(() => $delete(0, 4))
  exchange(a, b)
  b.edit(() => $delete(0, 4))
  exchange(a, b)
  a.binder.undo.undo()
  b.binder.undo.undo()
  exchange(a, b)
  expect(a.texts()[0]).toBe('one two three')
  a.binder.undo.redo()
  exchange(a, b)
  expect([a.texts()[0], b.texts()[0]]).toEqual(['two three', 'two three'])
})

test('a letter comes back although another member wrote the same letter in front of it before', () => {
  const [a, b] = peers()
  b.edit(() => {
    const text = $getRoot().getFirstDescendant()
    if ($isTextNode(text)) text.select(3, 3).insertText(' ')
  })
  exchange(a, b)
  a.edit(() => $delete(4, 5))
  expect(a.texts()[0]).toBe('one two three')
  a.binder.undo.undo()
  expect(a.texts()[0]).toBe('one  two three')
})

test('an earlier text that is brought back and undone leaves the spaces of another member', () => {
  const [a, b] = peers()
  const page = a.page()
  b.edit(() => {
    const text = $getRoot().getFirstDescendant()
    if ($isTextNode(text)) text.select(3, 3).insertText(' strongly')
  })
  exchange(a, b)
  a.doc.transact(
    () => restorePage(a.doc, page, { random: countedRandom(4), change: work => work() }),
    ownChange,
  )
  expect(a.texts()[0]).toBe('one two three')
  a.binder.undo.undo()
  exchange(a, b)
  expect([a.texts()[0], b.texts()[0]]).toEqual(['one strongly two three', 'one strongly two three'])
})

/** Types letter by letter at the end of the block at `index`, as fast as the machine does. */
const type = ({ edit }: EditorPeer, index: number, text: string, each = (): void => {}): void => {
  for (const letter of text) {
    each()
    edit(() => {
      const at = $getRoot().getChildAtIndex(index)
      if ($isElementNode(at)) at.selectEnd().insertText(letter)
    })
  }
}
const enter = ({ edit }: EditorPeer): void =>
  edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertParagraph()
  })

/** The texts after each undo, until nothing is left to undo. */
const undone = ({ binder: { undo }, texts }: EditorPeer): string[][] => {
  const all: string[][] = []
  while (undo.canUndo() && all.length < 50) {
    undo.undo()
    all.push(texts())
  }
  return all
}

test('sentences that are typed without a pause are undone one by one', () => {
  const [a] = peers()
  type(a, 1, '. States act. They report “soon.” Then')
  expect(undone(a).map(([, text]) => text)).toEqual([
    'x. States act. They report “soon.”',
    'x. States act.',
    'x.',
    'x',
  ])
})

test('a Chinese sentence ends without a space', () => {
  const [a] = peers()
  type(a, 1, '各国保护。各国报告。')
  expect(undone(a).map(([, text]) => text)).toEqual(['x各国保护。', 'x'])
})

test('paragraphs that are typed without a pause are never undone in one', () => {
  const [a] = peers()
  type(a, 1, ' one')
  enter(a)
  type(a, 2, 'two')
  enter(a)
  type(a, 3, 'three')
  expect(undone(a)).toEqual([
    ['one two three', 'x one', 'two', ''],
    ['one two three', 'x one', ''],
    ['one two three', 'x'],
  ])
})

test('words that are typed for long are undone in parts of a few seconds, which end with a word', () => {
  const from = Y.encodeStateAsUpdate(documentWith([block('num1', 'x')]))
  let clock = 0
  const a = openPeer({ client: 11, from, now: () => clock })
  type(a, 0, ' one two three four five', () => (clock += 250))
  expect(undone(a).map(([text]) => text)).toEqual(['x one two three', 'x'])
})

test('a word that does not end is undone in parts too', () => {
  const from = Y.encodeStateAsUpdate(documentWith([block('num1', 'x')]))
  let clock = 0
  const a = openPeer({ client: 11, from, now: () => clock })
  type(a, 0, '妇女人权维护者', () => (clock += 1500))
  expect(undone(a).map(([text]) => text)).toEqual(['x妇女人权维', 'x'])
})

test('several sentences that are written together stay one step', () => {
  const [a] = peers()
  a.binder.undo.together(() => type(a, 1, '. One. Two. Three'))
  expect(undone(a).map(([, text]) => text)).toEqual(['x'])
})
