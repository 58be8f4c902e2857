// Comments on a text, and the reasons for suggestions, as a file shows them.
import {
  longestQuote,
  type EntryId,
  type Page,
  type ParagraphSuggestion,
  type Quotation,
  type Thread,
} from '#shared/document'
import { printedWord, type SheetComment } from '#core/paper'

/** An entry of a thread; what came in with a file is by the author that the file names. */
export type Said = { client: number; quoted?: Quotation }

/** The author as the file names them. */
export type By = (said: Said) => string

const commentOf = (
  { id, opening, replies, isResolved }: Thread,
  page: Page,
  { isPlaced, by }: { isPlaced: boolean; by: By },
): SheetComment => {
  const wording =
    opening.kind === 'proposal'
      ? `${printedWord(page.meta.language, 'paper.table.proposed')} ${opening.wording}`
      : ''
  const said = [isPlaced ? '' : `\u201c${opening.quote}\u201d`, opening.text, wording]
  return {
    id,
    by: by(opening),
    text: said.filter(line => line.trim() !== '').join('\n'),
    isResolved,
    replies: replies.map(reply => ({ by: by(reply), text: reply.text })),
  }
}

/** Comments as a file shows them; `places`: of their words on the page. */
export const commentsOf = (
  threads: readonly Thread[],
  places: ReadonlyMap<EntryId, readonly unknown[]>,
  page: Page,
  by: By,
): SheetComment[] =>
  threads.map(thread =>
    commentOf(thread, page, { isPlaced: (places.get(thread.id) ?? []).length > 0, by }),
  )

/** The reason for a suggestion, as a comment on the paragraph; and a suggestion that fits nowhere. */
export const reasonOf = (
  { id, client, quoted, base, why, wording }: ParagraphSuggestion,
  page: Page,
  isShown: boolean,
  by: By,
): SheetComment => {
  const words = `${printedWord(page.meta.language, 'paper.table.proposed')} ${wording}`
  const said = [
    base === '' ? '' : `\u201c${base.slice(0, longestQuote)}\u201d`,
    why,
    isShown || wording === '' ? '' : words,
  ]
  return {
    id,
    by: by({ client, ...(quoted && { quoted }) }),
    text: said.filter(line => line !== '').join('\n'),
    isResolved: false,
    replies: [],
  }
}
