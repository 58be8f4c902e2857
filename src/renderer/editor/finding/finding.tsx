// Ways through one document: their keys, their places in the palette, and what they show.
import { createElement, useEffect, useRef, useState } from 'react'
import { Hash } from 'lucide-react'
import { type Command, useOffered } from '../../commands/offered.ts'
import { useWords } from '../../words/index.ts'
import { chordOf, isCovered } from '../../workspace/chords.ts'
import { usePageState } from '../page/page-state.ts'
import { GoToParagraph, placesFor } from './go-to-paragraph.tsx'

type Opened = 'go-to' | null

const mostInPalette = 5

export function Finding() {
  const words = useWords()
  const offered = useOffered()
  const page = usePageState()
  const [opened, setOpened] = useState<Opened>(null)

  const ways: Record<string, () => void> = { 'ctrl+g': () => setOpened('go-to') }
  useKeys(ways)

  useEffect(() => {
    const acts: Command[] = [
      {
        ...{ id: 'go-to', text: words('finding.goTo'), icon: Hash, keys: ['Ctrl', 'G'] },
        act: () => setOpened('go-to'),
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
  }, [offered, page, words])

  return opened === 'go-to' ? <GoToParagraph onClose={() => setOpened(null)} /> : null
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
