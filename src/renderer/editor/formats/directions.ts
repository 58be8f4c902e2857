// The direction of single paragraphs: that of the document until one is set.
import type { Language } from '#shared/contract'
import type { RangeSelection } from 'lexical'
import { $mayChange, $selectedBlocks } from '../blocks/block-edits.ts'
import { directionOf } from '../languages/names.ts'

export type Direction = 'ltr' | 'rtl'

/** A text from right to left says so in each paragraph; one from left to right says nothing. */
const stored = (direction: Direction, language: Language): Direction | null =>
  direction === directionOf(language) && direction === 'ltr' ? null : direction

export const $setDirections = (
  selection: RangeSelection,
  direction: Direction,
  language: Language,
): void => {
  for (const block of $selectedBlocks(selection))
    if ($mayChange(block)) block.setDirection(stored(direction, language))
}
