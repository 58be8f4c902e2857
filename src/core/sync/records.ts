// What a device does before it takes in membership records: what it has by then counts as before them.
import { Failure } from '#shared/failure'
import { turn } from './arrivals.ts'
import type { SyncDocuments, SyncGroup } from './doors.ts'
import type { Early } from './early.ts'
import type { Idle } from './idle.ts'

export type Records = {
  /**
   * Before what others wrote apart or decided is taken in: edits that are in no message yet get into one,
   * which says that they were made without it.
   */
  sealOwn(): Promise<void>
  /**
   * Takes in what windows are shown and what lies aside, in the group's circles too. Also before this device
   * removes somebody: it speaks for so much of hers as is here.
   */
  takeIn(): void
  /**
   * As the group's own, and what was written here until now, in the group or in a circle of it, counts by
   * the records of before, and what came here until now is here before them. Failure `disk-full` where the
   * disk took no message of what was written: then none of them is taken in.
   */
  addRecords: SyncGroup['addRecords']
}

export const openRecords = (rooms: {
  group: Pick<SyncGroup, 'addRecords' | 'hasNews'>
  documents: Pick<SyncDocuments, 'seal'>
  unsealed(): number
  early: Pick<Early, 'settle'>
  idle: Pick<Idle, 'settle'>
  /** What is exchanged beside it and rests on its records: its circles. */
  parts?(): readonly { unsealed(): number; takeIn(): void }[]
}): Records => {
  const { group, documents, early, idle, parts = () => [] } = rooms
  const takeIn = (): void => {
    early.settle()
    idle.settle()
    for (const part of parts()) part.takeIn()
  }
  const isUnsealed = (): boolean =>
    rooms.unsealed() > 0 || parts().some(part => part.unsealed() > 0)
  return {
    takeIn,
    async sealOwn() {
      if (!isUnsealed()) return
      documents.seal?.()
      await turn()
    },
    addRecords(records) {
      if (!group.hasNews(records)) return group.addRecords(records)
      // Also what was written in the turn since `sealOwn`.
      if (documents.seal && isUnsealed() && !documents.seal()) throw new Failure('disk-full')
      takeIn()
      return group.addRecords(records)
    },
  }
}
