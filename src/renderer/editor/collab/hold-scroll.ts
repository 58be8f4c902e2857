// Keeps the line that a person is writing in at its place on the screen while a remote change makes
// the page above it longer or shorter.
import { $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical'

const caretBlock = (editor: LexicalEditor): HTMLElement | null => {
  const key = editor.getEditorState().read(() => {
    const selection = $getSelection()
    const node = $isRangeSelection(selection) ? selection.focus.getNode() : null
    return node?.getTopLevelElement()?.getKey() ?? null
  })
  return key === null ? null : editor.getElementByKey(key)
}

const scrollerOf = (dom: HTMLElement): Element => {
  const view = dom.ownerDocument.defaultView
  for (let parent = dom.parentElement; parent !== null; parent = parent.parentElement) {
    const overflow = view?.getComputedStyle(parent).overflowY
    if (overflow === 'auto' || overflow === 'scroll') return parent
  }
  return dom.ownerDocument.scrollingElement ?? dom.ownerDocument.documentElement
}

const isInView = (top: number, bottom: number, scroller: Element): boolean => {
  const view = scroller.getBoundingClientRect()
  return bottom > view.top && top < view.bottom
}

/**
 * Call before a change from elsewhere; call the answer after it. Does nothing without a page on the
 * screen, without a caret, or when the caret's block is out of sight.
 */
export const holdCaretBlock = (editor: LexicalEditor): (() => void) => {
  const root = editor.getRootElement()
  const block = root === null ? null : caretBlock(editor)
  if (block === null) return () => {}
  const scroller = scrollerOf(block)
  const { top, bottom } = block.getBoundingClientRect()
  if (!isInView(top, bottom, scroller)) return () => {}
  return () => {
    const now = caretBlock(editor)
    if (now === null) return
    const shift = now.getBoundingClientRect().top - top
    if (shift !== 0) scroller.scrollTop += shift
  }
}
