// The pieces of a text as they lie without pages: lines of paragraphs, rows of tables, and blocks that are never cut.
import type { Piece } from './plan.ts'

/** A piece, and the place in the page where it begins. */
export type Measured = Piece & { at: Place }

export type Place =
  | { kind: 'block'; block: HTMLElement }
  /** Within a paragraph: below `y`, from the top of the window. */
  | { kind: 'line'; block: HTMLElement; y: number }
  | { kind: 'row'; row: HTMLTableRowElement; table: HTMLTableElement }

type Span = { top: number; bottom: number }

const middle = ({ top, bottom }: Span): number => (top + bottom) / 2

/** Where the lines of a paragraph end, from the top of the window. */
export const linesOf = (block: HTMLElement): number[] => {
  const range = document.createRange()
  range.selectNodeContents(block)
  const spans = [...range.getClientRects()]
    .filter(({ height }) => height > 0)
    .toSorted((a, b) => middle(a) - middle(b))
  const lines: Span[] = []
  for (const span of spans) {
    const last = lines.at(-1)
    // A raised sign lies beside its line, not below it.
    if (last && middle(span) < last.bottom) {
      last.top = Math.min(last.top, span.top)
      last.bottom = Math.max(last.bottom, middle(span) + (last.bottom - last.top) / 2)
    } else lines.push({ top: span.top, bottom: span.bottom })
  }
  const { bottom } = block.getBoundingClientRect()
  return lines.map((line, at) => {
    const next = lines[at + 1]
    return next ? (line.bottom + next.top) / 2 : bottom
  })
}

const fewestLines = 2

/** Marks of notes below an element, each where it stands first: the place of its note and its height on the page. */
const marksIn = (element: HTMLElement, seen: Set<number>): { note: number; y: number }[] =>
  [...element.querySelectorAll<HTMLElement>('[role="doc-noteref"]')].flatMap(mark => {
    const note = Number(mark.getAttribute('href')?.replace('#note-', '')) - 1
    if (seen.has(note)) return []
    seen.add(note)
    return [{ note, y: middle(mark.getBoundingClientRect()) }]
  })

const isHeading = (element: Element): boolean => /^H[1-6]$/.test(element.tagName)

const paragraph = (block: HTMLElement, mayBegin: boolean, seen: Set<number>): Measured[] => {
  const { top } = block.getBoundingClientRect()
  const ends = linesOf(block)
  const marks = marksIn(block, seen)
  return ends.map((bottom, at): Measured => {
    const y = ends[at - 1] ?? top
    const last = at === ends.length - 1
    const isWithin = at >= fewestLines && ends.length - at >= fewestLines
    return {
      top: y,
      bottom,
      mayBegin: at === 0 ? mayBegin : isWithin,
      notes: marks
        .filter(mark => (at === 0 || mark.y >= y) && (last || mark.y < bottom))
        .map(({ note }) => note),
      at: at === 0 ? { kind: 'block', block } : { kind: 'line', block, y },
    }
  })
}

const whole = (block: HTMLElement, mayBegin: boolean, seen: Set<number>): Measured => {
  const { top, bottom } = block.getBoundingClientRect()
  const notes = marksIn(block, seen).map(({ note }) => note)
  return { top, bottom, mayBegin, notes, at: { kind: 'block', block } }
}

const rowsOf = (table: HTMLTableElement, mayBegin: boolean, seen: Set<number>): Measured[] => {
  const head = table.tHead?.getBoundingClientRect().height ?? 0
  const heads = table.tHead?.rows.length ?? 0
  return [...table.rows].map((row, at): Measured => {
    const { top, bottom } = row.getBoundingClientRect()
    return {
      top,
      bottom,
      mayBegin: at === 0 ? mayBegin : at > heads,
      notes: marksIn(row, seen).map(({ note }) => note),
      ...(at > heads && { again: head }),
      at: at === 0 ? { kind: 'block', block: table } : { kind: 'row', row, table },
    }
  })
}

/** `blocks`: the blocks of the page in their order. */
export const measured = (blocks: readonly HTMLElement[]): Measured[] => {
  const seen = new Set<number>()
  const all: Measured[] = []
  let [mayBegin, mustBegin] = [true, false]
  for (const block of blocks) {
    if (block.classList.contains('pagebreak')) {
      mustBegin = all.length > 0
      continue
    }
    const isCut = /^(P|BLOCKQUOTE)$/.test(block.tagName)
    const pieces =
      block instanceof HTMLTableElement
        ? rowsOf(block, mayBegin, seen)
        : isCut
          ? paragraph(block, mayBegin, seen)
          : [whole(block, mayBegin, seen)]
    const [first, ...rest] = pieces.length > 0 ? pieces : [whole(block, mayBegin, seen)]
    if (first) all.push(mustBegin ? { ...first, mustBegin: true } : first, ...rest)
    mayBegin = !isHeading(block)
    mustBegin = false
  }
  return all
}
