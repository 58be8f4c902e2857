// A part that scrolls and holds no control takes the focus itself, so that arrow keys scroll it (WCAG 2.1.1). One that
// fits, or that holds a control, is no stop on the way through the window.
import { useLayoutEffect, useState, type RefObject } from 'react'
import { focusable } from './focusable.ts'

const holdsControl = (element: Element): boolean =>
  [...element.querySelectorAll(focusable)].some(each => each.getClientRects().length > 0)

/** Whether `part` takes the focus now. */
export function useScrollFocus(part: RefObject<HTMLElement | null>): boolean {
  const [takesFocus, setTakesFocus] = useState(false)
  useLayoutEffect(() => {
    const element = part.current
    if (!element) return
    const look = (): void =>
      setTakesFocus(element.scrollHeight > element.clientHeight && !holdsControl(element))
    const sizes = new ResizeObserver(look)
    const observe = (): void => {
      sizes.disconnect()
      sizes.observe(element)
      // The part keeps its height while what it holds grows.
      for (const child of element.children) sizes.observe(child)
      look()
    }
    const changes = new MutationObserver(observe)
    changes.observe(element, { childList: true, subtree: true })
    observe()
    return () => {
      sizes.disconnect()
      changes.disconnect()
    }
  }, [part])
  return takesFocus
}
