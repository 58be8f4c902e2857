// Changes to footnotes in the shared tree, without an editor.
import * as Y from 'yjs'
import type { Random } from '#document/ids'
import {
  insertReference,
  plainText,
  blockElements,
  newNoteId,
  notesIn,
  openNote,
  readBlock,
} from '#document/tree'

/** A new footnote, whose reference stands at `at`. */
export const addNote = (block: Y.XmlElement, at: number, words: string, random: Random): void => {
  if (block.doc === null) return
  const id = newNoteId(random)
  openNote(block.doc, id, plainText(words))
  insertReference(block, at, { note: id })
}

/** `at` within the text, and not inside a character that takes two units. */
const placeIn = (body: Y.Text, at: number): number => {
  const inside = Math.min(at, body.length)
  const isLow = /^[\uDC00-\uDFFF]/.test(body.toJSON().slice(inside))
  return inside > 0 && isLow ? inside - 1 : inside
}

export type NoteChange = { at: number } & ({ insert: string } | { delete: number })

/** False when the text refers to no footnote of that number. */
export const changeNote = (doc: Y.Doc, number: number, change: NoteChange): boolean => {
  const id = notesIn(blockElements(doc).map(element => readBlock(element)))[number - 1]
  if (id === undefined) return false
  const body = openNote(doc, id)
  const at = placeIn(body, change.at)
  if ('insert' in change) body.insert(at, plainText(change.insert))
  else body.delete(at, placeIn(body, at + change.delete) - at)
  return true
}
