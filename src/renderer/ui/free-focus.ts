// Whether the focus is free: then a new part of the screen may take it. A part that has the focus
// only because its content went away holds it for others.
const held = 'data-held-focus'

export const isFree = (): boolean => {
  const active = document.activeElement
  return active === null || active === document.body || active.hasAttribute(held)
}

/** Gives `part` the focus until another element takes it. */
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
