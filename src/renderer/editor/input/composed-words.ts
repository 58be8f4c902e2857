// While an input method composes words, changes of other members wait. They would replace the words of
// the paragraph, which ends what is composed: half of it would stay, and all of it come once more.
import { $setCompositionKey, mergeRegister, type LexicalEditor } from 'lexical'
import type * as Y from 'yjs'

type Composed = { isOpen(): boolean; waiting: (() => void)[] }
const composedIn = new WeakMap<Y.Doc, Composed>()

/** Takes in a change of others: at once, or in its turn when what is composed is in the text. */
export const whenNothingIsComposed = (doc: Y.Doc, work: () => void): void => {
  const composed = composedIn.get(doc)
  if (composed && (composed.isOpen() || composed.waiting.length > 0)) composed.waiting.push(work)
  else work()
}

/**
 * Lets changes of `doc` wait for `editor`. `begins` runs before the editor learns of a composition.
 * Returns its undo, which takes in all that waits.
 */
export const watchComposedWords = (
  editor: LexicalEditor,
  doc: Y.Doc,
  begins: () => void,
): (() => void) => {
  const isOpen = (): boolean => editor.isComposing()
  const waiting: (() => void)[] = []
  const takeIn = (): void => {
    while (!isOpen()) {
      const work = waiting.shift()
      if (!work) return
      work()
    }
  }
  // Not within an update: the editor writes this one into the document first.
  const look = (): void => {
    if (waiting.length > 0 && !isOpen()) queueMicrotask(takeIn)
  }
  const endComposition = (): void => {
    if (isOpen()) editor.update(() => $setCompositionKey(null))
  }
  composedIn.set(doc, { isOpen, waiting })
  const begin = (): void => {
    if (!isOpen()) begins()
  }
  return mergeRegister(
    editor.registerRootListener((root, previous) => {
      previous?.removeEventListener('compositionstart', begin, true)
      root?.addEventListener('compositionstart', begin, true)
    }),
    editor.registerUpdateListener(look),
    // A read-only editor does not learn that a composition ended. An update within a listener waits for the next one.
    editor.registerEditableListener(isEditable => {
      if (!isEditable) queueMicrotask(endComposition)
    }),
    () => {
      composedIn.delete(doc)
      for (const work of waiting.splice(0)) work()
    },
  )
}
