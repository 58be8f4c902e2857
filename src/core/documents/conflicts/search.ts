// The search for conflicts in the separations of one document, as far as core may be held up.
import type { Archive, Conflict } from '#core/archive'
import { readPage } from '#document/tree'
import { Failure } from '#shared/failure'
import type { BlockId, DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { contestsOf } from '../contested/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { Allowance } from './allowance.ts'
import { openReviewer, type FoundClash, type Reviewer } from './review.ts'
import type { Separation } from './concurrent-messages.ts'

export type ConflictSearch = {
  /** The conflicts in `separations`, in as many as there is time for, one at least. */
  find(id: DocumentId, separations: readonly Separation[]): { found: Conflict[]; done: number }
  /** Frees the memory of the last comparison, if it was of this document (or of any). */
  letGo(id?: DocumentId): void
}

export const openConflictSearch = (ports: {
  archive: Archive
  cache: Pick<DocumentCache, 'find'>
  allowance: Pick<Allowance, 'spend' | 'isUsedUp'>
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  /** A comparison failed, which is not tried again. */
  defect(error: unknown): void
}): ConflictSearch => {
  const { archive, cache, allowance, memberOf, defect } = ports
  /** The reviewer of the document that was compared last, as long as more of it is due. */
  let kept: { id: DocumentId; reviewer: Reviewer } | null = null

  const letGo = (id?: DocumentId): void => {
    if (id !== undefined && kept?.id !== id) return
    kept?.reviewer.close()
    kept = null
  }
  /** With all messages of the document that are here. */
  const reviewerOf = (group: GroupId, id: DocumentId): Reviewer => {
    if (kept?.id !== id) letGo()
    kept ??= { id, reviewer: openReviewer(contestsOf(archive, group, id)) }
    const { reviewer } = kept
    reviewer.add(archive.messages.ofDocument(id, reviewer.position()))
    return reviewer
  }

  /** Nothing for a comparison that fails: the others go on. */
  const clashesOf = (
    { id, group }: Pick<DocumentReplica, 'id' | 'group'>,
    separation: Separation,
    here: ReadonlySet<BlockId>,
  ): FoundClash[] => {
    try {
      return allowance.spend(() => reviewerOf(group, id).review(separation, here))
    } catch (error) {
      if (error instanceof Failure) throw error
      letGo()
      defect(error)
      return []
    }
  }

  const find: ConflictSearch['find'] = (id, separations) => {
    const document = cache.find(id)
    if (!document) return { found: [], done: separations.length }
    const here = new Set(readPage(document.doc).blocks.flatMap(({ id: each }) => each ?? []))
    const found: Conflict[] = []
    let done = 0
    for (const separation of separations) {
      if (done > 0 && allowance.isUsedUp()) break
      done++
      for (const { device, ...clash } of clashesOf({ id, group: document.group }, separation, here))
        found.push({
          ...clash,
          kind: clash.block === null || here.has(clash.block) ? 'merged' : 'rescue',
          by: device === null ? null : memberOf(document.group, device),
          isShortened: false,
          areEarlierGone: false,
        })
    }
    return { found, done }
  }
  return { find, letGo }
}
