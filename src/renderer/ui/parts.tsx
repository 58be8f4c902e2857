// A long list is drawn in parts, so that no step draws hundreds of rows. Each row says its place in the whole list.
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/index.ts'
import { Button } from './button.tsx'

const part = 50

/** The place of a list item, as it is told; a short list needs none. */
export type RowPlace = {
  'aria-setsize'?: number
  'aria-posinset'?: number
  /** The first row of a new part takes the focus. */
  tabIndex?: -1
  ref?: (row: HTMLElement | null) => void
}

const focus = (row: HTMLElement | null): void => row?.focus()

function placeOf(index: number, count: number, first: number | null): RowPlace {
  if (count <= part) return {}
  return {
    'aria-setsize': count,
    'aria-posinset': index + 1,
    ...(index >= part && { tabIndex: -1 }),
    ...(index === first && { ref: focus }),
  }
}

export type PartsProps<T> = {
  items: readonly T[]
  /** The list with the items that are drawn now. */
  children: (shown: readonly { item: T; place: RowPlace }[]) => ReactNode
}

export function Parts<T>({ items, children }: PartsProps<T>) {
  const words = useWords()
  const [most, setMost] = useState(part)
  const [first, setFirst] = useState<number | null>(null)
  const shown = items
    .slice(0, most)
    .map((item, index) => ({ item, place: placeOf(index, items.length, first) }))
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
