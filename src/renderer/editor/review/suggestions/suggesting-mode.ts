// Suggesting in one window: on or off, and what is marked goes with an entry beside the text that says
// whose suggestion it is.
import { noteStruck, openSuggestion } from '#document/review/suggestions'
import { rootOf } from '#document/tree'
import type { Random } from '#document/ids'
import { Listeners } from '#shared/listeners'
import type { LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import type { Tracking } from '../../collab/binder.ts'
import { trackChanges } from './track-changes.ts'

export type SuggestingMode = {
  isOn(): boolean
  set(on: boolean): void
  onChange(listen: () => void): () => void
  /** For the binder. */
  tracking: Tracking
}

export type SuggestingModeParts = { random: Random; now?: () => number }

export const openSuggestingMode = (
  editor: LexicalEditor,
  doc: Y.Doc,
  { random, now = Date.now }: SuggestingModeParts,
): SuggestingMode => {
  let on = false
  const listeners = new Listeners()
  const isMine = (id: string): boolean => id.startsWith(`${doc.clientID.toString(36)}-`)
  const tracking = trackChanges(editor, {
    isOn: () => on,
    begin: () => openSuggestion(doc, now(), random),
    isOwn: isMine,
    struck(id, { index, from, to }) {
      const block = rootOf(doc).get(index)
      const text = block instanceof Y.XmlElement ? block.get(0) : null
      if (text instanceof Y.XmlText) noteStruck(doc, id, { text, from, to }, random)
    },
  })
  return {
    isOn: () => on,
    set(next) {
      on = next
      listeners.tell()
    },
    onChange: listeners.add,
    tracking,
  }
}
