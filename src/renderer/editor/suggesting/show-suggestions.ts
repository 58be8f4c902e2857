// Shows on the page which words wait: inserted ones underlined, struck ones struck through, other
// formats underlined with dots; and tells it to who cannot see it.
import { $getNodeByKey, $isTextNode, TextNode, type LexicalEditor } from 'lexical'
import { $marksOf } from './pieces.ts'

const has = (marks: object, what: string): boolean =>
  Object.entries(marks).some(
    ([key, value]) => value !== null && value !== undefined && key.startsWith(what),
  )

/** Returns its undo. */
export const showSuggestions = (editor: LexicalEditor): (() => void) =>
  editor.registerMutationListener(
    TextNode,
    mutations => {
      editor.getEditorState().read(() => {
        for (const [key, mutation] of mutations) {
          if (mutation === 'destroyed') continue
          const node = $getNodeByKey(key)
          const element = editor.getElementByKey(key)
          if (!element || !$isTextNode(node)) continue
          const marks = $marksOf(node)
          const [inserted, struck] = [has(marks, 'in:'), has(marks, 'de:')]
          element.classList.toggle('text-inserted', inserted)
          element.classList.toggle('text-struck', struck)
          element.classList.toggle('text-reformatted', has(marks, 'fm:'))
          if (inserted || struck) element.setAttribute('role', struck ? 'deletion' : 'insertion')
          else element.removeAttribute('role')
        }
      })
    },
    { skipInitialization: false },
  )
