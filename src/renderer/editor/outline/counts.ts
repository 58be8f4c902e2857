// How long a text is, as the outline says it, and how that stands to what its kind may be.
import {
  countParagraphs,
  countWordsIn,
  type LengthLimit,
  linesOf,
  pagesOf,
} from '#document/reading'
import type { PageBlock } from '../page/page-state.ts'

type Length = { words: number; lines: number }

const known = new WeakMap<PageBlock, Length>()

/** Counted once for each state of a block, so that typing counts one block again. */
function lengthOf(block: PageBlock): Length {
  const counted = known.get(block)
  if (counted !== undefined) return counted
  const { kind, text, said = text } = block
  // A paragraph that waits as a whole takes no line yet; an empty one does.
  const isWaiting = said === '' && text !== ''
  const lines = isWaiting ? 0 : linesOf({ kind, text: said })
  const length = { words: countWordsIn(said), lines }
  known.set(block, length)
  return length
}

/** `withheld`: restricted paragraphs, whose words are not counted. */
export type Counts = { paragraphs: number; words: number; pages: number; withheld: number }

/** Words and pages are those of the whole body. */
export function countsOf(blocks: readonly PageBlock[]): Counts {
  let [words, lines, withheld] = [0, 0, 0]
  for (const block of blocks) {
    if (block.withheld) withheld++
    const length = lengthOf(block)
    words += length.words
    lines += length.lines
  }
  const paragraphs = countParagraphs(
    blocks.map(({ withheld: isWithheld = false, text, said = text, ...block }) => ({
      ...block,
      text: said,
      isWithheld,
    })),
  )
  return { paragraphs, words, pages: pagesOf(lines), withheld }
}

/** By how many words or pages a text is too long; 0 while it is not. */
export const overBy = ({ words, pages }: Counts, limit: LengthLimit): number =>
  Math.max(0, 'words' in limit ? words - limit.words : pages - limit.pages)
