// Reads where the caret is before something acts on it. The browser moves the caret first and tells
// of it in a later task (`selectionchange`); keys and messages may come in between. Lexical acts on
// the caret it was told of last, and writes that one back to the page: text would land where the
// person has left, in another paragraph.
import { $isRangeSelection, type LexicalEditor } from 'lexical'

/** The page's caret stands in words, where the editor has it, as it mostly does while one types. */
const isLevel = (editor: LexicalEditor, page: Document): boolean => {
  if (editor._pendingEditorState !== null) return false
  const { _selection: known } = editor.getEditorState()
  const shown = page.getSelection()
  if (!$isRangeSelection(known) || !known.isCollapsed() || known.anchor.type !== 'text')
    return false
  if (!shown?.isCollapsed || shown.anchorNode?.nodeType !== Node.TEXT_NODE) return false
  const words = editor.getElementByKey(known.anchor.key)
  return shown.anchorOffset === known.anchor.offset && words?.contains(shown.anchorNode) === true
}

/**
 * Makes the editor's caret the page's. Does nothing while something is being composed, while the text
 * has not the focus (then the page's caret is not kept level), or inside an update.
 */
export const readCaret = (editor: LexicalEditor): void => {
  const root = editor.getRootElement()
  if (root === null || editor.isComposing()) return
  if (root.ownerDocument.activeElement !== root || isLevel(editor, root.ownerDocument)) return
  // Told of this event, Lexical takes the page's caret; a caret that has not moved makes no update.
  editor.update(() => {}, { discrete: true, event: new Event('selectionchange') })
}

/** Reads the caret ahead of every key and press, wherever they are listened for. Returns its undo. */
export const readCaretBeforeInput = (editor: LexicalEditor): (() => void) =>
  editor.registerRootListener(root => {
    const view = root?.ownerDocument.defaultView
    if (!view) return
    const read = (): void => readCaret(editor)
    const events = ['keydown', 'pointerdown'] as const
    for (const event of events) view.addEventListener(event, read, { capture: true })
    return () => {
      for (const event of events) view.removeEventListener(event, read, { capture: true })
    }
  })
