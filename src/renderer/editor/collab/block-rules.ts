// The invariants of every block after a change made here: it has an id of its own, and its text
// holds neither line breaks nor tabs. Rules run on local changes only, never on remote ones: a
// repair made by every window would be made as many times.
import { newBlockId, type Random } from '#document/ids'
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
import { $isBlockNode, BlockNode } from '../blocks/block-node.ts'
import { $idOf, $isForeign, fromState, idState } from '../blocks/block-state.ts'

/**
 * If several blocks have one id, the one that was there before, or comes first, keeps it. A pasted
 * or duplicated block is a new one; only a split remembers its origin. All new blocks are checked
 * in one go: a pasted table has thousands.
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
