// Paragraphs to read, with the wordings of both sides, until the member has read them; and the
// document itself, for its title and the like.
import type { Archive, Conflict } from '#core/archive'
import type { BlockId, DocumentId } from '#shared/ids'
import { bounded } from './limits.ts'

export type ConflictStore = {
  of(document: DocumentId): Conflict[]
  /** Paragraphs, each once. */
  count(document: DocumentId): number
  add(document: DocumentId, merges: readonly Conflict[]): void
  /**
   * Removes all conflicts of one paragraph, or of the document itself; false when there was none.
   */
  remove(document: DocumentId, block: BlockId | null): boolean
  /** The conflicts of one document are gone with it. */
  forget(document: DocumentId): void
}

const blocksIn = (merges: readonly Conflict[]): number =>
  new Set(merges.map(({ block }) => block)).size

export const openConflictStore = ({
  unreadConflicts,
}: Pick<Archive, 'unreadConflicts'>): ConflictStore => {
  const counts = new Map<DocumentId, number>(
    unreadConflicts.list({}).map(({ document, conflicts }) => [document, blocksIn(conflicts)]),
  )
  const of = (document: DocumentId): readonly Conflict[] =>
    (counts.has(document) && unreadConflicts.pluck({ document }, 'conflicts')) || []
  const put = (
    document: DocumentId,
    merges: readonly Conflict[],
    areEarlierGone: boolean,
  ): void => {
    if (merges.length === 0) {
      unreadConflicts.remove({ document })
      counts.delete(document)
      return
    }
    const kept = bounded(merges)
    const isLess = areEarlierGone || kept.length < merges.length
    const conflicts = kept.map((merge, at) => ({ ...merge, areEarlierGone: isLess && at === 0 }))
    unreadConflicts.put({ document, conflicts })
    counts.set(document, blocksIn(kept))
  }
  return {
    of: document => [...of(document)],
    count: document => counts.get(document) ?? 0,
    add(document, merges) {
      if (merges.length === 0) return
      const listed = of(document)
      const areEarlierGone = listed.some(each => each.areEarlierGone)
      put(document, [...listed, ...merges], areEarlierGone)
    },
    forget: document => void counts.delete(document),
    remove(document, block) {
      const all = of(document)
      const left = all.filter(each => each.block !== block)
      const areEarlierGone = all.some(each => each.areEarlierGone)
      if (left.length < all.length) put(document, left, areEarlierGone)
      return left.length < all.length
    },
  }
}
