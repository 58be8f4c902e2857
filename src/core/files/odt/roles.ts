// The role of a paragraph: its element, its style, and the list around it.
import type { ParagraphRole } from '#document/flow'
import type { Lists, ParagraphStyle } from './styles.ts'

export type ListLevel = {
  style: string | undefined
  /** From 1. */
  level: number
  /** An item begins here: its first paragraph has the mark. */
  isFresh: boolean
}

const quotes = new Set(['quotations', 'quote', 'intense quote', 'block text'])

type Stated = {
  style: ParagraphStyle
  heading: number | null
  level: ListLevel | undefined
  lists: Lists
}

export const roleOf = ({ style, heading, level, lists }: Stated): ParagraphRole => {
  if (style.name === 'title') return { kind: 'title' }
  const own = heading ?? style.heading
  if (own !== null) return { kind: 'heading', level: own }
  if (quotes.has(style.name)) return { kind: 'quote' }
  const mark = level?.isFresh === true ? lists.at(level.style ?? style.list, level.level) : null
  if (!level || mark === null) return { kind: 'body' }
  return { kind: 'item', level: level.level, isNumbered: mark === 'number' }
}
