// Characters of two units, as emoji are, whose halves are alike: one replaces another or stands
// before another, and both stay whole in the document and for each reader.
import { $getRoot, $isElementNode, $isTextNode } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openPeer, send } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { spliceWords } from '../../../src/renderer/editor/collab/splice-words.ts'

/** Puts `put` for what is between `from` and `to`, as a person who selects and types. */
const written = (before: string, [from, to]: [number, number], put: string) => {
  const state = Y.encodeStateAsUpdate(documentWith([block('paragraph', before)]))
  const [writer, reader] = [11, 12].map(client => openPeer({ client, from: state }))
  if (!writer || !reader) throw new TypeError('nobody')
  writer.edit(() => {
    const paragraph = $getRoot().getFirstChild()
    const text = $isElementNode(paragraph) ? paragraph.getFirstChild() : null
    if ($isTextNode(text)) text.select(from, to).insertText(put)
  })
  send(writer, reader)
  return [writer.texts(), reader.texts()]
}

test.each([
  ['one for another', 'a 😀 b', [2, 4], '😁', 'a 😁 b'],
  ['one for another of the same second half', 'a 😀 b', [2, 4], '🨀', 'a 🨀 b'],
  ['one before another', '😁', [0, 0], '😀', '😀😁'],
  ['one before the same', '😀', [0, 0], '😀', '😀😀'],
  ['one between two', '😀😂', [2, 2], '😁', '😀😁😂'],
  ['one of three goes', '😀😁😂', [2, 4], '', '😀😂'],
  ['two for one', 'x😀', [1, 3], '😂😁', 'x😂😁'],
] as const)('%s', (_, before, [from, to], put, after) => {
  expect(written(before, [from, to], put)).toEqual([[after], [after]])
})

test('words that another types beside it meanwhile stay', () => {
  const state = Y.encodeStateAsUpdate(documentWith([block('paragraph', 'left 😀 right')]))
  const [one, other] = [11, 12].map(client => openPeer({ client, from: state }))
  if (!one || !other) throw new TypeError('nobody')
  const $type = (from: number, to: number, put: string): void => {
    const paragraph = $getRoot().getFirstChild()
    const text = $isElementNode(paragraph) ? paragraph.getFirstChild() : null
    if ($isTextNode(text)) text.select(from, to).insertText(put)
  }
  one.edit(() => $type(5, 7, '😁'))
  other.edit(() => $type(13, 13, ' and on'))
  other.edit(() => $type(0, 0, 'to the '))
  send(one, other)
  send(other, one)
  expect([one.texts(), other.texts()]).toEqual([
    ['to the left 😁 right and on'],
    ['to the left 😁 right and on'],
  ])
})

test('a caret within a character splits none', () => {
  const words = new Y.Doc().getXmlFragment('page')
  const text = new Y.XmlText('😁')
  words.insert(0, [text])
  spliceWords(text, '😀😁', { caret: 3, selected: null })
  expect(text.toJSON()).toBe('😀😁')
})
