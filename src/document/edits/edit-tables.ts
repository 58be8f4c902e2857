// Changes to tables in the shared tree, without an editor, and the steps of an edit script for them.
import * as v from 'valibot'
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { Random } from '#document/ids'
import { headKey, type Cell, blockText, type Block } from '#document/model'
import { emptyParagraph, insertBlock, removeBlock, newBlockElement } from '#document/blocks'
import { plainText, blockElements, setAttribute, readMeta, readBlock } from '#document/tree'
import {
  newTable,
  isWithinTable,
  placeInTable,
  tableActs,
  tableChange,
  type TableChange,
} from '#document/tables'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Words = v.pipe(v.string(), v.maxLength(100_000))

export const tableSteps = [
  /** A new table behind a block, its words row by row; `head`: the first row is a header. */
  v.strictObject({
    table: v.array(v.array(Words)),
    after: Count,
    head: v.optional(v.boolean(), false),
  }),
  /** An act at a cell. */
  v.strictObject({ cells: v.picklist(tableActs), block: Count }),
  v.strictObject({ head: v.boolean(), block: Count }),
] as const
const TableStep = v.union(tableSteps)
export type TableStep = v.InferOutput<typeof TableStep>

export const isTableStep = (step: object): step is TableStep =>
  'table' in step || 'cells' in step || 'head' in step

const cellElement = (doc: Y.Doc, cell: Cell, words: string, random: Random): Y.XmlElement =>
  newBlockElement(
    { kind: 'paragraph', runs: words === '' ? [] : [{ text: words }], cell },
    { language: readMeta(doc).language, random },
  )

/** Carries out a change of a table that was made out with the blocks as they are. */
const applyChange = (doc: Y.Doc, { remove, insert }: TableChange, random: Random): void => {
  const all = blockElements(doc)
  if (remove.length === all.length)
    insertBlock(doc, all.at(-1) ?? null, emptyParagraph(readMeta(doc).language, random))
  for (const { at, cells } of insert) {
    let after = at === 0 ? null : (all[at - 1] ?? null)
    for (const cell of cells) {
      const made = cellElement(doc, cell, '', random)
      insertBlock(doc, after, made)
      after = made
    }
  }
  for (const index of remove) {
    const block = all[index]
    if (block) removeBlock(block)
  }
}

const isOurs = ({ unknown, label }: Block): boolean => unknown !== true && label === undefined

const write = (
  doc: Y.Doc,
  { table: words, after, head }: Extract<TableStep, { table: unknown }>,
  random: Random,
): FailureCode | null => {
  const columns = words.reduce((most, row) => Math.max(most, row.length), 0)
  const cells = newTable({ rows: words.length, columns, head }, random)
  if (cells === null) return 'invalid-input'
  const all = blockElements(doc)
  const at = Math.min(after, all.length)
  const [before, behind] = [all[at - 1], all[at]].map(block => block && readBlock(block))
  if (isWithinTable(before, behind)) return 'not-permitted'
  let place = all[at - 1] ?? null
  for (const [index, cell] of cells.entries()) {
    const said = words[Math.floor(index / columns)]?.[index % columns] ?? ''
    const made = cellElement(doc, cell, plainText(said), random)
    insertBlock(doc, place, made)
    place = made
  }
  return null
}

/** Null when the step was carried out. */
export const changeTableByStep = (
  doc: Y.Doc,
  step: TableStep,
  random: Random,
): FailureCode | null => {
  if ('table' in step) return write(doc, step, random)
  const elements = blockElements(doc)
  const blocks = elements.map(element => readBlock(element))
  const place = placeInTable(blocks, step.block - 1)
  if (place === null) return 'not-found'
  if ('head' in step) {
    for (const index of place.table.rows[0]?.cells.flat() ?? []) {
      if (step.head) setAttribute(elements[index] as Y.XmlElement, headKey, true)
      else elements[index]?.removeAttribute(headKey)
    }
    return null
  }
  const hasWords = (index: number): boolean => blockText(blocks[index] ?? { runs: [] }) !== ''
  const change = tableChange(place, step.cells, { hasWords, random })
  if (change === null) return 'invalid-input'
  if (change.remove.some(index => !isOurs(blocks[index] as Block))) return 'not-permitted'
  applyChange(doc, change, random)
  return null
}
