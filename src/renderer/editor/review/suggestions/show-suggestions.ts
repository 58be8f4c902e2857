// Shows on the page which words wait: inserted ones underlined, struck ones struck through, other
// formats and links underlined with dots; and tells it, with whose suggestion it is, to who cannot see it.
import type { LexicalEditor } from 'lexical'
import { showTexts } from '../../page/show-texts.ts'
import { $marksOf } from './pieces.ts'

/** Keys of marks, as `in:<suggestion>`, and what is to be said of words that have them. */
export type Describe = (marks: readonly string[]) => string

export type ShownSuggestions = {
  /** Describes what is shown, and from now on what comes. */
  describe(by: Describe): void
  close(): void
}

const classes = {
  ...({ in: 'text-inserted', de: 'text-struck' } as const),
  ...({ fm: 'text-reformatted', lk: 'text-relinked' } as const),
}
/** The first of the kinds that words have says what they are. */
const roles = [
  ['de', 'deletion'],
  ['in', 'insertion'],
  ['fm', 'mark'],
  ['lk', 'mark'],
] as const

const waiting = (marks: object): string[] =>
  Object.entries(marks).flatMap(([key, value]) =>
    value !== null && value !== undefined && /^(in|de|fm|lk):/.test(key) ? [key] : [],
  )

const put = (element: Element, name: string, value: string | undefined): void => {
  if (!value) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

export const showSuggestions = (editor: LexicalEditor): ShownSuggestions => {
  let described: Describe = () => ''
  const show = (element: HTMLElement, keys: readonly string[]): void => {
    const has = (what: string): boolean => keys.some(key => key.startsWith(what))
    for (const [what, name] of Object.entries(classes)) element.classList.toggle(name, has(what))
    put(element, 'role', roles.find(([what]) => has(what))?.[1])
    put(element, 'data-suggested', keys.join(' '))
    put(element, 'aria-description', keys.length === 0 ? '' : described(keys))
  }
  const close = showTexts(editor, (element, node) => {
    const keys = waiting($marksOf(node))
    if (keys.length > 0 || element.hasAttribute('data-suggested')) show(element, keys)
  })
  return {
    close,
    describe(by) {
      described = by
      const shown = editor.getRootElement()?.querySelectorAll<HTMLElement>('[data-suggested]')
      for (const element of shown ?? [])
        put(element, 'aria-description', by((element.dataset['suggested'] ?? '').split(' ')))
    },
  }
}
