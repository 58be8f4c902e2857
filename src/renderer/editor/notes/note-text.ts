// The words of one footnote between its field on the screen and the shared text: only what differs is
// written, and the caret stays where it was among what others write.
import { noteBody, notesName, openNote } from '#document/tree'
import { keptNotes, PageUndo } from '#document/undo'
import * as Y from 'yjs'
import { keptLines } from '../blocks/settled-state.ts'
import { changed } from '../review/suggestions/pieces.ts'
import { ownChange } from '../undo/own-undo.ts'

/** The origin of changes that undo in the notes removes. */
const noteEdit = Symbol('note edit')

export const wordsOf = (doc: Y.Doc, note: string): string => noteBody(doc, note)?.toJSON() ?? ''

const isLow = (text: string, at: number): boolean => /^[\uDC00-\uDFFF]/.test(text.slice(at))

/** Makes the note read `after`; `caret` is where the change ended in it. */
export const writeNote = (doc: Y.Doc, note: string, after: string, caret: number | null): void => {
  // Not within what undo takes back: others may write in the same text by then.
  const body = noteBody(doc, note) ?? doc.transact(() => openNote(doc, note))
  const before = body.toJSON()
  let { start, removed, inserted } = changed(before, after, caret)
  // Yjs has no half characters.
  if (isLow(before, start) || isLow(after, start)) start--
  if (isLow(before, removed) || isLow(after, inserted))
    [removed, inserted] = [removed + 1, inserted + 1]
  doc.transact(() => {
    if (removed > start) body.delete(start, removed - start)
    if (inserted > start) body.insert(start, after.slice(start, inserted))
  }, noteEdit)
}

type Delta = { retain?: number; insert?: unknown; delete?: number }[]

/** Where a place in a text is after it changed; what is put in just there comes behind it. */
export const placeAfter = (place: number, delta: Delta): number => {
  let [at, moved] = [0, place]
  for (const { retain = 0, insert, delete: gone = 0 } of delta) {
    if (at >= moved) break
    at += retain
    if (typeof insert === 'string' && at < moved) {
      moved += insert.length
      at += insert.length
    }
    moved -= Math.min(gone, Math.max(0, moved - at))
  }
  return moved
}

/** Calls with what changed in the words of the note, and whether it was changed here. */
export const onNoteChange = (
  doc: Y.Doc,
  note: string,
  listen: (delta: Delta, isOwn: boolean) => void,
): (() => void) => {
  const map = doc.getMap(notesName)
  const hear = (events: Y.YEvent<Y.AbstractType<unknown>>[], { origin }: Y.Transaction): void => {
    for (const event of events) {
      const isItsText = event instanceof Y.YTextEvent && event.target === map.get(note)
      const isItsPlace = event instanceof Y.YMapEvent && event.keysChanged.has(note)
      if (isItsText || isItsPlace)
        listen(isItsText ? (event.delta as Delta) : [], origin === noteEdit)
    }
  }
  map.observeDeep(hear)
  return () => map.unobserveDeep(hear)
}

/** Whether a settled line refers to the note, whose words are its own. */
export const isSettledNote = (doc: Y.Doc, note: string): boolean =>
  keptNotes(doc, keptLines()).includes(note)

/** `refused`: the step would have changed a settled line. */
export type NoteTurned = 'turned' | 'nothing' | 'refused'

export type NoteUndo = { turn(way: 'undo' | 'redo'): NoteTurned; close(): void }

/**
 * Undo and redo of one's own words in all notes of a document. Words that were replaced from the text are
 * steps here too: whichever of the two takes one back, the other finds nothing left of it.
 */
export const openNoteUndo = (doc: Y.Doc): NoteUndo => {
  let isRefused = false
  const manager = new PageUndo(doc.getMap(notesName), {
    trackedOrigins: new Set<unknown>([noteEdit, ownChange]),
    kept: keptLines(() => void (isRefused = true)),
  })
  // Typing and what was replaced are two steps, however close together.
  const separate = ({ origin }: Y.Transaction): void => {
    if (origin === ownChange) manager.stopCapturing()
  }
  for (const event of ['beforeTransaction', 'afterTransaction'] as const) doc.on(event, separate)
  return {
    turn(way) {
      isRefused = false
      if (manager[way]() !== null) return 'turned'
      return isRefused ? 'refused' : 'nothing'
    },
    close() {
      for (const event of ['beforeTransaction', 'afterTransaction'] as const)
        doc.off(event, separate)
      manager.destroy()
    },
  }
}
