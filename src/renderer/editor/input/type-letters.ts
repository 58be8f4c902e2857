// A letter goes into the page as one insertion in its words and one move of the cursor. The
// browser's own editing would compute the visible text at the cursor, and report an input, changed
// words and a moved cursor, each of which the editor takes for a change of its own: a third of the
// cost of a key. The browser handles all other input: composition, replacement, and letters at a seam.
import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  BEFORE_INPUT_COMMAND,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  type LexicalEditor,
  type TextNode,
} from 'lexical'
import { beforeText } from './on-command.ts'

type Place = { node: TextNode; words: Text; offset: number }

/** The page's caret, where it stands in the words of a run that goes on with the letter. */
const $placeOf = (editor: LexicalEditor, event: InputEvent): Place | null => {
  const { data, inputType } = event
  if (inputType !== 'insertText' || data?.length !== 1 || data === '\n') return null
  if (editor.isComposing()) return null
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null
  const { key, offset, type } = selection.anchor
  const node = type === 'text' ? selection.anchor.getNode() : null
  if (!$isTextNode(node) || !node.isSimpleText() || offset === 0) return null
  if (node.getFormat() !== selection.format || node.getStyle() !== selection.style) return null
  const [range, ...others] = event.getTargetRanges()
  const words = range?.startContainer
  if (!range?.collapsed || others.length > 0 || !(words instanceof Text)) return null
  const isLevel =
    range.startOffset === offset &&
    editor.getElementByKey(key)?.contains(words) === true &&
    words.data === node.getTextContent()
  return isLevel ? { node, words, offset } : null
}

/** Returns its undo. */
export const registerTypeLetters = (editor: LexicalEditor): (() => void) => {
  /** In the editor and on the page in one. */
  const $insert = (event: InputEvent): boolean => {
    const place = $placeOf(editor, event)
    if (place === null) return false
    const { node, words, offset } = place
    const data = event.data ?? ''
    event.preventDefault()
    editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, data)
    const now = node.isAttached() ? node.getTextContent() : ''
    if (now === words.data.slice(0, offset) + data + words.data.slice(offset)) {
      // The editor would set all of the paragraph's words again, and they would all be shaped
      // again.
      words.insertData(offset, data)
      editor._observer?.takeRecords()
    }
    return true
  }

  return beforeText(editor, BEFORE_INPUT_COMMAND, $insert)
}
