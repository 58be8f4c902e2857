// The rows of a version and its original, laid beside one another, and those of them that are drawn.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { LanguagePair } from '#shared/contract'
import { type PageBlock, usePage } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { type Layout, openLayout, type Range } from './side-by-side-layout.ts'
import { groupRows, layRows, type Row, sharedRows } from './rows.ts'

export type LaidRows = {
  /** The same object as long as nothing of a row changed. */
  rows: readonly Row[]
  /** The rows near the screen, the first of them the one of `rows` with that index. */
  drawn: readonly Row[]
  start: number
  /** Brings a row to the screen and gives it the focus. */
  reveal: (key: string) => void
}

const none: readonly Row[] = []
const noBlocks: readonly PageBlock[] = []
const nothing: Range = { from: 0, to: 0 }

export type RowsParts = {
  /** Undefined: nothing is laid. */
  pairs: readonly LanguagePair[] | undefined
  bound: Bound | null
  list: RefObject<HTMLOListElement | null>
  onSight: (keys: readonly string[]) => void
}

export function useRows({ pairs, bound, list, onSight }: RowsParts): LaidRows {
  // Where nothing is beside it, typing does not render this again.
  const blocks = usePage(page => (pairs ? page.blocks : noBlocks))
  const [share] = useState(sharedRows)
  // A page that is not read yet lacks nothing.
  const rows = useMemo(
    () => (pairs && blocks.length > 0 ? share(layRows(pairs, blocks)) : none),
    [pairs, blocks, share],
  )
  const { groups, tail, starts } = useMemo(() => groupRows(rows), [rows])
  const [range, setRange] = useState(nothing)
  const layout = useRef<Layout | null>(null)
  const editor = bound?.editor
  const isLaid = pairs !== undefined

  useLayoutEffect(() => {
    const [page, originals] = [editor?.getRootElement(), list.current]
    const scroller = originals?.closest<HTMLElement>('.canvas')
    if (!isLaid || !editor || !page || !originals || !scroller) return
    const parts = { page, list: originals, scroller, onRange: setRange, onSight }
    const opened = openLayout(parts)
    layout.current = opened
    const stop = editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
      if (dirtyElements.size > 0 || dirtyLeaves.size > 0) opened.place()
    })
    return () => {
      stop()
      opened.close()
      layout.current = null
      setRange(nothing)
    }
  }, [editor, list, isLaid, onSight])
  useLayoutEffect(() => layout.current?.setGroups(groups, tail), [groups, tail, isLaid, editor])

  const drawn = useMemo(
    () => [
      ...groups.slice(range.from, range.to).flat(),
      ...(range.to >= groups.length ? tail : []),
    ],
    [groups, tail, range],
  )
  // Before it is painted: what was drawn just now stands where it belongs from its first frame on.
  useLayoutEffect(() => layout.current?.place(), [drawn])
  const reveal = useCallback((key: string) => layout.current?.reveal(key), [])
  return { rows, drawn, start: starts[range.from] ?? rows.length - tail.length, reveal }
}
