// Where one was before one began to look for something, and the way back there.
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import { $blockOf, $offsetOf, $selectAt } from '../block-edits.ts'
import { $isBlockNode } from '../block-node.ts'
import { focusAt } from '../page/focus.ts'
import type { Spot } from './find.ts'

export type PlaceBefore = {
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

export function notePlace(editor: LexicalEditor): PlaceBefore {
  const caret = editor.getEditorState().read($caret)
  const canvas = editor.getRootElement()?.closest('.canvas') ?? null
  const top = canvas?.scrollTop ?? 0
  return {
    spot: { index: caret?.index ?? 0, at: caret?.at ?? 0 },
    selected: caret?.selected ?? '',
    goBack() {
      focusAt(editor, () =>
        editor.update(
          () => {
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
