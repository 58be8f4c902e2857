// Authorship: every client id follows from a device, one of its feeds and the number of a window,
// and from nothing that a peer could claim.
import type { Writer } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import type { ClientRow } from './bodies.ts'
import type { ClientIds } from './client-ids.ts'

export const isSameWriter = (a: Writer, b: Writer): boolean =>
  a.feed === b.feed && a.writer === b.writer && a.device === b.device

export type Authors = {
  /** The row of a writer. Slow: called once when a writer begins. */
  rowOf(writer: Writer): ClientRow
  /** Whether a row is true. Slow for an unknown writer. */
  isTrue(row: ClientRow): boolean
  /** Remembers the writers of these client ids. */
  note(rows: readonly ClientRow[]): void
  forget(client: number): void
  get(client: number): ClientRow | null
  /** Rows for the client ids that `has` accepts. */
  list(has: (client: number) => boolean): ClientRow[]
}

export const openAuthors = (document: DocumentId, ids: ClientIds): Authors => {
  const rows = new Map<number, ClientRow>()
  return {
    rowOf: writer => ({ client: ids.of(document, writer), ...writer }),
    isTrue(row) {
      const known = rows.get(row.client)
      return (known && isSameWriter(known, row)) || ids.of(document, row) === row.client
    },
    note(list) {
      for (const row of list) {
        const known = rows.get(row.client)
        // The first message of a writer stays the first.
        if (!known?.since || !isSameWriter(known, row)) rows.set(row.client, row)
      }
    },
    forget: client => void rows.delete(client),
    get: client => rows.get(client) ?? null,
    list: has => [...rows.values()].filter(row => has(row.client)),
  }
}
