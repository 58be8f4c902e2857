// The flush schedule of the journal, and the work after a flush in this room: on the rhythm of
// sharing, on request, and again where the disk or a document refused.
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { UnsentEdits } from '../bodies/index.ts'
import type { Catalogue } from '../lists/index.ts'
import { openJournalFlush, type JournalFlush } from './journal-flush.ts'
import type { Editing } from '../windows/index.ts'
import type { History } from '../history/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { Visibility } from '../conflicts/index.ts'
import { openFlushSchedule, type FlushSchedule } from './schedule.ts'
import type { DocumentsPorts } from '../api.ts'
import type { Later } from '../timers.ts'

export type Flush = Pick<FlushSchedule, 'note' | 'soon' | 'close'> &
  Pick<JournalFlush, 'isHeldUp'> & {
    /**
     * `again`: documents that are held up are tried too. False where the disk refuses; then it is
     * tried again soon.
     */
    try(again?: boolean): boolean
    /** All edits of the document are in messages, or a failure tells why not. */
    mustSeal(document: DocumentId): void
    /** Documents that are held up are tried again soon, where there are any. */
    again(): void
  }

type Ports = Pick<
  DocumentsPorts,
  'archive' | 'ids' | 'feedOf' | 'publish' | 'selfOf' | 'rightsIn'
> & {
  cache: DocumentCache
  later: Later
  unsent: UnsentEdits
  sight: Pick<Visibility, 'sealed'>
  editing: Pick<Editing, 'released' | 'emptied' | 'moved'>
  /** The ids of a document changed: results that were read from it before are void. */
  parted(document: DocumentReplica): void
  catalogue: Pick<Catalogue, 'changed'>
  history: Pick<History, 'kept'>
  tell(group: GroupId, document: DocumentId): void
  defect(error: unknown): void
}

export const openFlush = (ports: Ports): Flush => {
  const { archive, cache, ids, feedOf, publish, selfOf, rightsIn, later, defect } = ports
  const { unsent, sight, editing, catalogue, history, tell } = ports

  const drain = openJournalFlush({
    archive,
    cache,
    ids,
    feedOf,
    publish,
    defect,
    moved(document, moved) {
      editing.moved(document.id, moved)
      cache.forget(document.id)
      ports.parted(document)
    },
    released: editing.released,
    kindOf(_, group) {
      const rights = rightsIn(group)
      return rights.has('remark') && !rights.has('write') ? 'remarks' : 'update'
    },
    kept(document, feed, isTyped) {
      const self = selfOf(cache.get(document).group)
      catalogue.changed(document, self, isTyped)
      history.kept(document, feed, self)
    },
  })
  /** Throws a Failure when the disk refuses. */
  const empty = (again: boolean): void => {
    const drained = drain.empty(again)
    editing.emptied()
    unsent.sealed(drain.isHeldUp)
    schedule.sealed(drain.heldUp().length > 0)
    sight.sealed()
    // Messages to others go first: they are on the sockets when this turn is over.
    setImmediate(() => {
      for (const { group, document } of drained) tell(group, document)
    })
  }
  const attempt = (again = false): boolean => {
    try {
      empty(again)
      return true
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      schedule.failed()
      return false
    }
  }
  const schedule = openFlushSchedule(attempt, later)
  const again = (): void => {
    if (drain.heldUp().length > 0) schedule.soon(true)
  }

  return {
    note: schedule.note,
    soon: schedule.soon,
    close: schedule.close,
    isHeldUp: drain.isHeldUp,
    try: attempt,
    again,
    mustSeal(document) {
      empty(true)
      drain.mustBeSealed(document)
    },
  }
}
