// The focus does not fall out of the window: where the element that has it goes, with its card or its
// screen, the nearest part of the screen around it that stays takes it.
import { useEffect } from 'react'
import { holdFocus, isFree } from '../../ui/index.ts'

/** The ancestors of the element that had the focus last, from the inside out. */
const around = (element: Element): Element[] => {
  const all: Element[] = []
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    all.push(at)
  return all
}

export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null
    let parts: Element[] = []
    let frame = 0
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return
      last = target
      parts = around(target)
    }
    const keep = (): void => {
      if (!isFree()) return
      const staying = parts.find(
        part => part.isConnected && part.matches('main, main *') && !part.closest('[inert]'),
      )
      const main = document.querySelector('main')
      const part = staying ?? main
      if (part instanceof HTMLElement) holdFocus(part)
    }
    const look = (): void => {
      if (last === null || last.isConnected) return
      last = null
      cancelAnimationFrame(frame)
      // Behind the frames in which a dialog that closes gives the focus back.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => (frame = requestAnimationFrame(keep)))
      })
    }
    const watch = new MutationObserver(look)
    watch.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', note)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', note)
      cancelAnimationFrame(frame)
    }
  }, [])
}
