// Named versions: the same text for the same name on every replica, however they came to it, and no
// text at all for a name that lies.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { digest } from '#core/keys'
import {
  decodeState,
  encodeState,
  nameVersion,
  nothingWritten,
  pageAt,
  pageOf,
  readVersions,
  stateOf,
  type Version,
} from '#document/history/versions'
import { readPage, rootOf } from '#document/tree'
import { readThreads, threadsName } from '#document/review/comments'
import type { Page } from '#document/model'
import {
  deviceNamed,
  diceFrom,
  documentNamed,
  feedNamed,
  newAuthor,
  newPage,
  shuffled,
  textIn,
} from '#tests/documents'

const document = documentNamed('text')
const people = (seed: number) =>
  ['Amina', 'Badia', 'Chen'].map((name, at) =>
    newAuthor(
      { device: deviceNamed(name), feed: feedNamed(name), document, writer: 0 },
      seed * 10 + at,
    ),
  )
const name = (doc: Y.Doc, text: string, random: (length: number) => Uint8Array) =>
  nameVersion(doc, { name: text, at: 1, hash: digest, random })

test('a version shows the same text on every replica, in whatever order edits arrived', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const dice = diceFrom(seed)
    const authors = people(seed)
    const sent: { by: number; update: Uint8Array }[] = []
    const pages = new Map<string, Page>()
    const heard = authors.map(() => 0)
    const say = (by: number, work: () => void): void => {
      const { doc } = authors[by] as (typeof authors)[number]
      const note = (update: Uint8Array): void => void sent.push({ by, update })
      doc.on('update', note)
      work()
      doc.off('update', note)
    }
    for (let step = 0; step < 120; step++) {
      const at = dice.below(authors.length)
      const author = authors[at] as (typeof authors)[number]
      if (dice.chance(0.3)) {
        for (const { by, update } of sent.slice(heard[at])) if (by !== at) author.hear(update)
        heard[at] = sent.length
      } else if (dice.chance(0.08))
        say(at, () => {
          const seen = readPage(author.doc)
          pages.set(name(author.doc, `Version ${step}`, dice.bytes), seen)
        })
      else say(at, () => void author.write())
    }
    expect(pages.size).toBeGreaterThan(0)
    const readers = [1, 2].map(() => {
      const doc = newPage(99)
      for (const { update } of shuffled(sent, dice)) Y.applyUpdate(doc, update)
      return doc
    })
    const lists = readers.map(doc => readVersions(doc))
    expect(lists[1]).toEqual(lists[0])
    expect(new Set(lists[0]?.map(({ id }) => id))).toEqual(new Set(pages.keys()))
    for (const doc of readers)
      for (const version of readVersions(doc))
        expect(pageOf(doc, version, digest)).toEqual(pages.get(version.id))
    expect(readThreads(readers[0] as Y.Doc)).toEqual([])
  }
})

test('a state is read back as it was written, and nothing else is one', () => {
  const dice = diceFrom(3)
  const [author] = people(3)
  for (let times = 0; times < 60; times++) author?.write()
  const state = stateOf(author?.doc as Y.Doc)
  const bytes = encodeState(state)
  expect(decodeState(bytes)).toEqual(state)
  expect(pageAt(author?.doc as Y.Doc, state)).toEqual(readPage(author?.doc as Y.Doc))
  expect(pageAt(author?.doc as Y.Doc, nothingWritten).blocks).toEqual([])
  expect(decodeState(bytes.slice(0, -1))).toBeNull()
  expect(decodeState(new Uint8Array([...bytes, 0]))).toBeNull()
  for (let times = 0; times < 2000; times++) {
    const other = bytes.slice()
    const at = dice.below(other.length)
    other[at] = (other[at] ?? 0) ^ (1 << dice.below(8))
    const read = decodeState(other)
    expect(read ? encodeState(read) : other).toEqual(other)
  }
})

/** An author who names "Agreed" after writing `text`, and a reader who has all of it. */
const agreed = (text: string) => {
  const doc = newPage(7)
  textIn(doc, 0).insert(0, text)
  return doc
}
const only = (doc: Y.Doc): Version => readVersions(doc)[0] as Version
const { bytes: random } = diceFrom(5)

test('a missing part is named, and the text is shown when it comes', () => {
  const doc = agreed('All members agree.')
  const before = Y.encodeStateAsUpdate(doc)
  textIn(doc, 0).delete(0, 4)
  const deleting = Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(before))
  name(doc, 'Agreed', random)
  const naming = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))
  const version = only(doc)

  const reader = newPage(9)
  expect(pageOf(reader, version, digest)).toBe('missing')
  Y.applyUpdate(reader, before)
  // The words are here, and the deletion is not: they must not be shown with it.
  expect(pageOf(reader, version, digest)).toBe('missing')
  Y.applyUpdate(reader, deleting)
  Y.applyUpdate(reader, naming)
  expect(pageOf(reader, version, digest)).toEqual(readPage(doc))
})

test('a name that lies shows no text', () => {
  const doc = agreed('We do not agree.')
  const whole = stateOf(doc)
  name(doc, 'Agreed', random)
  const honest = only(doc)
  const text = textIn(doc, 0)
  text.delete(3, 7)
  const later = stateOf(doc)
  const { clocks, deleted } = whole
  const clock = clocks.get(7) ?? 0
  const lies: [string, Partial<Version>][] = [
    ['another digest', { digest: 'ab'.repeat(32) }],
    ['no state', { state: null }],
    [
      'text that was written after it',
      { state: { ...whole, clocks: new Map([...clocks, [7, clock + 9]]) } },
    ],
    ['a later deletion under the digest of before', { state: { clocks, deleted: later.deleted } }],
    [
      'words of which the beginning is left out',
      { state: { clocks: new Map([[7, clock]]), deleted } },
    ],
  ]
  for (const [lie, change] of lies)
    expect([lie, pageOf(doc, { ...honest, ...change }, digest)]).toEqual([lie, 'false'])
  // These words are not deleted yet. The version has no text until they are, and it is another one
  // then.
  const undone = { clocks, deleted: new Map([[7, [{ from: 0, to: 2 }]]]) }
  expect(pageOf(doc, { ...honest, state: undone }, digest)).toBe('missing')
  expect(pageOf(doc, honest, digest)).toMatchObject({
    blocks: [{ runs: [{ text: 'We do not agree.' }] }],
  })
})

test('no member names a version for another, renames it, or removes it', () => {
  const [ana, eve] = [agreed('The text.'), newPage(8)]
  name(ana, 'Ana’s version', random)
  Y.applyUpdate(eve, Y.encodeStateAsUpdate(ana))
  const log = eve.getMap(threadsName)
  const [key] = [...log.keys()].filter(each => each.split('/')[0] === each.split('/')[1])
  const value = log.get(key ?? '') as object
  // Under Ana's id, as a new name and over Ana's own; then the same by Ana, twice.
  log.set(key ?? '', { ...value, name: 'Eve’s' })
  log.set(`${(7).toString(36)}-aaaaaaaaaa/${(7).toString(36)}-aaaaaaaaaa`, value)
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(eve))
  for (const text of ['Second', 'Third', 'Fourth'])
    ana.getMap(threadsName).set(key ?? '', { ...value, name: text })
  ana.getMap(threadsName).delete(key ?? '')
  const piece = { kind: 'state', piece: 0, bytes: new Uint8Array([0]) }
  ana.getMap(threadsName).set(`${key?.split('/')[0]}/7-aaaaaaaaaa`, piece)
  Y.applyUpdate(eve, Y.encodeStateAsUpdate(ana))
  for (const doc of [ana, eve])
    expect(readVersions(doc).map(each => [each.client, each.name])).toEqual([[7, 'Ana’s version']])
  expect(pageOf(eve, only(eve), digest)).toEqual(readPage(eve))
})

test('a state too long for one value is in several, and comes back whole', () => {
  const doc = newPage(7)
  const text = textIn(doc, 0)
  text.insert(0, 'word '.repeat(9000))
  // Every other letter goes: one span each.
  doc.transact(() => {
    for (let at = 44_999; at > 0; at -= 2) text.delete(at, 1)
  })
  name(doc, 'Long', random)
  expect(doc.getMap(threadsName).size).toBeLessThan(6)
  expect(pageOf(doc, only(doc), digest)).toEqual(readPage(doc))
  expect(rootOf(doc).length).toBe(1)
})
