// The selection of the text, as something that can be put in brackets: words of one paragraph, or
// paragraphs as a whole; a mere cursor and a selection of all words mean the paragraph. The editor
// is asked, because it remembers the selection while a menu has the focus.
import { $getRoot, $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical'
import { $blockOf, $offsetOf, $selectAt, $selectedBlocks } from '../../blocks/block-edits.ts'
import { $isBlockNode } from '../../blocks/block-node.ts'
import { $cellOf } from '../../blocks/block-state.ts'
import type { Words } from '../comments/remarks.ts'
import type { Selected } from './brackets.ts'

/** Null where nothing of the text is selected. */
export const selectedText = (editor: LexicalEditor): Selected | null =>
  editor.read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    const blocks = $selectedBlocks(selection)
    const [first, ...more] = blocks
    if (!first) return null
    const indexes = blocks.map(block => block.getIndexWithinParent())
    const size = first.getTextContentSize()
    const isWhole = selection.isCollapsed()
    // In a cell only words stand in brackets.
    if (more.length === 0 && isWhole && $cellOf(first))
      return { words: { index: first.getIndexWithinParent(), from: 0, to: size } }
    if (more.length > 0 || isWhole) return { indexes }
    const [from = 0, to = 0] = [selection.anchor, selection.focus]
      .map(point => $offsetOf(point, first))
      .toSorted((a, b) => a - b)
    const isAll = from === 0 && to === size && !$cellOf(first)
    return isAll ? { indexes } : { words: { index: first.getIndexWithinParent(), from, to } }
  })

/** Puts the caret at the end of the words, where it is in what they are in. */
export const selectBehind = (editor: LexicalEditor, { index, to }: Words): void =>
  editor.update(
    () => {
      const block = $getRoot().getChildAtIndex(index)
      if ($isBlockNode(block)) $selectAt(block, to)
    },
    { discrete: true },
  )

/** Where the caret is, or what is selected begins. */
export const placeSelected = (editor: LexicalEditor): { index: number; at: number } | null =>
  editor.read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    const point = selection.isBackward() ? selection.focus : selection.anchor
    const block = $blockOf(point.getNode())
    return block && { index: block.getIndexWithinParent(), at: $offsetOf(point, block) }
  })
