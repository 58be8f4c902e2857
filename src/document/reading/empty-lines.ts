// Lines of a text that print a number, a sign or a place for words, and no words. The window names them
// before the text leaves, is put to a decision, or is signed. One rule for the text as it is printed, with
// what stands behind the words of minutes, and for the exact text of a question.
import type { BlockId } from '#shared/ids'
import { cutShort } from '#document/tree'
import { blockText, type Block, type Page } from '#document/model'
import { placesOf } from '#document/numbering'

export type EmptyLine = {
  block: BlockId | null
  /** As it is cited, "8 (b)"; empty where it has no number. */
  place: string
  /** The first words of the line above that has some; empty at the beginning of the text. */
  after: string
}

/** A line of a page or of a text file. */
export type ReadLine = {
  block: BlockId | null
  /** As `Block` has it, or another name of a text file: a note, a title. */
  kind: string
  place: string
  text: string
  isWithheld: boolean
  cell?: unknown
  /** The prompt of a template for it. */
  prompt?: string | undefined
}

/** A figure shows its picture, a page break is one, and a note stands below the text. */
const wordless: readonly string[] = ['figure', 'pagebreak', 'note']

/** A plain paragraph prints nothing of its own: an empty one is a gap, unless a template asks for words in it. */
const isEmpty = ({ kind, place, text, isWithheld, cell, prompt }: ReadLine): boolean =>
  text.trim() === '' &&
  !isWithheld &&
  cell === undefined &&
  !wordless.includes(kind) &&
  (place !== '' || prompt !== undefined || kind !== 'paragraph')

/** Units of the words that name the line above. */
const mostNamed = 40

const firstWords = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= mostNamed ? line : `${cutShort(line, mostNamed).trimEnd()}…`
}

/** In their order. */
export const emptyLinesIn = (lines: readonly ReadLine[]): EmptyLine[] => {
  let after = ''
  return lines.flatMap(line => {
    if (line.text.trim() !== '') after = firstWords(line.text)
    return isEmpty(line) ? [{ block: line.block, place: line.place, after }] : []
  })
}

const lineOf = ({ id, kind, label, cell, prompt, ...block }: Block, place: string): ReadLine => ({
  block: id,
  kind,
  place,
  text: blockText(block),
  isWithheld: label !== undefined,
  ...(cell && { cell }),
  ...(prompt && { prompt }),
})

/** The same of a page as files print it (`meetingPage`): parts that wait for a verdict are settled. */
export const emptyLinesOn = ({ blocks, meta }: Pick<Page, 'blocks' | 'meta'>): EmptyLine[] => {
  const places = placesOf(blocks, meta)
  return emptyLinesIn(blocks.map((block, index) => lineOf(block, places[index] ?? '')))
}
