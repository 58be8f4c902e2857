// How long a text is, as the outline says it.
import { countWordsIn, levelOf } from '#shared/document'
import type { PageBlock } from '../page/page-state.ts'

/** Paragraphs are what is not a heading and not empty; words are those of the whole body. */
export function countsOf(blocks: readonly PageBlock[]): { paragraphs: number; words: number } {
  let paragraphs = 0
  let words = 0
  for (const { kind, text } of blocks) {
    if (levelOf(kind)?.family !== 'headings' && text.trim() !== '') paragraphs++
    words += countWordsIn(text)
  }
  return { paragraphs, words }
}
