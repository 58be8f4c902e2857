// The work before membership records are taken in: edits and messages that are here by then count
// as before them.
import { Failure } from '#shared/failure'
import { turn } from './receive-batch.ts'
import type { SyncDocuments, SyncGroup } from '../ports.ts'
import type { DeferredIntake } from './deferred-intake.ts'

export type Records = {
  /**
   * Flushes edits that are in no message yet, before messages that others wrote concurrently, or
   * their decisions, are taken in. The flushed message shows that the edits were made without them.
   */
  sealOwn(): Promise<void>
  /**
   * Takes in deferred packs, in the group's circles too. It also runs before this device
   * removes another one, because it acknowledges only messages that are here.
   */
  takeIn(): void
  /**
   * Like the group's own `addRecords`. Edits that were written here until now, in the group or in a
   * circle of it, count by the records before, and messages that came until now precede the new
   * records. Failure `disk-full` where the disk took no message of the edits; then none of the
   * records is taken in.
   */
  addRecords: SyncGroup['addRecords']
}

export const openRecords = (ports: {
  group: Pick<SyncGroup, 'addRecords' | 'hasNews'>
  documents: Pick<SyncDocuments, 'seal'>
  unsealed(): number
  deferred: Pick<DeferredIntake, 'settle'>
  /** The circles of the group, whose exchange rests on its records. */
  parts(): readonly { unsealed(): number; takeIn(): void }[]
}): Records => {
  const { group, documents, deferred, parts } = ports
  const takeIn = (): void => {
    deferred.settle()
    for (const part of parts()) part.takeIn()
  }
  const isUnsealed = (): boolean =>
    ports.unsealed() > 0 || parts().some(part => part.unsealed() > 0)
  return {
    takeIn,
    async sealOwn() {
      if (!isUnsealed()) return
      documents.seal()
      await turn()
    },
    addRecords(records) {
      if (!group.hasNews(records)) return group.addRecords(records)
      // Edits of the turn since `sealOwn` are flushed too.
      if (isUnsealed() && !documents.seal()) throw new Failure('disk-full')
      takeIn()
      return group.addRecords(records)
    },
  }
}
