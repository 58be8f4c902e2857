// Overlays give the focus back when they close: to the element that had it before, with its cursor, or to
// the one that an act in them names, in the moment of closing, so that the next key lands there.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { isFree } from './free-focus.ts'

/** How an element takes the focus, where `focus` alone would lose its caret. */
const ways = new WeakMap<Element, () => void>()

/** Returns its undo. */
export function offerWayBack(element: Element, take: () => void): () => void {
  ways.set(element, take)
  return () => void ways.delete(element)
}

/** The element outside of all overlays that had the focus when the last of them came up. */
let opener: HTMLElement | null = null
const openerOf = (active: Element | null): HTMLElement | null => {
  if (active instanceof HTMLElement && !active.closest('.scrim, .popover')) opener = active
  return opener
}

/** The element that has the focus now, or had it before an overlay opened. */
export const focusedBelow = (): HTMLElement | null => openerOf(document.activeElement)

/** True when there is nothing more to do. */
function giveBack(to: HTMLElement): boolean {
  if (!to.isConnected) return true
  // The person may have gone somewhere else on closing.
  if (!isFree() && document.activeElement !== to) return true
  const take = ways.get(to)
  if (take) take()
  else to.focus({ preventScroll: true })
  return document.activeElement === to
}

/** How many overlays stand over the screen. */
let standing = 0
/** The element that takes the focus when the last of them closes. */
let named: HTMLElement | null = null

/**
 * The overlay that stands gives the focus to `element` when it closes, in whichever order it, its opener and
 * what it was about go away. Called before any of them goes; where none stands, `element` takes the focus now.
 */
export function returnFocusTo(element: HTMLElement | null): void {
  if (standing > 0) named = element
  else if (element !== null) giveBack(element)
}

/** Acts that wait until the last overlay has given the focus back. */
let behind: (() => void)[] = []

/**
 * Runs `act` when the overlay that stands has closed and given the focus back, before the next key; at once
 * where none stands.
 */
export function afterReturn(act: () => void): void {
  if (standing > 0) behind.push(act)
  else act()
}

function runBehind(): void {
  if (standing > 0) return
  const acts = behind
  behind = []
  // Not while React is at work; and what they open is there when the task ends.
  queueMicrotask(() => flushSync(() => acts.forEach(act => act())))
}

/** Stands in what lies over the screen. One that follows another returns to where the first came from. */
export function ReturnsFocus() {
  const [from] = useState(() => openerOf(document.activeElement))
  useEffect(() => {
    standing += 1
    return () => {
      standing -= 1
      const to = standing === 0 && named?.isConnected === true ? named : from
      if (standing === 0) named = null
      if (to === null || giveBack(to)) return runBehind()
      // The screen behind is out of reach until the component library has let go of it.
      requestAnimationFrame(() => {
        if (giveBack(to)) return runBehind()
        requestAnimationFrame(() => {
          giveBack(to)
          runBehind()
        })
      })
    }
  }, [from])
  return null
}
