// A text cannot be adopted while something in it is open: text in brackets, waiting suggestions, an
// undecided amendment. This lists them with their positions; a rule about the text alone, for the
// opening of a decision and for the line above the page.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import type { SameMember } from '#document/review/amendments'
import {
  bracketsNow,
  bracketsOn,
  readBrackets,
  type BracketSet,
  type Standing,
} from '#document/review/brackets'
import { placesOf } from '#document/numbering'
import type { Page } from '#document/model'
import { openParagraphs, readParagraphSuggestions, readWaiting } from '#document/review/suggestions'

export type OpenCode = 'bracket-open' | 'suggestion-open' | 'amendment-open'

/** `place`: as the paragraph is cited; empty where it has no number. */
export type OpenPoint = {
  code: OpenCode
  block: BlockId | null
  index: number
  place: string
  /** The label of an amendment. */
  label?: string
}

export type Adoption = { may: boolean; open: OpenPoint[] }

/**
 * The module that keeps amendments apart from the text says which paragraphs open ones are about.
 */
export type OpenAmendments = (doc: Y.Doc) => readonly { index: number; label?: string }[]

/** The indexes of the blocks at which versions in brackets begin. */
const beginningsOf = (sets: readonly BracketSet[]): number[] =>
  sets.flatMap(({ versions }) =>
    versions.map(({ blocks: whole, words }) => whole[0] ?? words[0]?.index ?? 0),
  )

/**
 * The places of the versions in brackets on a page that is not the text now, such as an earlier version: as `mayAdopt` has
 * those of the text.
 */
export const bracketPlaces = (page: Page): string[] => {
  const places = placesOf(page.blocks, page.meta)
  return beginningsOf(bracketsOn(page))
    .toSorted((a, b) => a - b)
    .map(index => places[index] ?? '')
}

/** In the order of the page. */
export const mayAdopt = (
  doc: Y.Doc,
  amendments: OpenAmendments = () => [],
  standing: Standing = bracketsNow(doc),
  isSame?: SameMember,
): Adoption => {
  const { blocks, meta } = standing.page
  const places = placesOf(blocks, meta)
  const points: Pick<OpenPoint, 'code' | 'index' | 'label'>[] = [
    ...beginningsOf(readBrackets(doc, standing)).map(index => ({
      code: 'bracket-open' as const,
      index,
    })),
    ...readWaiting(doc).map(({ places: waits }) => ({
      code: 'suggestion-open' as const,
      index: waits[0]?.index ?? 0,
    })),
    ...openParagraphs(readParagraphSuggestions(doc, isSame)).map(({ target }) => ({
      code: 'suggestion-open' as const,
      index: Math.max(0, target?.index ?? 0),
    })),
    ...amendments(doc).map(each => ({ code: 'amendment-open' as const, ...each })),
  ]
  const open = points
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, ...point }) => ({
      ...point,
      index,
      block: blocks[index]?.id ?? null,
      place: places[index] ?? '',
    }))
  return { may: open.length === 0, open }
}
