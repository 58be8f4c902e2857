// Footnotes: references anywhere, and text in notes that others write in too.
import { newNoteId, noteBody, openNote } from '#document/tree'
import type * as Y from 'yjs'
import { $insertReference } from '../../../src/renderer/editor/notes/reference.ts'
import { writeNote } from '../../../src/renderer/editor/notes/note-text.ts'
import type { Ledger } from './ledger.ts'
import { $blocks, $caretIn, type Act } from './turn.ts'

/** A new note, or a sign of its own in one that is there. */
const note: Act = ({ peer, by, ledger: { noted } }) => {
  const { notes = [] } = peer.page()
  if (notes.length === 0 || by.next() < 0.3) {
    const made = newNoteId(by.bytes)
    openNote(peer.doc, made)
    peer.edit(() => $insertReference($caretIn(by.pick($blocks()), by), made))
    return
  }
  const { id, text } = by.pick(notes)
  const sign = `${peer.doc.clientID}.${noted.length};`
  const at = by.below(text.length + 1)
  writeNote(peer.doc, id, text.slice(0, at) + sign + text.slice(at), at + sign.length)
  noted.push({ note: id, sign })
}

export const noteActs = { note } satisfies Record<string, Act>

/** Signs of which a character is in no note any more. */
export const lostFromNotes = (doc: Y.Doc, noted: Ledger['noted']): string[] =>
  noted.flatMap(({ note: id, sign }) => {
    // Text of others inside a sign separates its characters and removes none.
    const found = noteBody(doc, id)?.toJSON() ?? ''
    const total = noted
      .filter(each => each.note === id)
      .reduce((sum, each) => sum + each.sign.length, 0)
    return found.length === total ? [] : [sign]
  })
