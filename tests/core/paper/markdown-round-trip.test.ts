// Markdown reads back as it was written: kinds, words, marks, links, tables and notes of generated texts.
import { expect, test } from 'vitest'
import { toMarkdown, type Sheet } from '#core/paper'
import { blockText, type Block, type Note, type Run } from '#document/model'
import { partsOf } from '#document/tables'
import { readPage } from '#document/tree'
import { spokenPage, openCount, schemeOf } from '#document/numbering'
import type { NewBlock } from '#document/blocks'
import { diceFrom } from '#tests/documents'
import { changeAtRandom, generatedText, sixLanguages } from '#tests/generated-text'
import { blocksFromMarkdown } from '#tests/imported'
import { trials } from '#tests/trials'

/** Formats of words that Markdown has a sign or an element for. */
const looks = [
  ...(['bold', 'italic', 'underline', 'strikethrough', 'superscript', 'subscript'] as const),
]

/** Signs that each say one thing, with their formats; a space looks like any other. */
const seenRuns = (runs: readonly Run[], notes: readonly Note[], isHeading: boolean): unknown[] => {
  const pieces: [string, string][] = []
  const add = (text: string, look: string): void => {
    const last = pieces.at(-1)
    if (last?.[1] === look) last[0] += text
    else pieces.push([text, look])
  }
  for (const { text, note, href, ...run } of runs) {
    if (note !== undefined) {
      add(`(${notes.find(({ id }) => id === note)?.text ?? ''})`, 'note')
      continue
    }
    // A heading is set in its own weight, and a link in its own line.
    const shown = looks.filter(
      look =>
        run[look] === true &&
        !(isHeading && look === 'bold') &&
        !(href !== undefined && look === 'underline'),
    )
    for (const [part] of text.matchAll(/\s+|\S+/g))
      if (part.trim() === '') add(' ', '')
      else add(part, [...shown, href ?? ''].join(' '))
  }
  const tidy = pieces.map(([text, look]): [string, string] => [text.replace(/ +/g, ' '), look])
  // An import takes white space off both ends.
  for (const piece of [tidy.at(0), tidy.at(-1)]) if (piece) piece[0] = piece[0].trim()
  return tidy.filter(([text]) => text !== '')
}

/** Kinds that Markdown has a form for; the others read back as paragraphs. */
const written = /^(?:h\d|num\d|bullet\d|quote|paragraph)$/

type Read = readonly (Block | NewBlock)[]
const seen = (blocks: Read, notes: readonly Note[]): unknown[] =>
  blocks.flatMap(block => {
    const isHeading = /^h\d$/.test(block.kind)
    const runs = seenRuns(block.runs, notes, isHeading)
    const isEmpty = blockText(block).trim() === '' && block.cell === undefined
    const cell = block.cell ? [block.cell.head] : null
    const kind = written.test(block.kind) ? block.kind : 'paragraph'
    return isEmpty ? [] : [[kind, cell, runs]]
  })

const sheetOf = (page: Sheet['page']): Sheet => ({ page, group: 'Group' })

/**
 * A number of a deep level with none above it is a typed one for a reader, who cannot tell it from words: it stays in
 * the text.
 */
const withTyped = ({ blocks, meta }: Sheet['page']): Block[] => {
  const [all, read] = [openCount(schemeOf(meta.kind)), openCount(schemeOf(meta.kind))]
  return blocks.map(block => {
    const [own] = block.cell ? [] : (all.count(block.kind)?.ordinals ?? []).slice(-1)
    if (own === undefined) return block
    const { ordinals = [] } = read.peek(block.kind) ?? {}
    const isTyped = ordinals.at(-2) === 0 || ordinals.at(-1) !== own
    if (!/^num[234]$/.test(block.kind) || !isTyped) {
      read.count(block.kind)
      return block
    }
    return { ...block, kind: 'paragraph', runs: [{ text: `${block.number} ` }, ...block.runs] }
  })
}

/** A pipe table has one header, and one without words says that there is none. */
const withOneHeader = (blocks: readonly Block[]): Block[] =>
  partsOf(blocks).flatMap(part => {
    if (!('rows' in part)) return [part]
    return part.rows.flatMap(({ head, cells }, at) => {
      const words = cells.flat()
      if (!head) return words.map(withoutHead)
      const isSaid = words.some(block => blockText(block).trim() !== '')
      if (at === 0 && (isSaid || part.rows.length === 1)) return words
      return at === 0 ? [] : words.map(withoutHead)
    })
  })

const withoutHead = ({ cell, ...block }: Block): Block =>
  cell ? { ...block, cell: { table: cell.table, row: cell.row, column: cell.column } } : block

/** An export warns of blocks that are a number without words; such a number reads back as words. */
const withWords = (page: Sheet['page']): Sheet['page'] => ({
  ...page,
  blocks: page.blocks.map(block =>
    block.cell === undefined && blockText(block).trim() === ''
      ? { ...block, runs: [{ text: 'Words' }] }
      : block,
  ),
})

test('generated texts read back as they were', () => {
  for (let seed = 1; seed <= trials(500, 60); seed++) {
    const language = sixLanguages[seed % sixLanguages.length] ?? 'en'
    const doc = generatedText(seed, language)
    changeAtRandom(doc, language, diceFrom(seed), seed % 30)
    const page = withWords(spokenPage(readPage(doc)))
    const file = toMarkdown(sheetOf(page))
    const { blocks, footnotes } = blocksFromMarkdown(file, page.meta.kind)
    // Behind the lines of the masthead, which a reader takes for a paragraph.
    const back = seen(blocks.slice(1), footnotes)
    try {
      expect(back).toEqual(seen(withOneHeader(withTyped(page)), page.notes ?? []))
    } catch (error) {
      throw new Error(`seed ${seed}\n${file}`, { cause: error })
    }
  }
})
