// Keys that a part of the screen obeys wherever the focus is, as long as the part is shown.
import { useLayoutEffect, useRef } from 'react'
import { isCovered } from '../workspace/chords.ts'
import { actFor, type KeyName } from './keys.ts'

type KeysOptions = {
  /** Whether the acts are for this press. Without it: while nothing lies over the screen. */
  when?: (event: KeyboardEvent) => boolean
  /** The act is done again as long as the key stays down. */
  repeats?: boolean
}

const isUncovered = (): boolean => !isCovered()

/** Whatever lies over the screen. */
export const always = (): boolean => true

export function useKeys(
  acts: Partial<Record<KeyName, () => void>>,
  { when = isUncovered, repeats = false }: KeysOptions = {},
): void {
  const listen = (event: KeyboardEvent): void => {
    const act = event.isComposing ? undefined : actFor(event, acts)
    if (!act || !when(event)) return
    event.preventDefault()
    if (repeats || !event.repeat) act()
  }
  // Before the picture is drawn: a key may come with it, and an unheard one is lost.
  const latest = useRef(listen)
  useLayoutEffect(() => void (latest.current = listen))
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent): void => latest.current(event)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}
