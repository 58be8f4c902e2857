// Lays an original beside its version. The version is the page itself, in the flow that it always has;
// paragraphs of the original lie in their column at the height of those that they stand beside, and a
// paragraph whose original is longer takes as much room as that. Only what is near the screen is measured
// and placed, so that a key costs as little in a long text as in a short one; what is further away keeps
// the room that it took last.
import type { Group, Row } from './rows.ts'

/** A range of blocks in the page. */
export type Range = { from: number; to: number }

export type Layout = {
  /** The rows before and beside each block, in the order of the page, and those below the last. */
  setGroups(groups: readonly Group[], tail: Group): void
  /** Measures and places what is drawn; in the same frame in which it was drawn or written. */
  place(): void
  /** Brings a row to the screen and gives it the focus, as soon as it is drawn. */
  reveal(key: string): void
  close(): void
}

export type LayoutParts = {
  /** The page of the translation; its children are the blocks. */
  page: HTMLElement
  /** Has an element for each row of the range, with its key. */
  list: HTMLElement
  scroller: HTMLElement
  onRange: (range: Range) => void
  /** Keys of the rows that are on the screen in full, or as much of them as fits. */
  onSight: (keys: readonly string[]) => void
}

/** So many are all drawn. */
const few = 100
/** Blocks on either side of the screen that are drawn as well. */
const around = 14

const setPixels = (element: HTMLElement, name: string, value: number): void => {
  const wanted = `${Math.round(value)}px`
  if (element.style.getPropertyValue(name) !== wanted) element.style.setProperty(name, wanted)
}
const names = ['--lead', '--least', '--after'] as const

/** The first of `count` for which `isPast` holds; it holds for all that follow. */
const firstPast = (count: number, isPast: (index: number) => boolean): number => {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const elementsByKey = (list: HTMLElement): Map<string, HTMLElement> =>
  new Map(
    Array.from(list.children as HTMLCollectionOf<HTMLElement>, each => [
      each.dataset['key'] ?? '',
      each,
    ]),
  )

/** Keys of the elements that are in `view` in full, or as much of them as fits. */
const inSight = (elements: ReadonlyMap<string, HTMLElement>, view: DOMRect): string[] =>
  Array.from(elements).flatMap(([key, element]) => {
    const { top, bottom } = element.getBoundingClientRect()
    const shown = Math.min(bottom, view.bottom) - Math.max(top, view.top)
    const isWhole = top >= view.top - 1 && bottom <= view.bottom + 1
    return isWhole || shown > view.height * 0.7 ? [key] : []
  })

/** Where the elements of `rows` stand, one below the other from `from` on. */
const stacked = (
  rows: readonly Row[],
  from: number,
  elements: ReadonlyMap<string, HTMLElement>,
  heightOf: (row: Row) => number,
): [HTMLElement, number][] => {
  let at = from
  return rows.flatMap(row => {
    const element = elements.get(row.key)
    const top = at
    at += heightOf(row)
    return element ? [[element, top]] : []
  })
}

/** The blocks to draw for `first` to `last` on the screen; null while `drawn` will do. */
const rangeAround = (first: number, last: number, count: number, drawn: Range): Range | null => {
  const isAll = count <= few
  const to = isAll ? count : Math.min(count, last + around)
  const from = isAll ? 0 : Math.max(0, first - around)
  const isNear =
    drawn.from <= Math.max(0, first - around / 2) &&
    drawn.to >= Math.min(count, last + around / 2) &&
    (!isAll || drawn.to === to)
  return isNear ? null : { from, to }
}

export function openLayout(parts: LayoutParts): Layout {
  const { page, list, scroller, onRange, onSight } = parts
  let groups: readonly Group[] = []
  let tail: Group = []
  let range: Range = { from: 0, to: 0 }
  let wanted: string | null = null
  let frame = 0
  /** As they were drawn last. */
  const heights = new Map<string, number>()

  const blockAt = (index: number): HTMLElement | null => {
    const element = page.children[index]
    return element instanceof HTMLElement ? element : null
  }
  const heightOf = ({ key }: Row): number => heights.get(key) ?? 0
  const lengthOf = (rows: readonly Row[]): number =>
    rows.reduce((sum, row) => sum + heightOf(row), 0)
  const drawn = (): Map<string, HTMLElement> => elementsByKey(list)

  const makeRoom = (isStacked: boolean): void => {
    for (let index = range.from; index < Math.min(range.to, groups.length); index++) {
      const rows = groups[index] ?? []
      const block = blockAt(index)
      if (!block) continue
      const [all, before] = [lengthOf(rows), lengthOf(rows.slice(0, -1))]
      setPixels(block, '--lead', isStacked ? all : before)
      setPixels(block, '--least', isStacked ? 0 : all)
    }
    if (range.to >= groups.length) setPixels(page, '--after', lengthOf(tail))
  }
  const place = (): void => {
    const elements = drawn()
    for (const [key, element] of elements) heights.set(key, element.offsetHeight)
    makeRoom(getComputedStyle(list).getPropertyValue('--stacked').trim() === '1')
    const top = list.getBoundingClientRect().top
    const tops: [HTMLElement, number][] = []
    const put = (rows: readonly Row[], from: number): void => {
      tops.push(...stacked(rows, from, elements, heightOf))
    }
    for (let index = range.from; index < Math.min(range.to, groups.length); index++) {
      const block = blockAt(index)
      if (block) put(groups[index] ?? [], block.getBoundingClientRect().top - top)
    }
    if (range.to >= groups.length) {
      const last = blockAt(groups.length - 1)
      put(tail, (last?.getBoundingClientRect().bottom ?? top) - top)
    }
    for (const [element, at] of tops) setPixels(element, '--top', at)
    const found = wanted === null ? undefined : elements.get(wanted)
    if (!found) return
    wanted = null
    found.focus({ preventScroll: true })
    found.scrollIntoView({ block: 'center' })
  }

  /** Draws other rows when those that are drawn come to an end. */
  const look = (): void => {
    const view = scroller.getBoundingClientRect()
    const count = Math.min(page.children.length, groups.length)
    const boxOf = (index: number): DOMRect | undefined => blockAt(index)?.getBoundingClientRect()
    const first = firstPast(count, index => (boxOf(index)?.bottom ?? 0) > view.top)
    const last = firstPast(count, index => (boxOf(index)?.top ?? 0) > view.bottom)
    const next = rangeAround(first, last, groups.length, range)
    if (next) {
      range = next
      onRange(range)
    }
    onSight(inSight(drawn(), view))
  }
  const soon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      place()
      look()
    })
  }
  const watch = new ResizeObserver(soon)
  for (const element of [page, list, scroller]) watch.observe(element)
  scroller.addEventListener('scroll', soon, { passive: true })
  return {
    setGroups(next, below) {
      groups = next
      tail = below
      range = { from: Math.min(range.from, groups.length), to: Math.min(range.to, groups.length) }
      soon()
    },
    place,
    reveal(key) {
      wanted = key
      const at = groups.findIndex(rows => rows.some(row => row.key === key))
      blockAt(at < 0 ? groups.length - 1 : at)?.scrollIntoView({ block: 'center' })
      soon()
    },
    close() {
      cancelAnimationFrame(frame)
      watch.disconnect()
      scroller.removeEventListener('scroll', soon)
      for (const element of [page, ...(page.children as HTMLCollectionOf<HTMLElement>)])
        for (const name of names) element.style.removeProperty(name)
    },
  }
}
