// Steps of an edit script that suggest words, comment, and accept or reject what waits.
import { applyEditScript, type EditResult } from '#document/edits'
import { noteSign, settledPage } from '#document/model'
import { readAmendments, amendmentNamed } from '#document/review/amendments'
import { readPage, markOf, textsOf, blockElements, piecesOf } from '#document/tree'
import {
  readParagraphSuggestions,
  readSuggestions,
  type Suggestion,
} from '#document/review/suggestions'
import { readThreads, stretchesOf } from '#document/review/comments'
import { everyRight, type Right } from '#shared/contract'
import { countedRandom } from '#tests/editor-peer'
import { block, copyOf, documentWith, linesOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const page = (): Y.Doc =>
  documentWith([block('num1', 'Encourage States to act now.'), block('num1', 'Second.')])

let scripts = 0
const random = () => countedRandom(++scripts)
const isSame = (a: number, b: number): boolean => a === b
const author = { at: 5, isSame, rights: everyRight }
const run = (doc: Y.Doc, ...steps: unknown[]): EditResult =>
  applyEditScript(doc, steps, { random: random(), now: () => 5, author })

const waiting = (doc: Y.Doc): Suggestion[] =>
  readSuggestions(doc).filter(({ places }) => places.length > 0)
const only = (doc: Y.Doc): Suggestion => {
  const [first, ...more] = waiting(doc)
  if (!first || more.length > 0) throw new Error(`${more.length + 1} suggestions wait`)
  return first
}
const settled = (doc: Y.Doc): string[] =>
  settledPage(readPage(doc)).blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))

test('when words are suggested, they wait in the text under this author and can be accepted', () => {
  const doc = page()
  const steps = [
    { suggest: { delete: 9 }, block: 1, at: 0 },
    { suggest: { insert: 'Call on' }, block: 1, at: 9 },
  ]
  expect(run(doc, ...steps)).toEqual({ applied: 2, refused: [] })
  const suggestion = only(doc)
  expect(suggestion).toMatchObject({
    ...{ client: doc.clientID, at: 5, inserted: 'Call on', struck: 'Encourage', record: [] },
  })
  expect(settled(doc)).toEqual(['Encourage States to act now.', 'Second.'])
  expect(run(doc, { accept: suggestion.id })).toEqual({ applied: 1, refused: [] })
  expect(linesOf(doc)).toEqual(['1. Call on States to act now.', '2. Second.'])
  expect(readSuggestions(doc)).toMatchObject([{ places: [], record: [{ kind: 'accept', at: 5 }] }])
})

test('when words are suggested behind the sign of a note, they are words and no second sign', () => {
  const doc = page()
  run(doc, { footnote: 'See the report.', block: 1, at: 16 })
  run(doc, { suggest: { insert: ' and others' }, block: 1, at: 17 })
  const pieces = blockElements(doc).flatMap(textsOf).flatMap(piecesOf)
  expect(pieces.filter(piece => 's_fn' in markOf(piece)).map(({ text }) => text)).toEqual([
    noteSign,
  ])
  run(doc, { accept: only(doc).id })
  expect(readPage(doc).notes).toHaveLength(1)
  expect(linesOf(doc)[0]).toContain('States and others to'.slice(6))
})

test('when suggested words are rejected, the text reads as before', () => {
  const doc = page()
  run(doc, { suggest: { insert: 'all ' }, block: 1, at: 10 })
  run(doc, { suggest: { delete: 4 }, block: 1, at: 27 })
  for (const { id } of waiting(doc)) expect(run(doc, { reject: id }).applied).toBe(1)
  expect(linesOf(doc)).toEqual(['1. Encourage States to act now.', '2. Second.'])
})

test('when a suggestion is made over own suggested words, they go, as in a window', () => {
  const doc = page()
  run(doc, { suggest: { insert: 'all ' }, block: 1, at: 10 })
  run(doc, { suggest: { delete: 10 }, block: 1, at: 4 })
  expect(only(doc)).toMatchObject({ inserted: 'EncoStates', struck: 'Encourage States' })
  expect(linesOf(doc)[0]).toBe('1. Encourage States to act now.')
})

test('when words of another’s suggestion are struck, both suggestions wait', () => {
  const doc = page()
  const other = copyOf(doc, 9)
  run(other, { suggest: { insert: 'all ' }, block: 1, at: 10 })
  meet(doc, other)
  run(doc, { suggest: { delete: 4 }, block: 1, at: 10 })
  expect(waiting(doc).map(({ client, inserted, struck }) => [client, inserted, struck])).toEqual(
    expect.arrayContaining([
      [9, 'all ', ''],
      [7, '', 'all '],
    ]),
  )
  run(doc, { accept: waiting(doc).find(({ client }) => client === 7)?.id })
  expect(linesOf(doc)[0]).toBe('1. Encourage States to act now.')
})

test('when words that are struck already are struck again, nothing waits twice', () => {
  const doc = page()
  run(doc, { suggest: { delete: 9 }, block: 1, at: 0 })
  const before = Y.encodeStateVector(doc)
  expect(run(doc, { suggest: { delete: 5 }, block: 1, at: 0 })).toEqual({ applied: 1, refused: [] })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('when words are suggested behind struck words or a comment, they are no part of them', () => {
  const doc = page()
  run(doc, { comment: 'Whom?', block: 1, from: 10, to: 16 })
  run(doc, { suggest: { delete: 6 }, block: 1, at: 10 })
  run(doc, { suggest: { insert: 'members' }, block: 1, at: 16 })
  const places = stretchesOf(doc, readThreads(doc))
  expect([...places.values()]).toMatchObject([[{ from: 10, to: 16 }]])
  run(doc, { reject: only(doc).id })
  expect(linesOf(doc)[0]).toBe('1. Encourage States to act now.')
})

test('when words are suggested behind a footnote, the note stays one sign', () => {
  const doc = page()
  run(doc, { footnote: 'See above.', block: 2, at: 6 })
  run(doc, { suggest: { insert: ' again' }, block: 2, at: 7 })
  const { runs } = readPage(doc).blocks[1] ?? { runs: [] }
  expect(runs.filter(({ note }) => note !== undefined)).toHaveLength(1)
  expect(runs.find(({ suggested }) => suggested)?.text).toBe(' again')
})

test('when a suggestion keeps the formats around it, it is part of the sentence', () => {
  const doc = page()
  run(doc, { format: 'bold', block: 1, from: 0, to: 9 })
  run(doc, { suggest: { insert: 'd' }, block: 1, at: 9 })
  expect(readPage(doc).blocks[0]?.runs[1]).toMatchObject({ text: 'd', bold: true, suggested: true })
})

test('when a comment is made, it stands at its words and names its author', () => {
  const doc = page()
  expect(run(doc, { comment: 'Which ones?', block: 1, from: 10, to: 16 }).refused).toEqual([])
  const threads = readThreads(doc)
  expect(threads).toMatchObject([
    { opening: { text: 'Which ones?', quote: 'States', at: 5, client: doc.clientID } },
  ])
  // Marked, so that it goes along when the paragraph is split.
  run(doc, { split: 1, at: 5 })
  expect([...stretchesOf(doc, threads).values()]).toMatchObject([[{ index: 1, from: 5, to: 11 }]])
})

test('when a member may comment but not write, the comment leaves the text alone', () => {
  const doc = page()
  const before = linesOf(doc)
  const commenter = { ...author, rights: new Set<Right>(['remark']) }
  const result = applyEditScript(doc, [{ comment: 'Why?', block: 1, from: 0, to: 9 }], {
    ...{ random: random(), now: () => 1, author: commenter },
  })
  expect(result.applied).toBe(1)
  expect(linesOf(doc)).toEqual(before)
  expect(JSON.stringify(doc.get('root-v2', Y.XmlElement).toJSON())).not.toContain('s_cm')
  expect(readThreads(doc)).toHaveLength(1)
})

test('when `accept` names an amendment or a suggestion for a paragraph, that one is settled', () => {
  const doc = page()
  run(doc, { amend: 'Call on States to act.', block: 1 }, { suggestRemoval: 2 })
  const label = readAmendments(doc, isSame)[0]?.label
  const paragraph = readParagraphSuggestions(doc, isSame)[0]?.id
  expect(run(doc, { accept: label }, { reject: paragraph })).toEqual({ applied: 2, refused: [] })
  expect(linesOf(doc)).toEqual(['1. Call on States to act.', '2. Second.'])
  expect(readParagraphSuggestions(doc, isSame)).toMatchObject([
    { standing: 'settled', record: [{ kind: 'reject' }] },
  ])
})

/** Two proposed apart have one number, and a letter joins each. */
const proposedApart = (): { doc: Y.Doc; labels: string[] } => {
  const doc = page()
  const other = copyOf(doc, 9)
  run(doc, { amend: 'Call on States to act.', block: 1 })
  run(other, { amend: 'Second, and last.', block: 2 })
  meet(doc, other)
  return { doc, labels: readAmendments(doc, isSame).map(({ label }) => label) }
}

test.each([
  ['as it is shown', (label: string) => label],
  ['without the space', (label: string) => label.replace('\u00a0', '')],
  ['in capitals', (label: string) => label.toUpperCase()],
])('`accept` takes a label with letters, typed %s', (_, typed) => {
  const { doc, labels } = proposedApart()
  for (const label of labels) {
    expect(label).toMatch(/^1\u00a0[a-z]+$/)
    expect(run(doc, { accept: typed(label) })).toEqual({ applied: 1, refused: [] })
  }
  expect(linesOf(doc)).toEqual(['1. Call on States to act.', '2. Second, and last.'])
})

/** With the number 2 or none, and these drawn signs: no device gives the number `undefined`. */
const forge = (doc: Y.Doc, drawn: string, number: number | undefined): void => {
  const log = doc.getMap<object>('amendments')
  const opening = [...log.values()][0]
  const id = `${doc.clientID.toString(36)}-${drawn}`
  log.set(`${id}/${id}`, { ...opening, number })
}

test('no label that a member draws on purpose reads as the label of another', () => {
  const doc = page()
  run(doc, { amend: 'Call on States to act.', block: 1 })
  const mallory = copyOf(doc, 9)
  forge(doc, 'kabmmmmmmm', 2)
  forge(mallory, 'kaxmmmmmmm', 2)
  forge(mallory, '2kabmmmmmm', undefined)
  meet(doc, mallory)
  const typed = readAmendments(doc, isSame).map(({ label }) => label.replaceAll(/\s/g, ''))
  expect(typed.map(each => each.toLowerCase()).filter(each => each === '2kab')).toHaveLength(1)
  expect(run(doc, { decline: '2kab' }).applied).toBe(1)
  const settled = readAmendments(doc, isSame).filter(({ standing }) => standing !== 'open')
  expect(settled.map(({ id }) => id)).toEqual([`${doc.clientID.toString(36)}-kabmmmmmmm`])
})

test('a name that fits two amendments names none, and an id names its own', () => {
  const all = ['1 k', '1\u00a0K', '2-k'].map((label, at) => ({ id: `${at}-k`, label }))
  expect(amendmentNamed(all, '1k')).toBeUndefined()
  expect(amendmentNamed(all, '2-k')).toBe(all[2])
  expect(amendmentNamed([{ id: '2-x', label: '0-k' }, ...all], '0-k')).toBe(all[0])
})

test('when a suggestion lies in several paragraphs, each paragraph is an update of its own', () => {
  const doc = page()
  run(doc, { suggest: { delete: 9 }, block: 1, at: 10 })
  run(doc, { split: 1, at: 14 })
  const other = copyOf(doc, 9)
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  run(doc, { accept: only(doc).id })
  // Two paragraphs and the verdict.
  expect(updates).toHaveLength(3)
  run(other, { insert: 'Quickly: ', block: 2, at: 0 })
  meet(doc, other)
  expect(linesOf(doc)).toEqual(linesOf(other))
  expect(linesOf(doc).join(' ')).toContain('Quickly: ')
})

test('when there is nothing to settle or to comment on, the step is refused and changes nothing', () => {
  const doc = page()
  run(doc, { suggest: { insert: 'x' }, block: 1, at: 0 })
  const { id } = only(doc)
  run(doc, { reject: id })
  const before = Y.encodeStateVector(doc)
  const result = run(
    doc,
    { accept: id },
    { reject: 'not-an-id' },
    { accept: 'B9' },
    { comment: 'Where?', block: 1, from: 7, to: 7 },
    { comment: 'Where?', block: 9, from: 0, to: 7 },
    { suggest: { insert: 'x' }, block: 9, at: 0 },
  )
  expect(result).toEqual({
    applied: 0,
    refused: [
      { step: 1, code: 'invalid-input' },
      ...[2, 3, 4, 5, 6].map(step => ({ step, code: 'not-found' })),
    ],
  })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('a withheld paragraph and a page break take no suggestion and no comment', () => {
  const doc = documentWith([block('num1', 'One.'), block('pagebreak', '')])
  const root = doc.get('root-v2', Y.XmlElement)
  ;(root.get(0) as Y.XmlElement).setAttribute('s_label', 'circle')
  const result = run(
    doc,
    ...[1, 2].map(number => ({ suggest: { insert: 'x' }, block: number, at: 0 })),
    { suggest: { delete: 1 }, block: 1, at: 0 },
    { comment: 'x', block: 1, from: 0, to: 2 },
  )
  expect(result.refused.map(({ code }) => code)).toEqual(Array(4).fill('not-permitted'))
})

test('undo takes a suggestion out of the text again', () => {
  const doc = page()
  run(doc, { suggest: { insert: 'all ' }, block: 1, at: 10 }, { undo: true })
  expect(waiting(doc)).toEqual([])
  expect(linesOf(doc)[0]).toBe('1. Encourage States to act now.')
})

test('words of a suggestion hold no line break and no private-use character', () => {
  const doc = page()
  run(doc, { suggest: { insert: 'a\n\tb\uf0b7' }, block: 2, at: 0 })
  expect(only(doc).inserted).toBe('a bSecond')
})

const noRight: [string, unknown][] = [
  ['insert', { insert: 'x', block: 1, at: 0 }],
  ['new', { new: 'x', after: 1 }],
  ['bracket', { bracket: 1 }],
  ['table', { table: [['x']], after: 1 }],
  ['footnote', { footnote: 'x', block: 1, at: 1 }],
  ['suggest', { suggest: { insert: 'x' }, block: 1, at: 0 }],
  ['comment', { comment: 'x', block: 1, from: 0, to: 3 }],
  ['accept', { accept: 'x' }],
  ['reject', { reject: 'x' }],
]

test.each(noRight)('a member without rights is refused: %s', (_, step) => {
  const doc = page()
  const before = Y.encodeStateVector(doc)
  const nobody = { ...author, rights: new Set<Right>() }
  const result = applyEditScript(doc, [step], { random: random(), now: () => 1, author: nobody })
  expect(result).toEqual({ applied: 0, refused: [{ step: 1, code: 'not-permitted' }] })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('a text that is fixed takes a comment and no words', () => {
  const doc = page()
  const steps = [
    { suggest: { insert: 'x' }, block: 1, at: 0 },
    { insert: 'x', block: 1, at: 0 },
    { comment: 'x', block: 1, from: 0, to: 3 },
  ]
  const result = applyEditScript(doc, steps, {
    ...{ random: random(), now: () => 1, author: { ...author, isFixed: true } },
  })
  expect(result).toEqual({
    applied: 1,
    refused: [1, 2].map(step => ({ step, code: 'text-is-fixed' })),
  })
  expect(linesOf(doc)[0]).toBe('1. Encourage States to act now.')
})
