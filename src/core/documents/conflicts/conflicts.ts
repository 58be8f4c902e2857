// Conflicts ("Merged, please read"): concurrent changes, paragraph by paragraph, kept by the device
// and not by the window, so that a notice needs no open document.
import type { Archive, Conflict } from '#core/archive'
import type { Concurrency } from '#core/messages'
import { Failure } from '#shared/failure'
import type { BlockId, DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { DocumentCache } from '../replica/index.ts'
import type { Later } from '../timers.ts'
import { openAllowance } from './allowance.ts'
import { openConcurrentMessages } from './concurrent-messages.ts'
import { openConflictSearch } from './search.ts'
import type { Visibility } from './visibility.ts'
import { openConflictStore } from './store.ts'

export type { Conflict } from '#core/archive'

export type HeardUpdate = {
  group: GroupId
  document: DocumentId
  device: DeviceId
  beside: Concurrency
}

export type Conflicts = {
  /** An update of another device was applied; in the transaction that keeps it. */
  heard(update: HeardUpdate): void
  /** In the order in which they were found. */
  of(document: DocumentId): Conflict[]
  /** Paragraphs to read, and the document itself for its title and the like. */
  count(document: DocumentId): number
  /**
   * The member has read the paragraph, or (null) the document itself; false when there was nothing
   * to read.
   */
  read(document: DocumentId, block: BlockId | null): boolean
  /** The document is gone. */
  forget(document: DocumentId): void
  /** The ids in it changed: the conflicts are read again. */
  parted(document: DocumentId): void
  /**
   * Finds due conflicts, as far as core may be held up; the rest, and those that the disk refuses,
   * soon.
   */
  level(): void
  close(): void
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  later: Later
  sight: Pick<Visibility, 'since'>
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  told(document: DocumentId): void
  /** A defect: a comparison failed, which is not tried again. */
  defect(error: unknown): void
  /** Milliseconds from any beginning. */
  clock(): number
}

const pause = 1000

export const openConflicts = ({
  archive,
  cache,
  later,
  sight,
  memberOf,
  told,
  defect,
  clock,
}: Ports): Conflicts => {
  const beside = openConcurrentMessages(archive)
  const merges = openConflictStore(archive)
  const due = new Set(beside.documents())
  // A comparison replays the whole text, and others determine how often.
  const allowance = openAllowance(clock)
  let cancel: (() => void) | null = null

  const { find, letGo } = openConflictSearch({ archive, cache, allowance, memberOf, defect })

  const levelOne = (id: DocumentId): void => {
    const separations = beside.of(id)
    const { found, done } = find(id, separations)
    archive.transaction(() => {
      merges.add(id, found)
      beside.done(id, done)
    })
    if (done === separations.length) {
      due.delete(id)
      letGo(id)
    }
    if (found.length > 0) told(id)
  }
  /** The rest is found later, and announced then. */
  const level = (): void => {
    if (allowance.isUsedUp()) return
    cancel?.()
    cancel = null
    for (const id of [...due]) {
      if (allowance.isUsedUp()) break
      try {
        levelOne(id)
      } catch (error) {
        if (error instanceof Failure) break
        due.delete(id)
        defect(error)
      }
    }
    if (due.size > 0) soon()
  }
  function soon(): void {
    cancel ??= later(
      () => {
        cancel = null
        level()
        if (due.size > 0) soon()
      },
      Math.max(pause, allowance.wait()),
    )
  }
  if (due.size > 0) soon()

  return {
    heard({ group, document, device, beside: message }) {
      if (!beside.note(group, document, message, sight.since(group, device))) return
      due.add(document)
      soon()
    },
    of(document) {
      if (due.has(document)) level()
      return merges.of(document)
    },
    count(document) {
      if (due.has(document)) level()
      return merges.count(document)
    },
    read: (document, block) => archive.transaction(() => merges.remove(document, block)),
    parted(document) {
      letGo(document)
    },
    forget(document) {
      due.delete(document)
      letGo(document)
      beside.forget(document)
      merges.forget(document)
    },
    level,
    close() {
      cancel?.()
      letGo()
    },
  }
}
