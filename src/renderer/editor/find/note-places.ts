// Sought words in the footnotes, which lie beside the text and take no suggestions.
import { findWords, type Found, type Sought } from '#document/reading'
import { noteBody } from '#document/tree'
import type * as Y from 'yjs'
import { isSettledNote, wordsOf } from '../notes/note-text.ts'
import { ownChange } from '../undo/own-undo.ts'
import { splicePlaces } from './splice-places.ts'

export const placesInNote = (doc: Y.Doc, note: string, sought: Sought): Found[] =>
  findWords(wordsOf(doc, note), sought)

/** Puts `by` in each of these places, for undo in the text; false where a decided line has the note. */
export const replaceInNote = (
  doc: Y.Doc,
  note: string,
  places: readonly Found[],
  by: string,
): boolean => {
  const body = noteBody(doc, note)
  if (body === null || isSettledNote(doc, note)) return false
  doc.transact(() => splicePlaces(body, places, by), ownChange)
  return true
}
