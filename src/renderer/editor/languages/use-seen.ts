// Which paragraphs of the original were on the screen, and with which words: only these can be said to
// be translated all at once.
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Row } from './rows.ts'

/** A paragraph counts as seen when all of it was there, or as much as fits. */
const wasSeen = (entry: IntersectionObserverEntry): boolean =>
  entry.isIntersecting &&
  (entry.intersectionRatio > 0.98 ||
    entry.intersectionRect.height > (entry.rootBounds?.height ?? Infinity) * 0.7)

const steps = [0, 0.25, 0.5, 0.75, 0.99]

/** The digest under which each row was seen last, by its key. `list` has an element for each row. */
export function useSeen(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
): ReadonlyMap<string, string> {
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map())
  const inSight = useRef(new Set<string>())
  const latest = useRef(rows)
  const keys = rows.map(({ key }) => key).join(' ')

  const note = useRef(() => {
    const here = latest.current.filter(({ key }) => inSight.current.has(key))
    setSeen(before => {
      const fresh = here.filter(({ key, pair }) => pair && before.get(key) !== pair.digest)
      if (fresh.length === 0) return before
      return new Map([...before, ...fresh.map(row => [row.key, row.pair?.digest ?? ''] as const)])
    })
  })
  // Words that change while they are looked at are seen as they are now.
  useEffect(() => {
    latest.current = rows
    note.current()
  }, [rows])
  useEffect(() => {
    const element = list.current
    if (!element || keys === '') return
    const all = inSight.current
    const watch = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          const key = (entry.target as HTMLElement).dataset['key'] ?? ''
          if (wasSeen(entry)) all.add(key)
          else all.delete(key)
        }
        note.current()
      },
      { root: element.closest('.canvas'), threshold: steps },
    )
    for (const row of element.children) watch.observe(row)
    return () => {
      watch.disconnect()
      all.clear()
    }
  }, [list, keys])
  return seen
}
