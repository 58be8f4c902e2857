// The route of membership records: which records belong in which epoch's mailbox, so that a holder
// of any epoch's key finds the way to the latest. The mailbox of an epoch without a successor holds
// all records since it began; that of a replaced epoch holds the records of the epochs right after
// it and what those stand on. Messages go to the latest alone.
import type { SignedRecord } from '#core/records'
import type { EpochId, RecordId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'

export type Stop = {
  epoch: EpochId
  depth: number
  isReplaced: boolean
  /**
   * Messages go here: among the epochs for exactly the active devices, the deepest, then the
   * lowest.
   */
  isHome: boolean
  /** The records that its mailbox should hold, each after its parents. */
  records: SignedRecord[]
}

/** One stop for each epoch whose key is here, the earliest first. */
export const routeOf = (group: Pick<SyncGroup, 'state' | 'epochKey' | 'recordsBeyond'>): Stop[] => {
  const { devices } = group.state()
  const epochs = group
    .state()
    .epochs.map(({ id, record, depth, recipients }) => {
      const records = group.recordsBeyond([record])
      const isForAll =
        recipients.length === devices.size && recipients.every(each => devices.has(each))
      const beyond = new Set(records.map(each => each.id))
      return { id, record, depth, records, beyond, isForAll }
    })
    .toSorted((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))
  /** Whether `b` stands on `a`. */
  const isBefore = (a: { record: RecordId }, b: { record: RecordId; beyond: Set<RecordId> }) =>
    a.record !== b.record && !b.beyond.has(a.record)
  const home = epochs
    .filter(({ isForAll }) => isForAll)
    .reduce<(typeof epochs)[number] | null>(
      (best, each) => (best && best.depth >= each.depth ? best : each),
      null,
    )
  return epochs
    .filter(({ id }) => group.epochKey(id) !== null)
    .map(epoch => {
      const later = epochs.filter(other => isBefore(epoch, other))
      const next = later.filter(each => !later.some(other => isBefore(other, each)))
      const leads = ({ id }: SignedRecord): boolean => next.some(({ beyond }) => !beyond.has(id))
      return {
        epoch: epoch.id,
        depth: epoch.depth,
        isReplaced: next.length > 0,
        isHome: epoch === home,
        records: next.length > 0 ? epoch.records.filter(leads) : epoch.records,
      }
    })
}
