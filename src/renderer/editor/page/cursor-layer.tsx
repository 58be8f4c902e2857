// Others' carets: in the text a line, in the page margin the name (never over the text), over what
// they selected a tint. Carets that have not moved for half a minute fade.
import { memo, useEffect, useState, type RefObject } from 'react'
import { initialsOf } from '../../ui/index.ts'
import type { People } from '../replica/presence.ts'
import { usePeople } from '../replica/use-window-replica.ts'
import { mergeRegister } from 'lexical'
import { inNextFrame } from './next-frame.ts'
import { placeCursors, type PlacedCursor } from './place-cursors.ts'
import { tintSelections } from './tint-selections.ts'
import type { Bound } from './use-binding.ts'
import './cursors.css'

export type CursorLayerProps = {
  bound: Bound | null
  people: People
  sheet: RefObject<HTMLElement | null>
}

/** The margin holds about six letters; a longer name gives its initials. */
const shortName = (handle: string): string =>
  Array.from(handle).length <= 6 ? handle : initialsOf(handle)

const same = (a: readonly PlacedCursor[], b: readonly PlacedCursor[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

export const CursorLayer = memo(function CursorLayer({ bound, people, sheet }: CursorLayerProps) {
  const here = usePeople(people)
  const [cursors, setCursors] = useState<readonly PlacedCursor[]>([])

  useEffect(() => {
    const page = sheet.current
    if (!bound || !page) return
    let drawn = false
    const draw = (): void => {
      const shown = people.list().some(person => person.place !== null)
      if (!shown && !drawn) return
      drawn = shown
      const { placed, selected } = placeCursors(bound, people.list(), page)
      setCursors(before => (same(before, placed) ? before : placed))
      tintSelections(selected)
    }
    let forget = (): void => {}
    const redraw = (): void => void (forget = inNextFrame(draw))
    const watch = new ResizeObserver(redraw)
    watch.observe(page)
    const scroller = page.parentElement
    scroller?.addEventListener('scroll', redraw, { passive: true })
    draw()
    const release = mergeRegister(
      bound.editor.registerUpdateListener(redraw),
      people.subscribe(redraw),
    )
    return () => {
      forget()
      watch.disconnect()
      scroller?.removeEventListener('scroll', redraw)
      release()
      tintSelections([])
    }
  }, [bound, people, sheet])

  if (here.length === 0) return null
  return (
    <div className="cursors" aria-hidden>
      {cursors.map(cursor => (
        <div key={cursor.device} data-color={cursor.color} data-still={cursor.still || undefined}>
          <span
            className="cursor-caret"
            style={{
              insetInlineStart: cursor.inline,
              insetBlockStart: cursor.block,
              blockSize: cursor.height,
            }}
          />
          <span className="cursor-name" style={{ insetBlockStart: cursor.nameBlock }}>
            <bdi>{shortName(cursor.handle)}</bdi>
          </span>
        </div>
      ))}
    </div>
  )
})
