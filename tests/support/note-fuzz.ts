// Footnotes by chance: references put in anywhere, words written into notes that others write in too.
import { newNoteId, noteBody, openNote } from '#shared/document'
import { $getRoot, $isTextNode } from 'lexical'
import type * as Y from 'yjs'
import { $isBlockNode, type BlockNode } from '../../src/renderer/editor/block-node.ts'
import { $insertReference } from '../../src/renderer/editor/notes/reference.ts'
import { writeNote } from '../../src/renderer/editor/notes/note-text.ts'
import type { Chance } from './document-fuzz.ts'
import { type EditorPeer } from './editor-peer.ts'

/** What was written in which note. */
export type Noted = { note: string; sign: string }[]

type Writer = Pick<EditorPeer, 'doc' | 'edit' | 'page'>

const $blocks = (): BlockNode[] => $getRoot().getChildren().filter($isBlockNode)

/** A new note, or a sign of its own in one that is there. */
export const writeInNotes = (peer: Writer, by: Chance, noted: Noted): void => {
  const { notes = [] } = peer.page()
  if (notes.length === 0 || by.next() < 0.3) {
    const note = newNoteId(length => Uint8Array.from({ length }, () => by.below(256)))
    openNote(peer.doc, note)
    peer.edit(() => {
      const block = by.pick($blocks())
      const text = block.getChildren().filter($isTextNode)
      const node = text.length > 0 ? by.pick(text) : null
      const at = by.below((node?.getTextContentSize() ?? 0) + 1)
      $insertReference(node?.select(at, at) ?? block.select(), note)
    })
    return
  }
  const { id, text } = by.pick(notes)
  const sign = `${peer.doc.clientID}.${noted.length};`
  const at = by.below(text.length + 1)
  writeNote(peer.doc, id, text.slice(0, at) + sign + text.slice(at), at + sign.length)
  noted.push({ note: id, sign })
}

/** Signs of which a character is in no note any more. */
export const lostFromNotes = (doc: Y.Doc, noted: Noted): string[] =>
  noted.flatMap(({ note, sign }) => {
    // What others write inside a sign parts its characters and takes none away.
    const found = noteBody(doc, note)?.toJSON() ?? ''
    const total = noted
      .filter(each => each.note === note)
      .reduce((n, each) => n + each.sign.length, 0)
    return found.length === total ? [] : [sign]
  })
