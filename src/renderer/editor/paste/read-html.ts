// Foreign markup (Word, Docs, LibreOffice, a web page) to our blocks: read as that of a file, and its typed numbers as
// those of pasted lines.
import {
  cellPieces,
  isHeading,
  kindOf,
  placesOf,
  readMarkup,
  runOf,
  tidyRuns,
  type Flow,
  type MarkupElement,
  type MarkupNode,
  type Paragraph,
  type Piece,
  type Table,
} from '#document/flow'
import { countedNames } from '#document/tables'
import type { Run } from '#document/model'
import { cleanText, type LeftOut, type Pasted, type PastedBlock } from './pasted.ts'
import { nothingAbove, withoutMark } from './typed-marks.ts'

const elementOf = (element: Element): MarkupElement => ({
  name: element.localName,
  value: attribute => element.getAttribute(attribute) ?? '',
  children: () => [...element.childNodes].map(nodeOf),
})

const nodeOf = (node: Node): MarkupNode =>
  node instanceof Element ? elementOf(node) : node instanceof Text ? node.data : ''

const runsOf = (pieces: readonly Piece[], inHeading: boolean): Run[] =>
  tidyRuns(
    pieces.map(piece => runOf(piece, inHeading)),
    cleanText,
  )

class Writer {
  readonly blocks: PastedBlock[] = []
  readonly leftOut: LeftOut
  private above = nothingAbove
  private readonly name = countedNames()

  constructor(leftOut: LeftOut) {
    this.leftOut = leftOut
  }

  put(flow: Flow): void {
    for (const each of flow) {
      if (each.is === 'paragraph') this.paragraph(each)
      else if (each.is === 'table') this.table(each)
    }
  }

  private paragraph({ role, pieces, isMirrored, beginsPage }: Paragraph): void {
    const last = this.blocks.at(-1)
    if (beginsPage && last && last.kind !== 'pagebreak')
      this.blocks.push({ kind: 'pagebreak', runs: [] })
    const kind = role.kind === 'body' && !role.isOfItem ? null : kindOf(role)
    const runs = runsOf(pieces, kind !== null && isHeading(kind))
    const whole = { kind, runs, ...(isMirrored && { direction: 'rtl' as const }) }
    if (runs.length === 0) return
    const { block, letter } = withoutMark(whole, this.above)
    this.above = { letter: role.kind === 'item' ? '' : letter }
    if (block.runs.length > 0) this.blocks.push(block)
  }

  private table(table: Table): void {
    const places = placesOf(table, this.name)
    if (!places) {
      this.leftOut.tables++
      for (const { cells } of table.rows) for (const { flow } of cells) this.put(flow)
      return
    }
    for (const { cell, flow } of places) {
      const [first] = flow
      const isMirrored = first?.is === 'paragraph' && first.isMirrored
      this.leftOut.tables += flow.filter(({ is }) => is === 'table').length
      this.blocks.push({
        kind: 'paragraph',
        runs: runsOf([...cellPieces(flow)], false),
        cell,
        ...(isMirrored && { direction: 'rtl' as const }),
      })
    }
  }
}

/** Reads an inert document as `parseMarkup` makes one. `isOff`: the words were off the record where they were copied. */
export function readHtml(page: Document, isOff = false): Pasted {
  const { foreign, links, layouts } = readMarkup(
    elementOf(page.documentElement),
    elementOf(page.body),
  )
  const images = foreign.leftOut.values().reduce((sum, count) => sum + count, 0)
  const writer = new Writer({ images, tables: layouts, links })
  writer.put(foreign.flow)
  const { blocks, leftOut } = writer
  // A page break at the end would begin an empty page.
  if (blocks.at(-1)?.kind === 'pagebreak') blocks.pop()
  return { blocks: isOff ? blocks.map(each => ({ ...each, wasOff: true })) : blocks, leftOut }
}
