// Footnotes. A reference is one character of the text, whole or gone, with the state `fn` that
// names its note; so it merges as text does, and a version without notes keeps it. The text of a
// note lies in a map beside the body, made together with its first reference and never removed:
// undoing the loss of a reference restores the note. Numbers are computed from the order of the
// references.
import * as Y from 'yjs'
import { isBlockId, newBlockId, type Random } from '#document/ids'
import { notesName } from './layout.ts'
import { noteSign, type Block, type Note, type Run } from '#document/model'

/** Ten characters of a-z2-7, as a block's. */
export const isNoteId = (value: unknown): value is string => isBlockId(value)

/** Null for a note that was never made here, or whose place holds something else. */
export const noteBody = (doc: Y.Doc, id: string): Y.Text | null => {
  const body: unknown = doc.getMap(notesName).get(id)
  return body instanceof Y.Text ? body : null
}

/** The text of a note that is there already, or a new one. Within a transaction. */
export const openNote = (doc: Y.Doc, id: string, words = ''): Y.Text => {
  const known = noteBody(doc, id)
  if (known) return known
  const made = new Y.Text(words)
  doc.getMap(notesName).set(id, made)
  return made
}

export const newNoteId = (random: Random): string => newBlockId(random)

/** A run whose state names a note, a paragraph or a speaker; words that fell into it are words. */
export const runsAround = (run: Run): Run[] => {
  if ((!run.note && !run.to && !run.who) || run.text === noteSign) return [run]
  const { note: _note, to: _to, who: _who, ...look } = run
  return run.text
    .split(new RegExp(`(${noteSign})`))
    .filter(part => part !== '')
    .map(text => (text === noteSign ? { ...run, text } : { ...look, text }))
}

/** The notes that the text refers to, each once, in the order of their first references. */
export const notesIn = (blocks: readonly Pick<Block, 'runs' | 'label'>[]): string[] => [
  ...new Set(
    blocks
      .filter(({ label }) => label === undefined)
      .flatMap(({ runs }) => runs.flatMap(({ note }) => (note === undefined ? [] : [note]))),
  ),
]

/** The number of each note from 1. */
export const numbersOf = (notes: readonly Pick<Note, 'id'>[]): ReadonlyMap<string, number> =>
  new Map(notes.map(({ id }, index) => [id, index + 1]))

/** The words of a block with each reference as `[1]`. */
export const textWithNotes = (
  block: Pick<Block, 'runs'>,
  numbers: ReadonlyMap<string, number>,
): string =>
  block.runs
    .map(({ text, note }) => (note === undefined ? text : `[${numbers.get(note) ?? ''}]`))
    .join('')
