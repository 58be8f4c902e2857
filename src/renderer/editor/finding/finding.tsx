// Ways through one document: their keys, their places in the palette, and what they show.
import { createElement, useCallback, useEffect, useRef, useState } from 'react'
import { BookText, Hash, TextSearch } from 'lucide-react'
import { type Command, useOffered } from '../../commands/offered.ts'
import { useWords } from '../../words/index.ts'
import { chordOf, isCovered } from '../../workspace/chords.ts'
import { usePageState } from '../page/page-state.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { FindBar } from './find-bar.tsx'
import { GoToParagraph, placesFor } from './go-to-paragraph.tsx'
import { notePlace, type PlaceBefore } from './place-before.ts'

const mostInPalette = 5

/** `asked` counts, so that asking again begins anew. */
type Searching = { before: PlaceBefore; asked: number }

export function Finding({ bound, writable }: { bound: Bound | null; writable: boolean }) {
  const words = useWords()
  const offered = useOffered()
  const page = usePageState()
  const panel = usePanel()
  const [goingTo, setGoingTo] = useState(false)
  const [searching, setSearching] = useState<Searching | null>(null)
  const editor = bound?.editor
  const search = useCallback(() => {
    if (!editor) return
    setSearching(now => ({
      before: now?.before ?? notePlace(editor),
      asked: (now?.asked ?? 0) + 1,
    }))
  }, [editor])

  useKeys({ 'ctrl+g': () => setGoingTo(true), 'ctrl+f': search })

  useEffect(() => {
    const acts: Command[] = [
      {
        ...{ id: 'go-to', text: words('finding.goTo'), icon: Hash, keys: ['Ctrl', 'G'] },
        act: () => setGoingTo(true),
      },
      {
        ...{ id: 'find', text: words('finding.find'), icon: TextSearch, keys: ['Ctrl', 'F'] },
        act: search,
      },
      {
        ...{ id: 'cited', text: words('citing.title'), icon: BookText },
        act: () => panel.show('cited'),
      },
    ]
    return offered.offer({
      acts,
      found(asked) {
        if (asked === '') return null
        const places = placesFor(page.snapshot().blocks, asked).slice(0, mostInPalette)
        const commands = places.map(({ id, place, text }) => ({
          ...{ id: `place-${id}`, text: `${place} ${text}`, icon: Hash },
          label: createElement('span', null, createElement('bdi', null, place), ` ${text}`),
          act: () => void page.goTo(id),
        }))
        return commands.length === 0 ? null : { title: words('finding.here'), commands }
      },
    })
  }, [offered, page, panel, words, search])

  return (
    <>
      {goingTo ? <GoToParagraph onClose={() => setGoingTo(false)} /> : null}
      {bound && searching ? (
        <FindBar {...{ bound, writable, ...searching }} onClose={() => setSearching(null)} />
      ) : null}
    </>
  )
}

/** Each chord acts while nothing lies over the screen. */
function useKeys(ways: Record<string, () => void>): void {
  const latest = useRef(ways)
  useEffect(() => void (latest.current = ways))
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = event.isComposing ? undefined : latest.current[chordOf(event)]
      if (!act || isCovered()) return
      event.preventDefault()
      if (!event.repeat) act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
