// Sheets that show the changes of a text since a state of it. Client 7 is Amina, client 8 Badia.
import type * as Y from 'yjs'
import type { Sheet } from '#core/paper'
import { printBrackets } from '#document/reading'
import { redlineBetween, withPlaces } from '#document/history/compare'
import { settledPage, type Page } from '#document/model'
import { spokenPage } from '#document/numbering'
import { stateOf, type DocumentState } from '#document/history/versions'
import type { MemberId } from '#shared/ids'
import { atOnce } from '../../src/core/documents/turns.ts'

const names: Record<number, string> = { 7: 'Amina', 8: 'Badia' }
/** A page as files print it. */
export const printed = (page: Page): Page =>
  printBrackets(spokenPage(withPlaces(settledPage(page))))

/** The sheet of a text, with its changes since a state. */
export const redlineSheet = (doc: Y.Doc, from: DocumentState): Sheet => {
  const { was, is, ...redline } = atOnce(
    redlineBetween({
      doc,
      from,
      to: stateOf(doc),
      writer: client => (names[client] as MemberId) ?? null,
      removers: () => [],
    }),
  )
  const nameOf = (by: readonly MemberId[]): string => by.join(', ') || 'Group'
  return { page: printed(is), group: 'Group', since: { page: printed(was), redline, nameOf } }
}
