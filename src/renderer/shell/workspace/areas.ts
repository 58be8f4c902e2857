// F6 and Shift F6: from one area of the window to the next (bar, navigation, outline, page, panel).
// An area is anything with `data-area`; it takes back the element that had the focus in it.
import { focusable } from '../../ui/focusable.ts'

const remembered = new WeakMap<Element, HTMLElement>()

/** The target of a visit to an area, where it is not the first thing in it. */
const arriving = '[data-arrive]'

const isShown = (element: Element): boolean => element.getClientRects().length > 0

function areas(root: ParentNode): HTMLElement[] {
  return Array.from(root.querySelectorAll<HTMLElement>('[data-area]')).filter(isShown)
}

/** Moves the focus by one area; where nothing in it takes the focus, the area itself does. */
export function moveArea(step: 1 | -1, root: Document = document): void {
  const all = areas(root)
  if (all.length === 0) return
  const active = root.activeElement
  // The innermost area counts, so that areas may lie within one another.
  const here = all.findLastIndex(area => area.contains(active))
  const current = all[here]
  if (current && active instanceof HTMLElement) remembered.set(current, active)
  for (let turn = 1; turn <= all.length; turn++) {
    const area = all[(here + step * turn + all.length * 2) % all.length]
    if (area && enter(area, all)) return
  }
}

/** Moves the focus to where one finds the way around. */
export function enterNavigation(root: Document = document): void {
  const all = areas(root)
  const navigation = all.find(area => area.dataset['area'] === 'navigation')
  if (navigation) enter(navigation, all)
}

function enter(area: HTMLElement, all: HTMLElement[]): boolean {
  const inner = all.filter(other => other !== area && area.contains(other))
  const own = (element: Element): boolean => !inner.some(other => other.contains(element))
  const last = remembered.get(area)
  const target =
    last && area.contains(last) && own(last) && isShown(last)
      ? last
      : [arriving, focusable]
          .flatMap(wanted => Array.from(area.querySelectorAll<HTMLElement>(wanted)))
          .find(element => own(element) && isShown(element))
  if (!target) return false
  target.focus()
  return true
}
