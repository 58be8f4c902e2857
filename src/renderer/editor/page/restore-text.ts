// Words that went with a paragraph come back as paragraphs of their own: a change like any other.
import { levelOf } from '#document/numbering'
import { $getRoot, type LexicalEditor } from 'lexical'
import { $mayPutBeside } from '../blocks/block-edits.ts'
import { $createBlockNode, $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $cellOf, $idOf, $kindOf, $setKind } from '../blocks/block-state.ts'
import { $textOf } from '../paste/insert.ts'
import { $lastOfTable } from '../blocks/table-edges.ts'

const $placeOf = (after: string | null): { blocks: BlockNode[]; beside: BlockNode | undefined } => {
  const blocks = $getRoot().getChildren().filter($isBlockNode)
  const named = after === null ? blocks[0] : blocks.find(block => $idOf(block) === after)
  return { blocks, beside: named ?? blocks.at(-1) }
}

/** Nothing is put in there any more: an item of minutes was decided. */
const isSettledAt = (editor: LexicalEditor, after: string | null): boolean =>
  editor.read(() => {
    const { beside } = $placeOf(after)
    return after !== null && beside !== undefined && !$mayPutBeside(beside, $kindOf(beside))
  })

/**
 * After the block that has the id `after`; first when it is null, last when no block has it. Each line
 * of `text` is a paragraph. The caret is behind the last one. False where nothing is put into a settled item.
 */
export const restoreText = (editor: LexicalEditor, text: string, after: string | null): boolean => {
  if (isSettledAt(editor, after)) return false
  const $restore = (): void => {
    const { blocks, beside } = $placeOf(after)
    const kind = beside && !$cellOf(beside) ? $kindOf(beside) : 'paragraph'
    let last = after === null || !beside ? undefined : $lastOfTable(beside)
    for (const line of text.split('\n')) {
      const block = $createBlockNode()
      $setKind(block, levelOf(kind)?.family === 'headings' ? 'num1' : kind)
      block.append($textOf({ text: line.trim() }))
      if (last) last.insertAfter(block)
      else if (blocks[0]) blocks[0].insertBefore(block)
      else $getRoot().append(block)
      last = block
    }
    last?.selectEnd()
  }
  // At once, so that it can be one step of undo with what a caller does beside it.
  editor.update($restore, { discrete: true })
  return true
}
