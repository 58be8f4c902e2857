// The ids that one message claims, row by row: a free one, the new id of a writer of a contested
// one, or one that another writer holds. The last is refused if the author knew that writer; else
// it is a contest.
import * as Y from 'yjs'
import { isSameWriter, type ClientRow, type Place, type ClientIds } from '../bodies/index.ts'
import type { DocumentReplica } from '../replica/index.ts'
import type { Delivery } from '#core/messages'
import type { ClaimPlaces, PlacesOf } from './claim-places.ts'
import { rowOf, type Contest, type Renames } from '../contested/index.ts'

export type Claimed = {
  /** The message's own clients with their ids here. */
  rows: ClientRow[]
  renames: Renames
  /** Contests that begin, or get one more writer, with this message. */
  contests: Contest[]
}

/**
 * `unsealed`: edits of this device in the document are in no message yet, and must be flushed
 * first.
 */
export type Unclaimed = 'unsealed' | { refused: string }

export type ClaimPorts = {
  ids: ClientIds
  places: ClaimPlaces
  /** Edits of this device that are in no message yet. */
  hasUnsealed(document: DocumentReplica): boolean
  /** An own id that no text was written with belongs to another device. */
  retire(document: DocumentReplica, client: number): void
  /** The position of the document's last message. */
  lastOf(document: DocumentReplica): number
}

const isOwnUnused = ({ doc, self }: DocumentReplica, { client, device }: ClientRow): boolean =>
  device === self && Y.getState(doc.store, client) === 0

/**
 * The id that a row claims: its client, or the contested one that the client replaces. Null where
 * the row is false. A device that gives a snapshot may bring contests that are not here.
 */
const claimedBy = (
  { id, authors, contests }: DocumentReplica,
  row: ClientRow,
  { ids, isHandover }: { ids: ClientIds; isHandover: boolean },
): number | null => {
  const contest = contests.within(row.client)
  if (contest) return rowOf(contest, row)?.client === row.client ? contest.client : null
  if (authors.isTrue(row)) return row.client
  return isHandover && ids.apart(id, row) === row.client ? ids.of(id, row) : null
}

export const openMessageClaims = (
  document: DocumentReplica,
  delivery: Delivery,
  ports: ClaimPorts,
) => {
  const { id, authors, contests } = document
  const { ids, places, hasUnsealed, retire, lastOf } = ports
  const begun = new Map<number, Contest>()
  const renames = new Map<number, number>()
  const rows: ClientRow[] = []
  const contestOf = (client: number): Contest | null => begun.get(client) ?? contests.of(client)
  let read: PlacesOf | null = null
  /** The archive is read once, for any number of contested ids. */
  const placesOf = (row: ClientRow): Place[] => (read ??= places.read(document))(row)
  const hasSeen = (row: ClientRow): boolean => placesOf(row).some(delivery.saw)
  /** The writer with its new id, for the case that others claim its own one. */
  const apart = (row: ClientRow): ClientRow => {
    const { device, feed, writer } = row
    const [since] = placesOf(row)
    return { client: ids.apart(id, row), device, feed, writer, ...(since && { since }) }
  }

  /** One more writer claims a contested id, or the first one beside its holders. */
  const contest = (
    client: number,
    holders: readonly ClientRow[],
    row: ClientRow,
  ): Unclaimed | null => {
    const known = contestOf(client)
    if ((known?.rows ?? holders).some(hasSeen)) return { refused: 'taken-client' }
    if (hasUnsealed(document)) return 'unsealed'
    const until = known?.until ?? lastOf(document)
    begun.set(client, { client, until, rows: [...(known?.rows ?? holders.map(apart)), row] })
    return null
  }

  /** A row with the id that its writer claims. */
  const settle = (row: ClientRow): Unclaimed | null => {
    const { client } = row
    const contested = contestOf(client)
    const holder = contested ? null : authors.get(client)
    const isFree = !contested && (!holder || isSameWriter(holder, row))
    const isUnused = holder !== null && !isFree && isOwnUnused(document, holder)
    if (isUnused) retire(document, client)
    if (isFree || isUnused) {
      rows.push(row)
      return null
    }
    const known = contested && rowOf(contested, row)
    const other = known ?? apart(row)
    const wrong = known ? null : contest(client, holder ? [holder] : [], other)
    if (wrong) return wrong
    renames.set(client, other.client)
    rows.push(other)
    return null
  }

  /** A row of a snapshot, with the new id of a writer of a contested one. */
  const adopt = (client: number, row: ClientRow): Unclaimed | null => {
    rows.push(row)
    const contested = contestOf(client)
    if (contested && rowOf(contested, row)) return null
    const holder = contested ? null : authors.get(client)
    return contest(client, holder && !isSameWriter(holder, row) ? [holder] : [], row)
  }

  /** A writer with the new id for a contested one knows of the contest. */
  const hasHeard = (row: ClientRow): boolean =>
    delivery.handover ||
    (contests.within(row.client)?.rows ?? []).some(
      other => !isSameWriter(other, row) && hasSeen(other),
    )

  return {
    /** The reason to refuse the message with this row; null where there is none. */
    add(row: ClientRow): Unclaimed | null {
      const client = claimedBy(document, row, { ids, isHandover: delivery.handover })
      if (client === row.client) return settle(row)
      if (client === null || !hasHeard(row)) return { refused: 'own-client' }
      return adopt(client, row)
    },
    /** The claims of all rows together. */
    claimed(): Claimed {
      // A contested id means the one writer that the author knew.
      for (const { client, rows: all } of contests.all()) {
        const seen = renames.has(client) ? [] : all.filter(hasSeen)
        if (seen.length === 1 && seen[0]) renames.set(client, seen[0].client)
      }
      return { rows, renames, contests: [...begun.values()] }
    },
  }
}
