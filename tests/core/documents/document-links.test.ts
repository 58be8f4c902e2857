// The lists' data on restricted paragraphs stay small, for any number of forged ones, and contain
// those that texts here confirm.
import { expect, test } from 'vitest'
import type { Page } from '#document/model'
import { insertRestricted, writePartOf } from '#document/restricted'
import type { BlockId, DocumentId } from '#shared/ids'
import { random } from '#core/keys'
import { temporaryArchive } from '#tests/archive'
import { documentNamed, newPage, openRoom, sharedGroup, written } from '#tests/documents'
import { notePlaces, placesOf } from '../../../src/core/documents/lists/document-links.ts'

const [host, text, other] = [documentNamed('host'), documentNamed('text'), documentNamed('other')]
const real = 'realreal22' as BlockId
/** A name of ten letters. */
const blockNumber = (at: number): BlockId =>
  String(at)
    .padStart(10, '0')
    .replace(/\d/g, digit => 'abcdefghij'.charAt(Number(digit))) as BlockId

const pageNaming = (...named: [BlockId, DocumentId][]): Page =>
  ({ blocks: named.map(([id, ref]) => ({ id, ref })) }) as unknown as Page
const forged = (count: number): [BlockId, DocumentId][] =>
  Array.from({ length: count }, (_, at) => [blockNumber(at), documentNamed(`forged ${at}`)])
const belonging = (block: BlockId) => {
  const doc = newPage(5)
  writePartOf(doc, { document: host, block })
  return { doc, page: pageNaming() }
}

test('thousands of places are forged: a bounded part is kept, after the real one', () => {
  const archive = temporaryArchive()
  const named = () => placesOf(archive, sharedGroup, host)?.named ?? []
  const note = (...places: [BlockId, DocumentId][]) =>
    notePlaces(archive, sharedGroup, host, { doc: newPage(4), page: pageNaming(...places) })
  note(...forged(300), [real, text])
  expect(named()).toHaveLength(301)
  note(...forged(3000), [real, text])
  expect(named()).toHaveLength(1000)
  // Its text comes: the list of the place is to be made again, once.
  expect(notePlaces(archive, sharedGroup, text, belonging(real))).toBe(host)
  expect(notePlaces(archive, sharedGroup, text, belonging(real))).toBe(null)
  // Also where the place itself is forged over and over.
  const copies = forged(3000).map(([, ref]): [BlockId, DocumentId] => [real, ref])
  for (const places of [forged(3000), copies]) {
    note(...places.slice(0, 7), [real, text], ...places.slice(7))
    expect(named()).toHaveLength(1000)
    expect(named()).toContainEqual({ block: real, ref: text })
  }
  expect(archive.documentLinks.count({ partOf: host })).toBe(1)
  // A text with changing claims about itself leaves nothing behind.
  for (let at = 0; at < 50; at++)
    notePlaces(archive, sharedGroup, other, belonging(blockNumber(at)))
  expect(archive.documentLinks.count({ partOf: host })).toBe(2)
  for (const each of [text, other]) archive.documents.remove(each)
  expect(archive.documentLinks.count({ partOf: host })).toBe(0)
})

test('a text comes after the places were counted: it is found in its own', async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await written(room, 'For all.')
  await room.documents.editAs(id, doc => {
    const places = [...forged(1100), [real, text] as const]
    for (const [block, ref] of places)
      insertRestricted(doc, null, { id: block, kind: 'num1', ref }, random)
  })
  await room.documents.flush()
  const isFound = () =>
    room.documents
      .places(sharedGroup)
      .get(id)
      ?.named.some(({ block }) => block === real)
  // Put in at the beginning one by one: the real one stands first. The links after it are cut.
  expect(isFound()).toBe(true)
  const [last] = forged(1)[0]!
  const isLastFound = () =>
    room.documents
      .places(sharedGroup)
      .get(id)
      ?.named.some(({ block }) => block === last)
  expect(isLastFound()).toBe(false)
  await room.documents.create({
    group: sharedGroup,
    kind: 'statement',
    title: 'Its text',
    language: 'en',
    blocks: [],
    partOf: { document: id, block: last },
  })
  await room.documents.flush()
  expect(isLastFound()).toBe(true)
})
