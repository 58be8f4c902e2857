// Words that stay out of files for people outside: those of paragraphs that are restricted or off the record, or were
// when they went. Comments, suggestions and amendments may quote them.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { isBlockId } from '#document/ids'
import { blockText, cellKey, cellNamed } from '#document/model'
import { everyElement, lastUnder, meetingKey, readPage } from '#document/tree'
import { openHeldWords } from '#document/words'

export type HeldBack = {
  /** Ids of these paragraphs, and of the cells that went with their table. */
  blocks: ReadonlySet<BlockId>
  /** Whether words have some that only these paragraphs held, and no open one has now. */
  isIn(words: string): boolean
}

const isLabelled = (element: Y.XmlElement): boolean => (lastUnder(element, 's_label') ?? '') !== ''

const isMarked = (element: Y.XmlElement): boolean =>
  isLabelled(element) || lastUnder(element, meetingKey('off')) === true

const tableOf = (element: Y.XmlElement): string | undefined =>
  cellNamed(lastUnder(element, cellKey))?.table

export const heldBack = (doc: Y.Doc): HeldBack => {
  const all = everyElement(doc)
  const marked = new Set(all.filter(isMarked))
  if (marked.size === 0) return { blocks: new Set(), isIn: () => false }
  const tables = new Set([...marked].filter(isLabelled).flatMap(each => tableOf(each) ?? []))
  const isCell = (element: Y.XmlElement): boolean =>
    element._item?.deleted === true && tables.has(tableOf(element) ?? '')
  const held = all.filter(element => marked.has(element) || isCell(element))
  const open = readPage(doc).blocks.filter(
    ({ label, meeting }) => label === undefined && meeting?.off !== true,
  )
  // One that was lifted, or brought back by an earlier version, is another element under the same id.
  const shown = new Set<unknown>(open.map(({ id }) => id))
  const ids = held.map(element => lastUnder(element, 's_bid')).filter(isBlockId)
  let isHeld: ((words: string) => boolean) | null = null
  return {
    blocks: new Set(ids.filter(id => !shown.has(id))),
    isIn: words => (isHeld ??= openHeldWords(held).beside(open.map(blockText).join(' ')))(words),
  }
}
