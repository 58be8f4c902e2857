// Words outside the paragraphs of a text, and what became of them since the earlier version: those of
// the title, and those of notes.
import { difference, wordsIn } from '#document/words'
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
 * to it.
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
  if (change !== null || was === undefined || is === undefined || was === is) {
    const text = change?.is === 'removed' ? was : is
    return text === undefined ? [] : [{ text, change: null }]
  }
  const by = since?.nameOf([]) ?? ''
  const [old, now] = [wordsIn(was), wordsIn(is)]
  let [x, y] = [0, 0]
  return difference(old, now).map(({ kind, count }) => {
    const words = kind === 'removed' ? old.slice(x, x + count) : now.slice(y, y + count)
    if (kind !== 'added') x += count
    if (kind !== 'removed') y += count
    return { text: words.join(''), change: kind === 'kept' ? null : { is: kind, by } }
  })
}
