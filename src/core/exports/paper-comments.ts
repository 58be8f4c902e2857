// Comments on a text, and the reasons for suggestions, as a file shows them.
import { cutShort } from '#document/tree'
import { longestQuote, type Mention, type Stretch, type Thread } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import type { HeldBack } from '#document/restricted'
import type { ParagraphSuggestion } from '#document/review/suggestions'
import type { Quotation } from '#document/log'
import { printedWord, type SheetComment } from '#core/paper'

/** An entry of a thread; what came in with a file is by the author that the file names. */
export type Said = { client: number; quoted?: Quotation }

export type FileNames = {
  /** The author as the file names them. */
  by(said: Said): string
  /** The words, with each member whom they mention as the file names them. */
  text(said: Spoken): string
}

/** In quotation marks; a sign says where words are cut. */
const inMarks = (words: string, isCut: boolean): string =>
  `\u201c${words}${isCut ? '\u2026' : ''}\u201d`

/** Words of the text. */
const quoted = (words: string): string =>
  inMarks(cutShort(words, longestQuote), words.length > longestQuote)

/**
 * Words as they were when the comment began. If they fill their space, they may have been more, and earlier versions
 * could cut between the two units of a letter.
 */
const storedQuote = (words: string): string =>
  words.length < longestQuote - 1
    ? inMarks(words, false)
    : inMarks(words.replace(/\ufffd$/, ''), true)

type Spoken = { text: string; mentions?: Mention[] | undefined }

const commentOf = (
  { id, opening, replies, isResolved }: Thread,
  page: Page,
  isPlaced: boolean,
  names: FileNames,
): SheetComment => {
  const wording =
    opening.kind === 'proposal'
      ? `${printedWord(page.meta.language, 'paper.table.proposed')} ${opening.wording}`
      : ''
  const said = [isPlaced ? '' : storedQuote(opening.quote), names.text(opening), wording]
  return {
    id,
    by: names.by(opening),
    text: said.filter(line => line.trim() !== '').join('\n'),
    isResolved,
    replies: replies.map(reply => ({ by: names.by(reply), text: names.text(reply) })),
  }
}

/** Comments as a file shows them; `places`: of their words on the page. */
export const commentsOf = (
  threads: readonly Thread[],
  places: ReadonlyMap<EntryId, readonly unknown[]>,
  page: Page,
  names: FileNames,
): SheetComment[] =>
  threads.map(thread => commentOf(thread, page, (places.get(thread.id) ?? []).length > 0, names))

/** Comments that quote, propose and stand on nothing that stays out of files. `places`: of their words now. */
export const openThreads = (
  threads: readonly Thread[],
  places: ReadonlyMap<EntryId, readonly Pick<Stretch, 'block'>[]>,
  { blocks, isIn }: HeldBack,
): Thread[] =>
  threads.filter(({ id, opening }) => {
    if (opening.kind === 'proposal' && isIn(opening.wording)) return false
    const here = places.get(id) ?? []
    if (here.length === 0) return !blocks.has(opening.block) && !isIn(opening.quote)
    return !here.some(each => each.block !== null && blocks.has(each.block))
  })

/** The same of a suggestion; of a new paragraph the one before it is none of its words. */
export const isOpenSuggestion = (
  { what, block, target, base, wording }: ParagraphSuggestion,
  { blocks, isIn }: HeldBack,
): boolean => {
  if (what === 'add') return !isIn(wording)
  const own = [block, target?.block ?? null]
  return !own.some(each => each !== null && blocks.has(each)) && !isIn(base) && !isIn(wording)
}

/** The reason for a suggestion, as a comment on the paragraph; and a suggestion that fits nowhere. */
export const reasonOf = (
  { id, client, quoted: named, base, why, wording }: ParagraphSuggestion,
  page: Page,
  isShown: boolean,
  { by }: FileNames,
): SheetComment => {
  const words = `${printedWord(page.meta.language, 'paper.table.proposed')} ${wording}`
  const said = [base === '' ? '' : quoted(base), why, isShown || wording === '' ? '' : words]
  return {
    id,
    by: by({ client, ...(named && { quoted: named }) }),
    text: said.filter(line => line !== '').join('\n'),
    isResolved: false,
    replies: [],
  }
}
