// Suggestions about whole paragraphs: they wait beside the text, by any member who may comment, are
// accepted by writers, and converge everywhere.
import { applyEditScript } from '#document/edits'
import {
  dropDoubled,
  openParagraphs,
  readParagraphSuggestions,
  settleParagraph,
  suggestParagraph,
  type NewParagraphSuggestion,
  type ParagraphSuggestion,
} from '#document/review/suggestions'
import { mayAdopt } from '#document/adoption'
import { readPage, rootOf } from '#document/tree'
import type { Acting } from '#document/review/amendments'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, linesOf, copyOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { joinBlocks, removeBlock } from '#document/blocks'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { restrictBlock } from '#document/restricted'

const random = countedRandom(5)
/** Clients 70 to 79 are windows of one member, 80 to 89 of the next. */
const isSame = (a: number, b: number): boolean => Math.floor(a / 10) === Math.floor(b / 10)
let clock = 0
const acting = (doc: Y.Doc): Acting => ({
  at: ++clock,
  random,
  isSame,
  change: work => doc.transact(work),
})
const page = (): Y.Doc =>
  documentWith([block('num1', 'First paragraph.'), block('num1', 'Second paragraph.')], 70)
const element = (doc: Y.Doc, index: number): Y.XmlElement => rootOf(doc).get(index) as Y.XmlElement
const textAt = (doc: Y.Doc, index: number): Y.XmlText => element(doc, index).get(0) as Y.XmlText
const idAt = (doc: Y.Doc, index: number): BlockId => readPage(doc).blocks[index]?.id as BlockId
const suggest = (doc: Y.Doc, wanted: NewParagraphSuggestion): EntryId => {
  const made = suggestParagraph(doc, wanted, acting(doc))
  if ('refused' in made) throw new Error(made.refused)
  return made.id
}
const add = (doc: Y.Doc, wording = 'A new paragraph.'): NewParagraphSuggestion => ({
  what: 'add',
  after: idAt(doc, 0),
  as: 'num1',
  wording,
})
const settle = (doc: Y.Doc, id: EntryId, verdict: 'accept' | 'reject' | 'withdraw') =>
  settleParagraph(doc, id, verdict, acting(doc))
const one = (doc: Y.Doc, id: EntryId): ParagraphSuggestion => {
  const found = readParagraphSuggestions(doc, isSame).find(each => each.id === id)
  if (!found) throw new Error('No such suggestion')
  return found
}

test('other numbers for one that is a paragraph by itself take its place as a whole', () => {
  const ana = documentWith([block('paragraph', '5')], 70)
  const ids = ['50', '50', '60'].map(wording =>
    suggest(ana, { what: 'words', block: idAt(ana, 0), wording }),
  )
  settle(ana, ids[0]!, 'accept')
  expect(ids.map(id => [one(ana, id).result, one(ana, id).isOverlapping])).toEqual([
    ['50', false],
    ['50', false],
    ['60', true],
  ])
  settle(ana, ids[1]!, 'accept')
  expect(textAt(ana, 0).toJSON()).toBe('50')
})

test('a new paragraph, a removal, another kind and other words wait and change nothing', () => {
  const ana = page()
  const before = linesOf(ana)
  const ids = [
    suggest(ana, add(ana)),
    suggest(ana, { what: 'remove', block: idAt(ana, 1) }),
    suggest(ana, { what: 'kind', block: idAt(ana, 1), as: 'h1' }),
    suggest(ana, { what: 'words', block: idAt(ana, 0), wording: 'First paragraph, in full.' }),
  ]
  expect(linesOf(ana)).toEqual(before)
  expect(openParagraphs(readParagraphSuggestions(ana)).map(({ what }) => what)).toEqual([
    ...['add', 'words', 'remove', 'kind'],
  ])
  expect(mayAdopt(ana).open.map(({ code }) => code)).toEqual(ids.map(() => 'suggestion-open'))
  for (const id of ids) expect(one(ana, id)).toMatchObject({ client: 70, standing: 'open' })
})

test('taken in, each changes the text once and is on record', () => {
  const ana = page()
  const ids = [
    suggest(ana, add(ana)),
    suggest(ana, { what: 'words', block: idAt(ana, 0), wording: 'First paragraph, in full.' }),
    suggest(ana, { what: 'kind', block: idAt(ana, 0), as: 'h1' }),
    suggest(ana, { what: 'remove', block: idAt(ana, 1) }),
  ]
  const badia = copyOf(ana, 80)
  for (const id of ids) expect(settle(badia, id, 'accept')).toBeNull()
  expect(linesOf(badia)).toEqual(['I. First paragraph, in full.', '1. A new paragraph.'])
  for (const id of ids) {
    expect(one(badia, id)).toMatchObject({
      standing: 'settled',
      record: [{ kind: 'accept', client: 80 }],
    })
    expect(settle(badia, id, 'reject')).toBe('invalid-input')
  }
  expect(one(badia, ids[3] as EntryId).record[0]).toMatchObject({ removed: 'Second paragraph.' })
  expect(mayAdopt(badia).may).toBe(true)
})

test('turned down or taken back, it changes no word; only its author takes it back', () => {
  const ana = page()
  const [first, second] = [suggest(ana, add(ana)), suggest(ana, add(ana, 'Another.'))]
  const [badia, telephone] = [copyOf(ana, 80), copyOf(ana, 71)]
  expect(settle(badia, first, 'reject')).toBeNull()
  expect(settle(badia, second, 'withdraw')).toBe('not-permitted')
  expect(settle(telephone, second, 'withdraw')).toBeNull()
  // In another member's name, by a faulty app.
  badia
    .getMap('threads')
    .set(`${first}/${(80).toString(36)}-aaaaaaaaaa`, { kind: 'withdraw', at: 1 })
  meet(ana, badia, telephone)
  expect(one(ana, first)).toMatchObject({ standing: 'settled', record: [{ kind: 'reject' }] })
  expect(one(ana, second)).toMatchObject({ standing: 'settled', record: [{ kind: 'withdraw' }] })
  expect(linesOf(ana)).toEqual(linesOf(page()))
})

test('a suggestion that changes nothing, repeats one or has no place is not made', () => {
  const ana = page()
  const ask = (wanted: NewParagraphSuggestion) => suggestParagraph(ana, wanted, acting(ana))
  const refused = { refused: 'invalid-input' }
  expect(ask(add(ana, ' \n '))).toEqual(refused)
  expect(ask({ what: 'kind', block: idAt(ana, 0), as: 'num1' })).toEqual(refused)
  expect(ask({ what: 'words', block: idAt(ana, 0), wording: 'First paragraph.' })).toEqual(refused)
  const gone = 'abcdefghij' as BlockId
  expect(ask({ what: 'remove', block: gone })).toEqual({ refused: 'not-found' })
  expect(ask(add(ana, 'x'.repeat(8001)))).toEqual({ refused: 'file-too-large' })
  suggest(ana, { what: 'remove', block: idAt(ana, 0) })
  expect(ask({ what: 'remove', block: idAt(ana, 0) })).toEqual(refused)
  // A cell comes and goes with its table.
  element(ana, 1).setAttribute('s_cell', 'aaaaaaaaaa bbbbbbbbbb cccccccccc')
  expect(ask({ what: 'remove', block: idAt(ana, 1) })).toEqual({ refused: 'not-permitted' })
})

test('two who take the same in apart have its paragraph and its words in once', () => {
  const ana = page()
  const added = suggest(ana, add(ana))
  const words = suggest(ana, { what: 'words', block: idAt(ana, 1), wording: 'A second one.' })
  const gone = suggest(ana, { what: 'remove', block: idAt(ana, 0) })
  const [badia, cy] = [copyOf(ana, 80), copyOf(ana, 90)]
  for (const doc of [badia, cy])
    for (const id of [added, words, gone]) expect(settle(doc, id, 'accept')).toBeNull()
  // Concurrent words of another member stay, wherever the paragraph is.
  textAt(cy, 0).insert(2, 'quite ')
  meet(ana, badia, cy)
  for (const doc of [badia, cy]) expect(dropDoubled(doc)).toBe(true)
  meet(ana, badia, cy)
  for (const doc of [ana, badia, cy]) {
    expect(dropDoubled(doc)).toBe(false)
    const text = linesOf(doc).join('\n')
    expect(text.match(/new paragraph/g)).toHaveLength(1)
    expect(text.match(/second one/g)).toHaveLength(1)
    expect(text.match(/quite/g)).toHaveLength(1)
    expect(one(doc, added).record).toHaveLength(2)
  }
})

test('an acceptance that claims other words removes no words of others', () => {
  const ana = page()
  const id = suggest(ana, add(ana))
  const [badia, mallory] = [copyOf(ana, 80), copyOf(ana, 90)]
  settle(badia, id, 'accept')
  textAt(mallory, 0).insert(0, 'Mine. ')
  const at = Y.getState(mallory.store, 90) - 6
  mallory
    .getMap('threads')
    .set(`${id}/${(90).toString(36)}-2222222222`, {
      kind: 'accept',
      at: 1,
      removed: '',
      runs: [[90, at, 6]],
    })
  meet(ana, badia, mallory)
  dropDoubled(ana)
  expect(linesOf(ana)).toContain('2. A new paragraph.')
})

/** An acceptance by a faulty app, of words that the same member put there. */
const forge = (doc: Y.Doc, id: EntryId, runs: number[][]): void =>
  void doc
    .getMap('threads')
    .set(`${id}/${doc.clientID.toString(36)}-2222222222`, {
      kind: 'accept',
      at: 1,
      removed: '',
      runs,
    })

test('an acceptance that repeats the same words elsewhere, or counts them over and over, removes no words of others', () => {
  const ana = page()
  const id = suggest(ana, add(ana))
  const [badia, mallory] = [copyOf(ana, 80), copyOf(ana, 90)]
  settle(badia, id, 'accept')
  const words = 'Not: A new paragraph. No.'
  textAt(mallory, 1).insert(0, words)
  const at = Y.getState(mallory.store, 90) - words.length
  forge(mallory, id, [[90, at, words.length]])
  meet(ana, badia, mallory)
  expect(dropDoubled(ana)).toBe(false)
  expect(linesOf(ana)[1]).toBe('2. A new paragraph.')

  const cy = copyOf(ana, 100)
  textAt(cy, 2).insert(0, 'x'.repeat(300_000))
  const long = [100, Y.getState(cy.store, 100) - 300_000, 300_000]
  forge(cy, id, Array<number[]>(2000).fill(long))
  meet(ana, cy)
  expect(dropDoubled(ana)).toBe(false)
})

test('an acceptance written twice has no other member’s device remove its words', () => {
  const ana = page()
  const words = suggest(ana, { what: 'words', block: idAt(ana, 1), wording: 'A second one.' })
  const move = suggest(ana, { what: 'move', block: idAt(ana, 0), after: idAt(ana, 1) })
  const mallory = copyOf(ana, 90)
  for (const id of [words, move]) {
    settle(mallory, id, 'accept')
    for (const key of [...mallory.getMap('threads').keys()]) {
      const said = mallory.getMap('threads').get(key) as { kind: string }
      if (said.kind === 'accept' && key.startsWith(id))
        mallory.getMap('threads').set(`${id}/${(90).toString(36)}-3333333333`, { ...said })
    }
  }
  meet(ana, mallory)
  const lines = linesOf(ana)
  expect(dropDoubled(ana)).toBe(false)
  expect(linesOf(ana)).toEqual(lines)
})

test('two accepted apart: the one that was restricted meanwhile keeps its place', () => {
  const ana = page()
  const id = suggest(ana, add(ana))
  const badia = copyOf(ana, 80)
  for (const doc of [ana, badia]) settle(doc, id, 'accept')
  restrictBlock(ana, idAt(ana, 1), 'ab'.repeat(16) as DocumentId)
  meet(ana, badia)
  dropDoubled(badia)
  expect(readPage(badia).blocks.filter(({ label }) => label !== undefined)).toHaveLength(1)
})

test('it follows its paragraph, and says when that is gone or was changed', () => {
  const ana = page()
  const kind = suggest(ana, { what: 'kind', block: idAt(ana, 0), as: 'h1' })
  const words = suggest(ana, { what: 'words', block: idAt(ana, 0), wording: 'First part.' })
  const added = suggest(ana, add(ana))
  textAt(ana, 0).insert(0, 'The ')
  expect(one(ana, words)).toMatchObject({ isMoved: true, result: 'The First part.' })
  removeBlock(element(ana, 0))
  expect(one(ana, kind).target).toBeNull()
  expect(settle(ana, kind, 'accept')).toBe('not-found')
  // A new one has to come somewhere: at the end.
  expect(settle(ana, added, 'accept')).toBeNull()
  expect(linesOf(ana)).toEqual(['1. Second paragraph.', '2. A new paragraph.'])
  const joined = page()
  const removal = suggest(joined, { what: 'remove', block: idAt(joined, 0) })
  textAt(joined, 1).insert(0, 'Much longer than the first one, this. ')
  joinBlocks(element(joined, 0), element(joined, 1))
  // The absorbing paragraph is more than it.
  expect(one(joined, removal).target).toBeNull()
  expect(settle(joined, removal, 'accept')).toBe('not-found')
  expect(settle(joined, removal, 'reject')).toBeNull()
})

test('signs that break a text come into none, whatever was suggested', () => {
  const ana = page()
  const id = `${ana.clientID.toString(36)}-3333333333` as EntryId
  ana
    .getMap('threads')
    .set(`${id}/${id}`, {
      kind: 'paragraph',
      at: 1,
      what: 'add',
      block: null,
      base: '',
      why: '',
      as: 'num1',
      wording: 'One\u0000\ufffe line\n\n2. and\u2028another',
    })
  expect(one(ana, id).result).toBe('One line 2. and another')
  settle(ana, id, 'accept')
  expect(linesOf(ana)[0]).toBe('1. One line 2. and another')
})

test('a name drawn on purpose makes no second paragraph of that name', () => {
  const ana = page()
  const mallory = copyOf(ana, 90)
  const id = `${(90).toString(36)}-${idAt(ana, 1)}` as EntryId
  mallory
    .getMap('threads')
    .set(`${id}/${id}`, {
      kind: 'paragraph',
      at: 1,
      what: 'add',
      block: idAt(ana, 0),
      base: '',
      wording: 'Mine.',
      why: '',
      as: 'num1',
    })
  meet(ana, mallory)
  expect(settle(ana, id, 'accept')).toBe('invalid-input')
  expect(linesOf(ana)).toHaveLength(2)
})

test('a reason that is too long is refused in a word', () => {
  const steps = [
    { suggestRemoval: 1, why: 'x'.repeat(4001) },
    { amend: 'Other words.', block: 1, why: 'x'.repeat(4001) },
  ]
  expect(applyEditScript(page(), steps, { random, now: () => 1 }).refused).toEqual([
    { step: 1, code: 'invalid-input' },
    { step: 2, code: 'invalid-input' },
  ])
})
