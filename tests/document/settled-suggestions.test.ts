// Suggestions that were settled: each verdict stands under its own member, and so do the words that it recorded.
import {
  changeOf,
  isSuggestedBy,
  openSuggestion,
  readParagraphSuggestions,
  readSettledSuggestions,
  readSuggestions,
  settledSince,
  settleParagraph,
  settleSuggestion,
  suggestionKey,
  suggestParagraph,
  verdictsOn,
  type ParagraphSuggestion,
  type SettledSuggestion,
} from '#document/review/suggestions'
import { markWords, writeEntry, writeQuoted } from '#document/review/comments'
import { readPage, rootOf } from '#document/tree'
import { restrictBlock } from '#document/restricted'
import { stateOf } from '#document/history/versions'
import type { EntryId } from '#document/ids'
import { BlockId, DocumentId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, copyOf, documentWith, linesOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import type * as Y from 'yjs'
import { newEntryId } from '#document/log'

const random = countedRandom(6)
/** Clients 70 to 79 are windows of one member, 80 to 89 of the next. */
const isSame = (a: number, b: number): boolean => Math.floor(a / 10) === Math.floor(b / 10)
const [amina, ana, bea] = [70, 80, 90]
const page = (): Y.Doc =>
  documentWith([block('num1', 'Encourage States to act now.'), block('num1', 'Second.')], amina)
const acting = (doc: Y.Doc, at: number) => ({
  ...{ at, random, isSame },
  change: (work: () => void): void => doc.transact(work),
})
/** The first word waits as a suggested one. */
const suggest = (doc: Y.Doc, id = openSuggestion(doc, 5, random)): EntryId => {
  markWords(doc, { index: 0, from: 0, to: 9 }, suggestionKey('inserted', id), 1)
  return id
}
const settled = (doc: Y.Doc): SettledSuggestion[] =>
  readSettledSuggestions(doc, readParagraphSuggestions(doc, isSame))
const only = (doc: Y.Doc): SettledSuggestion => {
  const [first, ...more] = settled(doc)
  if (!first || more.length > 0) throw new Error(`${more.length + 1} are settled`)
  return first
}
const said = (doc: Y.Doc) =>
  verdictsOn(only(doc), isSame).map(({ kind, client, at, recorded }) => [
    ...[kind, client, at, recorded.inserted],
  ])

test('two settled it apart: each verdict has its own member and time, and neither replaces the other', () => {
  const begun = page()
  const id = suggest(begun)
  const [first, second] = [copyOf(begun, ana), copyOf(begun, bea)]
  settleSuggestion(first, id, 'accept', acting(first, 1000))
  settleSuggestion(second, id, 'reject', acting(second, 1005))
  meet(first, second)
  for (const doc of [first, second])
    expect(said(doc)).toEqual([
      ['accept', ana, 1000, 'Encourage'],
      ['reject', bea, 1005, 'Encourage'],
    ])
})

test('a paragraph that its author withdraws apart was accepted by the member who accepted it', () => {
  const begun = page()
  const block = readPage(begun).blocks[1]?.id as BlockId
  const made = suggestParagraph(begun, { what: 'remove', block }, acting(begun, 5))
  if ('refused' in made) throw new Error(made.refused)
  const other = copyOf(begun, ana)
  settleParagraph(other, made.id, 'accept', acting(other, 1000))
  settleParagraph(begun, made.id, 'withdraw', acting(begun, 1005))
  meet(begun, other)
  expect(only(begun)).toMatchObject({ standing: 'settled' })
  expect(said(begun)).toEqual([
    ['accept', ana, 1000, ''],
    ['withdraw', amina, 1005, ''],
  ])
})

test('words that a later verdict makes up stand under its own member, and the true record stays', () => {
  const doc = page()
  const id = suggest(doc)
  const [honest, mallory] = [copyOf(doc, ana), copyOf(doc, bea)]
  settleSuggestion(honest, id, 'accept', acting(honest, 1000))
  const was = { inserted: 'Made up', struck: '', formatted: '', formats: 0 }
  const entry = newEntryId(mallory, random)
  const forged = { kind: 'reject', at: 9e12, removed: '', was }
  mallory.getMap('threads').set(`${id}/${entry}`, forged)
  meet(honest, mallory)
  expect(said(honest)).toEqual([
    ['accept', ana, 1000, 'Encourage'],
    ['reject', bea, 9e12, 'Made up'],
  ])
})

test('the author’s own rejection is a withdrawal; that of the member who imported it is none', () => {
  const own = page()
  settleSuggestion(own, suggest(own), 'reject', acting(own, 9))
  expect(said(own)).toEqual([['withdraw', amina, 9, 'Encourage']])

  const doc = page()
  const id = newEntryId(doc, random)
  const quoted = { name: 'R.K.', file: 'Advice.docx', date: null }
  writeQuoted(doc, { thread: id, id }, quoted, { kind: 'suggestion', at: 5 })
  suggest(doc, id)
  const waiting = readSuggestions(doc)[0]!
  expect(isSuggestedBy(waiting, amina, isSame)).toBe(false)
  expect(isSuggestedBy({ client: amina }, amina + 1, isSame)).toBe(true)
  settleSuggestion(doc, id, 'reject', acting(doc, 9))
  expect(said(doc)).toEqual([['reject', amina, 9, 'Encourage']])
})

test.each([
  ['add', '', 'new', ''],
  ['remove', 'old', '', ''],
  ['words', 'old', 'new', ''],
  ...(['kind', 'move', 'split', 'join'] as const).map(what => [what, '', '', 'old'] as const),
] as const)(
  'when it is to %s, the words "%s" go, "%s" come, and "%s" stay',
  (what, struck, inserted, stays) => {
    const suggestion: Pick<ParagraphSuggestion, 'what' | 'base' | 'wording'> = {
      ...{ what, base: 'old', wording: 'new' },
    }
    expect(changeOf(suggestion)).toEqual({ struck, inserted, stays })
  },
)

test('words of a paragraph that is restricted later are in no entry, and the verdicts stay', () => {
  const doc = page()
  const id = suggest(doc)
  const [first, second] = readPage(doc).blocks.map(each => each.id as BlockId)
  suggestParagraph(doc, { what: 'words', block: first!, wording: 'Others' }, acting(doc, 5))
  suggestParagraph(doc, { what: 'kind', block: second!, as: 'h1' }, acting(doc, 6))
  for (const each of readParagraphSuggestions(doc, isSame))
    settleParagraph(doc, each.id, 'reject', acting(doc, 8))
  settleSuggestion(doc, id, 'accept', acting(doc, 9))
  expect(settled(doc)).toHaveLength(3)
  const circle = v.parse(DocumentId, 'a'.repeat(32))
  expect(restrictBlock(doc, first!, circle)).toBe(true)
  expect(linesOf(doc)[0]).not.toContain('Encourage')
  expect(JSON.stringify(settled(doc))).not.toMatch(/Encourage|Others/)
  expect(settled(doc)).toMatchObject([
    { id, record: [{ kind: 'accept', client: amina, at: 9 }] },
    { what: 'kind', base: 'Second.' },
  ])
  // The place itself goes too.
  rootOf(doc).delete(0, 1)
  expect(JSON.stringify(settled(doc))).not.toMatch(/Encourage|Others/)
})

test('words of a verdict that names no paragraph are in no entry once any paragraph is restricted', () => {
  const doc = page()
  const id = suggest(doc)
  settleSuggestion(doc, id, 'accept', acting(doc, 9))
  writeEntry(doc, id, { kind: 'accept', at: 10, removed: 'Formerly' }, random)
  expect(JSON.stringify(settled(doc))).toContain('Formerly')
  const [, second] = readPage(doc).blocks.map(each => each.id as BlockId)
  expect(restrictBlock(doc, second!, v.parse(DocumentId, 'a'.repeat(32)))).toBe(true)
  expect(JSON.stringify(settled(doc))).not.toContain('Formerly')
})

test('an entry that was read is no news, though its author writes it again or a member removes it', () => {
  const doc = page()
  const id = suggest(doc)
  doc.clientID = ana
  settleSuggestion(doc, id, 'accept', acting(doc, 6))
  const before = stateOf(doc)
  expect(settledSince(doc, before, isSame)).toEqual([])
  const said = doc.getMap('threads')
  for (const [key, value] of said.entries()) said.set(key, value)
  expect(settledSince(doc, before, isSame)).toEqual([])
  for (const key of said.keys()) said.delete(key)
  expect(settledSince(doc, stateOf(doc), isSame)).toEqual([])
})
