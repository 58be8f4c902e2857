// The placeholder of a restricted paragraph in a text, made and lifted by people who are apart.
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { applyEditScript } from '#document/edits'
import { blockText, type Page } from '#document/model'
import { contentDigest, pageAt, stateOf } from '#document/history/versions'
import {
  insertRestricted,
  liftBlock,
  readPartOf,
  restrictBlock,
  withRestricted,
  writePartOf,
} from '#document/restricted'
import { readPage, insertText, blockElements } from '#document/tree'
import { restorePage } from '#document/history/restore'
import { spokenPage } from '#document/numbering'
import type { BlockId, DocumentId } from '#shared/ids'
import { diceFrom } from '#tests/documents'
import { block, documentWith, sha256 } from '#tests/shared-pages'
import { moveBlock, removeBlock } from '#document/blocks'
import { addNote } from '../../src/document/edits/edit-notes.ts'

const dice = diceFrom(36)
const random = dice.bytes
const named = (name: string) =>
  createHash('sha256').update(name).digest('hex').slice(0, 32) as DocumentId
const text = named('text')

const host = (): Y.Doc =>
  documentWith(['First.', 'Second.', 'Third.'].map(words => block('num1', words)))
const lines = (doc: Y.Doc): string[] =>
  readPage(doc).blocks.map(each => `${each.number} ${each.label ?? ''}${blockText(each)}`)
const idAt = (doc: Y.Doc, index: number): BlockId => readPage(doc).blocks[index]?.id as BlockId
const pageOf = (...words: string[]): Page =>
  readPage(documentWith(words.map(each => block('num1', each))))
const state = (doc: Y.Doc): string => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('latin1')

test('the words go, and number, kind and direction stay', () => {
  const doc = host()
  const id = idAt(doc, 1)
  expect(restrictBlock(doc, id, text)).toBe(true)
  expect(lines(doc)).toEqual(['1. First.', '2. circle', '3. Third.'])
  expect(readPage(doc).blocks[1]).toMatchObject({ id, kind: 'num1', ref: text, runs: [] })
  expect(restrictBlock(doc, id, named('other'))).toBe(false)
  expect(liftBlock(doc, id, pageOf('Lifted.', 'More.'), random)).toBe(true)
  expect(lines(doc)).toEqual(['1. First.', '2. Lifted.', '3. More.', '4. Third.'])
  expect(liftBlock(doc, id, pageOf('Again.'), random)).toBe(false)
})

test('a note that no other paragraph refers to goes with the words, and comes back', () => {
  const doc = host()
  const elements = blockElements(doc)
  if (elements[1]) addNote(elements[1], 2, 'Named in confidence', random)
  if (elements[2]) addNote(elements[2], 2, 'For all', random)
  const before = readPage(doc)
  const id = idAt(doc, 1)
  restrictBlock(doc, id, text)
  expect(readPage(doc).notes?.map(note => note.text)).toEqual(['For all'])
  const live = JSON.stringify(doc.getMap('footnotes').toJSON())
  expect(live).not.toContain('confidence')
  liftBlock(doc, id, { ...before, blocks: before.blocks.slice(1, 2) }, random)
  expect(readPage(doc).notes?.map(note => note.text)).toEqual(['Named in confidence', 'For all'])
})

test('an earlier version brings back neither what is restricted since nor takes what was lifted', () => {
  const doc = host()
  const id = idAt(doc, 1)
  const open = readPage(doc)
  restrictBlock(doc, id, text)
  const restricted = pageAt(doc, stateOf(doc))
  insertText(blockElements(doc)[0] as Y.XmlElement, 0, 'Now: ')
  restorePage(doc, open, { random, change: work => work() })
  expect(lines(doc)).toEqual(['1. First.', '2. circle', '3. Third.'])
  liftBlock(doc, id, pageOf('Lifted.'), random)
  if (restricted) restorePage(doc, restricted, { random, change: work => work() })
  expect(lines(doc)).toEqual(['1. First.', '2. Lifted.', '3. Third.'])
})

test('the place itself was removed from the text: an earlier version does neither', () => {
  const doc = host()
  const id = idAt(doc, 1)
  const open = readPage(doc)
  restrictBlock(doc, id, text)
  const there = Y.encodeStateAsUpdate(doc)
  const apart = copyFor(30, there)
  removeBlock(blockElements(doc)[1] as Y.XmlElement)
  restorePage(doc, open, { random, change: work => work() })
  expect(lines(doc)).toEqual(['1. First.', '2. Third.'])
  // Moved while it was restricted, and lifted after that: it is a paragraph like any other.
  moveBlock(blockElements(apart)[1] as Y.XmlElement, null)
  liftBlock(apart, id, pageOf('Lifted.'), random)
  restorePage(apart, open, { random, change: work => work() })
  expect(lines(apart)).toEqual(['1. First.', '2. Second.', '3. Third.'])
})

test('a reader of the texts sees them in their places, under the numbers of all', () => {
  const doc = host()
  restrictBlock(doc, idAt(doc, 1), text)
  const page = withRestricted(readPage(doc), () => pageOf('Hidden.', 'Hidden too.'))
  expect(page.blocks.map(each => `${each.number} ${blockText(each)}`)).toEqual([
    ...['1. First.', '2. Hidden.', ' Hidden too.', '3. Third.'],
  ])
  expect(JSON.stringify(page)).not.toContain(text)
  expect(withRestricted(readPage(doc), () => null)).toEqual(readPage(doc))
})

test('a reference leads to its paragraph, however long the text above it is', () => {
  const doc = host()
  const steps = [
    { refer: 3, block: 1, at: 0 },
    { refer: 1, block: 3, at: 0 },
  ]
  expect(applyEditScript(doc, steps, { random, now: () => 1 }).refused).toEqual([])
  restrictBlock(doc, idAt(doc, 1), text)
  const closed = pageOf('Hidden.', 'Hidden too.', 'And this.')
  const { blocks } = withRestricted(spokenPage(readPage(doc)), () => closed)
  const leads = blocks.flatMap(({ runs }) =>
    runs.flatMap(({ to }) =>
      to?.reads ? [to.reads.index, ...to.reads.path.map(p => p.index)] : [],
    ),
  )
  expect(leads).toEqual([4, 4, 0, 0])
  expect(blocks[4]?.id).toBe(idAt(doc, 2))
})

test('a note of the circle is said of its own words alone, under whatever name it is kept', () => {
  const note = 'aaaaaaaaab'
  const refers = [{ text: 'See' }, { text: '\u2060', note }]
  const meta = pageOf('').meta
  const at = (runs: typeof refers) => ({ id: null, kind: 'num1' as const, number: '', runs })
  const all: Page = {
    meta,
    notes: [{ id: note, text: 'As all read it' }],
    blocks: [at(refers), { ...at([]), label: 'circle' }],
  }
  const closed = { blocks: [at(refers)], notes: [{ id: note, text: 'As the circle has it' }] }
  const { blocks, notes = [] } = withRestricted(all, () => closed)
  const said = blocks.map(({ runs }) =>
    runs.flatMap(run => notes.find(({ id }) => id === run.note)?.text ?? []),
  )
  expect(said).toEqual([['As all read it'], ['As the circle has it']])
})

test('the place that a text names is read only where it names one', () => {
  const doc = host()
  expect(readPartOf(doc)).toBe(null)
  const place = { document: text, block: idAt(doc, 1) }
  writePartOf(doc, place)
  expect(readPartOf(doc)).toEqual(place)
  for (const value of ['x', 7, { document: 'x', block: place.block }, { document: text }]) {
    doc.getMap('meta').set('partOf', value)
    expect(readPartOf(doc)).toBe(null)
  }
})

/** One person's copies; `circle` has the texts of restricted paragraphs, by their names. */
type Person = { client: number; host: Y.Doc; circle: Map<DocumentId, Y.Doc> | null }

const copyFor = (client: number, update: Uint8Array): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = client
  Y.applyUpdate(doc, update)
  return doc
}

test('apart and together again: all see the same, nothing is lost, and no word goes astray', () => {
  let [restrictions, lifts, words] = [0, 0, 0]
  for (let seed = 1; seed <= 60; seed++) {
    const chance = diceFrom(seed)
    const begun = Y.encodeStateAsUpdate(host())
    const people: Person[] = [101, 102, 103].map((client, at) => ({
      client,
      host: copyFor(client, begun),
      circle: at < 2 ? new Map() : null,
    }))
    let next = 0
    const word = (): string => `w${seed}x${++next}x`
    const [inHost, inCircle]: [string[], string[]] = [[], []]
    let lifted = 0
    const act = (person: Person): void => {
      const { host: doc, circle } = person
      const { blocks } = readPage(doc)
      const at = chance.below(blocks.length)
      const [found, element] = [blocks[at], blockElements(doc)[at]]
      if (!found?.id || !element) return
      const part = found.ref && circle?.get(found.ref)
      if (!circle || (!part && chance.below(3) > 0)) {
        if (found.label !== undefined) return
        const typed = word()
        inHost.push(typed)
        insertText(element, 0, `${typed} `)
      } else if (found.label === undefined) {
        const name = named(`${seed} ${++next}`)
        const made = documentWith([block('num1', blockText(found))])
        circle.set(name, copyFor(person.client, Y.encodeStateAsUpdate(made)))
        restrictBlock(doc, found.id, name)
        restrictions++
      } else if (part && chance.below(4) === 0) {
        liftBlock(doc, found.id, readPage(part), random)
        lifts++
        lifted++
      } else if (part) {
        const typed = word()
        inCircle.push(typed)
        insertText(blockElements(part)[0] as Y.XmlElement, 0, `${typed} `)
      } else
        insertRestricted(
          doc,
          found.id,
          { id: 'aaaaaaaaab' as BlockId, kind: 'num1', ref: text },
          random,
        )
    }
    const meet = (a: Person, b: Person): void => {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        Y.applyUpdate(to.host, Y.encodeStateAsUpdate(from.host, Y.encodeStateVector(to.host)))
        if (!from.circle || !to.circle) continue
        for (const [name, doc] of from.circle) {
          const update = Y.encodeStateAsUpdate(doc)
          const known = to.circle.get(name)
          if (known) Y.applyUpdate(known, update)
          else to.circle.set(name, copyFor(to.client, update))
        }
      }
    }
    const [a, b, c] = people as [Person, Person, Person]
    for (let round = 0; round < 4; round++) {
      for (const person of people) for (let turn = 0; turn < 3; turn++) act(person)
      // Until something is lifted, none of the circle's words is in what all have.
      const astray = inCircle.filter(typed => people.some(each => state(each.host).includes(typed)))
      expect(lifted === 0 ? astray : []).toEqual([])
      if (chance.below(2) === 0) meet(a, b)
      else meet(b, c)
    }
    for (const [from, to] of [
      [a, b],
      [b, c],
      [a, b],
      [a, c],
    ] as const)
      meet(from, to)
    const digests = new Set(people.map(each => contentDigest(readPage(each.host), sha256)))
    expect(digests.size).toBe(1)
    const textsOf = (docs: Iterable<Y.Doc>): string =>
      [...docs].flatMap(doc => readPage(doc).blocks.map(blockText)).join('\n')
    expect(textsOf(a.circle?.values() ?? [])).toBe(
      textsOf([...(a.circle?.keys() ?? [])].flatMap(name => b.circle?.get(name) ?? [])),
    )
    const everything = textsOf([a.host, ...(a.circle?.values() ?? [])])
    for (const typed of [...inHost, ...inCircle]) expect(everything).toContain(typed)
    words += inHost.length + inCircle.length
  }
  expect([restrictions > 100, lifts > 20, words > 400]).toEqual([true, true, true])
})
