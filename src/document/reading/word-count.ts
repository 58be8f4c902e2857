// How long a text is, as its writers count: words between white space, and each character of a
// script that is written without spaces; and paragraphs, as a person counts them.
import { blockText, type Block, type Page } from '#document/model'

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu

const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

export const countWordsIn = (text: string): number => (text.match(word) ?? []).filter(isWord).length

/** Words of the body; numbers, being computed, are not counted. */
export const countWords = (page: Pick<Page, 'blocks'>): number =>
  page.blocks.reduce((sum, block) => sum + countWordsIn(blockText(block)), 0)

/** A line of a page or of a text file. */
export type CountedLine = {
  /** As `Block` has it, or another name of a text file. */
  kind: string
  text: string
  isWithheld: boolean
  cell?: unknown
}

const others = /^(h[1-4]|title|figure|pagebreak|break|note|table|cell)$/

/**
 * Words by themselves that are no heading. A table and a figure are none, nor is a line without words, a page break or a
 * note. A restricted paragraph is one.
 */
const isParagraph = ({ kind, text, isWithheld, cell }: CountedLine): boolean =>
  isWithheld || (cell === undefined && !others.test(kind) && text.trim() !== '')

export const countParagraphs = (lines: readonly CountedLine[]): number =>
  lines.filter(isParagraph).length

export const countParagraphsOn = (
  blocks: readonly Pick<Block, 'kind' | 'runs' | 'label' | 'cell'>[],
): number =>
  countParagraphs(
    blocks.map(block => ({
      kind: block.kind,
      text: blockText(block),
      isWithheld: block.label !== undefined,
      cell: block.cell,
    })),
  )
