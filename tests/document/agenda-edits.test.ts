// Changes to the items of an agenda: sections move whole, words of others stay, and undo takes back
// this member's own changes.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import {
  addItem,
  askOfItem,
  moveItem,
  nestItem,
  readItems,
  removeItem,
  retitleItem,
  setItemFacts,
} from '#document/meetings'
import { genesis } from '#document/templates'
import { PageUndo } from '#document/undo'
import { readPage, rootOf, writeMeta } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const id = (letter: string): BlockId => letter.repeat(10) as BlockId

const agenda = (): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  writeMeta(doc, { kind: 'agenda', title: 'Third regular session', language: 'en' })
  const line = (letter: string, kind: 'num1' | 'num2' | 'paragraph', text: string) => ({
    id: id(letter),
    kind,
    runs: [{ text }],
  })
  writeBlocks(
    doc,
    [
      line('a', 'num1', 'Approval of the minutes'),
      line('b', 'num1', 'Strategy of support'),
      line('c', 'paragraph', 'Decide on two amendments.'),
      line('d', 'num2', 'Open amendments'),
      line('e', 'num2', 'Country examples'),
      line('f', 'num1', 'Any other business'),
    ],
    { random },
  )
  return doc
}
const titles = (doc: Y.Doc): string[] =>
  readItems(doc).map(({ depth, title }) => `${'  '.repeat(depth - 1)}${title}`)

test('an item has its depth, its words, and the paragraphs behind it', () => {
  const doc = agenda()
  expect(titles(doc)).toEqual([
    'Approval of the minutes',
    'Strategy of support',
    '  Open amendments',
    '  Country examples',
    'Any other business',
  ])
  expect(readItems(doc)[1]).toEqual({
    id: id('b'),
    depth: 1,
    title: 'Strategy of support',
    ask: 'Decide on two amendments.',
    minutes: null,
    presenter: null,
    papers: [],
  })
})

test('an item moves with its paragraphs and its parts, and keeps every id', () => {
  const doc = agenda()
  const ids = readPage(doc).blocks.map(block => block.id)
  expect(moveItem(doc, id('b'), 'up')).toBe(true)
  expect(titles(doc)).toEqual([
    'Strategy of support',
    '  Open amendments',
    '  Country examples',
    'Approval of the minutes',
    'Any other business',
  ])
  expect(moveItem(doc, id('b'), 'up')).toBe(false)
  expect(moveItem(doc, id('b'), 'down')).toBe(true)
  expect(moveItem(doc, id('d'), 'up')).toBe(false)
  expect(moveItem(doc, id('e'), 'up')).toBe(true)
  expect(readItems(doc)[1]?.ask).toBe('Decide on two amendments.')
  expect(new Set(readPage(doc).blocks.map(block => block.id))).toEqual(new Set(ids))
})

test('an item becomes a part of the one above, and no item is deeper than its own place allows', () => {
  const doc = agenda()
  expect(nestItem(doc, id('a'), 'deeper')).toBe(false)
  expect(nestItem(doc, id('d'), 'deeper')).toBe(false)
  expect(nestItem(doc, id('f'), 'deeper')).toBe(true)
  expect(titles(doc).at(-1)).toBe('  Any other business')
  expect(nestItem(doc, id('b'), 'deeper')).toBe(true)
  expect(titles(doc).slice(0, 3)).toEqual([
    'Approval of the minutes',
    '  Strategy of support',
    '    Open amendments',
  ])
  expect(nestItem(doc, id('b'), 'shallower')).toBe(true)
  expect(nestItem(doc, id('b'), 'shallower')).toBe(false)
})

test('two members who change one item apart both keep their words', () => {
  const mine = agenda()
  const theirs = new Y.Doc({ gc: false })
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
  retitleItem(mine, id('b'), 'Strategy of support: recommendations')
  retitleItem(theirs, id('b'), 'The strategy of support')
  setItemFacts(theirs, id('b'), { minutes: 40 })
  askOfItem(mine, id('f'), 'Name the next day.\nSay who writes.', random)
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs))
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
  expect(readItems(mine)).toEqual(readItems(theirs))
  expect(readItems(mine)[1]).toMatchObject({
    title: 'The strategy of support: recommendations',
    minutes: 40,
  })
  expect(readItems(mine).at(-1)?.ask).toBe('Name the next day.\nSay who writes.')
})

test('minutes, presenter and papers are set and taken away; odd values of a peer count as none', () => {
  const doc = agenda()
  const presenter = '1'.repeat(64) as MemberId
  const papers = ['2'.repeat(32) as DocumentId]
  setItemFacts(doc, id('a'), { minutes: 5, presenter, papers })
  expect(readItems(doc)[0]).toMatchObject({ minutes: 5, presenter, papers })
  setItemFacts(doc, id('a'), { minutes: null, presenter: null, papers: [] })
  expect(readItems(doc)[0]).toMatchObject({ minutes: null, presenter: null, papers: [] })
  const block = rootOf(doc).get(0)
  if (!(block instanceof Y.XmlElement)) throw new Error('No block')
  block.setAttribute('s_time', 'long')
  block.setAttribute('s_by', '')
  block.setAttribute('s_papers', 'seven')
  expect(readItems(doc)[0]).toMatchObject({ minutes: null, presenter: null, papers: [] })
})

test('an added item stands behind all of the one before it, and undo takes back own changes alone', () => {
  const doc = agenda()
  const own = Symbol('own')
  const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set<unknown>([own]) })
  doc.transact(() => addItem(doc, id('b'), 'Regional observatory', random), own)
  expect(titles(doc)[4]).toBe('Regional observatory')
  undo.stopCapturing()
  doc.transact(() => void removeItem(doc, id('b')), own)
  expect(titles(doc)).toEqual([
    'Approval of the minutes',
    'Regional observatory',
    'Any other business',
  ])
  retitleItem(doc, id('a'), 'Minutes of 12 June')
  undo.undo()
  expect(titles(doc)[1]).toBe('Strategy of support')
  expect(readItems(doc)[1]?.ask).toBe('Decide on two amendments.')
  expect(titles(doc)[0]).toBe('Minutes of 12 June')
  undo.undo()
  expect(titles(doc)).not.toContain('Regional observatory')
  expect(removeItem(doc, id('z'))).toBe(false)
})
