// Whether nobody has the focus: then whatever comes up may take it. A part of the screen that has it only
// because what was in it went away has it for nobody.
const held = 'data-held-focus'

export const isFree = (): boolean => {
  const active = document.activeElement
  return active === null || active === document.body || active.hasAttribute(held)
}

/** Gives `part` the focus until somebody takes it. */
export function holdFocus(part: HTMLElement): void {
  const isOwn = part.hasAttribute('tabindex')
  if (!isOwn) part.tabIndex = -1
  part.setAttribute(held, '')
  const release = (): void => {
    part.removeAttribute(held)
    if (!isOwn) part.removeAttribute('tabindex')
  }
  part.addEventListener('blur', release, { once: true })
  part.focus({ preventScroll: true })
}
