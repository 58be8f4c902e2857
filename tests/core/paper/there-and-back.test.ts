// A text goes to a word processor's file and comes back: 500 generated ones with every kind of block and every mark, in
// six languages, with tables, notes, a figure, suggestions and comments, as Word files and as OpenDocument texts. The
// same blocks and marks come back, and each suggestion and comment under its author's name as a quotation of the file.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Sheet, SheetComment } from '#core/paper'
import { everyRight, type Language } from '#shared/contract'
import { applyEditScript } from '#document/edits'
import { blockText, settledPage, type Block, type Note, type Page, type Run } from '#document/model'
import { readPage, writeMeta } from '#document/tree'
import {
  readParagraphSuggestions,
  readSuggestions,
  redlineOfSuggestions,
} from '#document/review/suggestions'
import { readThreads, stretchesOf, withRemarks } from '#document/review/comments'
import { withRemarkIds, writingRemarks } from '#document/imports'
import { writeBlocks } from '#document/blocks'
import type { Quotation } from '#document/log'
import type { MemberId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { fileFormats, type FileFormat } from '#tests/file-readings'
import { sixLanguages } from '#tests/generated-text'
import { printed } from '#tests/redline-sheet'
import { series } from '#tests/series'
import { newDocument } from '#tests/shared-pages'
import { patiently } from '#tests/trials'
import { workedPicture, workedText, workers } from '#tests/worked-text'
import { blocksOf } from '../../../src/core/files/blocks.ts'
import { atOnce } from '../../../src/core/documents/turns.ts'

const isSame = (a: number, b: number): boolean => a === b
const nameOf = ({ client, quoted }: { client: number; quoted?: Quotation }): string =>
  quoted?.name ?? workers[client] ?? ''

/** The text with all suggestions and comments, under the names of members. */
const sheetOf = (doc: Y.Doc): Sheet => {
  const { redline, places } = atOnce(
    redlineOfSuggestions(doc, {
      ...{ writer: client => (workers[client] as MemberId) ?? null, isSame },
      quotedAs: name => name as MemberId,
    }),
  )
  const threads = readThreads(doc)
  const before = withRemarks(readPage(doc), stretchesOf(doc, threads))
  const comments = threads.map(({ id, opening, replies, isResolved }): SheetComment => ({
    ...{ id, by: nameOf(opening), text: opening.text, isResolved },
    replies: replies.map(reply => ({ by: nameOf(reply), text: reply.text })),
  }))
  return {
    page: printed(withRemarks(redline.is, places)),
    group: 'Group',
    pictures: new Map([
      ['a'.repeat(64), { type: 'png', width: 40, height: 20, bytes: workedPicture }],
    ]),
    since: { page: printed(settledPage(before)), redline, nameOf: by => by.join(', ') || 'Group' },
    comments,
  }
}

const random = countedRandom(5)

/** The document that the file becomes, as an import writes it. */
const backFrom = async (sheet: Sheet, format: FileFormat) => {
  const { write, read } = fileFormats[format]
  const wanted = { as: 'suggestions', comments: 'threads', kind: 'recommendations' } as const
  const kept = blocksOf(await read(await write(sheet)), { ...wanted, file: `text.${format}` })
  const { blocks, remarks, footnotes } = kept
  const doc = newDocument(7)
  // The person who imports says the language.
  writeMeta(doc, { language: sheet.page.meta.language, kind: 'recommendations', title: '' })
  const brought = withRemarkIds(doc, { blocks, remarks }, random)
  writeBlocks(doc, brought.blocks, { random, notes: footnotes })
  for (const _ of writingRemarks(doc, { ...brought, remarks }, { at: 1, random }));
  return { doc, kept }
}

/** Kinds that word processors do not know are paragraphs in a file. */
const asParagraph: ReadonlySet<Block['kind']> = new Set([
  ...(['preamble', 'decision', 'action', 'information', 'reservation'] as const),
])
const formats = [
  ...(['bold', 'italic', 'underline', 'strikethrough', 'superscript', 'subscript'] as const),
]

/** Neighbours of one look as one; a note as its words. The look of a space is seen by no one. */
const shownRuns = (runs: readonly Run[], notes: readonly Note[], isHeading: boolean): unknown[] => {
  const shown: { text: string; look: string }[] = []
  for (const run of runs) {
    // A heading has its own weight in a file, and a link its own line.
    const own = formats.filter(
      name =>
        run[name] === true &&
        !(name === 'bold' && isHeading) &&
        !(name === 'underline' && run.href !== undefined),
    )
    const note = notes.find(({ id }) => id === run.note)
    const look = note ? `note: ${note.text}` : `${own.join(' ')} ${run.href ?? ''}`
    const text = note ? '' : run.text
    const last = shown.at(-1)
    if (last?.look === look && !note) last.text += text
    else shown.push({ text, look })
  }
  for (const [at, run] of shown.entries()) {
    const before = shown[at - 1]
    if (!before || before.text === '' || !run.text.startsWith(' ')) continue
    before.text = `${before.text.trimEnd()} `
    run.text = run.text.trimStart()
  }
  return shown.filter(({ text, look }) => text !== '' || look.startsWith('note: '))
}

type Seen = { kind: string; runs: unknown; more: unknown }

/** The blocks as a reader of a file sees them. */
const seen = ({ blocks, notes = [], meta }: Page): Seen[] =>
  blocks.map(block => {
    const { kind, cell, alternative, runs } = block
    const direction = block.direction ?? (meta.language === 'ar' ? 'rtl' : 'ltr')
    const isHead = cell?.head === true
    return {
      kind: asParagraph.has(kind) ? 'paragraph' : kind,
      // The words of a table's header are bold in a file.
      runs: shownRuns(runs, notes, /^h\d$/.test(kind) || isHead),
      more: { direction, alternative, isCell: cell !== undefined, isHead },
    }
  })

/** The page without the lines above it. */
const withoutMasthead = (page: Page): Page => ({ ...page, blocks: page.blocks.slice(3) })

const wordsBy = (doc: Y.Doc): unknown[] =>
  readSuggestions(doc)
    .filter(({ places }) => places.length > 0)
    // Two spaces that meet where a word goes are one in a file.
    .filter(({ inserted, struck }) => `${inserted}${struck}`.trim() !== '')
    .map(each => `${nameOf(each)}: +${each.inserted.trim()} -${each.struck.trim()}`)
    .toSorted()
const paragraphsBy = (doc: Y.Doc): unknown[] =>
  readParagraphSuggestions(doc, isSame)
    .map(each => `${nameOf(each)}: ${each.what} ${each.wording}`)
    .toSorted()
/** The same, each with its place behind so many lines. */
const placed = (doc: Y.Doc, lines: number): unknown[] =>
  readParagraphSuggestions(doc, isSame).map(({ what, target }) => ({
    ...{ what, at: target && target.index - lines },
  }))
const commentsBy = (doc: Y.Doc): unknown[] =>
  readThreads(doc)
    .map(({ opening, replies, isResolved }) => ({
      ...{ by: nameOf(opening), text: opening.text, quote: opening.quote.trim(), isResolved },
      replies: replies.map(reply => `${nameOf(reply)}: ${reply.text}`),
    }))
    .toSorted((a, b) => a.text.localeCompare(b.text))

const check = async (seed: number, language: Language, format: FileFormat): Promise<void> => {
  const doc = workedText(seed, language)
  const { doc: back, kept } = await backFrom(sheetOf(doc), format)
  const at = { seed, format }
  const page = printed(settledPage(readPage(doc)))
  const after = seen(withoutMasthead(settledPage(readPage(back))))
  expect({ ...at, title: kept.title }).toEqual({ ...at, title: page.meta.title })
  expect({ ...at, blocks: after.length }).toEqual({ ...at, blocks: page.blocks.length })
  for (const [index, was] of seen(page).entries()) {
    expect({ ...at, index, block: after[index] }).toEqual({ ...at, index, block: was })
  }
  expect({ ...at, words: wordsBy(back) }).toEqual({ ...at, words: wordsBy(doc) })
  expect({ ...at, paragraphs: paragraphsBy(back) }).toEqual({
    ...at,
    paragraphs: paragraphsBy(doc),
  })
  expect({ ...at, comments: commentsBy(back) }).toEqual({ ...at, comments: commentsBy(doc) })
  const quoted = [...readSuggestions(back), ...readThreads(back).map(({ opening }) => opening)]
  expect(quoted.every(each => each.quoted?.file === `text.${format}`)).toBe(true)
  expect([...kept.pictures.values()].map(bytes => Buffer.compare(bytes, workedPicture))).toEqual([
    0,
  ])
}

test(
  'each generated text comes back from Word and from OpenDocument with all that it had',
  patiently,
  async () => {
    const { seeds, passed } = series('there-and-back', 500, 6)
    const doc = workedText(1, 'en')
    expect([wordsBy(doc), paragraphsBy(doc), commentsBy(doc)].map(all => all.length)).toEqual([
      ...[4, 4, 4],
    ])
    for (const seed of seeds) {
      const language = sixLanguages[seed % sixLanguages.length] ?? 'en'
      for (const format of Object.keys(fileFormats) as FileFormat[])
        await check(seed, language, format)
      passed(seed, `${language}: the same from both formats`)
    }
  },
)

test('a page break beside a suggestion for a whole paragraph comes back at its place', async () => {
  // Blocks: first, page break, second, third.
  const cases = {
    'behind a paragraph that would go': { suggestRemoval: 1 },
    'before a paragraph that would go': { suggestRemoval: 3 },
    'behind a paragraph that would come': { suggestNew: 'New.', after: 1 },
    'before a paragraph that would come': { suggestNew: 'New.', after: 2 },
  }
  for (const [name, step] of Object.entries(cases))
    for (const format of Object.keys(fileFormats) as FileFormat[]) {
      const doc = newDocument(7)
      writeMeta(doc, { language: 'en', kind: 'recommendations', title: 'Title' })
      const blocks = ['First.', '', 'Second.', 'Third.'].map(text => ({
        kind: text === '' ? ('pagebreak' as const) : ('paragraph' as const),
        runs: text === '' ? [] : [{ text }],
      }))
      writeBlocks(doc, blocks, { random, notes: [] })
      doc.clientID = 8
      const author = { at: 1, isSame, rights: everyRight }
      expect(applyEditScript(doc, [step], { random, now: () => 0, author }).refused).toEqual([])
      const { doc: back } = await backFrom(sheetOf(doc), format)
      const at = { name, format }
      const shown = withoutMasthead(settledPage(readPage(back))).blocks.map(blockText)
      expect({ ...at, shown }).toEqual({ ...at, shown: ['First.', '', 'Second.', 'Third.'] })
      // OpenDocument has no form for a paragraph that only begins a page from then on: another one takes its place.
      if (format === 'odt' && name.startsWith('before')) continue
      expect({ ...at, paragraphs: placed(back, 3) }).toEqual({ ...at, paragraphs: placed(doc, 0) })
    }
})

test('the comparison tells a text from another one', () => {
  const [one, other] = [1, 2].map(seed => workedText(seed, 'en')) as [Y.Doc, Y.Doc]
  expect(seen(printed(settledPage(readPage(one))))).not.toEqual(
    seen(printed(settledPage(readPage(other)))),
  )
  expect(wordsBy(one)).not.toEqual(wordsBy(other))
  expect(readPage(one).blocks.map(blockText).join()).toContain('mark0 mark1 mark2 mark3')
})
