// Giving the text the focus. It cannot take it before it can be written in, or is known to be only read,
// which is a moment after it is shown; and a dialog that led here keeps it until it has faded.
import {
  $addUpdateTag,
  $getRoot,
  $getSelection,
  SKIP_SCROLL_INTO_VIEW_TAG,
  type LexicalEditor,
} from 'lexical'
import { levelOf } from '#document/numbering'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $kindOf } from '../blocks/block-state.ts'
import { isFree } from '../../ui/index.ts'
import { hasCaret, showCaret } from './reading-caret.ts'

/** Frames to wait for both. */
const patience = 90

const inDialog = (element: Element): boolean =>
  element.closest('[role="dialog"], [role="alertdialog"]') !== null

function whenFree(editor: LexicalEditor, take: (root: HTMLElement) => void, frames: number): void {
  const root = editor.getRootElement()
  const active = document.activeElement
  const free = isFree()
  if (root === null || frames === 0) return
  if (free && hasCaret(root)) take(root)
  else if (free || (active !== null && inDialog(active))) {
    requestAnimationFrame(() => whenFree(editor, take, frames - 1))
  }
}

/** Where one would begin: the empty line below a template's first headings, else the first block. */
function $beginning(): BlockNode | undefined {
  const blocks = $getRoot().getChildren().filter($isBlockNode)
  const first = blocks.find(block => levelOf($kindOf(block))?.family !== 'headings')
  return first?.isEmpty() === true ? first : blocks[0]
}

/** Gives the text the focus where the caret was, or where one would begin. */
export function focusText(editor: LexicalEditor): void {
  editor.update(
    () => {
      if ($getSelection() === null) $beginning()?.selectStart()
    },
    { discrete: true },
  )
  if (editor.isEditable()) {
    editor.focus(undefined, { defaultSelection: 'rootStart' })
    // The editor waits for the end of the task; the focus is there now.
    editor.read(() => {})
  } else editor.getRootElement()?.focus()
}

/**
 * Ready to write, or to read, where `select` puts the caret, without scrolling there. The editor tells
 * the window of no caret while it cannot be written in, so `select` waits as well.
 */
export function focusAt(editor: LexicalEditor, select: () => void): void {
  const take = (root: HTMLElement): void => {
    select()
    root.focus({ preventScroll: true })
    showCaret(editor)
  }
  const root = editor.getRootElement()
  if (root && hasCaret(root)) take(root)
  else whenFree(editor, take, patience)
}

/** Ready to write where one would begin, unless the person is already somewhere else. */
export const focusQuietly = (editor: LexicalEditor): void =>
  focusAt(editor, () =>
    editor.update(
      () => {
        // A person who has scrolled on during the preview stays there.
        $addUpdateTag(SKIP_SCROLL_INTO_VIEW_TAG)
        if ($getSelection() === null) $beginning()?.selectStart()
      },
      { discrete: true },
    ),
  )
