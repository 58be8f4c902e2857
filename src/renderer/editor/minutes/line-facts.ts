// Elements below the words of a captured line, drawn without React. They are no part of the text: the style sheet
// writes their words, so no selection and no copy has any, and a screen reader reads them all the same.

/** A way that a press leads; `title`: for who cannot see where it stands. */
type Press = { title: string; act(): void }

export type DecisionFacts = {
  /** The outcome first. */
  parts: readonly string[]
  /** The words of the line are no longer those that were decided. */
  changed: string | null
  /** The way to the decision, beside the name of the line. */
  way: (Press & { text: string }) | null
}

const partOf = (name: string, text: string): HTMLElement => {
  const part = document.createElement(name)
  part.dataset['words'] = text
  return part
}

const buttonOf = (className: string, { title, act }: Press): HTMLButtonElement => {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className, title })
  // The editor takes no key and no press that is for the button.
  button.addEventListener('keydown', event => event.stopPropagation())
  button.addEventListener('mousedown', event => event.preventDefault())
  button.addEventListener('click', act)
  return button
}

const spaceOf = (line: HTMLElement | null): HTMLElement | null =>
  line?.querySelector<HTMLElement>(':scope > .capture-facts') ?? null

/** Whether the space shows something else by now; equal parts are not made again. */
const isNew = (space: HTMLElement, is: string): boolean => {
  const isOther = space.dataset['is'] !== is
  space.dataset['is'] = is
  return isOther
}

const withParts = (parts: readonly string[]): HTMLElement[] =>
  parts.map((text, at) => partOf(at === 0 ? 'b' : 'span', text))

/** The first part is set off. */
export const paintFacts = (
  line: HTMLElement | null,
  parts: readonly string[],
  press: Press | null,
): void => {
  const space = spaceOf(line)
  if (!space || !isNew(space, JSON.stringify(parts))) return
  if (press === null) return space.replaceChildren(...withParts(parts))
  const button = buttonOf('capture-change', press)
  button.append(...withParts(parts))
  space.replaceChildren(button)
}

const wayIn = (line: HTMLElement | null): HTMLElement | null =>
  line?.querySelector<HTMLElement>(':scope > .capture-label > .capture-way') ?? null

export const paintDecision = (line: HTMLElement | null, facts: DecisionFacts | null): void => {
  const space = spaceOf(line)
  const { parts = [], changed = null, way = null } = facts ?? {}
  if (!line || !space) return
  if (isNew(space, JSON.stringify([parts, changed]))) {
    const all = withParts(parts)
    if (changed !== null)
      all.push(Object.assign(partOf('span', changed), { className: 'capture-changed' }))
    space.replaceChildren(...all)
    if (all.length > 0) space.setAttribute('role', 'note')
    else space.removeAttribute('role')
  }
  const known = wayIn(line)
  if (known?.dataset['words'] === way?.text) return
  known?.remove()
  if (way === null) return
  const button = buttonOf('capture-way', way)
  button.dataset['words'] = way.text
  button.setAttribute('aria-label', way.text)
  line.querySelector(':scope > .capture-label')?.append(button)
}

/** The line is of another kind, or nothing is known of it. */
export const unpaint = (line: HTMLElement | null): void => {
  const space = spaceOf(line)
  wayIn(line)?.remove()
  space?.replaceChildren()
  space?.removeAttribute('role')
  delete space?.dataset['is']
}
