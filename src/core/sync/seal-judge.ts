// The verdict on a seal that stands in its place: whether its author may give the document up, whether it goes
// on in one that was begun before, and whether the seal counts.
import type { SyncArchive, SyncDocuments, SyncGroup } from './doors.ts'
import type { Bytes } from '#core/keys'
import type { FeedId } from '#shared/ids'
import type { Authors } from './authors.ts'
import { checks } from './checks.ts'
import type { GaveUp } from './gave-up.ts'
import type { Gone } from './gone.ts'
import type { Message } from './message.ts'
import { readSealedBody, type SealedRecord } from './sealed-record.ts'
import { applied, refused, type Verdict } from './verdict.ts'

export type SealRooms = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'digestFrom'>
  gone: Gone
  gaveUp: GaveUp
  authors: Authors
  /** Whether this device has told the group that it has what it began with, which lies in this feed. */
  hasSaid(feed: FeedId): boolean
  /** A document was sealed by somebody who may. */
  sealed(message: Message, record: SealedRecord): void
}

export const openSealJudge = (rooms: SealRooms): ((message: Message, body: Bytes) => Verdict) => {
  const { archive, group, documents, gone, gaveUp, authors } = rooms

  /**
   * What a newcomer begins with says what was sealed before her time, by the word of her admitter alone:
   * it takes nothing that is here or was sent away, and comes before she has said that she has it all.
   */
  const takesNothing = ({ device, feed }: Message, { document }: SealedRecord): boolean =>
    authors.isActive(device) &&
    !rooms.hasSaid(feed) &&
    archive.documents.get(document) === null &&
    (gone.isSealed(document) || !gone.has(document))

  /**
   * What a document is given up for: begun before in the same feed, and by what that feed says of it up
   * to there the one that was meant. One whose own seal is only waited for may have come without bodies.
   */
  const goesOn = ({ feed, seq }: Message, { successor, digest }: SealedRecord): boolean => {
    const begun = archive.messages
      .ofDocument(successor, 0)
      .filter(each => each.feed === feed && each.seq < seq)
    const isBegun = begun.some(({ kind }) => kind === 'snapshot' || kind === 'snapshot-start')
    if (gone.has(successor) || !isBegun) return false
    const row = archive.documents.get(successor)
    if (!row) return gone.mayBeHollow(successor)
    const read = documents.digestFrom?.(begun) ?? digest
    return checks.documentIsTheGroups(row, group.id) && read === digest
  }

  return (message, body) => {
    const record = readSealedBody(body)
    const isToAll = message.audience === group.id
    const mayBe =
      record !== null && (isToAll ? authors.couldSettle(message) : takesNothing(message, record))
    const row = record && archive.documents.get(record.document)
    if (!record || !mayBe || (row && !checks.documentIsTheGroups(row, group.id))) return refused
    if (isToAll && !goesOn(message, record)) return refused
    if (isToAll && !gaveUp.counts(message)) {
      gaveUp.refused(message)
      return refused
    }
    if (isToAll) {
      gaveUp.took(message)
      gaveUp.counted(message.id)
    }
    rooms.sealed(message, record)
    return applied
  }
}
