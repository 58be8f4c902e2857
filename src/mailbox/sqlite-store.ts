// The default store of a host: one SQLite file of sealed parts. Parts that arrive within one turn
// of the event loop are one transaction, so that many mailboxes share one wait for the disk.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Failure } from '#shared/failure'
import { random } from '#core/keys'
import { partOverhead, type Part, type Refusal, type Store } from './store.ts'
import { blob, type Waiting } from './waiting.ts'

const schema = `
CREATE TABLE IF NOT EXISTS host (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  log BLOB NOT NULL,
  floor INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mailboxes (
  number INTEGER PRIMARY KEY,
  address BLOB NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  mailbox INTEGER NOT NULL REFERENCES mailboxes (number),
  place INTEGER NOT NULL,
  at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (mailbox, place)
) STRICT;
CREATE INDEX IF NOT EXISTS parts_by_age ON parts (at);
`

type Box = { number: number; last: number; parts: number; bytes: number }

/** Expired parts that one transaction removes: writers do not wait longer than that. */
const sliceOf = 500

const open = (directory: string): Sqlite.Database => {
  try {
    const database = new Sqlite(join(directory, 'mailbox.db'), { timeout: 0 })
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('secure_delete = ON')
    database.pragma('temp_store = 2')
    database.pragma('trusted_schema = OFF')
    database.exec(schema)
    const insert = database.prepare('INSERT INTO host VALUES (1, ?, 0) ON CONFLICT DO NOTHING')
    insert.run(Buffer.from(random(16)))
    return database
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new Failure(code.startsWith('SQLITE_BUSY') ? 'profile-in-use' : 'not-writable', { cause })
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(SQLITE_FULL|SQLITE_IOERR)/.test(String(error.code))

/** The first of `rows`: at least one if there is one, then up to `most` bytes. */
const firstOf = (rows: Iterable<{ place: number; bytes: Buffer }>, most: number): Part[] => {
  const found: Part[] = []
  let length = 0
  for (const { place, bytes } of rows) {
    length += bytes.length
    if (found.length > 0 && length > most) break
    found.push({ place, bytes: new Uint8Array(bytes) })
  }
  return found
}

const statementsOf = (database: Sqlite.Database) => ({
  boxOf: database.prepare<[Buffer], Box>('SELECT * FROM mailboxes WHERE address = ?'),
  addBox: database.prepare<[Buffer]>('INSERT INTO mailboxes SELECT NULL, ?, floor, 0, 0 FROM host'),
  addPart: database.prepare<[number, number, number, Buffer]>(
    'INSERT INTO parts VALUES (?, ?, ?, ?)',
  ),
  grow: database.prepare<[number, number, number]>(
    'UPDATE mailboxes SET last = ?, parts = parts + 1, bytes = bytes + ? WHERE number = ?',
  ),
  page: database.prepare<[number, number], { place: number; bytes: Buffer }>(
    'SELECT place, bytes FROM parts WHERE mailbox = ? AND place > ? ORDER BY place',
  ),
  host: database.prepare<[], { log: Buffer; floor: number }>('SELECT log, floor FROM host'),
  sum: database.prepare<[], { mailboxes: number; parts: number; bytes: number }>(
    `SELECT count(*) AS mailboxes, coalesce(sum(parts), 0) AS parts,
      coalesce(sum(bytes), 0) AS bytes FROM mailboxes`,
  ),
  oldest: database.prepare<[number, number], { id: number; mailbox: number; size: number }>(
    `SELECT rowid AS id, mailbox, length(bytes) + ${partOverhead} AS size
      FROM parts WHERE at < ? ORDER BY at LIMIT ?`,
  ),
  removePart: database.prepare<[number]>('DELETE FROM parts WHERE rowid = ?'),
  shrink: database.prepare<[number, number]>(
    'UPDATE mailboxes SET parts = parts - 1, bytes = bytes - ? WHERE number = ?',
  ),
  raise: database.prepare<[number]>(
    `UPDATE host SET floor = max(floor,
      (SELECT coalesce(max(last), 0) FROM mailboxes WHERE number = ? AND parts = 0))`,
  ),
  forget: database.prepare<[number]>('DELETE FROM mailboxes WHERE number = ? AND parts = 0'),
})

/**
 * The store in `directory`, which must be there. Failures: `profile-in-use` when another host has it
 * open, `not-writable`.
 */
export const sqliteStore = (directory: string): Store => {
  const database = open(directory)
  const sql = statementsOf(database)

  let total = sql.sum.get() ?? { mailboxes: 0, parts: 0, bytes: 0 }
  let waiting: Waiting[] = []
  let flushed: Promise<void> | null = null

  const keep = ({ mailbox, bytes, at, quotas }: Waiting): { place: number } | Refusal => {
    const size = bytes.length + partOverhead
    const address = blob(mailbox)
    const known = sql.boxOf.get(address)
    if ((known?.bytes ?? 0) + size > quotas.mailbox) return 'mailbox-full'
    if (total.bytes + size > quotas.total) return 'host-full'
    if (!known) sql.addBox.run(address)
    const box = known ?? sql.boxOf.get(address)
    if (!box) throw new TypeError('a mailbox that was just added is not there')
    const place = box.last + 1
    sql.addPart.run(box.number, place, at, blob(bytes))
    sql.grow.run(place, size, box.number)
    total = {
      mailboxes: total.mailboxes + (known ? 0 : 1),
      parts: total.parts + 1,
      bytes: total.bytes + size,
    }
    return { place }
  }
  const keepAll = database.transaction((all: readonly Waiting[]) => all.map(keep))

  const flush = async (): Promise<void> => {
    await new Promise(setImmediate)
    const all = waiting
    const before = total
    waiting = []
    flushed = null
    try {
      const outcomes = keepAll(all)
      for (const [index, { settle }] of all.entries()) settle(outcomes[index] ?? 'host-full')
    } catch (error) {
      total = before
      // No room on the disk: nothing of this turn is kept, and each waiter is told.
      for (const { settle, fail } of all)
        if (isFull(error)) settle('host-full')
        else fail(error)
    }
  }

  const dropSlice = database.transaction((before: number): number => {
    const rows = sql.oldest.all(before, sliceOf)
    let { mailboxes, parts, bytes } = total
    for (const { id, mailbox, size } of rows) {
      sql.removePart.run(id)
      sql.shrink.run(size, mailbox)
      parts--
      bytes -= size
    }
    // The mailboxes of these parts alone: there may be millions.
    for (const number of new Set(rows.map(({ mailbox }) => mailbox))) {
      sql.raise.run(number)
      mailboxes -= sql.forget.run(number).changes
    }
    total = { mailboxes, parts, bytes }
    return rows.length
  })

  return {
    append: (mailbox, bytes, { at, quotas }) =>
      new Promise((settle, fail) => {
        waiting.push({ mailbox, bytes, at, quotas, settle, fail })
        flushed ??= flush()
      }),
    async read(mailbox, after, most) {
      const box = sql.boxOf.get(blob(mailbox))
      return box ? firstOf(sql.page.iterate(box.number, after), most) : []
    },
    async dropExpired(before) {
      let dropped = 0
      for (let count = sliceOf; count === sliceOf; dropped += count) {
        count = dropSlice(before)
        await new Promise(setImmediate)
      }
      return dropped
    },
    async usage(mailbox) {
      const row = sql.host.get()
      const log = new Uint8Array(row?.log ?? [])
      if (mailbox === undefined) return { log, ...total, last: 0 }
      const { parts, bytes, last } = sql.boxOf.get(blob(mailbox)) ?? {
        parts: 0,
        bytes: 0,
        last: row?.floor ?? 0,
      }
      return { log, mailboxes: parts > 0 ? 1 : 0, parts, bytes, last }
    },
    async close() {
      await flushed
      database.close()
    },
  }
}
