// The references on the page: their numbers, and going from one to its note. Looked at only when a
// reference comes or goes, or when blocks change their order on a page that has some.
import {
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  TextNode,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import { Listeners } from '#shared/listeners'
import { keepsBlockOrder } from '../blocks/block-order.ts'
import { openReferenceNodes } from '../page/reference-nodes.ts'
import { $noteOf } from './reference.ts'

export type ReferencesView = {
  /** Each note once, in the order of its first reference: that is its number. */
  notes: readonly string[]
  /** The note in which a person wants to write now. */
  asked: string | null
}

export type References = {
  view(): ReferencesView
  subscribe(listen: () => void): () => void
  /** Null: the request is over. */
  ask(note: string | null): void
  /** Puts the caret behind the first reference to the note; false without one. */
  goTo(note: string): boolean
  /** Shows the numbers in a window. Returns its undo. */
  attach(): () => void
  close(): void
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((note, at) => note === b[at])

export const openReferences = (editor: LexicalEditor): References => {
  const listeners = new Listeners()
  const { keys, $look, ...references } = openReferenceNodes($noteOf)
  let view: ReferencesView = { notes: [], asked: null }

  const show = (change: Partial<ReferencesView>): void => {
    view = { ...view, ...change }
    listeners.tell()
  }
  const $inOrder = (): [NodeKey, string][] =>
    $getRoot()
      .getChildren()
      .flatMap(block => ($isElementNode(block) ? block.getChildrenKeys() : []))
      .flatMap(key => {
        const note = keys.get(key)
        return note === undefined ? [] : [[key, note] as [NodeKey, string]]
      })
  const $renumber = (): void => {
    const found = $inOrder()
    const notes = [...new Set(found.map(([, note]) => note))]
    const numbers = new Map(notes.map((note, at) => [note, String(at + 1)]))
    for (const [key, note] of found) {
      const element = editor._headless ? null : editor.getElementByKey(key)
      if (!element) continue
      element.classList.add('text-note')
      element.dataset['note'] = numbers.get(note) ?? ''
    }
    if (!same(notes, view.notes)) show({ notes })
  }
  const onClick = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target.closest('.text-note') : null
    const number = element instanceof HTMLElement ? Number(element.dataset['note']) : 0
    const note = view.notes[number - 1]
    if (note !== undefined) show({ asked: note })
  }
  const $lookAll = (): void => {
    references.$lookAll()
    $renumber()
  }
  const close = editor.registerUpdateListener(payload => {
    const { dirtyElements, dirtyLeaves, editorState } = payload
    editorState.read(() => {
      const isOther = $look(dirtyLeaves)
      const isMoved = keys.size > 0 && dirtyElements.size > 0 && !keepsBlockOrder(payload)
      if (isOther || isMoved) $renumber()
    })
  })
  editor.getEditorState().read($lookAll)
  return {
    view: () => view,
    subscribe: listeners.add,
    ask: asked => show({ asked }),
    goTo(note) {
      const key = [...keys].find(([, other]) => other === note)?.[0]
      if (key === undefined) return false
      editor.update(
        () => {
          const node = $getNodeByKey(key)
          if (node instanceof TextNode) node.selectEnd()
        },
        { discrete: true },
      )
      editor.focus()
      return true
    },
    attach: () =>
      editor.registerRootListener((root, before) => {
        before?.removeEventListener('click', onClick)
        root?.addEventListener('click', onClick)
        editor.getEditorState().read($lookAll)
      }),
    close,
  }
}
