// Closed runs of messages as packs. `messages.ts` hides which messages lie in packs and which in rows.
import { equal, type Bytes } from '#core/keys'
import type { SecretOf } from '#core/messages'
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { toBlob, toBytes, toId } from './columns.ts'
import { packed, unpacked } from './packed-run.ts'
import type { StoredMessage } from './rows.ts'
import type { Reader, Statements } from './statements.ts'

/** Messages that lie in packs. */
export type PackReader = {
  has(id: MessageId): boolean
  lineOf(id: MessageId): FeedId | null
  get(id: MessageId): StoredMessage | null
  /** Whether a message of the feed is at this place. */
  covers(group: GroupId, feed: FeedId, seq: number): boolean
  /** The packs with `from` <= seq < `to`, by seq. */
  range(group: GroupId, feed: FeedId, from: number, to: number): StoredMessage[]
  /** The packs of a document that arrived after `position`. */
  ofDocument(document: DocumentId, position: number): StoredMessage[]
  /** The highest position of a message of the document; 0 where there is none. */
  lastOf(document: DocumentId): number
  documentsIn(group: GroupId, feed: FeedId): DocumentId[]
  count(group: GroupId): number
}

/** In the transaction that is open. */
export type PackWriter = {
  /**
   * Keeps a run as a pack. False, and no change, where the pack would not give back exactly these
   * messages.
   */
  keep(messages: readonly StoredMessage[]): boolean
  /** Removes the pack with this message and returns its messages; none where it is in no pack. */
  takeOut(id: MessageId): StoredMessage[]
  /** The same of the packs of a feed with messages from `seq` on. */
  takeOutFrom(group: GroupId, feed: FeedId, seq: number): StoredMessage[]
  /** The same of the packs with messages of the document, a pack at a time. */
  takeOutOf(document: DocumentId): Iterable<StoredMessage[]>
}

type Row = { number: number; feed: Buffer; beside: Buffer; bytes: Buffer }

const columns = 'packs.number, packs.feed, packs.beside, packs.bytes'

/** Decoded packs in memory: a reader often asks for messages that are near each other. */
const mostDecoded = 8

/** Decodes packs, each once as long as it is among the last that were asked for. */
const decoder = (): ((row: Row) => StoredMessage[]) => {
  const known = new Map<number, { bytes: Bytes; beside: Bytes; messages: StoredMessage[] }>()
  return row => {
    const [bytes, beside] = [toBytes(row.bytes), toBytes(row.beside)]
    const before = known.get(row.number)
    known.delete(row.number)
    // A rollback frees the number, and another pack gets it.
    const isSame = before && equal(before.bytes, bytes) && equal(before.beside, beside)
    const messages = isSame ? before.messages : unpacked(toId(row.feed), bytes, beside)
    if (!messages) throw new Failure('archive-damaged')
    known.set(row.number, { bytes, beside, messages })
    const [oldest] = known.keys()
    if (known.size > mostDecoded && oldest !== undefined) known.delete(oldest)
    return messages
  }
}

const byRun =
  `SELECT ${columns} FROM packs WHERE group_id = ? AND feed = ? AND last >= ? AND first < ?
  ORDER BY first` as const
const byId =
  `SELECT ${columns} FROM packed_messages JOIN packs ON packs.number = pack WHERE id = ?` as const

export const packReader = (database: Reader): PackReader => {
  const decode = decoder()
  const has = database.prepare<[Buffer], { one: number }>(
    'SELECT 1 AS one FROM packed_messages WHERE id = ?',
  )
  const lineOf = database.prepare<[Buffer], { feed: Buffer }>(
    'SELECT feed FROM packed_messages JOIN packs ON packs.number = pack WHERE id = ?',
  )
  const find = database.prepare<[Buffer], Row>(byId)
  const covers = database.prepare<[Buffer, Buffer, number], { last: number }>(
    `SELECT last FROM packs WHERE group_id = ? AND feed = ? AND first <= ?
     ORDER BY first DESC LIMIT 1`,
  )
  const within = database.prepare<[Buffer, Buffer, number, number], Row>(byRun)
  const ofDocument = database.prepare<[Buffer, number], Row>(
    `SELECT ${columns} FROM packed_documents JOIN packs ON packs.number = pack
     WHERE document = ? AND packed_documents.last > ?`,
  )
  const lastOf = database.prepare<[Buffer], { last: number | null }>(
    'SELECT max(last) AS last FROM packed_documents WHERE document = ?',
  )
  const documentsIn = database.prepare<[Buffer, Buffer], { document: Buffer }>(
    `SELECT DISTINCT document FROM packs JOIN packed_documents ON packs.number = pack
     WHERE group_id = ? AND feed = ?`,
  )
  const count = database.prepare<[Buffer], { count: number }>(
    'SELECT coalesce(sum(packs.last - first + 1), 0) AS count FROM packs WHERE group_id = ?',
  )
  return {
    has: id => has.get(toBlob(id)) !== undefined,
    lineOf(id) {
      const row = lineOf.get(toBlob(id))
      return row ? toId(row.feed) : null
    },
    get(id) {
      const row = find.get(toBlob(id))
      return (row && decode(row).find(message => message.id === id)) ?? null
    },
    covers: (group, feed, seq) => (covers.get(toBlob(group), toBlob(feed), seq)?.last ?? -1) >= seq,
    range: (group, feed, from, to) =>
      within
        .all(toBlob(group), toBlob(feed), from, to)
        .flatMap(decode)
        .filter(({ seq }) => seq >= from && seq < to),
    ofDocument: (document, after) =>
      ofDocument
        .all(toBlob(document), after)
        .flatMap(decode)
        .filter(message => message.document === document && message.position > after),
    lastOf: document => lastOf.get(toBlob(document))?.last ?? 0,
    documentsIn: (group, feed) =>
      documentsIn.all(toBlob(group), toBlob(feed)).map(({ document }) => toId(document)),
    count: group => count.get(toBlob(group))?.count ?? 0,
  }
}

export const packWriter = (database: Statements): PackWriter => {
  const decode = decoder()
  const secret = database.prepare<[Buffer], { secret: Buffer }>(
    'SELECT secret FROM documents WHERE id = ?',
  )
  const secretOf: SecretOf = document => {
    const row = secret.get(toBlob(document))
    return row ? toBytes(row.secret) : null
  }
  const insert = database.prepare(`
    INSERT INTO packs (group_id, feed, first, last, beside, bytes) VALUES (?, ?, ?, ?, ?, ?)`)
  const insertId = database.prepare('INSERT INTO packed_messages VALUES (?, ?)')
  const insertDocument = database.prepare('INSERT INTO packed_documents VALUES (?, ?, ?)')
  const removeId = database.prepare('DELETE FROM packed_messages WHERE id = ?')
  const removeDocument = database.prepare(
    'DELETE FROM packed_documents WHERE document = ? AND pack = ?',
  )
  const remove = database.prepare('DELETE FROM packs WHERE number = ?')
  const find = database.prepare<[Buffer], Row>(byId)
  const within = database.prepare<[Buffer, Buffer, number, number], Row>(byRun)
  const ofDocument = database.prepare<[Buffer], Row>(
    `SELECT ${columns} FROM packed_documents JOIN packs ON packs.number = pack WHERE document = ?`,
  )

  const lastByDocument = (messages: readonly StoredMessage[]): Map<DocumentId, number> => {
    const last = new Map<DocumentId, number>()
    for (const { document, position } of messages)
      if (document) last.set(document, Math.max(position, last.get(document) ?? 0))
    return last
  }
  const removeRow = (row: Row): StoredMessage[] => {
    const messages = decode(row)
    for (const { id } of messages) removeId.run(toBlob(id))
    for (const document of lastByDocument(messages).keys())
      removeDocument.run(toBlob(document), row.number)
    remove.run(row.number)
    return messages
  }
  return {
    keep(messages) {
      const [first, last] = [messages[0], messages.at(-1)]
      const pack = packed(messages, secretOf)
      if (!pack || !first || !last) return false
      const { lastInsertRowid } = insert.run(
        toBlob(first.group),
        toBlob(first.line),
        first.seq,
        last.seq,
        pack.beside,
        pack.bytes,
      )
      for (const { id } of messages) insertId.run(toBlob(id), lastInsertRowid)
      for (const [document, position] of lastByDocument(messages))
        insertDocument.run(toBlob(document), lastInsertRowid, position)
      return true
    },
    takeOut(id) {
      const row = find.get(toBlob(id))
      return row ? removeRow(row) : []
    },
    takeOutFrom: (group, feed, seq) =>
      within.all(toBlob(group), toBlob(feed), seq, Number.MAX_SAFE_INTEGER).flatMap(removeRow),
    *takeOutOf(document) {
      for (const row of ofDocument.all(toBlob(document))) yield removeRow(row)
    },
  }
}
