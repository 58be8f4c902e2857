// Where on the sheet each other person's caret and name go.
import { createDOMRange } from '@lexical/selection'
import type { LexicalEditor, PointType, RangeSelection } from 'lexical'
import { $selectionOfPresence } from '../collab/caret.ts'
import type { Person } from '../replica/presence.ts'
import type { Bound } from './use-binding.ts'

export type PlacedCursor = {
  device: string
  handle: string
  color: number
  still: boolean
  /** Pixels from the sheet's inline start and block start. */
  inline: number
  block: number
  height: number
  nameBlock: number
}
export type SelectedRange = { color: number; range: Range }

const nameHeight = 19
const nameStep = 22

/** A place in an empty block has no box of its own; its block has. */
function boxOf(editor: LexicalEditor, point: PointType): DOMRect | null {
  const node = point.getNode()
  const range = createDOMRange(editor, node, point.offset, node, point.offset)
  const box = range?.getBoundingClientRect()
  if (box && box.height > 0) return box
  const element = editor.getElementByKey(node.getKey())
  if (!element) return null
  const around = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  const rtl = style.direction === 'rtl'
  const start = parseFloat(style.paddingInlineStart)
  const line = parseFloat(style.lineHeight)
  return new DOMRect(rtl ? around.right - start : around.left + start, around.top, 0, line)
}

function rangeOf(editor: LexicalEditor, { anchor, focus }: RangeSelection): Range | null {
  if (anchor.is(focus)) return null
  return createDOMRange(editor, anchor.getNode(), anchor.offset, focus.getNode(), focus.offset)
}

/** From top to bottom, in pixels from the sheet's block start. */
type Span = readonly [number, number]

/** Where other marks stand in the margin in which names stand. */
const marksIn = (sheet: HTMLElement, top: number): Span[] =>
  Array.from(sheet.querySelectorAll('.point-mark, .bracket-mark'), (mark): Span => {
    const box = mark.getBoundingClientRect()
    return [box.top - top, box.bottom - top]
  })

/** A name that would lie over a mark or another name is set below it. */
function apart(placed: PlacedCursor[], marks: readonly Span[]): PlacedCursor[] {
  const taken = [...marks]
  return placed
    .toSorted((a, b) => a.nameBlock - b.nameBlock || (a.device < b.device ? -1 : 1))
    .map(cursor => {
      const nameBlock = taken
        .toSorted(([a], [b]) => a - b)
        .reduce(
          (at, [top, bottom]) =>
            at < bottom && at + nameHeight > top ? bottom + nameStep - nameHeight : at,
          cursor.nameBlock,
        )
      taken.push([nameBlock, nameBlock + nameHeight])
      return { ...cursor, nameBlock }
    })
}

export function placeCursors(
  { editor, binder }: Bound,
  people: readonly Person[],
  sheet: HTMLElement,
): { placed: PlacedCursor[]; selected: SelectedRange[] } {
  const placed: PlacedCursor[] = []
  const selected: SelectedRange[] = []
  const page = sheet.getBoundingClientRect()
  const rtl = getComputedStyle(sheet).direction === 'rtl'
  editor.getEditorState().read(
    () => {
      for (const { place, device, handle, color, still } of people) {
        if (place === null) continue
        const selection = $selectionOfPresence(binder.binding, place)
        const box = selection && boxOf(editor, selection.focus)
        if (!selection || !box) continue
        const block = box.top - page.top
        placed.push({
          device,
          handle,
          color,
          still,
          inline: rtl ? page.right - box.left : box.left - page.left,
          block,
          height: box.height,
          nameBlock: block + (box.height - nameHeight) / 2,
        })
        const range = still ? null : rangeOf(editor, selection)
        if (range) selected.push({ color, range })
      }
    },
    { editor },
  )
  return { placed: apart(placed, marksIn(sheet, page.top)), selected }
}
