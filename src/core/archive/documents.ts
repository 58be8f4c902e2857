// Documents as rows, and the sealed edits of private ones.
import { decodeStrict, encode } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { orNull, toBlob, toBytes, toId, type Write } from './columns.ts'
import type { DocumentRow, Draft } from './rows.ts'
import type { Statements } from './statements.ts'

export type ListedDocument = Omit<DocumentRow, 'secret'>

export type DocumentKey = Pick<DocumentRow, 'group' | 'shared' | 'secret'>

export type DocumentStore = {
  /** Adds the document or replaces its row; search follows a new title of an indexed page. */
  put(row: DocumentRow): void
  get(id: DocumentId): DocumentRow | null
  /** The constant parts of a document, asked for with every message, without reading the row. */
  keyOf(id: DocumentId): DocumentKey | null
  /** Newest change first, and of one time as they came; without the columns that no list shows. */
  list(group: GroupId): ListedDocument[]
  /** Removes the row with its drafts, snapshot, search text and unsent text. Its messages stay. */
  remove(id: DocumentId): void
}

export type DraftStore = {
  append(document: DocumentId, draft: Draft): void
  /** In the order of `append`. */
  list(document: DocumentId): Draft[]
  remove(document: DocumentId): void
}

// SQLite converts ids to text here: a list of ten thousand would make as many buffers and take five
// times as long.
const listed = `lower(hex(id)) AS id, kind, title, language, reference, status, shared, created_at,
  changed_at, iif(changed_by IS NULL, NULL, lower(hex(changed_by))) AS changed_by, words`

type Listed = {
  id: string
  kind: string
  title: string
  language: string
  reference: string
  status: string
  shared: number
  created_at: number
  changed_at: number
  changed_by: string | null
  words: number
}
type Columns = Listed & { group_id: string; secret: Buffer }
type KeyColumns = Pick<Columns, 'group_id' | 'shared' | 'secret'>

const toListed = (row: Listed, group: GroupId): ListedDocument => ({
  id: row.id as DocumentRow['id'],
  group,
  kind: row.kind as DocumentRow['kind'],
  title: row.title,
  language: row.language as DocumentRow['language'],
  reference: row.reference,
  status: row.status as DocumentRow['status'],
  shared: row.shared === 1,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  changedBy: row.changed_by as DocumentRow['changedBy'],
  words: row.words,
})
const toRow = (row: Columns): DocumentRow => ({
  ...toListed(row, row.group_id as GroupId),
  secret: toBytes(row.secret),
})

const toKey = ({ group_id, shared, secret }: KeyColumns): DocumentKey => ({
  group: group_id as GroupId,
  shared: shared === 1,
  secret: toBytes(secret),
})

const mostKeys = 256
const isSameKey = (a: DocumentKey, b: DocumentKey): boolean =>
  a.group === b.group && a.shared === b.shared && Buffer.compare(a.secret, b.secret) === 0

export const documentStore = (
  database: Statements,
  write: Write,
  beside: { changed(id: DocumentId): void; removed(id: DocumentId): void; isOpen(): boolean },
): DocumentStore => {
  /** The committed rows, whatever happens to an open transaction. */
  const keys = new Map<DocumentId, DocumentKey>()
  const put = database.prepare(`
    INSERT INTO documents (id, group_id, kind, title, language, reference, status, shared, secret,
      created_at, changed_at, changed_by, words)
    VALUES (@id, @group, @kind, @title, @language, @reference, @status, @shared, @secret,
      @createdAt, @changedAt, @changedBy, @words)
    ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, kind = excluded.kind,
      title = excluded.title, language = excluded.language, reference = excluded.reference,
      status = excluded.status, shared = excluded.shared, secret = excluded.secret,
      created_at = excluded.created_at, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by, words = excluded.words`)
  const get = database.prepare<[Buffer], Columns>(
    `SELECT ${listed}, lower(hex(group_id)) AS group_id, secret FROM documents WHERE id = ?`,
  )
  const getKey = database.prepare<[Buffer], KeyColumns>(
    'SELECT lower(hex(group_id)) AS group_id, shared, secret FROM documents WHERE id = ?',
  )
  // The index has this order. By another one within a time, SQLite would sort all rows again.
  const list = database.prepare<[Buffer], Listed>(
    `SELECT ${listed} FROM documents WHERE group_id = ? ORDER BY changed_at DESC, number`,
  )
  const remove = database.prepare('DELETE FROM documents WHERE id = ?')
  return {
    put: row =>
      write(() => {
        const known = keys.get(row.id)
        if (known && !isSameKey(known, row)) keys.delete(row.id)
        put.run({
          ...row,
          id: toBlob(row.id),
          group: toBlob(row.group),
          shared: row.shared ? 1 : 0,
          changedBy: orNull(row.changedBy, toBlob),
        })
        beside.changed(row.id)
      }),
    get: id => orNull(get.get(toBlob(id)) ?? null, toRow),
    keyOf(id) {
      const known = keys.get(id)
      if (known) return known
      const found = orNull(getKey.get(toBlob(id)) ?? null, toKey)
      if (found && !beside.isOpen()) {
        if (keys.size >= mostKeys) keys.clear()
        keys.set(id, found)
      }
      return found
    },
    list: group => list.all(toBlob(group)).map(row => toListed(row, group)),
    remove: id =>
      write(() => {
        keys.delete(id)
        beside.removed(id)
        remove.run(toBlob(id))
      }),
  }
}

/** Bytes. */
const longestWriters = 16_384

export const draftStore = (database: Statements, write: Write): DraftStore => {
  const append = database.prepare(
    'INSERT INTO drafts (document, feed, writers, content) VALUES (?, ?, ?, ?)',
  )
  const list = database.prepare<[Buffer], { feed: Buffer; writers: Buffer; content: Buffer }>(
    'SELECT feed, writers, content FROM drafts WHERE document = ? ORDER BY position',
  )
  const remove = database.prepare('DELETE FROM drafts WHERE document = ?')
  return {
    append: (document, { feed, writers, update }) =>
      write(() => void append.run(toBlob(document), toBlob(feed), encode([...writers]), update)),
    list: document =>
      list
        .all(toBlob(document))
        .map(row => ({
          feed: toId(row.feed),
          writers: decodeStrict(toBytes(row.writers), longestWriters) as number[],
          update: toBytes(row.content),
        })),
    remove: document => write(() => void remove.run(toBlob(document))),
  }
}
