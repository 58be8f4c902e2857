// Retiring a document: a record says that another document replaces it, and every device that gets
// the record drops its copy of the old one, wherever it lies.
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Feeds } from '../feeds/index.ts'
import type { RetireOffice } from './office.ts'
import type { Tombstones, Retirement as Sealed } from './tombstones.ts'
import type { FeedPoint } from '#core/messages'
import type { Outbox } from '../outbox/index.ts'
import { writeRetireBody, type RetireRecord } from './record.ts'
import type { StoppedDevices } from '../equivocation/index.ts'
import type { Waiting } from '../waiting/index.ts'

export type Retirements = {
  /** In the transaction that is open. Failure `not-permitted`. */
  write(given: { document: DocumentId; successor: DocumentId; digest: string }): void
  /** A record counts; in the transaction that keeps it. */
  apply(by: DeviceId, record: RetireRecord): void
  /** The document that `successor` goes on from. */
  of(successor: DocumentId): (Sealed & { document: DocumentId }) | null
}

/** Messages that are kept for others, of which the bodies of a retired document go. */
type MessagesForOthers = { hollow(document: DocumentId): void }

export const openRetirements = (ports: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'sealed'>
  feeds: Feeds
  waiting: Waiting
  backfill: MessagesForOthers
  tombstones: Tombstones
  outbox: Outbox
  office: Pick<RetireOffice, 'took'>
  snapshots: MessagesForOthers
  /** This session's. */
  feed: FeedId
  stops(): StoppedDevices
  now(): number
}): Retirements => {
  const {
    archive,
    group,
    documents,
    feeds,
    waiting,
    backfill,
    tombstones,
    outbox,
    office,
    snapshots,
    stops,
    feed: own,
    now,
  } = ports
  const { device } = group.self

  const apply = (by: DeviceId, record: RetireRecord): void => {
    const { document, successor, digest, at, cut } = record
    const covered = feeds.coverage(cut)
    documents.sealed({
      group: group.id,
      document,
      successor,
      // This device's beginning precedes every document that could be retired without it.
      covers: ({ audience, feed, line = feed, seq }) =>
        audience !== group.id || seq <= (covered.get(line) ?? feeds.base(line)?.seq ?? -1),
    })
    tombstones.seal(document, { device: by, successor, digest, at })
    archive.messages.dropBodies(document)
    snapshots.hollow(document)
    waiting.hollow(document)
    backfill.hollow(document)
    stops().hollow(document)
  }

  /** The heads of this device, with the messages of the open transaction. */
  const cutNow = (): FeedPoint[] => {
    const others = outbox.word().feeds.filter(({ feed }) => feed !== own)
    const last = archive.messages.head(group.id, own)
    const point = last && { feed: own, seq: last.seq, id: last.id }
    return [...others, ...(point ? [point] : [])].toSorted((a, b) => (a.feed < b.feed ? -1 : 1))
  }

  return {
    write({ document, successor, digest }) {
      if (!group.rightsAt(group.recordHeads(), device).has('settle'))
        throw new Failure('not-permitted')
      const record = { document, successor, digest, cut: cutNow(), at: now() }
      office.took(outbox.write({ kind: 'sealed', document: null, body: writeRetireBody(record) }))
      apply(device, record)
    },
    apply,
    of(successor) {
      for (const document of tombstones.sealed()) {
        const found = tombstones.sealings(document).find(each => each.successor === successor)
        if (found) return { ...found, document }
      }
      return null
    },
  }
}
