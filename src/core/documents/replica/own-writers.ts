// The writers of this session in a document: the client ids that its windows and core write with.
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { rowOf } from '../contested/index.ts'
import { isSameWriter, mostWriters, type ClientRow } from '../bodies/index.ts'
import type { DocumentReplica } from './document-replica.ts'

type Given = { next: number; rows: readonly ClientRow[] }

type Ports = { feedOf(group: GroupId): FeedId; deviceOf(group: GroupId): DeviceId }

export class OwnWriters {
  /** The client ids that this session gave out, and the one that core itself writes with. */
  private readonly given = new Map<DocumentId, Given>()
  /** The ids of closed windows, by document. */
  private readonly left = new Map<DocumentId, Set<number>>()
  private readonly core = new Map<DocumentId, number>()
  private readonly alone = new Map<DocumentId, number>()
  private readonly ports: Ports

  constructor(ports: Ports) {
    this.ports = ports
  }

  /**
   * A client id that no open window writes with: one of a window that is closed for good, or a new
   * one. Null when this session has given out all.
   */
  next(document: DocumentReplica): number | null {
    const { id, group, authors, contests } = document
    const { feedOf, deviceOf } = this.ports
    const earlier = this.leftIn(document)
    if (earlier !== null) return earlier
    const { next, rows } = this.givenIn(id)
    for (let writer = next; writer < mostWriters; writer++) {
      const row = authors.rowOf({ device: deviceOf(group), feed: feedOf(group), writer })
      // Another device has it: text under it would be that device's.
      if (authors.get(row.client) !== null || contests.of(row.client) !== null) continue
      this.given.set(id, { next: writer + 1, rows: [...rows, row] })
      authors.note([row])
      return row.client
    }
    return null
  }

  /** Core wrote a new document as the first writer of this session's feed. */
  began({ id, group, clientId }: { id: DocumentId; group: GroupId; clientId: number }): void {
    const { feedOf, deviceOf } = this.ports
    const row = { client: clientId, device: deviceOf(group), feed: feedOf(group), writer: 0 }
    this.given.set(id, { next: 1, rows: [row] })
    this.core.set(id, clientId)
  }

  /** A window with `clientId` is gone and holds nothing back: the next one goes on with it. */
  closed(id: DocumentId, clientId: number): void {
    if (!this.givenIn(id).rows.some(row => row.client === clientId)) return
    this.left.set(id, (this.left.get(id) ?? new Set()).add(clientId))
  }

  /** The id that core itself writes with; null as for `next`. */
  forCore(document: DocumentReplica): number | null {
    const { id, contests } = document
    const last = this.core.get(id)
    // A contested id belongs to no writer any more: its text has another one.
    const isOurs = last !== undefined && contests.of(last) === null
    const client = isOurs ? last : this.next(document)
    if (client !== null) this.core.set(id, client)
    return client
  }

  /** The writer of entries that go out alone; null as for `next`. */
  forAlone(document: DocumentReplica): ClientRow | null {
    const known = this.alone.get(document.id)
    const find = (client: number | null | undefined) =>
      this.rows(document).find(row => row.client === client) ?? null
    const row = find(known) ?? find(this.next(document))
    if (row) this.alone.set(document.id, row.client)
    return row
  }

  /** A client id that was given out and not used belongs to another device. */
  retire({ id, authors }: DocumentReplica, client: number): void {
    const { next, rows } = this.givenIn(id)
    this.given.set(id, { next, rows: rows.filter(row => row.client !== client) })
    for (const each of [this.core, this.alone]) if (each.get(id) === client) each.delete(id)
    authors.forget(client)
  }

  forget(id: DocumentId): void {
    for (const each of [this.given, this.left, this.core, this.alone]) each.delete(id)
  }

  /** The ids that a window may still write with, as they are since others claimed some of them. */
  rows({ id, contests }: DocumentReplica): ClientRow[] {
    return this.givenIn(id).rows.map(row => {
      const contest = contests.of(row.client)
      return (contest && rowOf(contest, row)) ?? row
    })
  }

  private givenIn(id: DocumentId): Given {
    return this.given.get(id) ?? { next: 0, rows: [] }
  }

  /** An id of a closed window, if it still belongs to that writer. */
  private leftIn({ id, authors, contests }: DocumentReplica): number | null {
    const own = this.left.get(id)
    for (const client of own ?? []) {
      own?.delete(client)
      const row = this.givenIn(id).rows.find(each => each.client === client)
      const holder = authors.get(client)
      if (!row || contests.of(client) !== null || (holder && !isSameWriter(holder, row))) continue
      authors.note([row])
      return client
    }
    return null
  }
}
