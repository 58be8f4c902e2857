// Marks linked text on the page: underlined, with its target as a title. No anchor element: a click
// while writing sets the caret, and nothing in the page can be followed by accident.
import { $getNodeByKey, $isTextNode, TextNode, type LexicalEditor } from 'lexical'
import { $hrefOf } from './links.ts'

/** Returns its undo. */
export const showLinks = (editor: LexicalEditor): (() => void) =>
  editor.registerMutationListener(
    TextNode,
    mutations => {
      editor.getEditorState().read(() => {
        for (const [key, mutation] of mutations) {
          if (mutation === 'destroyed') continue
          const node = $getNodeByKey(key)
          const element = editor.getElementByKey(key)
          if (!element || !$isTextNode(node)) continue
          const href = $hrefOf(node)
          element.classList.toggle('text-link', href !== null)
          if (href === null) element.removeAttribute('title')
          else element.setAttribute('title', href)
        }
      })
    },
    { skipInitialization: false },
  )
