// Words outside the paragraphs of a text, and what became of them since the earlier version: those of
// the title, and those of notes.
import { wordChanges } from '#document/words'
import { notesOf, titleOf, type Sheet } from '../sheet.ts'
import type { Change } from './parts.ts'

export type ChangedWords = readonly { text: string; change: Change | null }[]

/** The title, and what it was before. */
export const titleWords = (sheet: Sheet): ChangedWords => {
  const [was, is] = [sheet.since?.page.meta.title.trim(), titleOf(sheet)]
  if (was === undefined || was === is) return [{ text: is, change: null }]
  const by = sheet.since?.nameOf([]) ?? ''
  return [
    { text: was, change: { is: 'removed' as const, by } },
    { text: is, change: { is: 'added' as const, by } },
  ].filter(({ text }) => text !== '')
}

/**
 * The words of a note, with what changed in them where both texts cite it. `change`: of the reference
 * to it; one that came may stand before the one that both texts have, and then its words are those of both.
 */
export const noteWords = (
  sheet: Sheet,
  note: string | undefined,
  change: Change | null,
): ChangedWords => {
  const { since } = sheet
  const [was, is] = [since?.page.notes ?? [], notesOf(sheet)].map(
    notes => notes.find(({ id }) => id === note)?.text,
  )
  const isGone = change?.is === 'removed'
  if (isGone || was === undefined || is === undefined || was === is) {
    const text = isGone ? was : is
    return text === undefined ? [] : [{ text, change: null }]
  }
  const by = since?.nameOf([]) ?? ''
  return wordChanges(was, is).map(({ kind, text }) => ({
    text,
    change: kind === 'kept' ? null : { is: kind, by },
  }))
}
