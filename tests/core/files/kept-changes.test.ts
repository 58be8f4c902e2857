// Changes of a file kept as suggestions: with all of them accepted the text is that of the file with
// its changes taken in, and with all of them rejected that with its changes left out, by paragraphs,
// kinds, formats, links and notes.
// @module-tag long
import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import type { Flow, Foreign, Look, Paragraph, ParagraphRole, Piece, Quoted } from '#document/flow'
import { paragraphOf, pictureOf, pieceOf } from '#document/flow'
import { blockText, noteSign, type Block, type Note, type Run } from '#document/model'
import { joinRuns, readPage } from '#document/tree'
import {
  readParagraphSuggestions,
  readWaiting,
  settleParagraph,
  settleSuggestion,
} from '#document/review/suggestions'
import { withRemarkIds, writingRemarks } from '#document/imports'
import { writeBlocks, type NewBlock } from '#document/blocks'
import { countedRandom } from '#tests/editor-peer'
import { newDocument } from '#tests/shared-pages'
import { numbersFrom, trials } from '#tests/trials'

const random = countedRandom(7)

type Draw = () => number

const people = ['R.K.', 'K.W., Chair']
const words = ['UN Women', 'may', 'should', 'build on', 'paragraph 42', 'civil society', 'and']

const pick = <T>(draw: Draw, from: readonly T[]): T => from[Math.floor(draw() * from.length)]!

const change = (draw: Draw, often: number): Quoted | null =>
  draw() < often ? { author: pick(draw, people), at: '2018-03-01T10:00:00Z' } : null

const looks: readonly Look[] = [
  {},
  {},
  {},
  { bold: true },
  { italic: true },
  { href: 'https://un.org/' },
]

const pieceBy = (draw: Draw, often: number): Piece => {
  const space = (): string => pick(draw, ['', '', ' ', '  ', '\u00a0', ' \u00a0'])
  const isNote = draw() < 0.05
  return {
    text: isNote ? noteSign : `${space()}${pick(draw, words)}${space()}`,
    look: pick(draw, looks),
    inserted: change(draw, often),
    deleted: change(draw, often),
    comments: draw() < 0.1 ? ['1'] : [],
    ...(isNote && { note: 'footnote 1' }),
  }
}

const roles: readonly ParagraphRole[] = [
  { kind: 'body' },
  { kind: 'body' },
  { kind: 'quote' },
  { kind: 'item', level: 1, isNumbered: true },
  { kind: 'item', level: 1, isNumbered: false },
]

const paragraphBy = (draw: Draw): Paragraph => {
  const [all, often] = [draw(), draw() < 0.5 ? 0.3 : 0]
  const by = { author: pick(draw, people), at: null }
  const pieces = Array.from({ length: Math.floor(draw() * 4) }, () => pieceBy(draw, often)).map(
    piece =>
      all < 0.2
        ? { ...piece, inserted: by, deleted: null }
        : all < 0.4
          ? { ...piece, deleted: by, inserted: null }
          : piece,
  )
  return {
    is: 'paragraph',
    role: pick(draw, roles),
    isMirrored: false,
    pieces,
    endInserted: change(draw, all < 0.2 ? 0.7 : 0.15),
    endDeleted: change(draw, all >= 0.2 && all < 0.4 ? 0.7 : 0.15),
    beginsPage: false,
  }
}

const flowBy = (draw: Draw): Flow =>
  Array.from({ length: 1 + Math.floor(draw() * 7) }, (): Flow[number] => {
    const what = draw()
    if (what > 0.12) return paragraphBy(draw)
    if (what > 0.06) return pictureOf('a.png', pick(draw, words))
    const cells = Array.from({ length: 2 }, () => ({
      flow: Array.from({ length: Math.floor(draw() * 3) }, () => paragraphBy(draw)),
      columns: 1,
      continues: false,
    }))
    return { is: 'table', rows: [{ cells, isHead: false, inserted: null, deleted: null }] }
  })

/** Short, for a failure. */
const sketch = (flow: Flow): string =>
  flow
    .map(each => {
      if (each.is === 'table')
        return `[${each.rows.map(({ cells }) => cells.map(cell => sketch(cell.flow)).join(' | ')).join(' / ')}]`
      if (each.is === 'picture') return `(${each.part})`
      const sign = (inserted: Quoted | null, deleted: Quoted | null): string =>
        `${inserted ? '+' : ''}${deleted ? '-' : ''}`
      const pieces = each.pieces.map(
        ({ text, look, inserted, deleted, note, comments }) =>
          `${sign(inserted, deleted)}"${text}"${Object.keys(look).join('')}${note ? '^' : ''}${comments.length > 0 ? '#' : ''}`,
      )
      return `${each.role.kind}${'isNumbered' in each.role ? each.role.isNumbered : ''}: ${pieces.join(' ')} ¶${sign(each.endInserted, each.endDeleted)}`
    })
    .join('\n')

const note: Flow = [
  {
    ...paragraphBy(() => 0.99),
    pieces: [{ ...pieceBy(() => 0.99, 0), text: 'See.' }],
    endInserted: null,
    endDeleted: null,
  },
]

const foreignOf = (flow: Flow): Foreign => ({
  flow,
  notes: new Map([['footnote 1', note]]),
  comments: [{ id: '1', author: 'R.K.', at: null, text: 'Why?', parent: null, isResolved: false }],
  pictures: new Map(),
  title: null,
  leftOut: new Map(),
  altered: new Map(),
})

const wanted = { comments: 'threads', kind: 'statement', file: 'report.docx' } as const

/** The document of a file whose changes are kept. */
const documentOf = ({ blocks, footnotes, remarks }: ImportedFlow): Y.Doc => {
  const doc = newDocument(7)
  const brought = withRemarkIds(doc, { blocks, remarks }, random)
  writeBlocks(doc, brought.blocks, { random, notes: footnotes })
  for (const _ of writingRemarks(doc, { ...brought, remarks }, { at: 1, random }));
  return doc
}

/** Settles all that waits, as another member, in any order. */
const settleAll = (doc: Y.Doc, verdict: 'accept' | 'reject', draw: Draw): void => {
  doc.clientID = 9
  const at = 2
  const change = (work: () => void): void => doc.transact(work)
  const isSame = (a: number, b: number): boolean => a === b
  const all = [
    ...readWaiting(doc).map(
      ({ id }) =>
        () =>
          settleSuggestion(doc, id, verdict, { at, random, change }),
    ),
    ...readParagraphSuggestions(doc).map(
      ({ id }) =>
        () =>
          void settleParagraph(doc, id, verdict, { at, random, isSame, change }),
    ),
  ]
  for (const { act } of all.map(act => ({ act, at: draw() })).toSorted((a, b) => a.at - b.at)) act()
}

const runsOf = (runs: readonly Run[], notes: readonly Note[]): Run[] =>
  joinRuns(
    runs.map(({ marks: _marks, note: cited, ...run }) =>
      cited === undefined
        ? run
        : { ...run, note: notes.find(({ id }) => id === cited)?.text ?? 'none' },
    ),
  )

/** By what a reader sees; an empty paragraph stays where a verdict took all of its words. */
const seen = (blocks: readonly (Block | NewBlock)[], notes: readonly Note[] = []): unknown[] =>
  blocks.flatMap(({ kind, runs, direction, cell, alternative }) => {
    const read = runsOf(runs, notes)
    return read.length === 0 && cell === undefined && kind !== 'figure'
      ? []
      : [{ kind, direction, cell: cell !== undefined, runs: read, alternative }]
  })

const check = (flow: Flow, draw: Draw): { settled: number; remarks: number } => {
  const foreign = foreignOf(flow)
  const kept = blocksOf(foreign, { ...wanted, as: 'suggestions' })
  const settled = kept.findings.find(({ what }) => what === 'changes-taken')?.count ?? 0
  for (const [verdict, as] of [
    ['accept', 'accepted'],
    ['reject', 'rejected'],
  ] as const) {
    // A change that is taken in when the file is read is in both.
    if (as === 'rejected' && settled > 0) continue
    const doc = documentOf(kept)
    settleAll(doc, verdict, draw)
    const { blocks, notes } = readPage(doc)
    const file = blocksOf(foreign, { ...wanted, as })
    expect(seen(blocks, notes)).toEqual(seen(file.blocks, file.footnotes))
  }
  return { settled, remarks: kept.remarks.length }
}

describe('changes of a file that are kept', () => {
  const seeds = Array.from({ length: trials(20_000, 250) }, (_, at) => at + 1)
  test('with all accepted or rejected the text is that of the file, for each generated file', () => {
    const totals = { files: 0, settled: 0, remarks: 0 }
    for (const seed of seeds) {
      const draw = numbersFrom(seed)
      const flow = flowBy(draw)
      try {
        const { settled, remarks } = check(flow, draw)
        totals.files++
        totals.remarks += remarks
        if (settled > 0) totals.settled++
      } catch (error) {
        throw new Error(`seed ${seed}\n${sketch(flow)}`, { cause: error })
      }
    }
    console.log(JSON.stringify(totals))
    expect(totals.settled).toBeLessThan(totals.files / 10)
  })

  test('when thousands of paragraphs are new, each names a few, and they come in their order', () => {
    const by = { author: 'R.K.', at: null }
    const line = (text: string, isNew: boolean): Paragraph => ({
      is: 'paragraph',
      role: { kind: 'body' },
      isMirrored: false,
      pieces: [{ text, look: {}, inserted: isNew ? by : null, deleted: null, comments: [] }],
      endInserted: isNew ? by : null,
      endDeleted: null,
      beginsPage: false,
    })
    const flow = (count: number): Flow => [
      line('First', false),
      ...Array.from({ length: count }, (_, at) => line(`New ${at}`, true)),
      line('Last', false),
    ]
    const { remarks } = blocksOf(foreignOf(flow(3000)), { ...wanted, as: 'suggestions' })
    const named = remarks.flatMap(each =>
      each.is === 'paragraph' && each.change.what === 'add' ? each.change.behind.length : [],
    )
    expect([named.length, Math.max(...named)]).toEqual([3000, 200])
    // In the order of the page, as the list has them.
    let order = 0
    check(flow(230), () => order++)
  })

  test('a page begins at a paragraph without words, as it does with the changes taken in or left out', () => {
    const begins = (...words: Partial<Piece>[]): Paragraph => ({
      ...paragraphOf({ kind: 'body' }),
      pieces: words.map(word => ({ ...pieceOf(''), ...word })),
      beginsPage: true,
    })
    const around = { ...begins({ text: 'Around' }), beginsPage: false }
    const joined = { ...around, pieces: [], endDeleted: { author: 'R.K.', at: null } }
    for (const between of [
      [begins()],
      [begins({ text: ' ' })],
      [joined, begins({ text: ' ' })],
      [begins(), around, begins()],
    ]) {
      const flow = [around, ...between, around]
      const kinds = (['accepted', 'rejected', 'suggestions'] as const).map(as =>
        blocksOf(foreignOf(flow), { ...wanted, as }).blocks.map(({ kind }) => kind),
      )
      expect(kinds[2]).toContain('pagebreak')
      expect(kinds[2]).toEqual(kinds[0])
      expect(kinds[2]).toEqual(kinds[1])
    }
  })

  test('a typed number goes also behind a heading whose first word would come or go', () => {
    const by = { author: 'R.K.', at: null }
    const heading = (level: number, ...words: Partial<Piece>[]): Paragraph => ({
      ...paragraphOf({ kind: 'heading', level }),
      pieces: words.map(word => ({ ...pieceOf(''), ...word })),
    })
    for (const changed of [{ inserted: by }, { deleted: by }]) {
      const flow = [
        heading(4, { text: '(a) Before' }),
        heading(2, { text: 'Only ', ...changed }, { text: 'here' }),
        heading(4, { text: '(a) Behind' }),
      ]
      const { blocks } = blocksOf(foreignOf(flow), { ...wanted, as: 'suggestions' })
      expect(blocks.map(blockText)).toEqual(['Before', 'Only here', 'Behind'])
    }
  })
})
