// What this room writes into messages and into the journal: CBOR arrays that begin with format and
// kind. Ids are byte strings inside and hexadecimal text outside. Readers give null for anything
// that is not exactly such an array.
import {
  beginList,
  decodeStrict,
  encode,
  endList,
  fromHex,
  toHex,
  type Bytes,
  type Encodable,
} from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'

/** Bytes of the largest body, of any kind. */
export const largestBody = 4 * 1024 * 1024

/** Windows that one feed may have written one document with. */
export const mostWriters = 1024

/** What a member's edits leave in; `remarks` change nothing but what is said beside the text. */
export type EditKind = 'update' | 'remarks'

/** The kinds of message that change a document. */
export type BodyKind = EditKind | 'snapshot' | 'snapshot-start' | 'snapshot-part'

/** With pieces of pictures, which change no text. */
export type MessageKind = BodyKind | 'blob'

/** Edits of one feed in one document: those of the windows numbered below `writers`. */
export type Edit = { feed: FeedId; writers: number; update: Bytes }

export type Entry = Edit & { group: GroupId; document: DocumentId }

/** `originFeed`: the feed whose client ids these are, when a crash kept them from leaving in it. */
export type UpdateBody = { originFeed: FeedId | null; writers: number; update: Bytes }

/** Whose a client id is, so that it can be computed again and compared. */
export type ClientRow = { client: number; device: DeviceId; feed: FeedId; writer: number }

export type SnapshotBody = {
  /** 32 bytes; keys the hashes of the document's bodies. */
  secret: Bytes
  clients: ClientRow[]
  state: Bytes
}

const isBytes = (value: unknown, length?: number): value is Bytes =>
  value instanceof Uint8Array && (length === undefined || value.length === length)
const isCount = (value: unknown, below: number): value is number =>
  typeof value === 'number' && value >= 0 && value < below
const isWriters = (value: unknown): value is number => isCount(value, mostWriters + 1) && value > 0

const listOf = (bytes: Bytes, kind: string, length: number): unknown[] | null => {
  const list = decodeStrict(bytes, largestBody)
  return Array.isArray(list) && list.length === length && list[0] === 1 && list[1] === kind
    ? list.slice(2)
    : null
}

type Ids = Pick<Entry, 'group' | 'document' | 'feed'>
let last: Ids & { begun: Bytes } = {
  ...{ group: '' as GroupId, document: '' as DocumentId, feed: '' as FeedId },
  begun: new Uint8Array(),
}
/** How an entry begins: the same from key to key. */
const begunOf = ({ group, document, feed }: Ids): Bytes => {
  if (last.document !== document || last.feed !== feed || last.group !== group) {
    const ids = [group, document, feed].map(fromHex)
    last = { group, document, feed, begun: beginList(7, [1, 'edit', ...ids]) }
  }
  return last.begun
}

export const writeEntry = (entry: Entry): Bytes =>
  endList(begunOf(entry), [entry.writers, entry.update])

export const readEntry = (bytes: Bytes): Entry | null => {
  const [group, document, feed, writers, update] = listOf(bytes, 'edit', 7) ?? []
  return isBytes(group, 32) &&
    isBytes(document, 16) &&
    isBytes(feed, 16) &&
    isWriters(writers) &&
    isBytes(update)
    ? {
        group: toHex(group) as GroupId,
        document: toHex(document) as DocumentId,
        feed: toHex(feed) as FeedId,
        writers,
        update,
      }
    : null
}

export const writeUpdateBody = (
  { originFeed, writers, update }: UpdateBody,
  kind: EditKind = 'update',
): Bytes => encode([1, kind, originFeed === null ? null : fromHex(originFeed), writers, update])

export const readUpdateBody = (body: Bytes, kind: EditKind = 'update'): UpdateBody | null => {
  const [origin, writers, update] = listOf(body, kind, 5) ?? []
  if ((origin !== null && !isBytes(origin, 16)) || !isWriters(writers) || !isBytes(update))
    return null
  return { originFeed: origin === null ? null : (toHex(origin) as FeedId), writers, update }
}

const toRow = (value: unknown): ClientRow | null => {
  const [client, device, feed, writer] = Array.isArray(value) && value.length === 4 ? value : []
  return isCount(client, 2 ** 53) &&
    isBytes(device, 32) &&
    isBytes(feed, 16) &&
    isCount(writer, mostWriters)
    ? { client, device: toHex(device) as DeviceId, feed: toHex(feed) as FeedId, writer }
    : null
}

const fromRow = ({ client, device, feed, writer }: ClientRow): Encodable => [
  client,
  fromHex(device),
  fromHex(feed),
  writer,
]

const toRows = (value: unknown): ClientRow[] | null => {
  const rows = Array.isArray(value) ? value.map(toRow) : [null]
  return rows.includes(null) ? null : rows.filter(row => row !== null)
}

/** `heads`, as in a message's `after`, is the sync room's and passes through as it is. */
export const writeSnapshotBody = (
  { secret, clients, state }: SnapshotBody,
  heads: Encodable,
): Bytes => encode([1, 'snapshot', secret, {}, clients.map(fromRow), heads, state])

export const readSnapshotBody = (body: Bytes): SnapshotBody | null => {
  const [secret, particulars, rows, , state] = listOf(body, 'snapshot', 7) ?? []
  const clients = toRows(rows)
  return isBytes(secret, 32) && typeof particulars === 'object' && clients && isBytes(state)
    ? { secret, clients, state }
    : null
}

/** The beginning of a state that no one message can hold; `parts` more follow in the same feed. */
export type StartBody = SnapshotBody & { parts: number }

const mostParts = 65_536

export const writeStartBody = (
  { secret, parts, clients, state }: StartBody,
  heads: Encodable,
): Bytes => encode([1, 'snapshot-start', secret, parts, clients.map(fromRow), heads, state])

export const readStartBody = (body: Bytes): StartBody | null => {
  const [secret, parts, rows, , state] = listOf(body, 'snapshot-start', 7) ?? []
  const clients = toRows(rows)
  return isBytes(secret, 32) && isCount(parts, mostParts) && parts > 0 && clients && isBytes(state)
    ? { secret, parts, clients, state }
    : null
}

/** It stands on the start and the parts before it. */
export type PartBody = { clients: ClientRow[]; update: Bytes }

export const writePartBody = ({ clients, update }: PartBody): Bytes =>
  encode([1, 'snapshot-part', clients.map(fromRow), update])

export const readPartBody = (body: Bytes): PartBody | null => {
  const [rows, update] = listOf(body, 'snapshot-part', 4) ?? []
  const clients = toRows(rows)
  return clients && isBytes(update) ? { clients, update } : null
}

/** The Yjs update in a body of any kind; null when it is none. */
export const contentOf = (kind: string, body: Bytes): Bytes | null => {
  switch (kind) {
    case 'update':
    case 'remarks':
      return readUpdateBody(body, kind)?.update ?? null
    case 'snapshot':
      return readSnapshotBody(body)?.state ?? null
    case 'snapshot-start':
      return readStartBody(body)?.state ?? null
    case 'snapshot-part':
      return readPartBody(body)?.update ?? null
    default:
      return null
  }
}

/** What a folded state keeps beside it in the archive: whose the client ids are. */
export const writeDetails = (clients: readonly ClientRow[]): Bytes =>
  encode([1, 'clients', clients.map(fromRow)])

export const readDetails = (bytes: Bytes): ClientRow[] =>
  toRows(listOf(bytes, 'clients', 3)?.[0]) ?? []
