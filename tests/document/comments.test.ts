// Comments as they lie in a document: who said what cannot be forged or taken back, and each thread
// finds its words or says that they are gone.
import {
  anchorAt,
  commentKey,
  markWords,
  openThread,
  readThreads,
  replyTo,
  settleThread,
  stretchesOf,
  threadsName,
} from '#document/review/comments'
import { rootOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, copyOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { joinBlocks, splitBlock } from '#document/blocks'

const random = countedRandom(3)

const page = (): Y.Doc =>
  documentWith([
    block('num1', 'Protect women human rights defenders.'),
    block('num1', 'Second paragraph.'),
  ])

const words = { index: 0, from: 8, to: 20 }
const comment = (doc: Y.Doc, at: typeof words, isMarked: boolean): EntryId => {
  const anchor = anchorAt(doc, at)
  if (!anchor) throw new Error('No words')
  let id = '' as EntryId
  doc.transact(() => {
    id = openThread(doc, { kind: 'comment', at: 5, ...anchor, text: 'Which ones?' }, random)
    if (isMarked) markWords(doc, at, commentKey(id), 1)
  })
  return id
}
const textAt = (doc: Y.Doc, index = 0): Y.XmlText =>
  (rootOf(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText
const element = (doc: Y.Doc, index: number): Y.XmlElement => rootOf(doc).get(index) as Y.XmlElement
const wordsOf = (doc: Y.Doc, id: EntryId): string =>
  (stretchesOf(doc, readThreads(doc)).get(id) ?? [])
    .map(({ index, from, to }) =>
      (textAt(doc, index).toDelta() as { insert: string }[])
        .map(({ insert }) => insert)
        .join('')
        .slice(from, to),
    )
    .join('|')

test('a comment has its author, its words and its replies, on every replica', () => {
  const [ana, badia] = [page(), copyOf(page(), 8)]
  const id = comment(ana, words, true)
  meet(ana, badia)
  replyTo(badia, id, { at: 6, text: 'Those in rural areas.' }, random)
  meet(ana, badia)
  for (const doc of [ana, badia]) {
    const [thread] = readThreads(doc)
    expect(thread).toMatchObject({ id, isResolved: false })
    expect(thread?.opening).toMatchObject({ client: 7, quote: 'women human ', text: 'Which ones?' })
    expect(thread?.replies).toMatchObject([{ client: 8, text: 'Those in rural areas.' }])
    expect(wordsOf(doc, id)).toBe('women human ')
  }
})

test('settling keeps the record, and who reopens beside who settles is heard', () => {
  const ana = page()
  const id = comment(ana, words, true)
  const badia = copyOf(ana, 8)
  settleThread(ana, id, 'resolve', 10, random)
  expect(readThreads(ana)[0]).toMatchObject({ isResolved: true })
  meet(ana, badia)
  settleThread(badia, id, 'reopen', 1, random)
  meet(ana, badia)
  // Its time is earlier: times are claims and decide nothing.
  expect(readThreads(ana)[0]).toMatchObject({ isResolved: false })
  settleThread(ana, id, 'resolve', 12, random)
  settleThread(badia, id, 'resolve', 13, random)
  meet(ana, badia)
  settleThread(ana, id, 'reopen', 14, random)
  const cy = copyOf(badia, 9)
  meet(ana, badia, cy)
  for (const doc of [ana, badia, cy]) {
    expect(readThreads(doc)[0]?.isResolved).toBe(false)
    expect(readThreads(doc)[0]?.record.map(({ client }) => client)).toEqual([8, 7, 7, 8, 7])
  }
})

test('no member removes, overwrites or forges the entry of another', () => {
  const ana = page()
  const id = comment(ana, words, true)
  const mallory = copyOf(ana, 9)
  const map = mallory.getMap(threadsName)
  const said = map.get(`${id}/${id}`) as object
  map.set(`${id}/${id}`, { ...said, text: 'I agree with everything.' })
  map.delete(`${id}/${id}`)
  const forged = '7-abcdefghij' as EntryId
  map.set(`${id}/${forged}`, { kind: 'reply', at: 1, text: 'In her name' })
  map.set(`${id}/9-abcdefghij`, { kind: 'comment', ...said })
  map.set('nonsense', 1)
  map.set(`${id}/9-bbcdefghij`, { kind: 'reply', at: 1, text: 'x'.repeat(4001) })
  map.set(`${id}/9-cbcdefghij`, { kind: 'reply', at: 1, text: 'Herself' })
  meet(ana, mallory)
  for (const doc of [ana, mallory, copyOf(mallory, 12)]) {
    const threads = readThreads(doc)
    expect(threads).toHaveLength(1)
    expect(threads[0]?.opening).toMatchObject({ text: 'Which ones?', client: 7 })
    expect(threads[0]?.replies.map(({ text }) => text)).toEqual(['Herself'])
  }
})

test.each([true, false])(
  'words that are gone say so and leave the quote (marked: %s)',
  isMarked => {
    const doc = page()
    const id = comment(doc, words, isMarked)
    textAt(doc).insert(0, 'All shall ')
    expect(wordsOf(doc, id)).toBe('women human ')
    textAt(doc).delete(12, 30)
    expect(wordsOf(doc, id)).toBe('')
    expect(readThreads(doc)[0]?.opening.quote).toBe('women human ')
  },
)

test.each([true, false])(
  'words keep their comment in the other half, and back (marked: %s)',
  isMarked => {
    const doc = page()
    const id = comment(doc, words, isMarked)
    splitBlock(element(doc, 0), 8, random)
    expect(wordsOf(doc, id)).toBe('women human ')
    joinBlocks(element(doc, 0), element(doc, 1))
    expect(wordsOf(doc, id)).toBe('women human ')
  },
)

test('comments of several people over the same words are all there', () => {
  const ana = page()
  const badia = copyOf(ana, 8)
  const one = comment(ana, { index: 0, from: 0, to: 20 }, true)
  const two = comment(badia, { index: 0, from: 14, to: 26 }, true)
  meet(ana, badia)
  for (const doc of [ana, badia]) {
    expect(wordsOf(doc, one)).toBe('Protect women human ')
    expect(wordsOf(doc, two)).toBe('human rights')
  }
})

test('the first entry stands, also where an app puts other words before it under its name', () => {
  const ana = page()
  const id = comment(ana, words, false)
  const key = `${id}/${id}`
  const said = ana.getMap(threadsName).get(key) as object
  // An author whose client id writes the same place again, as if nothing had been written there.
  const forging = new Y.Doc({ gc: false })
  forging.clientID = ana.clientID
  const before = Y.getState(ana.store, ana.clientID)
  forging.getArray('filler').push(Array.from({ length: before }, () => 0))
  forging.getMap(threadsName).set(key, { ...said, text: 'Delete all of it.' })
  const forged = Y.encodeStateAsUpdate(forging, Y.encodeStateVector(ana))

  const badia = copyOf(ana, 8)
  Y.applyUpdate(badia, forged)
  expect(Y.getState(badia.store, ana.clientID)).toBe(before + 1)
  expect(readThreads(badia)[0]?.opening.text).toBe('Which ones?')
})
