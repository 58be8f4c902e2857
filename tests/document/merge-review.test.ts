import { applyEditScript } from '#document/edits'
import { mergeReview, readForReview, standingIn } from '#document/history/conflicts'
import { pageAt, stateOf } from '#document/history/versions'
import { readPage, rootOf, writeMeta, blockElements, noteBody } from '#document/tree'
import { restorePage } from '#document/history/restore'
import type { NewBlock } from '#document/blocks'
import type { BlockId } from '#shared/ids'
import { addNote } from '../../src/document/edits/edit-notes.ts'
import { countedRandom } from '#tests/editor-peer'
import { block, copyOf, documentWith } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Two people carry out a script each on the same page, apart. */
const apart = (texts: string[], mine: unknown[], theirs: unknown[]) => {
  const common = documentWith(texts.map(text => block('num1', text)))
  const side = (client: number, steps: unknown[]) => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(common))
    doc.clientID = client
    applyEditScript(doc, steps, { random: countedRandom(client), now: () => 1 })
    return readForReview(doc)
  }
  return mergeReview(readForReview(common), side(31, mine), side(32, theirs)).map(
    ({ before, mine: a, theirs: b }) => ({ before, mine: a, theirs: b }),
  )
}

test('a block changed on one side only is not listed', () => {
  expect(apart(['one', 'two'], [{ insert: 'x', block: 1, at: 0 }], [{ remove: 2 }])).toEqual([])
})

test('two wordings are shown side by side', () => {
  expect(
    apart(['one'], [{ insert: 'x', block: 1, at: 0 }], [{ insert: 'y', block: 1, at: 3 }]),
  ).toEqual([
    {
      before: 'one',
      mine: { change: 'words', text: 'xone' },
      theirs: { change: 'words', text: 'oney' },
    },
  ])
})

test('each named exception is listed with both texts', () => {
  const words = [{ insert: ' more', block: 1, at: 3 }]
  const theirs = { change: 'words', text: 'one more' }
  expect(apart(['one', 'two'], [{ split: 1, at: 1 }], words)).toMatchObject([
    { mine: { change: 'split', text: 'o\nne' }, theirs },
  ])
  expect(apart(['one', 'longer'], [{ join: 1 }], words)).toMatchObject([
    { mine: { change: 'joined', text: 'onelonger' }, theirs },
  ])
  expect(apart(['one', 'two'], [{ move: 1, after: 2 }], words)).toMatchObject([
    { mine: { change: 'moved', text: 'one' }, theirs },
  ])
  expect(apart(['one', 'two'], [{ remove: 1 }], words)).toMatchObject([
    { mine: { change: 'removed', text: null }, theirs },
  ])
  expect(
    apart(
      ['', 'two'],
      [{ insert: 'Alpha', block: 1, at: 0 }],
      [{ insert: 'Beta', block: 1, at: 0 }],
    ),
  ).toMatchObject([{ before: '', mine: { text: 'Alpha' }, theirs: { text: 'Beta' } }])
})

test('the same move made by both is listed: it doubles the block', () => {
  const move = [{ move: 1, after: 2 }]
  expect(apart(['one', 'two'], move, move)).toMatchObject([
    { mine: { change: 'moved' }, theirs: { change: 'moved' } },
  ])
})

test('words taken away and brought back count as rewritten', () => {
  const back = [{ delete: 3, block: 1, at: 0 }, { undo: true }]
  expect(apart(['one', 'two'], back, [{ remove: 1 }])).toMatchObject([
    { mine: { change: 'words', text: 'one' }, theirs: { change: 'removed' } },
  ])
})

test('a block removed by both is not listed', () => {
  expect(apart(['one', 'two'], [{ remove: 1 }], [{ remove: 1 }])).toEqual([])
})

test('a paragraph that both brought back is listed: it stands twice', () => {
  const begun = documentWith(['one', 'two'].map(text => block('num1', text)))
  const was = pageAt(begun, stateOf(begun))
  rootOf(begun).delete(0, 1)
  const side = (client: number): Y.Doc => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(begun))
    doc.clientID = client
    restorePage(doc, was, { random: countedRandom(client), change: work => doc.transact(work) })
    return doc
  }
  const [mine, theirs] = [side(31), side(32)]
  expect(
    mergeReview(readForReview(begun), readForReview(mine), readForReview(theirs)),
  ).toMatchObject([
    {
      before: '',
      mine: { change: 'words', text: 'one' },
      theirs: { change: 'words', text: 'one' },
    },
  ])
})

test('both halves of a split paragraph are its present text; a removed one has none', () => {
  const doc = documentWith(['one two', 'other'].map(text => block('num1', text)))
  const first = readPage(doc).blocks[0]?.id as BlockId
  applyEditScript(doc, [{ split: 1, at: 4 }], { random: countedRandom(31), now: () => 1 })
  expect(standingIn(readPage(doc))(first)).toMatchObject({ text: 'one \ntwo' })
  rootOf(doc).delete(0, 2)
  expect(standingIn(readPage(doc))(first)).toBe(null)
})

/** Two people change the same page apart, by anything that changes it. */
const differing = (
  blocks: NewBlock[],
  mine: (doc: Y.Doc) => void,
  theirs: (doc: Y.Doc) => void,
) => {
  const common = documentWith(blocks)
  const side = (client: number, work: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(common))
    doc.clientID = client
    doc.transact(() => work(doc))
    return readForReview(doc)
  }
  return mergeReview(readForReview(common), side(31, mine), side(32, theirs))
}
const script =
  (...steps: unknown[]) =>
  (doc: Y.Doc) =>
    void applyEditScript(doc, steps, { random: countedRandom(doc.clientID), now: () => 1 })
const attribute = (key: string, value: string) => (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).setAttribute(key, value)
const one = [block('num1', 'one')]

test('two kinds of one paragraph are shown side by side, though no word changed', () => {
  expect(
    differing(one, script({ kind: 'h2', block: 1 }), script({ kind: 'quote', block: 1 })),
  ).toMatchObject([
    {
      before: 'one',
      mine: { text: 'one' },
      theirs: { text: 'one' },
      values: [{ name: 'kind', before: 'num1', mine: 'h2', theirs: 'quote' }],
    },
  ])
})

test('a kind here and other words there are one paragraph that both changed', () => {
  const words = script({ insert: 'x', block: 1, at: 0 })
  expect(differing(one, script({ kind: 'h2', block: 1 }), words)).toMatchObject([
    {
      mine: { change: 'words', text: 'one' },
      theirs: { change: 'words', text: 'xone' },
      values: [{ name: 'kind', before: 'num1', mine: 'h2', theirs: 'num1' }],
    },
  ])
  expect(
    differing([block('num1', 'one'), block('num1', 'two')], script({ remove: 1 }), doc => {
      attribute('s_lang', 'fr')(doc)
    }),
  ).toMatchObject([{ mine: { change: 'removed' }, theirs: { text: 'one' } }])
})

test('the same change made by both needs no look', () => {
  const heading = script({ kind: 'h2', block: 1 })
  expect(differing(one, heading, heading)).toEqual([])
  const bold = script({ format: 'bold', block: 1, from: 0, to: 3 })
  expect(differing(one, bold, bold)).toEqual([])
  const named = (doc: Y.Doc) => writeMeta(doc, { title: 'Same' })
  expect(differing(one, named, named)).toEqual([])
})

test('language, direction, picture and alternative text are told with both', () => {
  const hash = (sign: string) => sign.repeat(64)
  const values = {
    s_lang: ['fr', 'es'],
    __dir: ['rtl', 'ltr'],
    s_picture: [`png 10 2x2 ${hash('a')}`, `png 20 3x3 ${hash('b')}`],
    s_alt: ['A chart', 'A graph'],
  }
  const write = (side: 0 | 1) => (doc: Y.Doc) => {
    for (const [key, both] of Object.entries(values)) attribute(key, both[side] ?? '')(doc)
  }
  const [found] = differing([block('figure', 'Caption')], write(0), write(1))
  expect(found?.values).toEqual([
    { name: 'language', before: '', mine: 'fr', theirs: 'es' },
    { name: 'direction', before: '', mine: 'rtl', theirs: 'ltr' },
    { name: 'picture', before: '', mine: values.s_picture[0], theirs: values.s_picture[1] },
    { name: 'alternative', before: '', mine: 'A chart', theirs: 'A graph' },
  ])
})

test('a footnote that both wrote in is told with both, also where both wrote the same', () => {
  const common = documentWith([block('num1', 'one'), block('num1', 'two')])
  const elements = blockElements(common)
  for (const [at, text] of ['First.', 'Second.'].entries())
    addNote(elements[at] as Y.XmlElement, 3, text, countedRandom(7 + at))
  const notes = readPage(common).notes?.map(({ id }) => id) ?? []
  const side = (client: number, words: readonly (readonly [note: number, text: string])[]) => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(common))
    doc.clientID = client
    for (const [note, text] of words) noteBody(doc, notes[note] ?? '')?.insert(0, text)
    return doc
  }
  const told = (mine: Y.Doc, theirs: Y.Doc) =>
    mergeReview(...([common, mine, theirs].map(readForReview) as [never, never, never])).map(
      ({ before, values }) => ({ before, values }),
    )
  const before = expect.stringContaining('one') as string
  const values = (mine: string, theirs: string) => [
    { before, values: [{ name: 'notes', before: 'First.', mine, theirs }] },
  ]
  const mine = side(31, [[0, 'A. ']])
  expect(told(mine, side(32, [[1, 'B. ']]))).toEqual([])
  expect(told(mine, side(32, [[0, 'B. ']]))).toEqual(values('A. First.', 'B. First.'))
  expect(told(mine, side(32, [[0, 'A. ']]))).toEqual(values('A. First.', 'A. First.'))
  expect(standingIn(readPage(mine))(readPage(mine).blocks[0]?.id ?? null)?.valueOf('notes')).toBe(
    'A. First.',
  )
})

test('a header row that one made and cells that the other one wrote in are told', () => {
  const table = [
    {
      table: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      after: 1,
    },
  ]
  const common = documentWith([block('num1', 'one')])
  applyEditScript(common, table, { random: countedRandom(9), now: () => 1 })
  const side = (client: number, steps: unknown[]) => {
    const doc = new Y.Doc({ gc: false })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(common))
    doc.clientID = client
    expect(
      applyEditScript(doc, steps, { random: countedRandom(client), now: () => 1 }).refused,
    ).toEqual([])
    return readForReview(doc)
  }
  const header = side(31, [{ head: true, block: 2 }])
  const words = side(32, [
    { insert: 'x', block: 3, at: 0 },
    { insert: 'y', block: 4, at: 0 },
  ])
  expect(mergeReview(readForReview(common), header, words)).toMatchObject([
    {
      before: 'b',
      mine: { text: 'b' },
      theirs: { text: 'xb' },
      values: [{ name: 'head', before: '', mine: 'head', theirs: '' }],
    },
  ])
})

test('two titles are told, of no paragraph; what one of the two changed alone is not', () => {
  const titled = (title: string, language: 'fr' | 'en') => (doc: Y.Doc) =>
    writeMeta(doc, { title, language })
  expect(differing(one, titled('Hers', 'fr'), titled('His', 'en'))).toMatchObject([
    { block: null, values: [{ name: 'title', before: '', mine: 'Hers', theirs: 'His' }] },
  ])
})

test('the same words formatted in two ways are named as that; different words are not', () => {
  const format = (name: string, from: number, to: number) =>
    script({ format: name, block: 1, from, to })
  const text = [block('num1', 'one two')]
  const [clash] = differing(text, format('bold', 0, 3), format('italic', 2, 7))
  expect(clash?.formats).toEqual({
    isClash: true,
    before: [{ text: 'one two' }],
    mine: [{ text: 'one', bold: true }, { text: ' two' }],
    theirs: [{ text: 'on' }, { text: 'e two', italic: true }],
  })
  const [both] = differing(text, format('bold', 0, 3), format('italic', 4, 7))
  expect(both?.formats).toMatchObject({ isClash: false })
  // Words put in before them move none of them.
  const [moved] = differing(text, script({ insert: 'x ', block: 1, at: 0 }), format('bold', 4, 7))
  expect(moved?.formats).toMatchObject({ isClash: false, mine: [{ text: 'x one two' }] })
  const link = (href: string) => script({ link: href, block: 1, from: 0, to: 3 })
  const [links] = differing(text, link('https://un.org/'), link('https://ohchr.org/'))
  expect(links?.formats).toMatchObject({ isClash: true })
  expect(
    differing(
      text,
      script({ insert: 'x', block: 1, at: 0 }),
      script({ insert: 'y', block: 1, at: 1 }),
    ),
  ).toMatchObject([{ formats: null, values: [] }])
})

test('the present values are the title of the document, and the kind of the paragraph', () => {
  const doc = documentWith(one)
  writeMeta(doc, { title: 'Shadow report' })
  const standing = standingIn(readPage(doc))
  expect(standing(null)?.valueOf('title')).toBe('Shadow report')
  expect(standing(readPage(doc).blocks[0]?.id as BlockId)?.valueOf('kind')).toBe('num1')
})

test('owner and day of an action item, its record, and what an item of an agenda says, are told as values', () => {
  const common = documentWith([block('action', 'Write.')])
  const side = (client: number, states: object) => {
    const doc = copyOf(common, client)
    applyEditScript(doc, [{ states, block: 1 }], { random: countedRandom(client), now: () => 1 })
    return readForReview(doc)
  }
  const [ana, joy] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const told = (mine: object, theirs: object) =>
    mergeReview(readForReview(common), side(31, mine), side(32, theirs)).map(each => each.values)
  expect(told({ owner: ana, due: '2026-12-05' }, { owner: joy })).toEqual([
    [
      { name: 'owner', before: '', mine: ana, theirs: joy },
      { name: 'due', before: '', mine: '2026-12-05', theirs: '' },
    ],
  ])
  expect(told({ off: true }, { naming: 'none' })).toEqual([
    [
      { name: 'off', before: '', mine: 'off', theirs: '' },
      { name: 'naming', before: '', mine: '', theirs: 'none' },
    ],
  ])
  expect(told({ time: 20 }, { time: 30, by: 'The Chair' })).toEqual([
    [
      { name: 'time', before: '', mine: '20', theirs: '30' },
      { name: 'by', before: '', mine: '', theirs: 'The Chair' },
    ],
  ])
  // Both chose the same.
  expect(told({ owner: ana }, { owner: ana })).toEqual([])
})
