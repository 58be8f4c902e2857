// The keys of a table: where the focus goes, and the row to which the Tab key comes.
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { focusable } from './focusable.ts'

type Parts<T> = { nameOf: (item: T) => string; onOpen: ((item: T) => void) | undefined }

export type TableKeys = {
  /** The id of the row to which the Tab key comes. */
  stop: string | undefined
  ofTable: {
    ref: RefObject<HTMLTableElement | null>
    role: 'grid'
    tabIndex: -1
    onKeyDownCapture: (event: KeyboardEvent<HTMLTableElement>) => void
    onFocus: (event: FocusEvent<HTMLTableElement>) => void
    onBlur: (event: FocusEvent<HTMLTableElement>) => void
  }
}

const rowsIn = (table: Element | null): HTMLElement[] => [
  ...(table?.querySelectorAll<HTMLElement>('.table-row') ?? []),
]
const controlsIn = (part: Element): HTMLElement[] =>
  [...part.querySelectorAll<HTMLElement>(focusable)].filter(
    each => each.getClientRects().length > 0,
  )

const cellsOf = (row: Element): HTMLElement[] =>
  [...row.children].filter(each => each instanceof HTMLElement)

/** The row, then the controls of each cell; a cell without any is a place itself. */
const placesIn = (row: HTMLElement): HTMLElement[] => [
  row,
  ...cellsOf(row).flatMap(cell => {
    const controls = controlsIn(cell)
    return controls.length > 0 ? controls : [cell]
  }),
]

/** The place in another row that is under this one. */
const placeUnder = (active: Element, from: HTMLElement, to: HTMLElement): HTMLElement => {
  const column = cellsOf(from).findIndex(cell => cell.contains(active))
  const cell = cellsOf(to)[column]
  return cell ? (controlsIn(cell)[0] ?? cell) : to
}

/** Rows that fit into the part that scrolls around the table. */
const pageOf = (row: HTMLElement): number => {
  const height = row.closest('.scroll')?.clientHeight ?? window.innerHeight
  return Math.max(1, Math.floor(height / Math.max(1, row.offsetHeight)) - 1)
}

/** How many rows the key goes on; null for another key. */
const stepOf = (key: string, row: HTMLElement, count: number): number | null => {
  if (key === 'ArrowDown') return 1
  if (key === 'ArrowUp') return -1
  if (key === 'PageDown') return pageOf(row)
  if (key === 'PageUp') return -pageOf(row)
  if (key === 'Home') return -count
  return key === 'End' ? count : null
}

/** Letters belong together within so many milliseconds. */
const together = 1000

/** Goes to the next row whose name begins with the letters that were typed. */
function useTypedLetters() {
  const typed = useRef({ text: '', at: 0 })
  return (key: string, names: readonly string[], index: number, at: number): number | null => {
    const last = typed.current
    const isNew = at - last.at > together
    if (key.length !== 1 || (key === ' ' && (isNew || last.text === ''))) return null
    const text = (isNew ? '' : last.text) + key.toLocaleLowerCase()
    typed.current = { text, at }
    const first = text.length === 1 ? index + 1 : index
    for (let step = 0; step < names.length; step++) {
      const found = (first + step) % names.length
      if (names[found]?.toLocaleLowerCase().startsWith(text)) return found
    }
    return null
  }
}

/** A field in which arrow keys, Home and End move among letters. */
const isField = (target: Element): boolean =>
  target.matches('textarea, input:not([type="checkbox"], [type="radio"])')

type Tab = {
  isDown: boolean
  /** No key and no press has come since the Tab key. */
  isLast: boolean
}

/** The Tab key, without which a screen reader gives the focus to any control. */
function useTab(): RefObject<Tab> {
  const tab = useRef<Tab>({ isDown: false, isLast: false })
  useEffect(() => {
    const down = ({ key, ctrlKey, altKey }: globalThis.KeyboardEvent): void => {
      // Shift is half of Shift Tab.
      if (key === 'Shift') return
      const isTab = key === 'Tab' && !ctrlKey && !altKey
      tab.current = { isDown: isTab, isLast: isTab }
    }
    const up = (): void => void (tab.current.isDown = false)
    const other = (): void => void (tab.current = { isDown: false, isLast: false })
    document.addEventListener('keydown', down, true)
    document.addEventListener('keyup', up, true)
    document.addEventListener('pointerdown', other, true)
    return () => {
      document.removeEventListener('keydown', down, true)
      document.removeEventListener('keyup', up, true)
      document.removeEventListener('pointerdown', other, true)
    }
  }, [])
  return tab
}

/** `items` are in the order of the rows. */
export function useTableKeys<T extends { id: string }>(
  items: readonly T[],
  { nameOf, onOpen }: Parts<T>,
): TableKeys {
  const table = useRef<HTMLTableElement>(null)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const isLeaving = useRef(false)
  const letters = useTypedLetters()
  const tab = useTab()
  const stop = items.some(({ id }) => id === chosen) ? chosen : items[0]?.id
  const focusedRef = useKeptFocus(table, items)

  /** Null for what is in a menu or dialog that a row opened. */
  const rowOf = (target: EventTarget): HTMLElement | null =>
    target instanceof Element && table.current?.contains(target) === true
      ? target.closest<HTMLElement>('.table-row')
      : null

  /** The browser goes on from the end of the table, past all other controls of it. */
  const leave = (isBack: boolean): void => {
    isLeaving.current = true
    if (isBack) table.current?.focus({ preventScroll: true })
    else if (table.current) controlsIn(table.current).at(-1)?.focus({ preventScroll: true })
    isLeaving.current = false
  }

  const onKeyDownCapture = (event: KeyboardEvent<HTMLTableElement>): void => {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey, timeStamp } = event
    const row = rowOf(target)
    if (!row || !(target instanceof Element) || altKey || metaKey) return
    if (key === 'Tab') return ctrlKey ? undefined : leave(shiftKey)
    if (isField(target)) return
    const rows = rowsIn(table.current)
    const index = rows.indexOf(row)
    const go = (to: HTMLElement | undefined): void => {
      event.preventDefault()
      event.stopPropagation()
      if (to && !to.matches(`${focusable}, [tabindex]`)) to.tabIndex = -1
      to?.focus()
    }
    const step = stepOf(key, row, rows.length)
    if (step !== null) {
      const to = rows[Math.min(Math.max(index + step, 0), rows.length - 1)]
      return go(to && placeUnder(target, row, to))
    }
    if (ctrlKey) return
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      const isOn = (key === 'ArrowRight') === (getComputedStyle(row).direction === 'ltr')
      const places = placesIn(row)
      const at = places.findIndex(place => place === target)
      return go(places.at((at + (isOn ? 1 : -1)) % places.length))
    }
    const item = items[index]
    if ((target !== row && target.parentElement !== row) || !item || event.repeat) return
    if (key === 'Enter' && onOpen) {
      go(undefined)
      return onOpen(item)
    }
    const found = letters(key, items.map(nameOf), index, timeStamp)
    if (found !== null) go(rows[found])
  }

  const onFocus = ({
    target,
    relatedTarget,
    currentTarget,
  }: FocusEvent<HTMLTableElement>): void => {
    const row = rowOf(target)
    if (isLeaving.current || !row) return
    const isWithin = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
    const rows = rowsIn(currentTarget)
    const stopRow = rows.find(each => each.dataset['row'] === stop)
    // The Tab key came to a control of another row, which stands before the right one or behind it.
    const isStray = row !== target && row !== stopRow
    // Behind the last control of a page, the key goes out of the window and comes in at the other end,
    // often when it is up again.
    const isByTab = tab.current.isDown || (tab.current.isLast && relatedTarget === null)
    if (isByTab && !isWithin && stopRow && isStray) return stopRow.focus()
    focusedRef.current = rows.indexOf(row)
    setChosen(row.dataset['row'])
  }

  return {
    stop,
    ofTable: {
      ref: table,
      role: 'grid',
      tabIndex: -1,
      onKeyDownCapture,
      onFocus,
      onBlur({ relatedTarget, currentTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          focusedRef.current = null
      },
    },
  }
}

/** Where the row with the focus goes, the one that comes in its place has the focus. Gives the row with the focus. */
function useKeptFocus(
  table: RefObject<HTMLTableElement | null>,
  items: readonly unknown[],
): { current: number | null } {
  const last = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (last.current === null || document.activeElement !== document.body) return
    const rows = rowsIn(table.current)
    rows[Math.min(last.current, rows.length - 1)]?.focus()
  }, [table, items])
  return last
}
