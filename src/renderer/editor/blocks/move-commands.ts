// Alt Shift and an arrow key move paragraphs. Each press is one step of undo, and says where the text
// stands now to who cannot see it.
import {
  $onUpdate,
  createCommand,
  KEY_DOWN_COMMAND,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
} from 'lexical'
import { $range } from './block-edits.ts'
import type { BlockNode } from './block-node.ts'
import { actFor } from '../../shell/commands/keys.ts'
import { $idOf } from './block-state.ts'
import { $moveBlocks } from './move-blocks.ts'
import { beforeText, onCommand } from '../input/on-command.ts'

/** Up (-1) or down (1). */
export const MOVE_BLOCKS_COMMAND: LexicalCommand<1 | -1> = createCommand('MOVE_BLOCKS_COMMAND')

/** `block`: the first that moved, as the page names it; else why none did. */
export type Moved = { block: string } | 'at-the-end' | 'locked'

export type MoveNews = {
  /** Makes the next change a step of undo by itself. */
  separate(): void
  /** Once it is on the page. */
  onMoved(moved: Moved): void
}

const $nameOf = (block: BlockNode): string => $idOf(block) ?? block.getKey()

/** Returns its undo. */
export const registerMoveBlocks = (
  editor: LexicalEditor,
  { separate, onMoved }: MoveNews,
): (() => void) =>
  mergeRegister(
    onCommand(editor, MOVE_BLOCKS_COMMAND, by => {
      const selection = $range()
      if (!selection || !editor.isEditable()) return false
      separate()
      const moved = $moveBlocks(selection, by)
      const news: Moved =
        moved === null ? 'at-the-end' : moved === 'locked' ? moved : { block: $nameOf(moved) }
      $onUpdate(() => {
        separate()
        onMoved(news)
      })
      return true
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => {
      const by = event.altKey ? actFor<1 | -1>(event, { moveUp: -1, moveDown: 1 }) : undefined
      if (by === undefined) return false
      event.preventDefault()
      return editor.dispatchCommand(MOVE_BLOCKS_COMMAND, by)
    }),
  )
