// The positions that a suggestion to move, split or join paragraphs would give them, in the text as
// it is now. Other paragraphs that it needs can be gone meanwhile: then there is no such position.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import type { Entry } from '#document/review/comments'
import { blockElements, readBlock } from '#document/tree'
import { splicesBetween } from '#document/words'
import type { Row } from '#document/review/amendments'
import { placeInAll } from '#document/blocks'
import { isWithinTable } from '#document/tables'

export type ParagraphEntry = Extract<Entry, { kind: 'paragraph' }>

export type Whither = {
  /** The paragraph behind which it would stand, or that it would be joined to; -1 for the beginning. */
  index: number
  /** The offset of a split, in UTF-16 units of the present paragraph, before the second half. */
  at: number
  /** The same in all of its text, with what waits to be taken in. */
  inAll: number
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** Where a place in `base` came to be in `now`; null at an end, where there is nothing to split. */
const placeIn = (base: string, now: string, place: number): number | null => {
  let at = place
  if (base !== now)
    for (const { from, to, insert } of splicesBetween(base, now)) {
      if (from >= place && (from > place || to > place)) break
      // Within words that became others: before those.
      at += to <= place ? insert.length - (to - from) : from - place
    }
  if (isLow(now.charCodeAt(at))) at--
  return at > 0 && at < now.length ? at : null
}

/** A paragraph by itself: a cell comes and goes with its table, and a caption stays with its picture. */
export const standsAlone = (element: Y.XmlElement | undefined): boolean => {
  if (!element) return false
  const { cell, kind, label, unknown } = readBlock(element)
  return cell === undefined && kind !== 'figure' && label === undefined && unknown !== true
}

/** The paragraphs that move, those of them that are there, as their author named them. */
export const movedBy = (
  { block, along = [] }: Pick<ParagraphEntry, 'block' | 'along'>,
  elements: readonly Y.XmlElement[],
): Y.XmlElement[] => {
  const byId = new Map(
    elements.map(element => [readBlock(element).id, element] as const).toReversed(),
  )
  return [...new Set([block, ...along])].flatMap(id => {
    const element = id === null ? undefined : byId.get(id)
    return element && readBlock(element).cell === undefined ? [element] : []
  })
}

/** The last cell of its table, for what would come between two. */
const pastTable = (elements: readonly Y.XmlElement[], index: number): number => {
  const cellAt = (at: number) => {
    const element = elements[at]
    return element && readBlock(element)
  }
  let at = index
  while (isWithinTable(cellAt(at), cellAt(at + 1))) at++
  return at
}

/**
 * UTF-16 units in which positions of splits are searched, all together, and the weight of a unit of
 * words that differs: a thousand made-up splits delay no one. Beyond that a position is not found
 * where all are shown; accepting one searches for it alone.
 */
const [mostLooked, toCompare] = [1 << 22, 16]
const nowhere = { at: 0, inAll: 0 }

export const whitherOf = (
  doc: Y.Doc,
  rows: readonly Row[],
): ((entry: ParagraphEntry, own: { index: number; text: string }) => Whither | null) => {
  const elements = blockElements(doc)
  let left = mostLooked
  const indexes = new Map<BlockId | null, number>()
  for (const { block, index } of rows) if (!indexes.has(block)) indexes.set(block, index)
  return (entry, own) => {
    const { what, block, base, after = null, along = [], place = 0 } = entry
    if (what === 'split') {
      left -= base === own.text ? own.text.length : toCompare * (base.length + own.text.length)
      const at = left < 0 ? null : placeIn(base, own.text, place)
      const element = elements[own.index]
      return at === null || !element
        ? null
        : { index: own.index, at, inAll: placeInAll(element, at) }
    }
    if (what === 'join') {
      const isBefore = rows[own.index - 1]?.block === after && after !== null
      const both = [own.index - 1, own.index].every(index => standsAlone(elements[index]))
      return isBefore && both ? { ...nowhere, index: own.index - 1 } : null
    }
    if (what !== 'move' || after === block || along.some(id => id === after)) return null
    if (after === null) return { ...nowhere, index: -1 }
    const index = indexes.get(after)
    return index === undefined ? null : { ...nowhere, index: pastTable(elements, index) }
  }
}
