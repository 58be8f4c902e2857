// How a paragraph is called beside a suggestion, and what a heading takes along where it moves.
import { cutShort } from '#document/tree'
import { isBlockId } from '#document/ids'
import { levelOf } from '#document/numbering'
import type { BlockId } from '#shared/ids'
import type { Words } from '../../../words/index.ts'
import type { PageBlock } from '../../page/page-state.ts'

/** UTF-16 units of its words. */
const longest = 40

/** As it is cited, and without a number by its first words. */
export const labelOf = ({ place, text }: PageBlock, words: Words): string => {
  if (place !== '') return place
  const short = cutShort(text.trim(), longest)
  return words('suggesting.quoted', { text: short === text.trim() ? short : `${short}…` })
}

const depthOf = ({ kind }: PageBlock): number | null => {
  const level = levelOf(kind)
  return level?.family === 'headings' ? level.depth : null
}

/** The blocks after a heading up to the next one of its level or above. */
export const sectionOf = (blocks: readonly PageBlock[], block: BlockId): BlockId[] => {
  const at = blocks.findIndex(({ id }) => id === block)
  const own = blocks[at]
  const depth = own ? depthOf(own) : null
  if (depth === null) return []
  const rest = blocks.slice(at + 1)
  const end = rest.findIndex(each => (depthOf(each) ?? depth + 1) <= depth)
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .map(({ id }) => id)
    .filter(isBlockId)
}

/** Where a second paragraph could begin: behind each sentence, else at each word. */
export const splitsIn = (text: string): number[] => {
  const found = (pattern: RegExp): number[] =>
    [...text.matchAll(pattern)]
      .map(match => match.index + match[0].length)
      .filter(at => at < text.length)
  const sentences = found(/[.!?;:؟؛。]["”»’)\]]*\s+/gu)
  return sentences.length > 0 ? sentences : found(/\s+/gu)
}
