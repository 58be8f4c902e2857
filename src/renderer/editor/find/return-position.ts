// Where one was before one began to look for something, and the way back there.
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setSelection,
  type LexicalEditor,
  type NodeKey,
  type RangeSelection,
} from 'lexical'
import { focusedBelow } from '../../ui/index.ts'
import { $blockOf, $offsetOf, $selectAt } from '../blocks/block-edits.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { focusAt } from '../page/focus.ts'
import type { Spot } from './find.ts'

export type ReturnPosition = {
  spot: Spot
  /** Words that were selected within one paragraph; empty otherwise. */
  selected: string
  goBack(): void
}

const $caret = (): { key: NodeKey; index: number; at: number; selected: string } | null => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return null
  const [first, last] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const block = $blockOf(first.getNode())
  if (block === null) return null
  return {
    key: block.getKey(),
    index: block.getIndexWithinParent(),
    at: $offsetOf(first, block),
    selected: $blockOf(last.getNode())?.is(block) ? selection.getTextContent() : '',
  }
}

/** Both its ends are in the text still. */
const $isThere = ({ anchor, focus }: RangeSelection): boolean =>
  [anchor, focus].every(({ key, offset }) => {
    const node = $getNodeByKey(key)
    return $isTextNode(node) ? offset <= node.getTextContentSize() : $isElementNode(node)
  })

export function noteReturnPosition(editor: LexicalEditor): ReturnPosition {
  const caret = editor.getEditorState().read($caret)
  const root = editor.getRootElement()
  const canvas = root?.closest('.canvas') ?? null
  const top = canvas?.scrollTop ?? 0
  const selected = editor.getEditorState().read(() => $getSelection()?.clone() ?? null)
  const below = focusedBelow()
  /** A field beside the text, or in it, that had the focus; null for the text itself. */
  const field = below?.matches('input, textarea') === true ? below : null
  return {
    spot: { index: caret?.index ?? 0, at: caret?.at ?? 0 },
    selected: caret?.selected ?? '',
    goBack() {
      if (field?.isConnected) field.focus({ preventScroll: true })
      else
        focusAt(editor, () =>
          editor.update(
            () => {
              if ($isRangeSelection(selected) && $isThere(selected)) {
                $setSelection(selected.clone())
                return
              }
              const block = caret ? $getNodeByKey(caret.key) : $getRoot().getFirstChild()
              if ($isBlockNode(block))
                $selectAt(block, Math.min(caret?.at ?? 0, block.getTextContentSize()))
            },
            { discrete: true },
          ),
        )
      canvas?.scrollTo({ top })
    },
  }
}
