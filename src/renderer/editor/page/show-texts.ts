// Marks of the page on texts: classes and attributes beside their words.
import { $getNodeByKey, $isTextNode, TextNode, type LexicalEditor } from 'lexical'

/** Shows each text that is there, comes or changes. Returns its undo. */
export const showTexts = (
  editor: LexicalEditor,
  $show: (element: HTMLElement, node: TextNode) => void,
): (() => void) =>
  editor.registerMutationListener(
    TextNode,
    mutations => {
      editor.getEditorState().read(() => {
        for (const [key, mutation] of mutations) {
          if (mutation === 'destroyed') continue
          const node = $getNodeByKey(key)
          const element = editor.getElementByKey(key)
          if (element && $isTextNode(node)) $show(element, node)
        }
      })
    },
    { skipInitialization: false },
  )
