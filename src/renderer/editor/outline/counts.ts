// How long a text is, as the outline says it.
import { countWordsIn, levelOf } from '#shared/document'
import type { PageBlock } from '../page/page-state.ts'

const words = new WeakMap<PageBlock, number>()

/** Counted once for each state of a block, so that typing counts one block anew. */
function wordsIn(block: PageBlock): number {
  const known = words.get(block)
  if (known !== undefined) return known
  const counted = countWordsIn(block.text)
  words.set(block, counted)
  return counted
}

/** Paragraphs are what is not a heading and not empty; words are those of the whole body. */
export function countsOf(blocks: readonly PageBlock[]): { paragraphs: number; words: number } {
  let paragraphs = 0
  let all = 0
  for (const block of blocks) {
    if (levelOf(block.kind)?.family !== 'headings' && block.text.trim() !== '') paragraphs++
    all += wordsIn(block)
  }
  return { paragraphs, words: all }
}
