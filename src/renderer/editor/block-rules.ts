// What every block of the page must be after a change made here: it has an id of its own, and its
// text holds neither line breaks nor tabs. Rules run on local changes only, never on what arrives:
// a repair made by everybody would be made as many times.
import { newBlockId, type Random } from '#shared/document'
import {
  $createTextNode,
  $getEditor,
  $getRoot,
  $getState,
  $setState,
  LineBreakNode,
  mergeRegister,
  TabNode,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'
import { $isBlockNode, BlockNode } from './block-node.ts'
import { $idOf, $isForeign, fromState, idState } from './block-state.ts'

/** True when another block has a better claim to the id: it was there before, or comes first. */
const $isTaken = (block: BlockNode): boolean => {
  const before = $getEditor().getEditorState()
  const wasThere = (node: LexicalNode): boolean => before._nodeMap.has(node.getKey())
  if (wasThere(block)) return false
  const id = $getState(block, idState)
  const same = $getRoot()
    .getChildren()
    .filter(other => $getState(other, idState) === id)
  return same.some(wasThere) || same[0]?.is(block) === false
}

const $identify = (block: BlockNode, random: Random): void => {
  const id = $idOf(block)
  if ($isForeign(block) || (id !== null && !$isTaken(block))) return
  // A pasted or duplicated block is a new one; only a split remembers where it came from.
  if (id !== null) $setState(block, fromState, '')
  $setState(block, idState, newBlockId(random))
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
    editor.registerNodeTransform(LineBreakNode, $breakBlock),
    editor.registerNodeTransform(TabNode, tab => {
      tab.replace($createTextNode(' ').setFormat(tab.getFormat()))
    }),
  )
