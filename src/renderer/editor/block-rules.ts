// What every block of the page must be after a change made here: it has an id of its own, and its
// text holds neither line breaks nor tabs. Rules run on local changes only, never on what arrives:
// a repair made by everybody would be made as many times.
import { newBlockId, type Random } from '#shared/document'
import {
  $createTextNode,
  $getEditor,
  $setState,
  LineBreakNode,
  mergeRegister,
  RootNode,
  TabNode,
  type LexicalEditor,
} from 'lexical'
import { $isBlockNode, BlockNode } from './block-node.ts'
import { $idOf, $isForeign, fromState, idState } from './block-state.ts'

/**
 * Of blocks with one id that keeps it which was there before, or comes first. A pasted or duplicated block is a
 * new one; only a split remembers where it came from. All new blocks are looked at in one go: a table that
 * is pasted has thousands.
 */
const $partTwins = (root: RootNode, random: Random): void => {
  const before = $getEditor().getEditorState()
  const blocks = root.getChildren().filter($isBlockNode)
  const fresh = blocks.filter(block => !before._nodeMap.has(block.getKey()))
  if (fresh.length === 0) return
  const isFresh = new Set(fresh)
  const taken = new Set(blocks.filter(block => !isFresh.has(block)).map($idOf))
  for (const block of fresh) {
    const id = $idOf(block)
    if (id === null || $isForeign(block)) continue
    const name = taken.has(id) ? newBlockId(random) : id
    taken.add(name)
    if (name === id) continue
    $setState(block, fromState, '')
    $setState(block, idState, name)
  }
}

const $identify = (block: BlockNode, random: Random): void => {
  if (!$isForeign(block) && $idOf(block) === null) $setState(block, idState, newBlockId(random))
}

const $breakBlock = (lineBreak: LineBreakNode): void => {
  const block = lineBreak.getParent()
  if ($isBlockNode(block)) block.insertNewAfter(null, false).append(...lineBreak.getNextSiblings())
  lineBreak.remove()
}

/** Returns its undo. */
export const registerBlockRules = (editor: LexicalEditor, random: Random): (() => void) =>
  mergeRegister(
    editor.registerNodeTransform(BlockNode, block => $identify(block, random)),
    editor.registerNodeTransform(RootNode, root => $partTwins(root, random)),
    editor.registerNodeTransform(LineBreakNode, $breakBlock),
    editor.registerNodeTransform(TabNode, tab => {
      tab.replace($createTextNode(' ').setFormat(tab.getFormat()))
    }),
  )
