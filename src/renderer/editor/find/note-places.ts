// Sought words in the footnotes, which lie beside the text and take no suggestions.
import { findWords, type Found, type Sought } from '#document/reading'
import { noteBody } from '#document/tree'
import { keptNotes } from '#document/undo'
import type * as Y from 'yjs'
import { keptLines } from '../blocks/settled-state.ts'
import { wordsOf } from '../notes/note-text.ts'
import { ownChange } from '../undo/own-undo.ts'
import { splicePlaces } from './splice-places.ts'

export const placesInNote = (doc: Y.Doc, note: string, sought: Sought): Found[] =>
  findWords(wordsOf(doc, note), sought)

/** Places of one footnote. */
export type InNote = { note: string; places: readonly Found[] }

export const foundInNotes = (doc: Y.Doc, notes: readonly string[], sought: Sought): InNote[] =>
  notes
    .map(note => ({ note, places: placesInNote(doc, note, sought) }))
    .filter(({ places }) => places.length > 0)

export const placesOf = (found: readonly InNote[]): number =>
  found.reduce((sum, { places }) => sum + places.length, 0)

/** Puts `by` in these places, for undo in the text; how many were left, since a decided line has the note. */
export const replaceInNotes = (doc: Y.Doc, found: readonly InNote[], by: string): number => {
  const kept = new Set(keptNotes(doc, keptLines()))
  const open = found.filter(({ note }) => !kept.has(note))
  doc.transact(() => {
    for (const { note, places } of open) {
      const body = noteBody(doc, note)
      if (body !== null) splicePlaces(body, places, by)
    }
  }, ownChange)
  return placesOf(found) - placesOf(open)
}
