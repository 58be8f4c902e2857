// Bodies of this room in messages and in the journal: CBOR arrays that begin with format and kind.
// Ids are byte strings inside and hexadecimal text outside. Readers return null for anything that
// is not exactly such an array.
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
import type { Writer } from '#document/ids'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'

/** Bytes of the largest body, of any kind. */
export const largestBody = 4 * 1024 * 1024

/** Windows of one feed that may write in one document; they are numbered from 0. */
export const mostWriters = 256

/** The kinds in which a member's edits go out; `remarks` change only statements beside the text. */
export type EditKind = 'update' | 'remarks'

/** The kinds of message that change a document. */
export type BodyKind = EditKind | 'snapshot' | 'snapshot-start' | 'snapshot-part'

/** With pieces of pictures, which change no text. */
export type MessageKind = BodyKind | 'blob'

/**
 * Edits of one feed in one document. `writers`: its windows, in the order of the update's clients.
 */
export type Edit = { feed: FeedId; writers: readonly number[]; update: Bytes }

export type Entry = Edit & { group: GroupId; document: DocumentId }

/**
 * `feed` is null for the message's own feed; a leftover of a crash has a name in its place that
 * follows from its content.
 */
export type BodyWriter = { feed: FeedId | null; writer: number }

/** `writers` are in the order of the update's clients. */
export type UpdateBody = { writers: readonly BodyWriter[]; update: Bytes }

/** A message by its place. */
export type Place = { feed: FeedId; seq: number }

/**
 * The writer of a client id, so that the id can be computed again and compared. `since`: the first
 * message that wrote with it, where that is known.
 */
export type ClientRow = Writer & { client: number; since?: Place }

export type SnapshotBody = {
  /** 32 bytes; the key of the hashes of the document's bodies. */
  secret: Bytes
  clients: ClientRow[]
  state: Bytes
  /**
   * For a newcomer: text that a device signed twice, in the form of `forks.ts`; left out where
   * there is none.
   */
  forks?: Encodable
}

const isBytes = (value: unknown, length?: number): value is Bytes =>
  value instanceof Uint8Array && (length === undefined || value.length === length)
const isCount = (value: unknown, below: number): value is number =>
  typeof value === 'number' && value >= 0 && value < below
const isWriter = (value: unknown): value is number => isCount(value, mostWriters)

/** Bytes of an update for each writer in it beyond a few: a writer's id takes long to compute. */
const bytesPerWriter = 96
const fewWriters = 2
/** Writers that one update may have. */
export const mostWritersIn = (update: Bytes): number =>
  fewWriters + Math.floor(update.length / bytesPerWriter)

/**
 * The list of writers that `readOne` reads, no longer than `update` allows; null for any other
 * list.
 */
const writersIn = <T>(
  value: unknown,
  update: Bytes,
  readOne: (each: unknown) => T | null,
): T[] | null => {
  if (!Array.isArray(value) || value.length > mostWritersIn(update)) return null
  const list = value.map(readOne)
  return list.every(each => each !== null) ? list : null
}

const listOf = (bytes: Bytes, kind: string, length: number): unknown[] | null => {
  const list = decodeStrict(bytes, largestBody)
  return Array.isArray(list) && list.length === length && list[0] === 1 && list[1] === kind
    ? list.slice(2)
    : null
}

type Ids = Pick<Entry, 'group' | 'document' | 'feed'>
let last: Ids & { begun: Bytes } = {
  group: '' as GroupId,
  document: '' as DocumentId,
  feed: '' as FeedId,
  begun: new Uint8Array(),
}
/** The beginning of an entry, which is the same from key to key. */
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
    isBytes(update) &&
    Array.isArray(writers) &&
    writers.every(isWriter)
    ? {
        group: toHex(group) as GroupId,
        document: toHex(document) as DocumentId,
        feed: toHex(feed) as FeedId,
        writers,
        update,
      }
    : null
}

const fromWriter = ({ feed, writer }: BodyWriter): Encodable =>
  feed === null ? writer : [fromHex(feed), writer]

const toWriter = (value: unknown): BodyWriter | null => {
  if (isWriter(value)) return { feed: null, writer: value }
  const [feed, writer] = Array.isArray(value) && value.length === 2 ? value : []
  return isBytes(feed, 16) && isWriter(writer) ? { feed: toHex(feed) as FeedId, writer } : null
}

export const writeUpdateBody = (
  { writers, update }: UpdateBody,
  kind: EditKind = 'update',
): Bytes => encode([1, kind, writers.map(fromWriter), update])

export const readUpdateBody = (body: Bytes, kind: EditKind = 'update'): UpdateBody | null => {
  const [list, update] = listOf(body, kind, 4) ?? []
  const writers = isBytes(update) ? writersIn(list, update, toWriter) : null
  return writers && isBytes(update) ? { writers, update } : null
}

const toPlace = (feed: unknown, seq: unknown): Place | null =>
  isBytes(feed, 16) && isCount(seq, 2 ** 53) ? { feed: toHex(feed) as FeedId, seq } : null

const toRow = (value: unknown): ClientRow | null => {
  const list = Array.isArray(value) && (value.length === 4 || value.length === 6) ? value : []
  const [client, device, feed, writer, ...place] = list as unknown[]
  const since = place.length > 0 ? toPlace(place[0], place[1]) : undefined
  return isCount(client, 2 ** 53) &&
    isBytes(device, 32) &&
    isBytes(feed, 16) &&
    isCount(writer, mostWriters) &&
    since !== null
    ? {
        client,
        device: toHex(device) as DeviceId,
        feed: toHex(feed) as FeedId,
        writer,
        ...(since && { since }),
      }
    : null
}

const fromRow = ({ client, device, feed, writer, since }: ClientRow): Encodable => [
  ...[client, fromHex(device), fromHex(feed), writer],
  ...(since ? [fromHex(since.feed), since.seq] : []),
]

/** Null for anything but a list of rows. */
export const rowsFromWire = (value: unknown): ClientRow[] | null => {
  const rows = Array.isArray(value) ? value.map(toRow) : [null]
  return rows.includes(null) ? null : rows.filter(row => row !== null)
}

export const rowsToWire = (rows: readonly ClientRow[]): Encodable => rows.map(fromRow)

/** `heads`, as in a message's `after`, belong to the sync room and pass through unchanged. */
export const writeSnapshotBody = (
  { secret, clients, state, forks }: SnapshotBody,
  heads: Encodable,
): Bytes =>
  encode([
    ...[1, 'snapshot', secret, {}, rowsToWire(clients), heads, state],
    ...(forks === undefined ? [] : [forks]),
  ])

const forksOf = ([forks]: unknown[]): { forks?: Encodable } =>
  forks === undefined ? {} : { forks: forks as Encodable }

export const readSnapshotBody = (body: Bytes): SnapshotBody | null => {
  const list = listOf(body, 'snapshot', 7) ?? listOf(body, 'snapshot', 8) ?? []
  const [secret, particulars, rows, , state, ...forks] = list
  const clients = rowsFromWire(rows)
  return isBytes(secret, 32) && typeof particulars === 'object' && clients && isBytes(state)
    ? { secret, clients, state, ...forksOf(forks) }
    : null
}

/** The beginning of a state that no one message can hold; `parts` more follow in the same feed. */
export type StartBody = SnapshotBody & { parts: number }

const mostParts = 65_536

export const writeStartBody = (
  { secret, parts, clients, state, forks }: StartBody,
  heads: Encodable,
): Bytes =>
  encode([
    ...[1, 'snapshot-start', secret, parts, rowsToWire(clients), heads, state],
    ...(forks === undefined ? [] : [forks]),
  ])

export const readStartBody = (body: Bytes): StartBody | null => {
  const list = listOf(body, 'snapshot-start', 7) ?? listOf(body, 'snapshot-start', 8) ?? []
  const [secret, parts, rows, , state, ...forks] = list
  const clients = rowsFromWire(rows)
  return isBytes(secret, 32) && isCount(parts, mostParts) && parts > 0 && clients && isBytes(state)
    ? { secret, parts, clients, state, ...forksOf(forks) }
    : null
}

/** A part stands on the start and the parts before it. */
export type PartBody = { clients: ClientRow[]; update: Bytes }

export const writePartBody = ({ clients, update }: PartBody): Bytes =>
  encode([1, 'snapshot-part', rowsToWire(clients), update])

export const readPartBody = (body: Bytes): PartBody | null => {
  const [rows, update] = listOf(body, 'snapshot-part', 4) ?? []
  const clients = rowsFromWire(rows)
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

/** The writers of the client ids, which a folded state keeps beside it in the archive. */
export const writeDetails = (clients: readonly ClientRow[]): Bytes =>
  encode([1, 'clients', rowsToWire(clients)])

export const readDetails = (bytes: Bytes): ClientRow[] =>
  rowsFromWire(listOf(bytes, 'clients', 3)?.[0]) ?? []
