// A read-only text has a cursor all the same: it takes the focus, arrow keys move through it, Shift
// selects words for a comment or a suggestion, and a screen reader meets a read-only field. An edit
// context does this: the browser moves the cursor as in editable text, and gives typed, composed or
// pasted input to the context and never to the page. The context is not read.
import {
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  COLLABORATION_TAG,
  mergeRegister,
  type LexicalEditor,
  type PointType,
} from 'lexical'
import { chordOf } from '../../shell/workspace/chords.ts'
import { $blockOf } from '../blocks/block-edits.ts'

// https://www.w3.org/TR/edit-context/, of which the compiler knows nothing yet.
type Context = EventTarget & {
  text: string
  updateText(from: number, to: number, by: string): void
}
type Holder = HTMLElement & { editContext: Context | null }
declare const EditContext: new () => Context

const isRead = (root: HTMLElement): boolean => (root as Holder).editContext !== null

/** The text can have the focus and a caret now, to write or to read. */
export const hasCaret = (root: HTMLElement): boolean => root.isContentEditable || isRead(root)

const $placeOf = (
  editor: LexicalEditor,
  { key, offset, type }: PointType,
): [Node, number] | null => {
  const element = editor.getElementByKey(key)
  const node = $getNodeByKey(key)
  if (!element || !node) return null
  const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
  if (type === 'text') return words && [words, Math.min(offset, words.nodeValue?.length ?? 0)]
  return $isElementNode(node) ? [node.getDOMSlot(element).element, offset > 0 ? 1 : 0] : null
}

/** Puts the caret where the editor has it, which the editor does itself only where one may write. */
export function showCaret(editor: LexicalEditor): void {
  const root = editor.getRootElement()
  const shown = root?.ownerDocument.getSelection()
  if (!root || !shown || !isRead(root)) return
  const [anchor, focus] = editor.getEditorState().read(() => {
    const selection = $getSelection()
    return $isRangeSelection(selection)
      ? [$placeOf(editor, selection.anchor), $placeOf(editor, selection.focus)]
      : []
  })
  if (!anchor || !focus) return
  const isThere =
    shown.anchorNode === anchor[0] &&
    shown.anchorOffset === anchor[1] &&
    shown.focusNode === focus[0] &&
    shown.focusOffset === focus[1]
  if (!isThere) shown.setBaseAndExtent(...anchor, ...focus)
}

/** The paragraph with the caret is marked as such, since there is no line in which something appears. */
const showHere = (editor: LexicalEditor): (() => void) => {
  let here: HTMLElement | null = null
  const mark = (): void => {
    const key = editor.getEditorState().read(() => {
      const selection = $getSelection()
      return $isRangeSelection(selection)
        ? $blockOf(selection.focus.getNode())?.getKey()
        : undefined
    })
    const now = key === undefined ? null : editor.getElementByKey(key)
    if (now !== here) here?.removeAttribute('data-here')
    now?.setAttribute('data-here', '')
    here = now
  }
  mark()
  const release = editor.registerUpdateListener(mark)
  return () => {
    release()
    here?.removeAttribute('data-here')
  }
}

const refused = ['beforeinput', 'cut', 'paste', 'dragstart', 'drop'] as const
const refuse = (event: Event): void => event.preventDefault()

/** How much of what is seen a press of Space moves on by. */
const aPage = 0.9

/** Holds a caret in a text that cannot be written in, until the answer is called. */
export function holdReadingCaret(editor: LexicalEditor): () => void {
  const release = editor.registerRootListener(root => {
    if (root === null) return
    const context = new EditContext()
    const forget = (): void => context.updateText(0, context.text.length, '')
    context.addEventListener('compositionend', forget)
    const holder = root as Holder
    holder.editContext = context
    holder.tabIndex = 0
    const scroll = (event: KeyboardEvent): void => {
      const canvas = root.closest('.canvas')
      const isOther = /ctrl|alt/.test(chordOf(event))
      if (!canvas || event.key !== ' ' || isOther) return
      event.preventDefault()
      canvas.scrollBy({ top: (event.shiftKey ? -aPage : aPage) * canvas.clientHeight })
    }
    // The browser puts the caret at the beginning when the focus comes.
    const arrive = (): void => showCaret(editor)
    root.addEventListener('focus', arrive)
    root.addEventListener('keydown', scroll)
    for (const event of refused) root.addEventListener(event, refuse, { capture: true })
    return () => {
      // It can have the focus still: where it is written in from now on, that stays.
      holder.editContext = null
      root.removeEventListener('focus', arrive)
      root.removeEventListener('keydown', scroll)
      for (const event of refused) root.removeEventListener(event, refuse, { capture: true })
    }
  })
  return mergeRegister(
    release,
    showHere(editor),
    editor.registerUpdateListener(({ tags }) => {
      const root = editor.getRootElement()
      if (tags.has(COLLABORATION_TAG) && root?.ownerDocument.activeElement === root)
        showCaret(editor)
    }),
  )
}
