// Brackets in a copy: each wording that is copied whole reads apart, and a part of one is words alone.
import { bracketBlocks } from '#document/review/brackets'
import type { NewBlock } from '#document/blocks'
import { actIn, negotiated } from '#tests/brackets'
import type { MemberId } from '#shared/ids'
import { openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $getRoot,
  $isElementNode,
  $isTextNode,
  $setSelection,
  $createRangeSelection,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $dropBeside, $signsIn, $wordsOf } from '../../../src/renderer/editor/paste/copying.ts'

type Place = { block: number; text: number; offset: number }

/** The letters that a copy writes around each text, from the one place to the other. */
const signsOf = (doc: Y.Doc, from: Place, to: Place): string[] => {
  const peer = openPeer({ client: 31, from: Y.encodeStateAsUpdate(doc) })
  let found: string[] = []
  const $textAt = (place: Place) => {
    const paragraph = $getRoot().getChildAtIndex(place.block)
    const text = $isElementNode(paragraph) ? paragraph.getChildAtIndex(place.text) : null
    if (!$isTextNode(text)) throw new Error('No text there')
    return text
  }
  peer.edit(() => {
    const selection = $createRangeSelection()
    selection.setTextNodeRange($textAt(from), from.offset, $textAt(to), to.offset)
    $setSelection(selection)
    found = [...$signsIn(selection).values()].map(({ before, after }) => `${before}…${after}`)
  })
  return found
}
const at = (place: number, text: number, offset: number): Place => ({ block: place, text, offset })

/** In the paragraph `Decides that States [shall] [should] meet.`: the words in brackets are texts 1 and 2. */
const last = 4

test('a wording that is copied whole, alone or among other words, has its brackets', () => {
  expect(signsOf(negotiated(), at(last, 1, 0), at(last, 1, 5))).toEqual(['[…]'])
  expect(signsOf(negotiated(), at(last, 0, 3), at(last, 3, 3))).toEqual(['[…]', ' […]'])
})

test('a part of a wording has none, alone or with words beside it', () => {
  expect(signsOf(negotiated(), at(last, 1, 0), at(last, 1, 4))).toEqual([])
  expect(signsOf(negotiated(), at(last, 1, 1), at(last, 1, 5))).toEqual([])
  expect(signsOf(negotiated(), at(last, 0, 3), at(last, 1, 4))).toEqual([])
})

test('parts of two wordings of one set read apart', () => {
  expect(signsOf(negotiated(), at(last, 1, 2), at(last, 2, 3))).toEqual(['[…]', ' […]'])
})

test('a paragraph in brackets has them where all of its version is copied', () => {
  const [second, bis, below] = [1, 2, 3]
  expect(signsOf(negotiated(), at(second, 0, 0), at(second, 0, 28))).toEqual(['[…]'])
  expect(signsOf(negotiated(), at(bis, 0, 0), at(below, 0, 11))).toEqual(['[…', '…]'])
  expect(signsOf(negotiated(), at(bis, 0, 0), at(bis, 0, 25))).toEqual([])
  expect(signsOf(negotiated(), at(second, 0, 0), at(bis, 0, 7))).toEqual(['[…]'])
})

test('a paragraph in brackets with several formats has them at its two ends', () => {
  const runs = [{ text: 'Urges ' }, { text: 'all', bold: true as const }, { text: ' States.' }]
  const doc = documentWith([{ kind: 'num1', runs }, block('num1', 'Other.')])
  bracketBlocks(doc, [0], actIn(doc))
  expect(signsOf(doc, at(0, 0, 0), at(0, 2, 8))).toEqual(['[…', '…]'])
})

test('two half paragraphs are no whole ones', () => {
  const paragraphs: NewBlock[] = [block('num1', 'Urges States.'), block('num1', 'Calls on States.')]
  const doc = documentWith(paragraphs)
  bracketBlocks(doc, [0], actIn(doc))
  bracketBlocks(doc, [1], actIn(doc, 8))
  expect(signsOf(doc, at(0, 0, 6), at(1, 0, 5))).toEqual([])
  expect(signsOf(doc, at(0, 0, 0), at(1, 0, 16))).toEqual(['[…]', '[…]'])
})

test('a speaker right before the selection is no part of a copy', () => {
  const who = 'ab'.repeat(32) as MemberId
  const sign = '\u2060'
  const runs = [{ text: sign, who }, { text: ' agreed with ' }, { text: sign, who }]
  const doc = documentWith([{ kind: 'num1', runs }])
  const peer = openPeer({ client: 31, from: Y.encodeStateAsUpdate(doc) })
  // Nothing is drawn here.
  peer.editor.getElementByKey = () => null
  const texts = [{ text: sign }, { text: ' agreed with ' }, { text: sign }]
  const content = { nodes: [...texts] }
  let signs = 0
  peer.edit(() => {
    const paragraph = $getRoot().getFirstChild()
    const [first, , last] = $isElementNode(paragraph) ? paragraph.getChildren() : []
    if (!$isTextNode(first) || !$isTextNode(last)) throw new Error('No texts')
    const selection = $createRangeSelection()
    selection.setTextNodeRange(first, 1, last, 1)
    $setSelection(selection)
    signs = $wordsOf(selection).length
    $dropBeside(content, selection)
  })
  expect(signs).toBe(1)
  expect(content.nodes).toEqual(texts.slice(1))
})
