// Which paragraph beside its original a key is about.
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { type PageBlock, usePageState } from '../page/page-state.ts'
import type { Row } from './rows.ts'

/** The row that has the focus, or that of the caret; -1 without. */
function rowHere(
  rows: readonly Row[],
  blocks: readonly PageBlock[],
  list: Element | null,
  current: string | null,
): number {
  const focused = document.activeElement?.closest<HTMLElement>('[data-key]')
  const key = focused && list?.contains(focused) ? focused.dataset['key'] : undefined
  return rows.findIndex(row =>
    key === undefined
      ? current !== null && row.at >= 0 && blocks[row.at]?.id === current
      : row.key === key,
  )
}

export type RowHere = {
  /** Index of the row that was told last, has the focus or has the caret; -1 without. */
  here: () => number
  /** A row was requested as the current one. */
  goingTo: (key: string) => void
}

export function useRowHere(
  rows: readonly Row[],
  list: RefObject<HTMLElement | null>,
  current: string | null,
): RowHere {
  const page = usePageState()
  // The row that one was told to be at, until caret or focus has come to it: what is far away is drawn first,
  // and a key that follows at once is meant for it and not for where the caret still is.
  const going = useRef<string | null>(null)
  useEffect(() => void (going.current = null), [current])
  useEffect(() => {
    const arrived = (): void => void (going.current = null)
    window.addEventListener('focusin', arrived)
    window.addEventListener('pointerdown', arrived)
    return () => {
      window.removeEventListener('focusin', arrived)
      window.removeEventListener('pointerdown', arrived)
    }
  }, [])
  const here = useCallback(() => {
    const { blocks, current: at } = page.snapshot()
    const next = rows.findIndex(({ key }) => key === going.current)
    return next >= 0 ? next : rowHere(rows, blocks, list.current, at)
  }, [rows, list, page])
  const goingTo = useCallback((key: string) => void (going.current = key), [])
  return { here, goingTo }
}
