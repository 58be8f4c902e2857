// The effects of keys in the text beyond writing and the block commands: a number that Backspace
// removes before it joins paragraphs, the kind after a heading, and the way out by Escape and Tab.
import {
  INSERT_PARAGRAPH_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_DOWN_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  mergeRegister,
  type LexicalEditor,
  type RangeSelection,
} from 'lexical'
import { registerBlockCommands } from '../blocks/block-commands.ts'
import { $blockOf, $changeLevel, $range, $splitBlock } from '../blocks/block-edits.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $kindOf, $setKind } from '../blocks/block-state.ts'
import { beforeText } from '../input/on-command.ts'

const $atStart = ({ anchor }: RangeSelection): boolean =>
  anchor.offset === 0 &&
  ($isBlockNode(anchor.getNode()) || anchor.getNode().getPreviousSibling() === null)

/** Joining is where others' words can be lost; taking the number away first loses nothing. */
function $takeNumber(): boolean {
  const selection = $range()
  if (!selection?.isCollapsed() || !$atStart(selection)) return false
  const block = $blockOf(selection.anchor.getNode())
  const kind = block ? $kindOf(block) : 'paragraph'
  if (!block || kind === 'paragraph') return false
  $changeLevel(selection, -1)
  if ($kindOf(block) === kind) $setKind(block, 'paragraph')
  return $kindOf(block) !== kind
}

/** A text in numbered paragraphs goes on with one after each heading. */
function $afterHeading(): boolean {
  const selection = $range()
  const block = selection && $blockOf(selection.anchor.getNode())
  if (!selection || !block || !/^h[1-4]$/.test($kindOf(block))) return false
  if (block.getTextContentSize() === 0) {
    $setKind(block, 'paragraph')
    return true
  }
  const before = block.getKey()
  if (!$splitBlock(selection)) return false
  const next = $range()
  const made = next && $blockOf(next.anchor.getNode())
  if (made && made.getKey() !== before && made.getTextContentSize() === 0) $setKind(made, 'num1')
  return true
}

/** Returns its undo. */
export function registerWritingKeys(editor: LexicalEditor): () => void {
  let leaving = false
  return mergeRegister(
    registerBlockCommands(editor),
    beforeText(editor, INSERT_PARAGRAPH_COMMAND, $afterHeading),
    beforeText(editor, KEY_BACKSPACE_COMMAND, event => {
      const taken = $takeNumber()
      if (taken) event.preventDefault()
      return taken
    }),
    beforeText(editor, KEY_ESCAPE_COMMAND, () => {
      leaving = true
      return true
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => {
      if (!['Tab', 'Escape', 'Shift'].includes(event.key)) leaving = false
      return false
    }),
    beforeText(editor, KEY_TAB_COMMAND, () => {
      // After Escape the browser moves the focus, and no other listener may take the key.
      const out = leaving
      leaving = false
      return out
    }),
  )
}
