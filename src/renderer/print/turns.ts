// Puts the ends and beginnings of pages into the text: what fills the page, its notes and its number at the foot, and
// the header of the next.
import type { Place } from './measure.ts'

/** In front of the first letter of the line below `y`, outside of all but the paragraph. */
const beforeLine = (block: HTMLElement, y: number): Range => {
  const range = document.createRange()
  const isBelow = (node: Node, offset: number): boolean => {
    range.setStart(node, offset)
    range.setEndAfter(node)
    const [first] = range.getClientRects()
    return first !== undefined && (first.top + first.bottom) / 2 > y
  }
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let [node, offset]: [Node | null, number] = [walker.nextNode(), 0]
  for (; node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (length === 0 || !isBelow(node, length - 1)) continue
    let [low, high] = [0, length - 1]
    while (low < high) {
      const half = Math.floor((low + high) / 2)
      if (isBelow(node, half)) high = half
      else low = half + 1
    }
    offset = low
    break
  }
  if (!node) throw new Error('No line below')
  range.setStart(node, offset)
  // A mark that begins the line goes whole.
  while (
    offset === 0 &&
    node.parentElement &&
    node.parentElement !== block &&
    !node.previousSibling
  ) {
    node = node.parentElement
    range.setStartBefore(node)
  }
  range.setEnd(block, block.childNodes.length)
  return range
}

/** Takes everything below `y` out of a block. */
export const cutBelow = (block: HTMLElement, y: number): DocumentFragment =>
  beforeLine(block, y).extractContents()

/** As wide as the page, wherever it stands. */
const widen = (element: HTMLElement, block: HTMLElement): void => {
  const [page, own] = [document.body.getBoundingClientRect(), block.getBoundingClientRect()]
  const [left, right] = [page.left - own.left, own.right - page.right]
  const isRightToLeft = document.documentElement.dir === 'rtl'
  element.style.marginInlineStart = `${isRightToLeft ? right : left}px`
  element.style.marginInlineEnd = `${isRightToLeft ? left : right}px`
}

const inRow = (element: HTMLElement, table: HTMLTableElement): HTMLTableRowElement => {
  const row = document.createElement('tr')
  row.className = 'page-row'
  const cell = row.insertCell()
  cell.colSpan = Math.max(...[...table.rows].map(({ cells }) => cells.length))
  cell.append(element)
  return row
}

const hidden = <Shown extends HTMLElement>(element: Shown): Shown => {
  element.setAttribute('aria-hidden', 'true')
  return element
}

/** `end`: the foot of the page before the place; `start`: the beginning of the page that the place begins. */
export type Turn = { end: HTMLElement; start: HTMLElement; hasNotes: boolean }

/** A function that puts the turn of the page there: all places are found before the first is changed. */
export const turnAt = (place: Place, previous: HTMLElement): ((turn: Turn) => void) => {
  if (place.kind === 'block')
    return ({ end, start }) => {
      previous.style.marginBlockEnd = '0'
      place.block.style.marginBlockStart = '0'
      place.block.before(end, start)
    }
  if (place.kind === 'row') {
    const { row, table } = place
    return ({ end, start, hasNotes }) => {
      const last = inRow(end, table)
      const first = hidden(inRow(start, table))
      first.classList.add('page-first')
      const head = [...(table.tHead?.rows ?? [])].map(each => {
        const again = hidden(each.cloneNode(true) as HTMLTableRowElement)
        for (const mark of again.querySelectorAll('sup, [id]')) mark.remove()
        return again
      })
      row.before(hasNotes ? last : hidden(last), first, ...head)
    }
  }
  const { block, y } = place
  const range = beforeLine(block, y)
  return ({ end, start }) => {
    widen(end, block)
    widen(start, block)
    // A paragraph that holds blocks is one all the same.
    block.setAttribute('role', 'paragraph')
    range.setEnd(block, block.childNodes.length)
    const rest = range.extractContents()
    block.append(end, start, rest)
  }
}
