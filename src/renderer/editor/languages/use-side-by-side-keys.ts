// The keys of two texts side by side, and their places in the palette.
import { useEffect, useRef } from 'react'
import { ArrowDown, ArrowUp, CircleCheck, Columns2, Languages, Plus } from 'lucide-react'
import { actFor, isKey, type KeyName, keysOf } from '../../shell/commands/keys.ts'
import { type Command, useOffer } from '../../shell/commands/offered.ts'
import { useWords } from '../../words/index.ts'
import { isCovered } from '../../shell/workspace/chords.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { SideBySide } from './use-side-by-side.ts'
import { useVersionsHere } from './versions-state.ts'

const actsIn = (beside: SideBySide): Partial<Record<KeyName, () => void>> => ({
  nextBeside: () => beside.go(1),
  previousBeside: () => beside.go(-1),
  confirmBeside: beside.confirmHere,
})

export function useSideBySideKeys(beside: SideBySide | null): void {
  const words = useWords()
  const panel = usePanel()
  const { original, beside: isBeside, showBeside, add } = useVersionsHere()
  const latest = useRef(beside)
  useEffect(() => void (latest.current = beside))
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!latest.current || event.isComposing) return
      const act = actFor(event, actsIn(latest.current))
      if (!act || isCovered()) return
      // Before the text takes it for a new line.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (!event.repeat || !isKey(event, 'confirmBeside')) act()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])

  const isVersion = original !== null
  const acts = (): Command[] => {
    const all: Command[] = [
      {
        id: 'languages',
        text: words('languages.title'),
        icon: Languages,
        act: () => panel.show('languages'),
      },
      { id: 'languages-add', text: words('languages.add'), icon: Plus, act: () => add(true) },
    ]
    if (isVersion)
      all.push({
        id: 'languages-beside',
        icon: Columns2,
        text: words(isBeside ? 'languages.alone.command' : 'languages.beside.command'),
        act: () => showBeside(!isBeside),
      })
    if (isVersion && isBeside)
      all.push(
        {
          id: 'languages-next',
          text: words('languages.next'),
          icon: ArrowDown,
          keys: keysOf('nextBeside'),
          act: () => latest.current?.go(1),
        },
        {
          id: 'languages-previous',
          text: words('languages.previous'),
          icon: ArrowUp,
          keys: keysOf('previousBeside'),
          act: () => latest.current?.go(-1),
        },
        {
          id: 'languages-confirm',
          text: words('languages.confirm'),
          icon: CircleCheck,
          keys: keysOf('confirmBeside'),
          act: () => latest.current?.confirmHere(),
        },
      )
    return all
  }
  useOffer({ acts })
}
