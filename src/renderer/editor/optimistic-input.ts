// A letter behind letters is on the page before the editor and the shared text have it: taking it in
// costs as much as all else that stands between a key and its frame. It is taken in behind that frame,
// and before anything else looks at the editor, changes it, or brings a change from elsewhere. Until
// then it counts as unsaved.
import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import type * as Y from 'yjs'
import { afterPaint, aheadOfWork } from './replica/after-paint.ts'

/** `offset`: where in the words the letter is put. */
export type Letter = { key: NodeKey; words: Text; offset: number; data: string }
/** `before`: the words without it. */
type Shown = Letter & { before: string; written: () => void }

export type OptimisticInputParts = {
  doc: Y.Doc
  /** Counts it as unsaved until the returned function is called. */
  hold(): () => void
}

export type OptimisticInput = {
  show(letter: Letter): void
  takeIn(): void
  /** One is shown that could not be taken in yet. */
  isPending(): boolean
  release(): void
}

/** Calls of these methods find the letter. */
const doors = [
  ...['update', 'read', 'dispatchCommand', 'getEditorState'],
  ...['setEditorState', 'setRootElement', 'setEditable', 'focus'],
] as const

/** Events that the editor itself listens to, and events that end a stretch of writing. */
const events = [
  ...['keydown', 'pointerdown', 'click', 'compositionstart', 'compositionend', 'input', 'focus'],
  ...['blur', 'copy', 'cut', 'paste', 'dragstart', 'drop', 'selectionchange'],
] as const

/** The editor takes the moved caret for what it is told of by itself, and not for the person's. */
const expectCaret = (editor: LexicalEditor, words: Text, offset: number): void => {
  const ends = { anchorNode: words, anchorOffset: offset, focusNode: words, focusOffset: offset }
  editor._inputState.isSelectionChangeFromDOMUpdate = true
  editor._inputState.selectionChangeFromDOMUpdatePoints = ends
}

const withLetter = ({ before, offset, data }: Shown): string =>
  before.slice(0, offset) + data + before.slice(offset)

/** The letter where it is shown, or where the caret is by now if the words became others. */
const $put = (editor: LexicalEditor, shown: Shown): void => {
  const { key, before, offset, data } = shown
  const node = $getNodeByKey(key)
  const text = $isTextNode(node) ? node.getTextContent() : null
  // A caller that reads the page itself has read the letter with it.
  if (text === withLetter(shown)) return
  const selection = $getSelection()
  if ($isTextNode(node) && text === before) {
    const isThere = $isRangeSelection(selection) && selection.isCollapsed()
    if (!isThere || selection.anchor.key !== key || selection.anchor.offset !== offset)
      node.select(offset, offset)
  } else if (!$isRangeSelection(selection)) return
  editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, data)
}

/**
 * `onTaken`: the letter is in; `isPlain` when the words have it as nothing but that letter. Opened once
 * for an editor at a time.
 */
export const openOptimisticInput = (
  editor: LexicalEditor,
  { doc, hold }: OptimisticInputParts,
  onTaken: (key: NodeKey, isPlain: boolean) => void,
): OptimisticInput => {
  const update = editor.update.bind(editor)
  let shown: Shown | null = null

  /** Nothing of it is left on the page where the editor would not have it. */
  const settle = (letter: Shown): void => {
    const { key, words, before, offset, data } = letter
    const node = editor._editorState._nodeMap.get(key)
    const text = $isTextNode(node) ? node.__text : null
    onTaken(key, text === withLetter(letter))
    if (text !== before || words.data !== withLetter(letter)) return
    words.deleteData(offset, data.length)
    editor._observer?.takeRecords()
  }
  /** Inside a change of the editor or of the shared text it would become a part of that one. */
  const isInChange = (): boolean => editor._updating || doc._transactionCleanups.length > 0
  const take = (): void => {
    if (shown === null || isInChange()) return
    const letter = shown
    shown = null
    try {
      // An event of its own: without one, the editor would ask the page where the caret is.
      const options = { discrete: true, event: new Event('letter') } as const
      update(() => $put(editor, letter), options)
      settle(letter)
    } finally {
      letter.written()
    }
  }
  /** The state that all listeners have: listeners to nodes come before the binder. */
  let told = editor._editorState
  const takeIn = (): void => {
    if (editor._editorState === told) take()
  }
  const onEvent = ({ type }: Event): void => {
    if (shown === null) return
    const { words, offset } = shown
    const caret = type === 'selectionchange' ? getSelection() : null
    const isOwn =
      caret?.isCollapsed === true && caret.anchorNode === words && caret.anchorOffset === offset + 1
    // At the end of the words the editor looks for the cursor, wherever it came from.
    if (!isOwn || offset + 1 === words.data.length) takeIn()
  }

  for (const door of doors) {
    const through = editor[door].bind(editor) as (...given: unknown[]) => unknown
    const value = (...given: unknown[]): unknown => {
      takeIn()
      return through(...given)
    }
    Object.defineProperty(editor, door, { value, configurable: true })
  }
  const stopHearing = editor.registerUpdateListener(({ editorState }) => void (told = editorState))
  // In a task of its own, where no change is under way.
  const stopWaiting = aheadOfWork(take)
  for (const event of events) window.addEventListener(event, onEvent, { capture: true })

  return {
    show(letter) {
      const { words, offset, data } = letter
      const before = words.data
      words.insertData(offset, data)
      editor._observer?.takeRecords()
      getSelection()?.collapse(words, offset + data.length)
      expectCaret(editor, words, offset + data.length)
      shown = { ...letter, before, written: hold() }
      afterPaint(take)
    },
    takeIn,
    isPending: () => shown !== null,
    release() {
      take()
      // Inside a change it cannot be taken in any more, and nothing may wait for it.
      shown?.written()
      shown = null
      stopHearing()
      stopWaiting()
      for (const event of events) window.removeEventListener(event, onEvent, { capture: true })
      for (const door of doors) Reflect.deleteProperty(editor, door)
    },
  }
}
