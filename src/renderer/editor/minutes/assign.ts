// Owner and day of an action item, put into the text: those of a line that was decided stay.
import { $addUpdateTag, $getNodeByKey, $setState, type LexicalEditor, type NodeKey } from 'lexical'
import { $mayChange } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { dueState, ownerState } from '../blocks/block-state.ts'
import { $settledAs, REFUSED_SETTLED_COMMAND } from '../blocks/settled-state.ts'

const $lineAt = (key: NodeKey): BlockNode | null => {
  const block = $getNodeByKey(key)
  return $isBlockNode(block) ? block : null
}

/** Whether owner and day of the line are open. Tells the person where they are not because the line was decided. */
export const mayAssignLine = (editor: LexicalEditor, key: NodeKey): boolean => {
  const { isOpen, isSettled } = editor.getEditorState().read(() => {
    const block = $lineAt(key)
    return {
      isOpen: block !== null && $mayChange(block),
      isSettled: block !== null && $settledAs(block) !== null,
    }
  })
  if (isSettled) editor.dispatchCommand(REFUSED_SETTLED_COMMAND, undefined)
  return isOpen
}

/** Empty for none. The line may have been decided since the person was asked: then nothing changes. */
export const assignLine = (
  editor: LexicalEditor,
  key: NodeKey,
  { owner, due }: { owner: string; due: string },
): void => {
  if (!mayAssignLine(editor, key)) return
  editor.update(() => {
    $addUpdateTag('skip-dom-selection')
    const block = $lineAt(key)
    if (!block) return
    $setState(block, ownerState, owner)
    $setState(block, dueState, due)
  })
}
