// Suggesting in the product's own editor and binder: what a person does becomes marks, on every peer,
// and settling it leaves clean words.
import { readPage, rootOf } from '#document/tree'
import { readSettledSuggestions, readSuggestions, verdictsOn } from '#document/review/suggestions'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $createRangeSelection,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setSelection,
} from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { $selectAt, $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $setLink } from '../../../src/renderer/editor/formats/links.ts'

type Author = EditorPeer

const begin = Y.encodeStateAsUpdate(
  documentWith([block('num1', 'Encourage States to act now.'), block('paragraph', 'Second.')]),
)
const author = (client: number): Author => {
  const peer = openPeer({ client, from: begin })
  peer.suggesting.set(true)
  onTestFinished(() => peer.close())
  return peer
}
const $block = (index = 0): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error('No block')
  return found
}
const $select = (from: number, to: number, index = 0) => {
  $selectAt($block(index), from)
  const range = $createRangeSelection()
  const spot = (at: number): [string, number] => {
    let left = at
    for (const child of $block(index).getChildren()) {
      if ($isTextNode(child) && left <= child.getTextContentSize()) return [child.getKey(), left]
      left -= child.getTextContentSize()
    }
    throw new Error('No such place')
  }
  range.anchor.set(...spot(from), 'text')
  range.focus.set(...spot(to), 'text')
  $setSelection(range)
  return range
}
const type = (peer: Author, from: number, to: number, text: string): void =>
  peer.edit(() => $select(from, to).insertText(text))
const erase = (peer: Author, from: number, to: number): void =>
  peer.edit(() => $select(from, to).removeText())
const words = (peer: EditorPeer, index = 0): string =>
  ((rootOf(peer.doc).get(index) as Y.XmlElement).get(0) as Y.XmlText)
    .toDelta()
    .map(({ insert, attributes = {} }: { insert: string; attributes?: object }) => {
      const keys = Object.keys(attributes)
      if (keys.some(key => key.startsWith('s_de:'))) return `[-${insert}-]`
      return keys.some(key => key.startsWith('s_in:')) ? `[+${insert}+]` : insert
    })
    .join('')
const level = (...peers: Author[]): void => {
  for (const a of peers) for (const b of peers) if (a !== b) exchange(a, b)
}

test('typing, erasing and replacing become suggestions; what one suggested oneself goes for good', () => {
  const ana = author(21)
  type(ana, 10, 10, 'all ')
  expect(words(ana)).toBe('Encourage [+all +]States to act now.')
  type(ana, 14, 14, 'the ')
  expect(words(ana)).toBe('Encourage [+all the +]States to act now.')
  erase(ana, 10, 14)
  expect(words(ana)).toBe('Encourage [+the +]States to act now.')
  type(ana, 0, 9, 'Call on')
  expect(words(ana)).toBe('[-Encourage-][+Call on+] [+the +]States to act now.')
  const [first, second] = readSuggestions(ana.doc)
  expect([first?.inserted, second?.inserted, second?.struck]).toEqual([
    'the ',
    'Call on',
    'Encourage',
  ])
  expect(ana.failures).toEqual([])
})

/** As a person does it: the words are selected, then typed over letter by letter. */
const typeOver = (peer: Author, from: number, to: number, text: string): void => {
  peer.edit(() => void $select(from, to))
  for (const letter of text)
    peer.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText(letter)
    })
}

test.each([
  ['Envelopes', '[-Encourage-][+Envelopes+] States to act now.'],
  ['Aid', '[-Encourage-][+Aid+] States to act now.'],
  ['e', '[-Encourage-][+e+] States to act now.'],
])('“%s” typed over a word strikes the whole word', (typed, expected) => {
  const ana = author(21)
  typeOver(ana, 0, 9, typed)
  expect(words(ana)).toBe(expected)
  expect(readSuggestions(ana.doc)).toHaveLength(1)
  ana.settle(readSuggestions(ana.doc)[0]!.id, 'accept')
  expect(ana.texts()[0]).toBe(`${typed} States to act now.`)
})

test('words that are pasted over themselves are no suggestion', () => {
  const ana = author(21)
  type(ana, 0, 27, 'Encourage States to act now.'.slice(0, 27))
  expect(words(ana)).toBe('Encourage States to act now.')
  expect(readSuggestions(ana.doc)).toEqual([])
})

test('a number that is typed over one that begins it strikes that one as a whole, and no digit of another member', () => {
  const from = Y.encodeStateAsUpdate(documentWith([block('paragraph', 'Within 5 years.')]))
  const [ana, badia] = [21, 22].map(client => openPeer({ client, from })) as [Author, Author]
  onTestFinished(() => [ana, badia].forEach(peer => peer.close()))
  for (const [peer, typed] of [
    [ana, '50'],
    [badia, '60'],
  ] as const) {
    peer.suggesting.set(true)
    typeOver(peer, 7, 8, typed)
    expect(words(peer)).toBe(`Within [-5-][+${typed}+] years.`)
  }
  level(ana, badia)
  const cards = readSuggestions(ana.doc).map(({ client, struck, inserted }) => [
    client,
    struck,
    inserted,
  ])
  expect(cards).toEqual([
    [21, '5', '50'],
    [22, '5', '60'],
  ])
  const [first] = readSuggestions(ana.doc)
  if (!first) throw new Error('No suggestion')
  ana.settle(first.id, 'accept')
  level(ana, badia)
  expect(readSettledSuggestions(badia.doc).map(({ record }) => record[0])).toMatchObject([
    { removed: '5', was: { struck: '5', inserted: '50' } },
  ])
  badia.settle(readSuggestions(badia.doc).find(({ client }) => client === 22)!.id, 'reject')
  level(ana, badia)
  expect(ana.texts()[0]).toBe('Within 50 years.')
})

test('a word that is typed over with the same one and left waits as itself, and goes with its rejection', () => {
  const ana = author(21)
  typeOver(ana, 0, 1, 'E')
  expect(words(ana)).toBe('[-E-][+E+]ncourage States to act now.')
  ana.settle(readSuggestions(ana.doc)[0]!.id, 'reject')
  expect(ana.texts()[0]).toBe('Encourage States to act now.')
})

test('words that another member types among those of an open suggestion are none of its author’s', () => {
  const [ana, badia] = [author(21), author(22)]
  type(ana, 10, 10, 'all ')
  level(ana, badia)
  badia.suggesting.set(false)
  type(badia, 12, 12, 'xy')
  level(ana, badia)
  const [found] = readSuggestions(ana.doc)
  // They stay when it is rejected.
  expect([found?.struck, found?.inserted]).toEqual(['xyStates', 'alxyl States'])
  ana.settle(found!.id, 'reject')
  expect(ana.texts()[0]).toBe('Encourage xyStates to act now.')
  expect(readSettledSuggestions(ana.doc).map(({ record }) => record[0])).toMatchObject([
    { removed: 'all ' },
  ])
})

test('words that are pasted over themselves with one more between stay, and the one waits', () => {
  const ana = author(21)
  ana.edit(() => void $select(0, 16))
  ana.edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('Encourage all States')
  })
  expect(words(ana)).toBe('Encourage [+all +]States to act now.')
})

test('backspacing letter by letter is one suggestion, and undo is of one’s own', () => {
  const ana = author(21)
  for (const at of [9, 8, 7]) erase(ana, at - 1, at)
  expect(words(ana)).toBe('Encour[-age-] States to act now.')
  expect(readSuggestions(ana.doc)).toHaveLength(1)
  ana.binder.undo.undo()
  expect(words(ana)).toBe('Encourage States to act now.')
  expect(readSuggestions(ana.doc)).toEqual([])
})

test('every peer sees it, anyone settles it, and undo brings back what one settled oneself', () => {
  const [ana, badia] = [author(21), author(22)]
  type(ana, 0, 9, 'Call on')
  level(ana, badia)
  expect(words(badia)).toBe('[-Encourage-][+Call on+] States to act now.')
  const [found] = readSuggestions(badia.doc)
  if (!found) throw new Error('No suggestion')
  badia.settle(found.id, 'accept')
  level(ana, badia)
  for (const peer of [ana, badia]) {
    expect(peer.texts()[0]).toBe('Call on States to act now.')
    expect(readPage(peer.doc).blocks[0]?.runs).toHaveLength(1)
  }
  badia.binder.undo.undo()
  level(ana, badia)
  expect(words(ana)).toBe('[-Encourage-][+Call on+] States to act now.')
})

test('words that another member writes among struck ones stay, typed before and after the strike arrived', () => {
  const [ana, badia] = [author(21), author(22)]
  badia.suggesting.set(false)
  erase(ana, 0, 9)
  type(badia, 4, 4, 'ONE')
  level(ana, badia)
  type(badia, 2, 2, 'TWO')
  level(ana, badia)
  const [found] = readSuggestions(badia.doc)
  if (!found) throw new Error('No suggestion')
  ana.settle(found.id, 'accept')
  level(ana, badia)
  for (const peer of [ana, badia]) expect(peer.texts()[0]).toBe('TWOONE States to act now.')
})

test('formats and kinds wait too, and come with the acceptance', () => {
  const [ana, badia] = [author(21), author(22)]
  ana.edit(() => $select(0, 9).formatText('bold'))
  ana.edit(() => $setKinds($block(1).selectEnd(), 'h1'))
  level(ana, badia)
  expect(readPage(badia.doc).blocks.map(({ kind, runs }) => [kind, runs.length])).toEqual([
    ['num1', 1],
    ['paragraph', 1],
  ])
  // The card says which words, and which format.
  expect(readSuggestions(badia.doc).map(({ formatted, formats }) => [formatted, formats])).toEqual([
    ['Encourage', 1],
    ['', 0],
  ])
  for (const { id } of readSuggestions(badia.doc)) badia.settle(id, 'accept')
  level(ana, badia)
  for (const peer of [ana, badia]) {
    const verdicts = readSettledSuggestions(peer.doc).flatMap(each =>
      verdictsOn(each, (a, b) => a === b),
    )
    const recorded = { inserted: '', struck: '', formatted: 'Encourage', formats: 1 }
    expect(verdicts.map(each => each.recorded)).toContainEqual(expect.objectContaining(recorded))
    expect(verdicts.map(({ kind, client }) => [kind, client])).toEqual([
      ['accept', 22],
      ['accept', 22],
    ])
    expect(readPage(peer.doc).blocks.map(({ kind }) => kind)).toEqual(['num1', 'h1'])
    expect(readPage(peer.doc).blocks[0]?.runs[0]).toEqual({ text: 'Encourage', bold: true })
  }
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('bold that is suggested and taken back is suggested no more, also of words that wait in two', () => {
  const ana = author(21)
  const bold = (from: number, to: number): void => {
    ana.edit(() => $select(from, to).formatText('bold'))
  }
  const formatted = () => readSuggestions(ana.doc).filter(({ places }) => places.length > 0)
  bold(0, 9)
  expect(formatted()).toHaveLength(1)
  bold(0, 9)
  expect(formatted()).toEqual([])
  bold(0, 9)
  bold(10, 16)
  expect(formatted()).toHaveLength(2)
  bold(10, 16)
  bold(0, 9)
  expect(formatted()).toEqual([])
  expect(ana.failures).toEqual([])
})

const runs = (peer: EditorPeer) => readPage(peer.doc).blocks[0]?.runs
const links = (peer: EditorPeer): string[][] => readSuggestions(peer.doc).map(each => each.links)
const link = (peer: Author, from: number, to: number, href: string): void =>
  peer.edit(() => $setLink($select(from, to), href))

test('a link waits beside the one that is there, another address takes its place, undo takes it back', () => {
  const [ana, badia] = [author(21), author(22)]
  link(ana, 0, 9, 'https://un.org/a')
  expect(runs(ana)).toEqual([{ text: 'Encourage States to act now.' }])
  expect(links(ana)).toEqual([['https://un.org/a']])
  link(ana, 0, 9, 'https://un.org/b')
  expect(links(ana)).toEqual([['https://un.org/b']])
  level(ana, badia)
  const take = (): void =>
    readSuggestions(badia.doc).forEach(({ id, places }) => {
      if (places.length > 0) badia.settle(id, 'accept')
    })
  take()
  level(ana, badia)
  const linked = [{ text: 'Encourage', href: 'https://un.org/b' }, { text: ' States to act now.' }]
  expect(runs(ana)).toEqual(linked)
  // Taking it off waits too; a caret in a link means the whole of it.
  ana.binder.undo.separate()
  link(ana, 3, 3, '')
  expect(runs(ana)).toEqual(linked)
  expect(links(ana)).toContainEqual([''])
  ana.binder.undo.undo()
  expect(readSuggestions(ana.doc).filter(({ places }) => places.length > 0)).toEqual([])
  ana.binder.undo.redo()
  level(ana, badia)
  take()
  level(ana, badia)
  for (const peer of [ana, badia])
    expect(runs(peer)).toEqual([{ text: 'Encourage States to act now.' }])
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('two suggest other addresses apart, one is taken in and one turned down: one link everywhere', () => {
  const [ana, badia, cy] = [author(21), author(22), author(23)]
  link(ana, 0, 9, 'https://un.org/a')
  link(badia, 3, 16, 'https://un.org/b')
  level(ana, badia, cy)
  const [first, second] = readSuggestions(cy.doc)
  if (!first || !second) throw new Error('No suggestions')
  ana.settle(first.id, 'accept')
  badia.settle(second.id, 'reject')
  level(ana, badia, cy)
  for (const peer of [ana, badia, cy]) {
    expect(runs(peer)).toEqual([
      { text: 'Encourage', href: 'https://un.org/a' },
      { text: ' States to act now.' },
    ])
    expect(readSuggestions(peer.doc).flatMap(({ places }) => places)).toEqual([])
  }
  // Text typed behind words that wait for a link is no part of them.
  link(ana, 10, 16, 'https://un.org/c')
  level(ana, badia, cy)
  badia.suggesting.set(false)
  type(badia, 16, 16, 'XY')
  const waits = readSuggestions(badia.doc).find(each => each.links[0] === 'https://un.org/c')
  expect(waits?.places).toMatchObject([{ from: 10, to: 16 }])
})

test('text typed behind marked words is not part of them', () => {
  const [ana, badia] = [author(21), author(22)]
  badia.suggesting.set(false)
  type(ana, 9, 9, ' all')
  level(ana, badia)
  type(badia, 13, 13, ' the')
  expect(words(badia)).toBe('Encourage[+ all+] the States to act now.')
})

test.each([
  ['a word before one with the same first letter', 20, 'and '],
  ['a sentence before the full stop', 27, '. Now'],
  ['the same words again', 10, 'States and '],
  ['a letter before the same one', 20, 'a'],
  ['words at the beginning', 0, 'Engage and '],
] as const)('%s, suggested and rejected: only the words of the suggestion go', (_, at, put) => {
  const [ana, badia] = [author(21), author(22)]
  type(ana, at, at, put)
  const now = 'Encourage States to act now.'
  expect(words(ana)).toBe(`${now.slice(0, at)}[+${put}+]${now.slice(at)}`)
  level(ana, badia)
  const [suggested] = readSuggestions(badia.doc)
  badia.settle(suggested!.id, 'reject')
  level(ana, badia)
  for (const peer of [ana, badia]) expect(words(peer)).toBe(now)
})

test('words typed over struck ones and own ones leave the struck words to their author', () => {
  const [ana, ben] = [author(21), author(22)]
  level(ana, ben)
  const own = (): unknown[] => {
    const text = (rootOf(ana.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
    const letters: [number, number][] = []
    for (let item = text._start; item; item = item.right)
      if (!item.deleted && item.countable) letters.push([item.id.client, item.length])
    return letters.filter(([client]) => client === 21)
  }
  // "States" is struck, "Peru" stands behind it, and both are typed over.
  type(ana, 10, 16, 'Peru')
  expect(words(ana)).toBe('Encourage [-States-][+Peru+] to act now.')
  type(ana, 10, 20, 'x')
  expect(words(ana)).toBe('Encourage [-States-][+x+] to act now.')
  expect(own()).toEqual([[21, 1]])
  level(ana, ben)
  expect(words(ben)).toBe(words(ana))
})
