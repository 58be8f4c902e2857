// The place that a step of an edit script names, and whether this version may change what is there.
// `block` counts from 1 over the blocks present when the step runs.
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import { clamp, lengthOf, blockElements, readBlock } from '#document/tree'
import { isWithinTable } from '#document/tables'

/** Null when the step was carried out. */
export type Verdict = FailureCode | null

const blockAt = (doc: Y.Doc, number: number): Y.XmlElement | undefined =>
  blockElements(doc)[number - 1]

/** Works on a block that this version may change. */
export const withBlock = (
  doc: Y.Doc,
  number: number,
  work: (block: Y.XmlElement) => void,
): Verdict => {
  const block = blockAt(doc, number)
  if (block === undefined) return 'not-found'
  const { unknown, label } = readBlock(block)
  if (unknown === true || label !== undefined) return 'not-permitted'
  work(block)
  return null
}

/** The same for a block that may be joined, split or moved: what is done to cells is done to their table. */
export const withParagraph = (
  doc: Y.Doc,
  number: number,
  work: (block: Y.XmlElement) => void,
): Verdict => {
  const block = blockAt(doc, number)
  return block && readBlock(block).cell ? 'not-permitted' : withBlock(doc, number, work)
}

/** Between two cells of one table nothing else is put. */
export const isInTable = (doc: Y.Doc, number: number): boolean => {
  const [before, behind] = [blockAt(doc, number), blockAt(doc, number + 1)]
  return isWithinTable(before && readBlock(before), behind && readBlock(behind))
}

/** The block after which something goes; null for the beginning, the last one when out of range. */
export const anchor = (doc: Y.Doc, number: number): Y.XmlElement | null =>
  number === 0 ? null : (blockAt(doc, number) ?? blockElements(doc).at(-1) ?? null)

/** Works on words of a block, clamped to what is there. */
export const withWords = (
  doc: Y.Doc,
  { block: number, from, to }: { block: number; from: number; to: number },
  work: (block: Y.XmlElement, from: number, to: number) => void,
): Verdict =>
  withBlock(doc, number, block => {
    const [start, end] = [clamp(block, from), clamp(block, Math.min(to, lengthOf(block)))]
    work(block, start, Math.max(start, end))
  })
