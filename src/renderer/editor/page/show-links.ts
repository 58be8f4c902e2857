// Marks linked text on the page: underlined, with its target as a title. No anchor element: a click
// while writing sets the caret, and nothing in the page can be followed by accident.
import type { LexicalEditor } from 'lexical'
import { $hrefOf } from './links.ts'
import { showTexts } from './show-texts.ts'

/** Returns its undo. */
export const showLinks = (editor: LexicalEditor): (() => void) =>
  showTexts(editor, (element, node) => {
    const href = $hrefOf(node)
    element.classList.toggle('text-link', href !== null)
    if (href === null) element.removeAttribute('title')
    else element.setAttribute('title', href)
  })
