// Ways through one document: their keys, their places in the palette, and what they show.
import { createElement, useState } from 'react'
import { Hash, TextSearch } from 'lucide-react'
import { keysOf } from '../../shell/commands/keys.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { useKeys } from '../../shell/commands/use-keys.ts'
import { useWords } from '../../words/index.ts'
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
  const search = (): void => {
    if (!editor) return
    setSearching(now => ({
      before: now?.before ?? noteReturnPosition(editor),
      asked: (now?.asked ?? 0) + 1,
    }))
  }

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
