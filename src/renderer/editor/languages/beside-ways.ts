// The keys of two texts side by side, and their places in the palette.
import { useEffect, useRef } from 'react'
import { ArrowDown, ArrowUp, CircleCheck, Columns2, Languages, Plus } from 'lucide-react'
import { type Command, useOffered } from '../../commands/offered.ts'
import { useWords } from '../../words/index.ts'
import { chordOf, isCovered } from '../../workspace/chords.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Beside } from './use-beside.ts'
import { useVersionsHere } from './versions-state.ts'

const actsIn = (beside: Beside): Record<string, () => void> => ({
  f7: () => beside.go(1),
  'shift+f7': () => beside.go(-1),
  'ctrl+shift+enter': beside.confirmHere,
})

export function useBesideWays(beside: Beside | null): void {
  const words = useWords()
  const offered = useOffered()
  const panel = usePanel()
  const { original, beside: isBeside, showBeside, add } = useVersionsHere()
  const latest = useRef(beside)
  useEffect(() => void (latest.current = beside))
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!latest.current || event.isComposing) return
      const act = actsIn(latest.current)[chordOf(event)]
      if (!act || isCovered()) return
      // Before the text takes it for a new line.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (!event.repeat || event.key === 'F7') act()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])

  const isVersion = original !== null
  useEffect(() => {
    const acts: Command[] = [
      {
        ...{ id: 'languages', text: words('languages.title'), icon: Languages },
        act: () => panel.show('languages'),
      },
      {
        ...{ id: 'languages-add', text: words('languages.add'), icon: Plus },
        act: () => add(true),
      },
    ]
    if (isVersion)
      acts.push({
        ...{ id: 'languages-beside', icon: Columns2 },
        text: words(isBeside ? 'languages.alone.command' : 'languages.beside.command'),
        act: () => showBeside(!isBeside),
      })
    if (isVersion && isBeside)
      acts.push(
        {
          ...{ id: 'languages-next', text: words('languages.next'), icon: ArrowDown, keys: ['F7'] },
          act: () => latest.current?.go(1),
        },
        {
          ...{ id: 'languages-previous', text: words('languages.previous'), icon: ArrowUp },
          keys: ['Shift', 'F7'],
          act: () => latest.current?.go(-1),
        },
        {
          ...{ id: 'languages-confirm', text: words('languages.confirm'), icon: CircleCheck },
          keys: ['Ctrl', 'Shift', 'Enter'],
          act: () => latest.current?.confirmHere(),
        },
      )
    return offered.offer({ acts, found: () => null })
  }, [offered, words, panel, add, isVersion, isBeside, showBeside])
}
