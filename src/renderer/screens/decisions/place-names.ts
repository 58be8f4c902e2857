// Parts of the exact text as reservations name them.
import type { TextLine } from '#shared/contract'
import { cutShort } from '#document/tree'
import { partsOf } from '#document/tables'
import type { BlockId } from '#shared/ids'
import type { Words } from '../../words/words.ts'

export const isHeading = ({ kind }: TextLine): boolean => /^(h\d|title)$/.test(kind)

const longest = 40
const shortened = (text: string): string =>
  text.length <= longest ? text : `${cutShort(text, longest).trimEnd()}…`

/** "Table 2", by its place among the tables of the text. */
const tableName = (table: string, lines: readonly TextLine[], words: Words): string => {
  const all = [...new Set(lines.flatMap(({ cell }) => cell?.table ?? []))]
  return words('decisions.place.table', { number: all.indexOf(table) + 1 })
}

const nameOf = (line: TextLine, lines: readonly TextLine[], words: Words): string => {
  const { cell, kind, place, text, isWithheld } = line
  if (cell) return tableName(cell.table, lines, words)
  // A figure says what it is.
  if (kind === 'figure') return place
  if (place !== '')
    return words(isHeading(line) ? 'decisions.place.heading' : 'decisions.place.paragraph', {
      number: place,
    })
  if (isWithheld) return words('decisions.text.withheld')
  return words('decisions.place.words', { words: shortened(text.trim()) })
}

/** "Paragraph 3 (a)", "Table 2", or the beginning of its words where it has no number. */
export function placeName(
  block: BlockId | null,
  lines: readonly TextLine[] | null | undefined,
  words: Words,
): string {
  if (block === null) return words('decisions.place.whole')
  const line = lines?.find(each => each.block === block)
  return line && lines ? nameOf(line, lines, words) : words('decisions.place.one')
}

/** A place at which a reservation can stand. `blocks`: of a table, all that it has. */
export type Reservable = {
  block: BlockId
  blocks: readonly BlockId[]
  name: string
  begins: string
}

const unnamed: readonly string[] = ['note', 'pagebreak', 'break']

/** In the order of the text: paragraphs, headings and figures that have words or are withheld, and each table once. */
export const reservableIn = (lines: readonly TextLine[], words: Words): Reservable[] =>
  partsOf(lines).flatMap(part => {
    const own = 'rows' in part ? part.rows.flatMap(({ cells }) => cells.flat()) : [part]
    const said = own.filter(
      ({ text, isWithheld, kind }) => isWithheld || kind === 'figure' || text.trim() !== '',
    )
    const blocks = own.flatMap(({ block }) => block ?? [])
    const [[block], [line]] = [blocks, said]
    if (block === undefined || !line || unnamed.includes(line.kind)) return []
    const name = nameOf(line, lines, words)
    // A line without a number is named by its words.
    const isNumbered = line.cell !== undefined || line.place !== ''
    const beginning = line.isWithheld
      ? words('decisions.text.withheld')
      : shortened(line.text.trim())
    return { block, blocks, name, begins: isNumbered ? beginning : '' }
  })
