// The keys of the whole window.
import { useLayoutEffect, useRef } from 'react'
import { actFor, type KeyName } from '../commands/keys.ts'
import { useShell } from '../core-client.ts'
import { useDocumentActs } from '../../screens/documents/document-acts.tsx'
import { useNavigation } from '../router.ts'
import { moveArea } from './areas.ts'
import { isCovered } from './chords.ts'
import { navigationItems } from './navigation-items.ts'
import { useOverlays } from './overlays.ts'

type Acts = Partial<Record<KeyName, () => void>>

/** `joining`: only what works before the group has let this device in. */
export function useWorkspaceKeys(joining: boolean): void {
  const shell = useShell()
  const navigation = useNavigation()
  const overlays = useOverlays()
  const acts = useDocumentActs()

  const always: Acts = {
    lock: () => void shell.call('lock'),
    nextArea: () => moveArea(1),
    previousArea: () => moveArea(-1),
  }
  const turned = (): boolean => document.documentElement.dir === 'rtl'
  const uncovered: Acts = {
    palette: () => overlays.open('palette'),
    shortcuts: () => overlays.open('shortcuts'),
    back: () => (turned() ? navigation.forward : navigation.back)(),
    forward: () => (turned() ? navigation.back : navigation.forward)(),
  }
  const inside: Acts = {
    ...Object.fromEntries(
      navigationItems.map(({ key, screen }) => [key, () => navigation.go({ screen })]),
    ),
    newDocument: () => acts.start({ kind: 'new' }),
    searchArchive: () => navigation.go({ screen: 'archive' }),
  }
  const act = (event: KeyboardEvent): (() => void) | undefined => {
    const work = actFor(event, joining ? uncovered : { ...uncovered, ...inside })
    // Looked for only then: the page of a long text is a long way to search, at every key.
    return work && !isCovered() ? work : actFor(event, always)
  }

  // Before the picture is drawn: a key may come with it, and an unheard one is lost.
  const latest = useRef(act)
  useLayoutEffect(() => void (latest.current = act))
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const work = event.isComposing ? undefined : latest.current(event)
      if (!work) return
      event.preventDefault()
      event.stopImmediatePropagation()
      work()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
