// Going to a paragraph: it comes into view, takes the caret, and is marked for a moment.
import { $addUpdateTag, $getRoot, SKIP_SCROLL_INTO_VIEW_TAG, type LexicalEditor } from 'lexical'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $idOf } from '../blocks/block-state.ts'
import { focusAt } from './focus.ts'
import type { Edge } from './page-state.ts'

/** Milliseconds that the mark stays. */
const marked = 1800

function show(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  // Blocks out of sight have an estimated height until they are laid out; then it moves once more.
  requestAnimationFrame(() => element.scrollIntoView({ block: 'center' }))
  element.dataset['flash'] = ''
  setTimeout(() => delete element.dataset['flash'], marked)
}

/** False when the page has no such block. `id`: the stored id, or the editor's key. */
export function goToBlock(editor: LexicalEditor, id: string, edge: Edge): boolean {
  const key = editor.read(() =>
    $getRoot()
      .getChildren()
      .find(node => $idOf(node) === id || node.getKey() === id)
      ?.getKey(),
  )
  const element = key === undefined ? null : editor.getElementByKey(key)
  if (!element) return false
  focusAt(editor, () =>
    editor.update(
      () => {
        $addUpdateTag(SKIP_SCROLL_INTO_VIEW_TAG)
        const block = $getRoot()
          .getChildren()
          .find(node => node.getKey() === key)
        if (!$isBlockNode(block)) return
        if (edge === 'start') block.selectStart()
        else block.selectEnd()
      },
      { discrete: true },
    ),
  )
  show(element)
  return true
}
