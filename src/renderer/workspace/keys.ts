// The keys of the whole window. No single letters, no Ctrl Alt with a letter (AltGr writes with it).
import { useEffect, useRef } from 'react'
import { useShell } from '../core.ts'
import { useDocumentActs } from '../documents/document-acts.tsx'
import { useNavigation } from '../place.ts'
import { moveArea } from './areas.ts'
import { chordOf, isCovered } from './chords.ts'
import { navigationItems } from './navigation-items.ts'
import { useOverlays } from './overlays.ts'

/** `joining`: only what works before the group has let this device in. */
export function useWorkspaceKeys(joining: boolean): void {
  const shell = useShell()
  const navigation = useNavigation()
  const overlays = useOverlays()
  const acts = useDocumentActs()

  const always = (chord: string): (() => void) | undefined => {
    switch (chord) {
      case 'ctrl+shift+l':
        return () => void shell.call('lock')
      case 'f6':
        return () => moveArea(1)
      case 'shift+f6':
        return () => moveArea(-1)
      case 'ctrl+=':
      case 'ctrl++':
      case 'ctrl+shift++':
        return () => void shell.call('window.zoom', { step: 1 })
      case 'ctrl+-':
        return () => void shell.call('window.zoom', { step: -1 })
      case 'ctrl+0':
        return () => void shell.call('window.zoom', { step: 0 })
    }
    return undefined
  }
  const uncovered = (chord: string): (() => void) | undefined => {
    const rightToLeft = document.documentElement.dir === 'rtl'
    switch (chord) {
      case 'ctrl+k':
        return () => overlays.open('palette')
      case 'ctrl+/':
        return () => overlays.open('shortcuts')
      case 'alt+arrowleft':
        return rightToLeft ? navigation.forward : navigation.back
      case 'alt+arrowright':
        return rightToLeft ? navigation.back : navigation.forward
    }
    if (joining) return undefined
    const item = navigationItems.find(each => chord === `ctrl+${each.digit}`)
    if (item) return () => navigation.go({ screen: item.screen })
    if (chord === 'ctrl+n') return () => acts.start({ kind: 'new' })
    if (chord === 'ctrl+shift+f') return () => navigation.go({ screen: 'archive' })
    return undefined
  }
  const act = (chord: string): (() => void) | undefined => {
    const work = uncovered(chord)
    // Looked for only then: the page of a long text is a long way to search, at every key.
    return work && !isCovered() ? work : always(chord)
  }

  const latest = useRef(act)
  useEffect(() => void (latest.current = act))
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const work = event.isComposing ? undefined : latest.current(chordOf(event))
      if (!work) return
      event.preventDefault()
      event.stopImmediatePropagation()
      work()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
