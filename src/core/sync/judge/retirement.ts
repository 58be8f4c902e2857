// The verdict on a retirement record: whether its author may retire the document, whether the
// successor was begun before, and whether the record counts.
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Bytes } from '#core/keys'
import type { FeedId } from '#shared/ids'
import type { Authors } from '../members/index.ts'
import { checks } from '../checks.ts'
import {
  type RetireOffice,
  type Tombstones,
  readRetireBody,
  type RetireRecord,
} from '../retire/index.ts'
import type { FeedPoint, Message } from '#core/messages'
import { applied, refused, type Verdict } from './verdict.ts'

export type RetirePorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'digestFrom'>
  tombstones: Tombstones
  office: RetireOffice
  authors: Authors
  /** Whether this device published that it has the bootstrap snapshot in this feed. */
  hasSaid(feed: FeedId): boolean
  /** A device with the right to do so retired a document. */
  sealed(message: Message, record: RetireRecord): void
}

export const openRetireJudge = (
  ports: RetirePorts,
): ((message: Message, body: Bytes) => Verdict) => {
  const { archive, group, documents, tombstones, office, authors } = ports

  /**
   * Whether a retirement drops nothing here. A bootstrap snapshot names earlier retirements by the
   * statement of the admitter alone. They drop nothing that is here or was offloaded, and come
   * before this device publishes that it has the whole snapshot.
   */
  const takesNothing = ({ device, feed }: Message, { document }: RetireRecord): boolean =>
    authors.isActive(device) &&
    !ports.hasSaid(feed) &&
    archive.documents.get(document) === null &&
    (tombstones.isSealed(document) || !archive.offloaded.has({ group: group.id, document }))

  /**
   * Whether the successor fits: it was begun in the same feed before this message, or before one
   * that this message repeats, and its content by that feed up to there has the stated digest. A
   * successor whose own retirement is awaited may have come without bodies.
   */
  const goesOn = (
    { feed, seq }: Pick<FeedPoint, 'feed' | 'seq'>,
    { successor, digest }: RetireRecord,
  ): boolean => {
    const begun = archive.messages
      .ofDocument(successor, 0)
      .filter(each => each.feed === feed && each.seq < seq)
    const isBegun = begun.some(({ kind }) => kind === 'snapshot' || kind === 'snapshot-start')
    if (tombstones.has(successor) || !isBegun) return false
    const row = archive.documents.get(successor)
    if (!row) return tombstones.mayBeHollow(successor)
    const read = documents.digestFrom(begun)
    return checks.documentIsTheGroups(row, group.id) && read === digest
  }

  return (message, body) => {
    const record = readRetireBody(body)
    const isToAll = message.audience === group.id
    const mayBe =
      record !== null &&
      (isToAll ? authors.rightsNamedBy(message).has('settle') : takesNothing(message, record))
    const row = record && archive.documents.get(record.document)
    if (!record || !mayBe || (row && !checks.documentIsTheGroups(row, group.id))) return refused
    if (isToAll && !office.sameAs(message, body).some(at => goesOn(at, record))) return refused
    if (isToAll && !office.counts(message)) {
      office.refused(message)
      return refused
    }
    if (isToAll) {
      office.took(message)
      office.counted(message.id)
    }
    ports.sealed(message, record)
    return applied
  }
}
