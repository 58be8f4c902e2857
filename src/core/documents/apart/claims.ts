// The client ids in a message, as this device reads them. An id that another device holds in what the
// message builds on is refused. One that two claim apart is nobody's: each has another one from then on
// (`contests.ts`). The verdict depends on the message and on what its `after` names.
import type { Archive } from '#core/archive'
import * as Y from 'yjs'
import { isSameWriter } from '../authors.ts'
import { readDetails, writeDetails, type ClientRow, type Place } from '../bodies.ts'
import type { FeedId } from '#shared/ids'
import type { ClientIds } from '../client-ids.ts'
import type { Library } from '../library.ts'
import { rowsOfMessage, type Loaded } from '../loaded.ts'
import type { Delivery } from '../receive.ts'
import { renamed, rowOf, type Contest, type Renames } from './contests.ts'

export type Claimed = {
  /** The message's own clients as they are here. */
  rows: ClientRow[]
  renames: Renames
  /** Contests that begin, or have one writer more, with this message. */
  contests: Contest[]
}

/** `unsealed`: edits of this device in the document are in no message yet, and have to be first. */
export type Unclaimed = 'unsealed' | { refused: string }

type Rooms = {
  archive: Archive
  library: Library
  ids: ClientIds
  /** Edits of this device that are in no message yet. */
  hasUnsealed(document: Loaded): boolean
  /** An own id that nothing was written with belongs to another device. */
  retire(document: Loaded, client: number): void
  /** The ids of a document changed: nothing that was read of it before holds. */
  parted(document: Loaded): void
}

export const openClaims = ({ archive, library, ids, hasUnsealed, retire, parted }: Rooms) => {
  /** Of each writer the first message of each feed that wrote as it; read once, where anybody asks. */
  const places = new WeakMap<Loaded, Map<string, Map<FeedId, number>>>()
  const keyOf = ({ device, feed, writer }: ClientRow): string => `${device}/${feed}/${writer}`
  const add = (
    known: Map<string, Map<FeedId, number>>,
    rows: readonly ClientRow[],
    { feed, seq }: Place,
  ): void => {
    for (const row of rows) {
      const own = known.get(keyOf(row)) ?? new Map<FeedId, number>()
      known.set(keyOf(row), own)
      if (!own.has(feed)) own.set(feed, seq)
    }
  }
  const placesOf = (document: Loaded, row: ClientRow): Place[] => {
    let known = places.get(document)
    if (!known) {
      known = new Map()
      for (const message of archive.messages.ofDocument(document.id, 0))
        add(known, rowsOfMessage(message), message)
      places.set(document, known)
    }
    const found = [...(known.get(keyOf(row)) ?? [])].map(([feed, seq]) => ({ feed, seq }))
    return row.since ? [row.since, ...found] : found
  }

  const apart = (document: Loaded, row: ClientRow): ClientRow => {
    const [since] = placesOf(document, row)
    return {
      ...{ client: ids.apart(document.id, row), device: row.device, feed: row.feed },
      ...{ writer: row.writer, ...(since && { since }) },
    }
  }

  const isOwnUnused = ({ doc, self }: Loaded, { client, device }: ClientRow): boolean =>
    device === self && Y.getState(doc.store, client) === 0

  /**
   * The id that a row claims: its client, or the contested one in whose place that is. Null where the row
   * says what is not so. Who hands over a document may bring contests that are not here.
   */
  const claimedBy = (document: Loaded, row: ClientRow, isHandover: boolean): number | null => {
    const contest = document.contests.within(row.client)
    if (contest) return rowOf(contest, row)?.client === row.client ? contest.client : null
    if (document.authors.isTrue(row)) return row.client
    return isHandover && ids.apart(document.id, row) === row.client
      ? ids.of(document.id, row)
      : null
  }

  const claim = (
    document: Loaded,
    delivery: Delivery,
    given: readonly ClientRow[],
  ): Claimed | Unclaimed => {
    const { authors, contests } = document
    if (new Set(given.map(row => row.client)).size < given.length) return { refused: 'own-client' }
    const begun = new Map<number, Contest>()
    const renames = new Map<number, number>()
    const rows: ClientRow[] = []
    const contestOf = (client: number): Contest | null => begun.get(client) ?? contests.of(client)
    const hasSeen = (row: ClientRow): boolean => placesOf(document, row).some(delivery.saw)
    /** Who writes with an id in the place of a contested one has heard of the contest. */
    const hasHeard = (row: ClientRow): boolean =>
      delivery.handover ||
      (contests.within(row.client)?.rows ?? []).some(
        other => !isSameWriter(other, row) && hasSeen(other),
      )

    /** One more writer claims a contested id, or the first beside its holder. */
    const contest = (
      client: number,
      others: readonly ClientRow[],
      row: ClientRow,
    ): Unclaimed | null => {
      if (others.some(hasSeen)) return { refused: 'taken-client' }
      if (hasUnsealed(document)) return 'unsealed'
      const until =
        contestOf(client)?.until ??
        archive.messages.ofDocument(document.id, 0).at(-1)?.position ??
        0
      const all = contestOf(client)?.rows ?? others.map(each => apart(document, each))
      begun.set(client, { client, until, rows: [...all, row] })
      return null
    }
    const settle = (row: ClientRow): Unclaimed | null => {
      const contested = contestOf(row.client)
      const known = contested && rowOf(contested, row)
      if (known) {
        renames.set(row.client, known.client)
        rows.push(known)
        return null
      }
      const holder = contested ? null : authors.get(row.client)
      const isFree = !contested && (!holder || isSameWriter(holder, row))
      if (holder && !isFree && isOwnUnused(document, holder)) retire(document, row.client)
      else if (!isFree) {
        const other = apart(document, row)
        const wrong = contest(row.client, contested?.rows ?? (holder ? [holder] : []), other)
        if (wrong) return wrong
        renames.set(row.client, other.client)
        rows.push(other)
        return null
      }
      rows.push(row)
      return null
    }
    /** A row of a state that is handed over, with the id that a writer has instead of a contested one. */
    const adopt = (client: number, row: ClientRow): Unclaimed | null => {
      rows.push(row)
      const contested = contestOf(client)
      if (contested && rowOf(contested, row)) return null
      const holder = contested ? null : authors.get(client)
      const others = holder && !isSameWriter(holder, row) ? [holder] : []
      return contest(client, contested ? [] : others, row)
    }
    for (const row of given) {
      const client = claimedBy(document, row, delivery.handover)
      if (client === null || (client !== row.client && !hasHeard(row)))
        return { refused: 'own-client' }
      const wrong = client === row.client ? settle(row) : adopt(client, row)
      if (wrong) return wrong
    }
    // Two clients of one message are never one.
    if (new Set(rows.map(row => row.client)).size < given.length) return { refused: 'own-client' }
    // An id that others contest means the one writer that the author had heard of.
    for (const { client, rows: all } of contests.all()) {
      const seen = renames.has(client) ? [] : all.filter(hasSeen)
      if (seen.length === 1 && seen[0]) renames.set(client, seen[0].client)
    }
    return { rows, renames, contests: [...begun.values()] }
  }

  /** The document with the contests of a message that the gate lets in. */
  const part = (document: Loaded, begun: readonly Contest[]): Loaded => {
    const { id, contests } = document
    const before = new Set(contests.all().map(({ client }) => client))
    for (const each of begun) contests.put(each)
    const firsts: Renames = new Map(
      begun.flatMap(({ client, rows: [first] }) =>
        first && !before.has(client) ? [[client, first.client] as const] : [],
      ),
    )
    const kept = archive.snapshots.latest(id)
    if (kept && firsts.size > 0)
      archive.snapshots.put(id, {
        ...kept,
        state: renamed(kept.state, firsts),
        details: writeDetails(
          readDetails(kept.details).map(row => ({
            ...row,
            client: firsts.get(row.client) ?? row.client,
          })),
        ),
      })
    parted(document)
    library.forget(id)
    return library.get(id)
  }
  /** A message of these writers was taken in. */
  const took = (document: Loaded, rows: readonly ClientRow[], place: Place): void => {
    const known = places.get(document)
    if (known) add(known, rows, place)
  }
  return { claim, part, took }
}
