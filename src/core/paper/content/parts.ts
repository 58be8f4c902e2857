// The content of a word processor's file before it is written: paragraphs and tables in their order,
// each with what changed in it since an earlier version. A page without changes is the simplest of
// these. The writers of Word files and of OpenDocument texts both stand on it.
import type { Run } from '#document/model'
import { isTable, type Line, type LinePart } from './lines.ts'
import type { Manner } from './look.ts'
import type { Item, Presented, Version } from './version.ts'

export type Change = {
  is: 'added' | 'removed'
  /** The author as the file names them. */
  by: string
  /** The move that this is half of. */
  move?: number
}

export const sameChange = (a: Change | null, b: Change | null): boolean =>
  a === b || (a !== null && b !== null && a.is === b.is && a.by === b.by && a.move === b.move)

/** `before`: how the words looked, and who changed it. */
export type Stretch = {
  item: Item
  manner: Manner
  change: Change | null
  before: { run: Run; by: string } | null
}

export type FileParagraph = {
  presented: Presented
  /** How it presented itself before, and who changed it. */
  before: { presented: Presented; by: string } | null
  stretches: Stretch[]
  /** Without its end it is one paragraph with the next. */
  end: Change | null
  /** The block that it is in the text as it stands; null for one that is gone. */
  index: number | null
}

export type FileRow = { isHead: boolean; cells: FileParagraph[][]; change: Change | null }
export type FilePart = FileParagraph | { rows: FileRow[] }

const paragraphOf = (version: Version, line: Line): FileParagraph => {
  const manner = version.mannerOf(line)
  return {
    presented: version.presentedAs(line),
    before: null,
    stretches: version.itemsOf(line).map(item => ({ item, manner, change: null, before: null })),
    end: null,
    index: line.index,
  }
}

/** A part as it stands, or all of it added or removed; `changeOf`: of its lines. */
export const wholePart = (
  version: Version,
  part: LinePart,
  changeOf: (line: Line) => Change | null = () => null,
): FilePart => {
  const marked = (line: Line): FileParagraph => {
    const [paragraph, change] = [paragraphOf(version, line), changeOf(line)]
    if (change === null) return paragraph
    const stretches = paragraph.stretches.map(each => ({ ...each, change }))
    const index = change.is === 'removed' ? null : paragraph.index
    return { ...paragraph, stretches, end: change, index }
  }
  if (!isTable(part)) return marked(part)
  const rows = part.rows.map(({ isHead, cells }) => {
    const [line] = cells.flat()
    const change = line ? changeOf(line) : null
    return { isHead, cells: cells.map(all => all.map(marked)), change }
  })
  return { rows }
}

export const contentOf = (version: Version): FilePart[] =>
  version.parts.map(part => wholePart(version, part))

/** The paragraphs of the content, with those in tables. */
export const paragraphsIn = (parts: readonly FilePart[]): FileParagraph[] =>
  parts.flatMap(part => ('rows' in part ? part.rows.flatMap(({ cells }) => cells.flat()) : [part]))
