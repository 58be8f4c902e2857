// Whose words are whose in one document: every client id follows from a device, one of its feeds and
// the number of a window, and from nothing that a peer could claim.
import { digest, fromHex, toHex, type Bytes } from '#core/keys'
import { clientIdOf } from '#shared/document'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import type { ClientRow } from './bodies.ts'

/**
 * The name of a document: the device that began it and the document's secret make it, so nobody can
 * begin another document under the same name. The first 16 bytes of the digest.
 */
export const documentIdOf = (device: DeviceId, secret: Bytes): DocumentId =>
  toHex(digest('document', fromHex(device), secret).subarray(0, 16)) as DocumentId

export type Authors = {
  /** The client ids of the first `writers` windows of a feed, by number. */
  ids(device: DeviceId, feed: FeedId, writers: number): readonly number[]
  /** Whether a row says the truth. */
  isTrue(row: ClientRow): boolean
  /** Remembers whose these client ids are. */
  note(rows: readonly ClientRow[]): void
  noteFeed(device: DeviceId, feed: FeedId, writers: number): void
  get(client: number): ClientRow | null
  /** Rows for the client ids that `has` tells. */
  list(has: (client: number) => boolean): ClientRow[]
}

export const openAuthors = (document: DocumentId): Authors => {
  const rows = new Map<number, ClientRow>()
  const feeds = new Map<string, number[]>()
  const ids = (device: DeviceId, feed: FeedId, writers: number): readonly number[] => {
    const key = `${device}/${feed}`
    const known = feeds.get(key) ?? []
    feeds.set(key, known)
    while (known.length < writers)
      known.push(clientIdOf(digest, device, feed, document, known.length))
    return known.length === writers ? known : known.slice(0, writers)
  }
  const note = (list: readonly ClientRow[]): void => {
    for (const row of list) rows.set(row.client, row)
  }
  return {
    ids,
    isTrue: ({ client, device, feed, writer }) =>
      clientIdOf(digest, device, feed, document, writer) === client,
    note,
    noteFeed: (device, feed, writers) => {
      const clients = ids(device, feed, writers)
      // Asked for every keystroke, and then there is nothing new.
      const isNoted = (client: number): boolean => {
        const row = rows.get(client)
        return row?.feed === feed && row.device === device
      }
      if (clients.every(isNoted)) return
      note(clients.map((client, writer) => ({ client, device, feed, writer })))
    },
    get: client => rows.get(client) ?? null,
    list: has => [...rows.values()].filter(row => has(row.client)),
  }
}
