// Ways through one document: their keys, their places in the palette, and what they show.
import { createElement, useCallback, useEffect, useRef, useState } from 'react'
import { Hash, TextSearch } from 'lucide-react'
import { actFor, type KeyName, keysOf } from '../../shell/commands/keys.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { useWords } from '../../words/index.ts'
import { isCovered } from '../../shell/workspace/chords.ts'
import { usePageState } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { FindBar } from './find-bar.tsx'
import { GoToParagraph, placesFor } from './go-to-paragraph.tsx'
import { noteReturnPosition, type ReturnPosition } from './return-position.ts'

const mostInPalette = 5

/** `asked` counts, so that a new request starts from the beginning. */
type Searching = { before: ReturnPosition; asked: number }

export function FindAndReplace({ bound, writable }: { bound: Bound | null; writable: boolean }) {
  const words = useWords()
  const page = usePageState()
  const [goingTo, setGoingTo] = useState(false)
  const [searching, setSearching] = useState<Searching | null>(null)
  const editor = bound?.editor
  const search = useCallback(() => {
    if (!editor) return
    setSearching(now => ({
      before: now?.before ?? noteReturnPosition(editor),
      asked: (now?.asked ?? 0) + 1,
    }))
  }, [editor])

  useKeys({ goTo: () => setGoingTo(true), find: search })

  useOffer({
    acts: () => [
      {
        id: 'go-to',
        text: words('finding.goTo'),
        icon: Hash,
        keys: keysOf('goTo'),
        act: () => setGoingTo(true),
      },
      {
        id: 'find',
        text: words('finding.find'),
        icon: TextSearch,
        keys: keysOf('find'),
        act: search,
      },
    ],
    found(asked) {
      if (asked === '') return null
      const places = placesFor(page.snapshot().blocks, asked).slice(0, mostInPalette)
      const commands = places.map(({ id, place, text }) => ({
        id: `place-${id}`,
        text: `${place} ${text}`,
        icon: Hash,
        label: createElement('span', null, createElement('bdi', null, place), ` ${text}`),
        act: () => void page.goTo(id),
      }))
      return commands.length === 0 ? null : { title: words('finding.here'), commands }
    },
  })

  return (
    <>
      {goingTo ? <GoToParagraph onClose={() => setGoingTo(false)} /> : null}
      {bound && searching ? (
        <FindBar
          bound={bound}
          writable={writable}
          {...searching}
          onClose={() => setSearching(null)}
        />
      ) : null}
    </>
  )
}

/** Each key acts while nothing lies over the screen. */
function useKeys(ways: Partial<Record<KeyName, () => void>>): void {
  const latest = useRef(ways)
  useEffect(() => void (latest.current = ways))
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = event.isComposing ? undefined : actFor(event, latest.current)
      if (!act || isCovered()) return
      event.preventDefault()
      if (!event.repeat) act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
