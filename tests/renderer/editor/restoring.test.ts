// A text is brought back in the product's own editor, in slices: one step of undo, and what others do
// between two of them stays.
import { readPage, restrictBlock } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { countedRandom, exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { replaceAll } from '#tests/replacing'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { restoring } from '../../../src/renderer/editor/history/restoring.ts'

const texts = Array.from({ length: 40 }, (_, at) => `The state ${at} shall act.`)
const open = (client: number): EditorPeer => {
  const from = Y.encodeStateAsUpdate(documentWith(texts.map(text => block('num1', text))))
  const peer = openPeer({ client, from })
  onTestFinished(() => peer.close())
  return peer
}
const start = ({ doc, binder }: EditorPeer, page: ReturnType<typeof readPage>) => {
  let time = 0
  const parts = { doc, undo: binder.undo, random: countedRandom(4) }
  return restoring(parts, page, () => (time += 2))
}
const differing = (peer: EditorPeer) => {
  const page = readPage(peer.doc)
  replaceAll(peer, { text: 'state', exact: false, whole: false }, 'country')
  peer.edit(() => {
    for (const index of [30, 20, 10]) $getRoot().getChildAtIndex(index)?.remove()
  })
  return page
}

test('brings all of it back, and one step of undo takes that back', () => {
  const ana = open(21)
  const page = differing(ana)
  const otherwise = ana.texts()
  const slices = [...start(ana, page)]
  expect(slices.length).toBeGreaterThan(5)
  expect(slices.map(({ share }) => share)).toEqual(
    slices.map(({ share }) => share).toSorted((a, b) => a - b),
  )
  expect(slices.at(-1)).toMatchObject({ paragraphs: 40 })
  expect(ana.texts()).toEqual(texts)
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual(otherwise)
  ana.binder.undo.redo()
  expect(ana.texts()).toEqual(texts)
  expect(ana.failures).toEqual([])
})

test('another member’s words and removed paragraphs in between stay', () => {
  const [ana, badia] = [open(21), open(22)]
  const page = differing(ana)
  exchange(ana, badia)
  let slices = 0
  for (const _ of start(ana, page)) {
    if (slices++ !== 2) continue
    badia.edit(() => {
      $getRoot().getLastChild()?.selectEnd().insertText(' Now.')
      $getRoot().getChildAtIndex(5)?.remove()
    })
    exchange(ana, badia)
  }
  expect(slices).toBeGreaterThan(3)
  exchange(ana, badia)
  // The other member's words came before the turn of that paragraph.
  for (const peer of [ana, badia]) expect(peer.texts()).toEqual(texts)
  ana.binder.undo.undo()
  expect(ana.texts().at(-1)).toBe('The country 39 shall act. Now.')
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('words given to a circle in between are not restored', () => {
  const [ana, badia] = [open(21), open(22)]
  const page = readPage(ana.doc)
  ana.edit(() => {
    $getRoot().getLastChild()?.selectEnd().insertText(' Now.')
  })
  exchange(ana, badia)
  const run = start(ana, page)
  // Nothing to do there.
  expect(run.next().value).toMatchObject({ paragraphs: 0 })
  const last = page.blocks.at(-1)?.id
  if (last) restrictBlock(badia.doc, last, 'ab'.repeat(16) as DocumentId)
  exchange(ana, badia)
  expect([...run].at(-1)).toMatchObject({ paragraphs: 0 })
  exchange(ana, badia)
  for (const peer of [ana, badia]) {
    expect(peer.page().blocks.at(-1)).toMatchObject({ id: last, label: 'circle', runs: [] })
    expect(peer.texts()).toHaveLength(texts.length)
  }
})

test('stopped, what is done stays and is one step', () => {
  const ana = open(21)
  const page = differing(ana)
  const otherwise = ana.texts()
  const run = start(ana, page)
  run.next()
  run.next()
  expect(ana.texts()[0]).toBe(texts[0])
  expect(ana.texts().at(-1)).toBe(otherwise.at(-1))
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual(otherwise)
  expect(run.next()).toEqual({ done: true, value: 'undone' })
  expect(ana.texts()).toEqual(otherwise)
})
