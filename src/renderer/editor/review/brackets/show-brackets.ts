// Shows on the page where words in brackets begin and end. The brackets are drawn, not written:
// they are no part of the text, so one of a pair cannot be deleted.
import { $getNodeByKey, $isTextNode, TextNode, type LexicalEditor } from 'lexical'
import { bracketIn } from '#document/model'
import { $isBlockNode, type BlockNode } from '../../blocks/block-node.ts'
import { $marksOf } from '../suggestions/pieces.ts'

const put = (element: HTMLElement, name: 'opens' | 'closes', value: string | null): void => {
  if (value === null) delete element.dataset[name]
  else if (element.dataset[name] !== value) element.dataset[name] = value
}

const $paint = (editor: LexicalEditor, block: BlockNode): void => {
  const nodes = block.getChildren().filter($isTextNode)
  const brackets = nodes.map(node => bracketIn($marksOf(node)))
  for (const [at, node] of nodes.entries()) {
    const element = editor.getElementByKey(node.getKey())
    if (!element) continue
    const [own, before, after] = [brackets[at], brackets[at - 1], brackets[at + 1]]
    const opens = own !== undefined && before?.version !== own.version
    const closes = own !== undefined && after?.version !== own.version
    element.classList.toggle('text-bracketed', own !== undefined)
    // Alternatives side by side have no letter between.
    put(element, 'opens', opens ? (before?.set === own.set ? 'beside' : '') : null)
    put(element, 'closes', closes ? '' : null)
  }
}

/** Returns its undo. */
export const showBrackets = (editor: LexicalEditor): (() => void) =>
  editor.registerMutationListener(
    TextNode,
    (mutations, { prevEditorState }) => {
      editor.getEditorState().read(() => {
        const blocks = new Set<BlockNode>()
        for (const [key, mutation] of mutations) {
          const node =
            mutation === 'destroyed' ? prevEditorState._nodeMap.get(key) : $getNodeByKey(key)
          const block = node?.__parent == null ? null : $getNodeByKey(node.__parent)
          if ($isBlockNode(block)) blocks.add(block)
        }
        for (const block of blocks) $paint(editor, block)
      })
    },
    { skipInitialization: false },
  )
