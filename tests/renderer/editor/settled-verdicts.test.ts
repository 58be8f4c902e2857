// Suggestions and brackets in lines of minutes that were decided: no verdict changes a word that was decided, and the
// verdict is free once the line is open again.
import * as Y from 'yjs'
import { expect, onTestFinished, test } from 'vitest'
import type { SettledAs } from '#shared/contract'
import { blockText, settledPage } from '#document/model'
import { keptLinesOf } from '#document/undo'
import { readPage, rootOf } from '#document/tree'
import type { NewBlock } from '#document/blocks'
import type { BlockId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { openBrackets } from '../../../src/renderer/editor/review/brackets/brackets.ts'
import { openRemarks } from '../../../src/renderer/editor/review/comments/remarks.ts'
import { eachUnlessSettled, settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import { suggestDeletion, suggestInsertion } from '#document/review/suggestions'

const lines = [
  block('decision', 'The group calls on States.'),
  block('num1', 'The session rose.'),
  block('num1', 'Thanks.'),
]

const begin = (blocks: readonly NewBlock[] = lines) => {
  const doc = documentWith(blocks)
  const ids = readPage(doc).blocks.map(({ id }) => id as BlockId)
  /** As many as are named, from the first line on. */
  const decide = (...as: (SettledAs | null)[]): (() => void) => {
    const release = settle(
      new Map(as.flatMap((each, at) => (each === null ? [] : [[ids[at]!, each] as const]))),
    )
    onTestFinished(release)
    return release
  }
  const author = {
    at: 1,
    random: countedRandom(5),
    change: (work: () => void) => doc.transact(work),
  }
  const elementAt = (at: number) => rootOf(doc).get(at) as Y.XmlElement
  const words = () => readPage(doc).blocks.map(blockText)
  const stands = () => settledPage(readPage(doc)).blocks.map(blockText)
  const remarks = openRemarks(doc, () => 5)
  const waiting = () => {
    const stop = remarks.subscribe(() => {})
    stop()
    return remarks.get()
  }
  return {
    ...{ doc, ids, decide, words, stands, remarks, waiting, brackets: openBrackets(doc, () => 5) },
    kinds: () => readPage(doc).blocks.map(({ kind }) => kind),
    insert: (at: number, from: number, text: string) =>
      suggestInsertion(doc, elementAt(at), from, text, author as never),
    strike: (at: number, from: number, to: number) =>
      suggestDeletion(doc, elementAt(at), { from, to }, author as never),
  }
}

test.each(['line', 'part', 'end'] as const)(
  'no suggestion in a settled line (%s) is accepted',
  as => {
    const a = begin()
    a.insert(0, 10, 'strongly ')
    a.strike(0, 0, 4)
    const before = a.words()
    const release = a.decide(as)
    const { suggestions } = a.waiting()
    expect(suggestions.length).toBeGreaterThan(0)
    for (const { id } of suggestions) expect(a.remarks.decide(id, 'accept')).toBe('line-decided')
    expect(a.words()).toEqual(before)
    expect(a.waiting().suggestions).toEqual(suggestions)
    release()
    for (const { id } of suggestions) expect(a.remarks.decide(id, 'accept')).toBe(null)
    expect(a.waiting().suggestions).toEqual([])
    expect(a.words()).not.toEqual(before)
  },
)

test('a suggestion in a settled line is rejected: what was decided stays', () => {
  const a = begin()
  const decided = a.stands()
  a.insert(0, 10, 'strongly ')
  a.strike(0, 0, 4)
  a.decide('line')
  for (const { id } of a.waiting().suggestions) expect(a.remarks.decide(id, 'reject')).toBe(null)
  expect(a.waiting().suggestions).toEqual([])
  expect(a.words()).toEqual(decided)
})

test('a suggestion in an open line beside a settled one is accepted', () => {
  const a = begin()
  a.insert(1, 0, 'Then ')
  a.decide('line')
  const [found] = a.waiting().suggestions
  expect(a.remarks.decide(found!.id, 'accept')).toBe(null)
  expect(a.words()[1]).toBe('Then The session rose.')
})

test.each([
  ['words', ([line]: BlockId[]) => ({ what: 'words', block: line!, wording: 'Otherwise.' })],
  ['kind', ([line]: BlockId[]) => ({ what: 'kind', block: line!, as: 'num1' })],
  ['removal', ([line]: BlockId[]) => ({ what: 'remove', block: line! })],
  ['split', ([line]: BlockId[]) => ({ what: 'split', block: line!, place: 4 })],
  ['join', ([, next]: BlockId[]) => ({ what: 'join', block: next! })],
  ['move', ([line, , last]: BlockId[]) => ({ what: 'move', block: line!, after: last! })],
] as const)(
  'no suggested %s of a settled paragraph is accepted, and each is rejected',
  (_, wanted) => {
    const a = begin()
    const suggest = () => {
      const made = a.remarks.suggest(wanted(a.ids) as never)
      if (!('id' in made)) throw new Error(made.refused)
      return made.id
    }
    const first = suggest()
    const before = [a.words(), a.kinds()]
    const release = a.decide('line')
    expect(a.remarks.decideParagraph(first, 'accept')).toBe('line-decided')
    expect([a.words(), a.kinds()]).toEqual(before)
    expect(a.remarks.decideParagraph(first, 'reject')).toBe(null)
    expect([a.words(), a.kinds()]).toEqual(before)
    release()
    expect(a.remarks.decideParagraph(suggest(), 'accept')).toBe(null)
    expect([a.words(), a.kinds()]).not.toEqual(before)
  },
)

test.each([
  ['part', 'line-decided'],
  ['line', null],
] as const)('a suggested paragraph between two lines (%s): %s', (as, answer) => {
  const a = begin()
  const made = a.remarks.suggest({ what: 'add', after: a.ids[0]!, as: 'num1', wording: 'New.' })
  if (!('id' in made)) throw new Error(made.refused)
  a.decide(as, as)
  expect(a.remarks.decideParagraph(made.id, 'accept')).toBe(answer)
  expect(a.words().includes('New.')).toBe(answer === null)
})

test.each(['keep', 'drop', 'open'] as const)(
  'brackets in a settled line: no verdict %s',
  verdict => {
    const a = begin()
    expect(a.brackets.put({ words: { index: 0, from: 4, to: 9 } })).toBe(null)
    const [version] = a.brackets.sets()[0]!.versions
    expect(a.brackets.propose(version!.id, 'body')).toHaveProperty('block')
    const before = readPage(a.doc).blocks
    const release = a.decide('line')
    expect(a.brackets.settle(version!.id, verdict)).toBe('line-decided')
    expect(readPage(a.doc).blocks).toEqual(before)
    release()
    expect(a.brackets.settle(version!.id, verdict)).toBe(null)
    expect(readPage(a.doc).blocks).not.toEqual(before)
  },
)

test('brackets around a settled paragraph: no version goes, and none comes into a settled item', () => {
  const a = begin()
  expect(a.brackets.put({ indexes: [0] })).toBe(null)
  const [version] = a.brackets.sets()[0]!.versions
  expect(a.brackets.propose(version!.id, '')).toHaveProperty('block')
  const before = readPage(a.doc).blocks
  const release = a.decide('part', null, 'part')
  for (const verdict of ['keep', 'drop', 'open'] as const)
    expect(a.brackets.settle(version!.id, verdict)).toBe('line-decided')
  expect(readPage(a.doc).blocks).toEqual(before)
  release()
  // The version that is an open line is let go: the settled one stays as it is.
  const [, other] = a.brackets.sets()[0]!.versions
  a.decide('line')
  expect(a.brackets.settle(other!.id, 'drop')).toBe(null)
  expect(a.words()).toEqual(lines.map(each => blockText(each as never)))
})

test('no brackets are put around settled words, no wording beside them, and none comes back', () => {
  const a = begin()
  a.brackets.put({ words: { index: 0, from: 4, to: 9 } })
  const [version] = a.brackets.sets()[0]!.versions
  a.brackets.propose(version!.id, 'body')
  expect(a.brackets.settle(version!.id, 'keep')).toBe(null)
  a.brackets.put({ words: { index: 0, from: 10, to: 15 } })
  const [standing] = a.brackets.sets()[0]!.versions
  const stop = a.brackets.subscribe(() => {})
  onTestFinished(stop)
  const gone = openBrackets(a.doc).get().gone
  expect(gone).toHaveLength(1)
  const before = readPage(a.doc).blocks
  a.decide('line')
  expect(a.brackets.put({ indexes: [0] })).toBe('line-decided')
  expect(a.brackets.put({ words: { index: 0, from: 19, to: 25 } })).toBe('line-decided')
  expect(a.brackets.propose(standing!.id, 'urges')).toEqual({ refused: 'line-decided' })
  expect(a.brackets.putBack(gone[0]!)).toBe('line-decided')
  expect(readPage(a.doc).blocks).toEqual(before)
  expect(a.brackets.put({ words: { index: 1, from: 4, to: 11 } })).toBe(null)
})

const item: NewBlock = { ...block('h2', 'Strategy'), meeting: { item: 'aaaaaaaaaa' as BlockId } }
const behind = [
  item,
  block('num1', 'The last line of the item.'),
  block('paragraph', 'Thanks.'),
  block('paragraph', 'The session rose.'),
  block('h2', 'Annex'),
  block('num1', 'A line of the annex.'),
]

test.each([
  [
    'a line',
    (ids: BlockId[]) => ({ what: 'add', after: ids[3]!, as: 'num1', wording: 'New.' }),
    false,
  ],
  [
    'a heading below the item',
    (ids: BlockId[]) => ({ what: 'add', after: ids[3]!, as: 'h3', wording: 'New.' }),
    false,
  ],
  [
    'a heading like that of the item',
    (ids: BlockId[]) => ({ what: 'add', after: ids[3]!, as: 'h2', wording: 'New.' }),
    true,
  ],
  [
    'a plain paragraph',
    (ids: BlockId[]) => ({ what: 'add', after: ids[3]!, as: 'paragraph', wording: 'New.' }),
    true,
  ],
  [
    'a paragraph that becomes a line',
    (ids: BlockId[]) => ({ what: 'kind', block: ids[3]!, as: 'num1' }),
    false,
  ],
  [
    'a line from elsewhere',
    (ids: BlockId[]) => ({ what: 'move', block: ids[5]!, after: ids[2]! }),
    false,
  ],
  ['lines whose heading goes', (ids: BlockId[]) => ({ what: 'remove', block: ids[4]! }), false],
  [
    'other words',
    (ids: BlockId[]) => ({ what: 'words', block: ids[3]!, wording: 'It rose.' }),
    true,
  ],
] as const)('behind the last decided item: %s', (_, wanted, may) => {
  const a = begin(behind)
  const made = a.remarks.suggest(wanted(a.ids) as never)
  if (!('id' in made)) throw new Error(made.refused)
  const stand = () => JSON.stringify([a.words(), a.kinds()])
  const before = stand()
  a.decide('part', 'end')
  expect(a.remarks.decideParagraph(made.id, 'accept')).toBe(may ? null : 'line-decided')
  expect(stand() === before).toBe(!may)
})

test('a line that came from elsewhere behind the last decided item keeps no verdict from other lines', () => {
  const a = begin([item, block('num1', 'Decided.'), block('num1', 'Came.'), block('num1', 'Open.')])
  const [, , came, open] = a.ids
  const suggested = [came, open].map(line => {
    const made = a.remarks.suggest({ what: 'words', block: line!, wording: 'Otherwise.' })
    if (!('id' in made)) throw new Error(made.refused)
    return made.id
  })
  a.decide('part', 'end')
  for (const id of suggested) expect(a.remarks.decideParagraph(id, 'accept')).toBe(null)
  expect(a.words().slice(2)).toEqual(['Otherwise.', 'Otherwise.'])
})

test('the heading that ends a decided item of plain words is not removed', () => {
  const a = begin([
    item,
    block('paragraph', 'Decided.'),
    block('h2', 'Annex'),
    block('num1', 'Open.'),
  ])
  const made = a.remarks.suggest({ what: 'remove', block: a.ids[2]! })
  if (!('id' in made)) throw new Error(made.refused)
  const release = a.decide('part', 'end-plain')
  expect(a.remarks.decideParagraph(made.id, 'accept')).toBe('line-decided')
  release()
  expect(a.remarks.decideParagraph(made.id, 'accept')).toBe(null)
})

test('a cell behind the last decided item would be a line of it, and another item would not', () => {
  const name = 'cccccccccc' as BlockId
  const table: NewBlock[] = [
    { ...block('paragraph', 'Kenya'), cell: { table: name, row: name, column: name } },
  ]
  const other: NewBlock = {
    ...block('num1', 'Protocol'),
    meeting: { item: 'bbbbbbbbbb' as BlockId },
  }
  const straysBehind = (blocks: readonly NewBlock[]) => {
    const a = begin([item, block('num1', 'Decided.'), ...blocks])
    const kept = keptLinesOf({ any: () => true, asOf: id => (id === a.ids[1] ? 'end' : null) })
    return kept.straysAmong(rootOf(a.doc).toArray() as Y.XmlElement[]).length
  }
  expect(straysBehind([block('paragraph', 'Thanks.')])).toBe(0)
  expect(straysBehind(table)).toBe(1)
  expect(straysBehind([other, block('num1', 'A line of it.')])).toBe(0)
})

test('all suggestions are accepted together, but those in settled lines', () => {
  const many = Array.from({ length: 64 }, (_, at) => block('num1', `Line ${at}.`))
  const a = begin(many)
  many.forEach((_, at) => a.insert(at, 0, 'So: '))
  const made = a.remarks.suggest({ what: 'kind', block: a.ids[0]!, as: 'paragraph' })
  expect(made).toHaveProperty('id')
  a.decide('line')
  expect(a.waiting().suggestions).toHaveLength(64)
  expect(a.remarks.decideAll('accept')).toBe('line-decided')
  expect(a.stands()).toEqual(many.map((_, at) => (at === 0 ? 'Line 0.' : `So: Line ${at}.`)))
  expect(a.waiting()).toMatchObject({ suggestions: [{}], paragraphs: [{}] })
})

test('works that may all be done are asked about on one copy, and one that may not on a few', () => {
  const a = begin()
  const seen = new Set<Y.Doc>()
  const works = (refused: number) =>
    Array.from({ length: 64 }, (_, at) => (doc: Y.Doc) => {
      seen.add(doc)
      const text = (rootOf(doc).get(at === refused ? 0 : 1) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(0, 'x')
      return at
    })
  a.decide('line')
  expect(eachUnlessSettled(a.doc, works(-1))).toEqual(Array.from({ length: 64 }, (_, at) => at))
  expect(seen.size).toBe(2)
  seen.clear()
  const done = eachUnlessSettled(a.doc, works(40))
  expect(done.filter((each, at) => each !== at)).toEqual(['line-decided'])
  expect(done[40]).toBe('line-decided')
  expect(seen.size).toBeLessThan(16)
  expect(a.words()[1]).toBe(`${'x'.repeat(64 + 63)}The session rose.`)
})
