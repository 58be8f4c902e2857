// A long list is drawn in parts, so that no step draws hundreds of rows. Each row says its place in the whole list.
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/index.ts'
import { Button } from './button.tsx'

const part = 50

/** The first row of a new part takes the focus. */
export type RowFocus = { tabIndex?: -1; ref?: (row: HTMLElement | null) => void }

/** The place of a list item for screen readers; a short list needs none. */
export type RowPlace = RowFocus & { 'aria-setsize'?: number; 'aria-posinset'?: number }

const focus = (row: HTMLElement | null): void => row?.focus()

const focusOf = (index: number, first: number | null): RowFocus => ({
  ...(index >= part && { tabIndex: -1 }),
  ...(index === first && { ref: focus }),
})

const placeOf = (index: number, count: number, first: number | null): RowPlace =>
  count <= part
    ? {}
    : { 'aria-setsize': count, 'aria-posinset': index + 1, ...focusOf(index, first) }

/** `place` is for an item of a list, `row` for a row of a table. */
type Shown<T> = { item: T; place: RowPlace; row: RowFocus }

export type PartsProps<T> = {
  items: readonly T[]
  /** The list with the items that are drawn now. */
  children: (shown: readonly Shown<T>[]) => ReactNode
}

export function Parts<T>({ items, children }: PartsProps<T>) {
  const words = useWords()
  const [most, setMost] = useState(part)
  const [first, setFirst] = useState<number | null>(null)
  const shown = items
    .slice(0, most)
    .map((item, index) => ({
      item,
      place: placeOf(index, items.length, first),
      row: focusOf(index, first),
    }))
  const rest = items.length - shown.length
  return (
    <>
      {children(shown)}
      {rest > 0 ? (
        <Button
          size="small"
          variant="quiet"
          onPress={() => {
            setFirst(most)
            setMost(most + part)
          }}
        >
          {words('ui.parts.more', { count: Math.min(part, rest), rest })}
        </Button>
      ) : null}
    </>
  )
}
