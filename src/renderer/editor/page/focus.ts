// Giving the text the focus. It cannot take it before it can be written in, which is a moment after it
// is shown; and a dialog that led here keeps it until it has faded.
import type { LexicalEditor } from 'lexical'

/** Frames to wait for both; a text that can only be read never takes the focus. */
const patience = 90

const inDialog = (element: Element): boolean =>
  element.closest('[role="dialog"], [role="alertdialog"]') !== null

function whenFree(editor: LexicalEditor, take: (root: HTMLElement) => void, frames: number): void {
  const root = editor.getRootElement()
  const active = document.activeElement
  const free = active === null || active === document.body
  if (root === null || frames === 0) return
  if (free && root.isContentEditable) take(root)
  else if (free || inDialog(active)) {
    requestAnimationFrame(() => whenFree(editor, take, frames - 1))
  }
}

/** Ready to write from the beginning, unless the person is already somewhere else. */
export const focusQuietly = (editor: LexicalEditor): void =>
  whenFree(editor, () => editor.focus(undefined, { defaultSelection: 'rootStart' }), patience)

/**
 * Ready to write where `select` puts the caret, without scrolling there. The editor tells the window
 * of no caret while it cannot be written in, so `select` waits as well.
 */
export function focusAt(editor: LexicalEditor, select: () => void): void {
  const take = (root: HTMLElement): void => {
    select()
    root.focus({ preventScroll: true })
  }
  const root = editor.getRootElement()
  if (root?.isContentEditable === true) take(root)
  else whenFree(editor, take, patience)
}
