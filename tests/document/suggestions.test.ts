// Suggested changes as they lie in a document: taken in or turned down, apart and together, and what
// others write among them meanwhile.
import { blockText, settledPage } from '#document/model'
import { markWords } from '#document/review/comments'
import {
  noteStruck,
  openSuggestion,
  readSuggestions,
  readWaiting,
  redlineOfSuggestions,
  settleSuggestion,
  suggestionKey,
} from '#document/review/suggestions'
import { readPage, rootOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, copyOf, meet } from '#tests/shared-pages'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids'

const random = countedRandom(4)
const page = (): Y.Doc => documentWith([block('num1', 'Encourage States to act now.')])
const textOf = (doc: Y.Doc): Y.XmlText => (rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const wordsOf = (doc: Y.Doc): string =>
  (textOf(doc).toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
const settle = (doc: Y.Doc, id: EntryId, verdict: 'accept' | 'reject'): void =>
  settleSuggestion(doc, id, verdict, { at: 9, random, change: work => doc.transact(work) })

/** Strikes "Encourage" and puts "Call on" behind it. */
const suggest = (doc: Y.Doc): EntryId => {
  const id = openSuggestion(doc, 5, random)
  textOf(doc).insert(9, 'Call on', { [suggestionKey('inserted', id)]: 1 })
  markWords(doc, { index: 0, from: 0, to: 9 }, suggestionKey('struck', id), 1)
  noteStruck(doc, id, { text: textOf(doc), from: 0, to: 9 }, random)
  return id
}

test('waits in the text, with its author, and reads in full', () => {
  const doc = copyOf(page(), 8)
  const id = suggest(doc)
  expect(readSuggestions(doc)).toMatchObject([
    { id, client: 8, inserted: 'Call on', struck: 'Encourage', record: [] },
  ])
})

test('reads a paragraph as often for many suggestions as for one', () => {
  const readings = (count: number): number => {
    const doc = copyOf(documentWith([block('num1', 'word '.repeat(count))]), 8)
    for (let n = 0; n < count; n++) {
      const id = openSuggestion(doc, 5, random)
      for (const [key, to] of [['struck', n * 5 + 2] as const, ['formats', n * 5 + 4] as const])
        markWords(doc, { index: 0, from: n * 5, to }, suggestionKey(key, id), 1)
      noteStruck(doc, id, { text: textOf(doc), from: n * 5, to: n * 5 + 2 }, random)
    }
    const read = vi.spyOn(Y.XmlText.prototype, 'toDelta')
    const found = readSuggestions(doc)
    const times = read.mock.calls.length
    read.mockRestore()
    expect(found.map(({ struck, formatted }) => [struck, formatted])).toEqual(
      Array.from({ length: count }, () => ['word', 'word']),
    )
    return times
  }
  expect(readings(20)).toBe(readings(1))
})

/** `words` as they stand; `-28-` is struck and `+30+` inserted by one suggestion, `*x*` inserted by another. */
const marked = (words: string): { doc: Y.Doc; id: EntryId } => {
  const parts = words.split(/(-[^-]+-|\+[^+]+\+|\*[^*]+\*)/).filter(part => part !== '')
  const doc = copyOf(documentWith([block('num1', words.replaceAll(/\+[^+]+\+|[-*]/g, ''))]), 8)
  const [id, other] = [openSuggestion(doc, 5, random), openSuggestion(doc, 6, random)]
  const struck = suggestionKey('struck', id)
  let from = 0
  for (const part of parts) {
    const isMarked = /^[-+*]/.test(part)
    const to = from + part.length - (isMarked ? 2 : 0)
    if (part.startsWith('+'))
      textOf(doc).insert(from, part.slice(1, -1), { [suggestionKey('inserted', id)]: 1 })
    if (part.startsWith('*'))
      markWords(doc, { index: 0, from, to }, suggestionKey('inserted', other), 1)
    if (part.startsWith('-')) {
      markWords(doc, { index: 0, from, to }, struck, 1)
      noteStruck(doc, id, { text: textOf(doc), from, to }, random)
    }
    from = to
  }
  return { doc, id }
}

test.each([
  ['by 20-28-+30+ at last', '2028', '2030'],
  ['by 2+030+-028- at last', '2028', '2030'],
  ['the girl+s+ go', 'girl', 'girls'],
  ['the colo-u-r', 'colour', 'color'],
  ['the girl-s-+ and boys+.', 'girls', 'girl and boys'],
  ['fund +more +houses', '', 'more '],
  ['fund more-, safe- houses', ', safe', ''],
  ['-safe-+open+ -house-+home+', 'safe house', 'open home'],
  // Words that another suggestion puts in are no part of it.
  ['by 20*30*-28- at last', '2028', '20'],
  ['fund*ing* +more+-less- houses', 'less', 'more'],
  // An insertion within another one reads with the words around it.
  ['fund *sa*+r+*fe *houses', 'safe', 'sarfe'],
  ['fund *safe *+r+*big *houses', 'big', 'rbig'],
  ['fund *safe *+new +houses', '', 'new '],
  // Only the words beside a change are compared with it, and all between two changes.
  [
    'one two three *four *fi-r-ve, six and seven times eight+y+ nine ten',
    'firve eight',
    'five eighty',
  ],
  // Each sign of Chinese is a word.
  ['保-障-+护+女童', '障', '护'],
])(
  'a change within a word of “%s” reads as whole words: “%s” goes, “%s” comes',
  (text, struck, inserted) => {
    const { doc, id } = marked(text)
    const found = readSuggestions(doc).find(each => each.id === id)
    expect([found?.struck, found?.inserted]).toEqual([struck, inserted])
  },
)

test('a part that is struck within words of another suggestion reads as the whole word of these', () => {
  const { doc, id } = marked('fund -X-*safe *houses')
  textOf(doc).delete(5, 1)
  markWords(doc, { index: 0, from: 5, to: 7 }, suggestionKey('struck', id), 1)
  noteStruck(doc, id, { text: textOf(doc), from: 5, to: 7 }, random)
  const found = readSuggestions(doc).find(each => each.id === id)
  expect([found?.struck, found?.inserted]).toEqual(['safe', 'fe'])
})

test('a change within a word is whole words in a file too, and its record says what really went', () => {
  const { doc, id } = marked('by 20-28-+30+ at last')
  const authors = { writer: () => null, isSame: () => false, quotedAs: () => '' as MemberId }
  const steps = redlineOfSuggestions(doc, authors)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const { was, is, words } = step.value.redline
  const textAt = (page: typeof was, place: (typeof words)[number]['was']) =>
    place && blockText(page.blocks[place.index]!).slice(place.from, place.to)
  expect(
    words
      .filter(word => !word.was || !word.is)
      .map(word => [textAt(was, word.was), textAt(is, word.is)]),
  ).toEqual([
    ['2028', null],
    [null, '2030'],
  ])
  settle(doc, id, 'reject')
  expect(readSuggestions(doc).find(each => each.id === id)?.record).toMatchObject([
    { removed: '30', was: { struck: '2028', inserted: '2030' } },
  ])
})

test('those that wait are listed as they stand in the text, and no settled one', () => {
  const doc = copyOf(
    documentWith([block('num1', 'First of all.'), block('num1', 'And then more.')]),
    8,
  )
  const inserted = (index: number, at: number): EntryId => {
    const id = openSuggestion(doc, at, random)
    markWords(doc, { index, from: 0, to: 3 }, suggestionKey('inserted', id), 1)
    return id
  }
  const [later, settled, earlier] = [inserted(1, 5), inserted(1, 6), inserted(0, 7)]
  settle(doc, settled, 'accept')
  expect(readWaiting(doc).map(({ id }) => id)).toEqual([earlier, later])
  expect(readSuggestions(doc).map(({ id }) => id)).toEqual([later, settled, earlier])
})

test.each([
  ['accept', 'Call on States to act now.'],
  ['reject', 'Encourage States to act now.'],
] as const)('%s leaves clean words and says who did it', (verdict, text) => {
  const doc = copyOf(page(), 8)
  const id = suggest(doc)
  settle(doc, id, verdict)
  expect(wordsOf(doc)).toBe(text)
  expect(readPage(doc).blocks[0]?.runs).toEqual([{ text }])
  expect(readSuggestions(doc)).toMatchObject([
    { places: [], record: [{ kind: verdict, client: 8 }] },
  ])
})

/** The words of `from` to `to` would get the format `value`, which an app may write as it likes. */
const suggestFormat = (doc: Y.Doc, id: EntryId, value: unknown, from = 0, to = 9): void =>
  textOf(doc).format(from, to - from, { [suggestionKey('formats', id)]: value as number })

test.each([
  ...[0.5, -1, 2 ** 40, 1e300, 'bold', { bold: true }].map(value => [value, 0] as const),
  ...([
    [4096 + 1, 1],
    [3, 3],
  ] as const),
])('a format that an app wrote as %j is settled and shown as the bits %i', (value, bits) => {
  const begun = copyOf(page(), 8)
  const id = openSuggestion(begun, 5, random)
  suggestFormat(begun, id, value)
  expect(readSuggestions(begun)).toMatchObject([{ formats: bits, formatted: 'Encourage' }])
  for (const verdict of ['accept', 'reject'] as const) {
    const doc = copyOf(begun, 9)
    settle(doc, id, verdict)
    expect(readSuggestions(doc)).toMatchObject([
      { places: [], record: [{ kind: verdict, client: 9, was: { formats: bits } }] },
    ])
    const [{ attributes }] = textOf(doc).toDelta() as [{ attributes?: { p?: object } }]
    expect(attributes?.p ?? { __format: 0 }).toMatchObject({
      __format: verdict === 'accept' ? bits : 0,
    })
  }
  const authors = { writer: () => null, isSame: () => false, quotedAs: () => '' as MemberId }
  expect(() => [...redlineOfSuggestions(begun, authors)]).not.toThrow()
})

test('formats of one suggestion that differ from word to word are all named', () => {
  const doc = copyOf(page(), 8)
  const id = openSuggestion(doc, 5, random)
  suggestFormat(doc, id, 1)
  suggestFormat(doc, id, 2, 10, 16)
  expect(readSuggestions(doc)).toMatchObject([{ formats: 3, formatted: 'Encourage States' }])
})

test('words that another member writes among struck words, before the strike arrives, stay when it is accepted', () => {
  const ana = copyOf(page(), 8)
  const badia = copyOf(ana, 9)
  const id = suggest(ana)
  textOf(badia).insert(4, 'BADIA')
  meet(ana, badia)
  settle(badia, id, 'accept')
  meet(ana, badia)
  for (const doc of [ana, badia]) expect(wordsOf(doc)).toBe('BADIACall on States to act now.')
})

test('two take it in apart; one takes it in and one turns it down: one text, and both are on record', () => {
  for (const [first, second] of [
    ['accept', 'accept'],
    ['accept', 'reject'],
  ] as const) {
    const ana = copyOf(page(), 8)
    const id = suggest(ana)
    const [badia, cy] = [copyOf(ana, 9), copyOf(ana, 10)]
    settle(badia, id, first)
    settle(cy, id, second)
    meet(ana, badia, cy)
    const texts = new Set([ana, badia, cy].map(wordsOf))
    expect(texts.size).toBe(1)
    expect([...texts][0]).toBe(
      second === 'accept' ? 'Call on States to act now.' : ' States to act now.',
    )
    expect(
      readSuggestions(ana)[0]
        ?.record.map(({ client }) => client)
        .toSorted(),
    ).toEqual([10, 9])
  }
})

test('a struck format and kind wait beside the real ones', () => {
  const doc = copyOf(page(), 8)
  const id = openSuggestion(doc, 5, random)
  const element = rootOf(doc).get(0) as Y.XmlElement
  element.setAttribute(suggestionKey('kind', id), 'h1')
  markWords(doc, { index: 0, from: 0, to: 9 }, suggestionKey('formats', id), 1)
  expect(readPage(doc).blocks[0]).toMatchObject({ kind: 'num1' })
  expect(readSuggestions(doc)).toMatchObject([{ kind: 'h1', formats: 1 }])
  settle(doc, id, 'accept')
  expect(readPage(doc).blocks[0]).toMatchObject({
    kind: 'h1',
    runs: [{ text: 'Encourage', bold: true }, { text: ' States to act now.' }],
  })
})

test('an address that no link may have is no suggestion, whatever an app writes there', () => {
  const doc = copyOf(page(), 8)
  const id = openSuggestion(doc, 5, random)
  const words = { index: 0, from: 0, to: 9 }
  markWords(doc, words, suggestionKey('links', id), 'javascript:alert(1)')
  expect(readSuggestions(doc)).toMatchObject([{ links: [] }])
  settle(doc, id, 'accept')
  expect(textOf(doc).toJSON()).not.toContain('javascript')
  expect(readPage(doc).blocks[0]?.runs).toEqual([{ text: 'Encourage States to act now.' }])
})

test('an export holds no waiting suggestion: inserted words out, struck words in', () => {
  const doc = copyOf(page(), 8)
  suggest(doc)
  expect(readPage(doc).blocks[0]?.runs).toEqual([
    { text: 'Encourage', struck: true },
    { text: 'Call on', suggested: true },
    { text: ' States to act now.' },
  ])
  const clean = settledPage(readPage(doc)).blocks[0]
  expect(clean && blockText(clean)).toBe('Encourage States to act now.')
  expect(JSON.stringify(clean)).not.toContain('struck')
})
