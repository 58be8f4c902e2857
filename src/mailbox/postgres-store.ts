// The store of a host that outlives a machine: PostgreSQL, best with a synchronous standby. Parts that
// arrive while others are on their way are one statement, so that many mailboxes share one commit.
import type pg from 'pg'
import type { Bytes } from '#core/keys'
import { openConnections, type Ask } from './postgres-connections.ts'
import { codeOf, withoutWords } from './postgres-errors.ts'
import { prepare, type OfHost } from './postgres-prepare.ts'
import { day } from './postgres-schema.ts'
import { partOverhead, type Part, type Refusal, type Store } from './store.ts'
import { blob, bytesOf, type Waiting } from './waiting.ts'

/** Parts, and bytes, of one statement. */
const mostParts = 512
const mostBytes = 4 << 20
/** Bytes that may wait to be written. */
const mostWaiting = 64 << 20
/** Expired parts that one transaction removes: writers do not wait longer than that. */
const sliceOf = 100
/** Pages of a table that are looked through at a time for what has expired. */
const pagesOf = 128
const isFull = (error: unknown): boolean => codeOf(error) === '53100'
const hasNoDay = (error: unknown): boolean => codeOf(error) === '23514'
const isBusy = (error: unknown): boolean => codeOf(error) === '55P03'

const list = (numbers: readonly number[]): string => `{${numbers.join()}}`
const atMost = Number.MAX_SAFE_INTEGER
const whole = (quota: number): number => Math.floor(Math.max(-atMost, Math.min(atMost, quota)))

const outcomeOf = (place: number): { place: number } | Refusal =>
  place > 0 ? { place } : place === -1 ? 'mailbox-full' : 'host-full'

/** The first of those that wait which are one statement together. */
const batchOf = (waiting: readonly Waiting[]): Waiting[] => {
  let bytes = 0
  const beyond = waiting.findIndex((each, index) => {
    bytes += each.bytes.length
    return index > 0 && (index === mostParts || bytes > mostBytes)
  })
  return waiting.slice(0, beyond < 0 ? waiting.length : beyond)
}

const appendOf = (batch: readonly Waiting[], now: number): pg.QueryConfig => {
  let end = 0
  const begins = batch.map(({ bytes }) => {
    end += bytes.length
    return end - bytes.length
  })
  return {
    name: 'append',
    text: 'SELECT check_clock($8), append_parts($1, $2, $3, $4, $5, $6, $7) AS places',
    values: [
      Buffer.concat(batch.map(({ mailbox }) => mailbox)),
      Buffer.concat(batch.map(({ bytes }) => bytes)),
      list(begins),
      list(batch.map(({ bytes }) => bytes.length)),
      list(batch.map(({ at }) => at)),
      list(batch.map(({ quotas }) => whole(quotas.mailbox))),
      list(batch.map(({ quotas }) => whole(quotas.total))),
      now,
    ],
  }
}

const sizeOf = ({ bytes }: Pick<Waiting, 'bytes'>): number => bytes.length + partOverhead

/** Writes those that wait, one batch after another. */
const openWriter = (ask: Ask, now: () => number) => {
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let flushed: Promise<void> | null = null

  const taken = (): Waiting[] => {
    const batch = batchOf(waiting)
    waiting = waiting.slice(batch.length)
    for (const part of batch) waitingBytes -= sizeOf(part)
    return batch
  }
  const addDays = async (batch: readonly Waiting[]): Promise<void> => {
    for (const wanted of new Set(batch.map(({ at }) => Math.floor(at / day))))
      await ask({ text: 'SELECT add_day($1)', values: [wanted] })
  }
  const keep = async (batch: readonly Waiting[], isAgain = false): Promise<number[]> => {
    try {
      const rows = await ask<{ places: string[] }>(appendOf(batch, now()))
      return rows[0]?.places.map(Number) ?? []
    } catch (error) {
      if (isAgain || !hasNoDay(error)) throw error
      await addDays(batch)
      return keep(batch, true)
    }
  }
  const failed = async (batch: readonly Waiting[], error: unknown): Promise<void> => {
    // The next connection ends what the one before still does: only then is it known what is kept.
    await ask({ text: 'SELECT' }).catch(() => {})
    if (isFull(error)) {
      for (const { settle } of batch) settle('host-full')
      return
    }
    // The batches behind it would wait as long and fail as well.
    for (const { fail } of [...batch, ...waiting]) fail(withoutWords(error))
    waiting = []
    waitingBytes = 0
  }
  const flush = async (): Promise<void> => {
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = taken()
      try {
        const places = await keep(batch)
        for (const [index, { settle }] of batch.entries()) settle(outcomeOf(places[index] ?? -2))
      } catch (error) {
        await failed(batch, error)
      }
    }
    flushed = null
  }
  return {
    append: (part: Omit<Waiting, 'settle' | 'fail'>) =>
      new Promise<{ place: number } | Refusal>((settle, fail) => {
        const size = sizeOf(part)
        if (waitingBytes + size > mostWaiting) return fail(new Error('database: busy'))
        waitingBytes += size
        waiting.push({ ...part, settle, fail })
        flushed ??= flush()
      }),
    async ended() {
      await flushed
    },
  }
}

/** Removes parts of a day whose table has so many pages; how many. */
const removeOf = async (
  ask: Ask,
  { day, pages, before }: { day: number; pages: number; before: number },
): Promise<number> => {
  let removed = 0
  for (let page = 0; page < pages; page += pagesOf) {
    const found = await ask<{ place: string }>({
      name: 'expired',
      text: 'SELECT expired_in($1, $2, $3, $4) AS place',
      values: [day, before, page, pagesOf],
    })
    for (let at = 0; at < found.length; at += sliceOf) {
      const places = found.slice(at, at + sliceOf).map(({ place }) => `"${place}"`)
      const rows = await ask<{ count: string }>({
        name: 'remove',
        text: 'SELECT remove_parts($1, $2, $3) AS count',
        values: [day, before, `{${places.join()}}`],
      })
      removed += Number(rows[0]?.count)
    }
  }
  return removed
}

/** Removes parts of the days that begin before `before`, and the tables of those that end then. */
const dropExpired = async (ask: Ask, now: number, before: number): Promise<number> => {
  await ask({ text: 'SELECT check_clock($1)', values: [now] })
  let dropped = 0
  const days = await ask<{ day: string; pages: string }>({
    text: `SELECT day, coalesce(pg_relation_size(to_regclass('parts_' || day))
        / current_setting('block_size')::integer, 0) AS pages
      FROM days WHERE day * $2 < $1 ORDER BY day`,
    values: [before, day],
  })
  for (const row of days) {
    const each = Number(row.day)
    dropped += await removeOf(ask, { day: each, pages: Number(row.pages), before })
    if ((each + 1) * day > before) continue
    try {
      await ask({ text: 'SELECT drop_day($1)', values: [each] })
    } catch (error) {
      // A backup reads it, perhaps: the next hour finds it empty again.
      if (!isBusy(error)) throw error
    }
  }
  return dropped
}

const pageOf = async (
  ask: Ask,
  mailbox: Bytes,
  { after, most }: { after: number; most: number },
): Promise<Part[]> => {
  const rows = await ask<{ places: string[]; lengths: number[]; bodies: string }>({
    name: 'read',
    text: 'SELECT places, lengths, bodies FROM read_pieces($1, $2, $3)',
    values: [blob(mailbox), after, whole(most)],
  })
  return rows.flatMap(({ places, lengths, bodies }) => {
    const bytes = bytesOf(Buffer.from(bodies, 'base64'))
    let end = 0
    return places.map((place, at) => {
      const begin = end
      end += lengths[at] ?? 0
      return { place: Number(place), bytes: bytes.subarray(begin, end) }
    })
  })
}

type UsageRow = {
  log: Buffer
  mailboxes: string
  parts: string
  bytes: string
  last: string
  standby?: boolean
}
const usageText = {
  one: `SELECT h.log, (coalesce(b.parts, 0) > 0)::integer AS mailboxes, coalesce(b.parts, 0) AS parts,
    coalesce(b.bytes, 0) AS bytes, coalesce(b.last, h.floor) AS last
    FROM host h LEFT JOIN boxes b ON b.address = $1`,
  all: `SELECT (SELECT log FROM host), sum(mailboxes) AS mailboxes, sum(parts) AS parts,
    sum(bytes) AS bytes, 0 AS last, current_setting('synchronous_standby_names') <> '' AS standby
    FROM totals`,
}

const newestText = `SELECT coalesce(b.last, 0) AS last FROM generate_series(1, $2::integer) i
  LEFT JOIN boxes b ON b.address = substr($1::bytea, i * 32 - 31, 32) ORDER BY i`

/**
 * The store in the database at `address` (`postgres://…`), which several hosts may share. Failures:
 * `invalid-input` for an address that is none; `address-unreachable`; `not-writable` where it may
 * not make its tables, a power cut would take what was kept, the server may log an address, or the
 * host has another clock or another time to keep parts than the rest.
 */
export const openPostgresStore = async (
  address: string,
  { keeps, now = Date.now }: Partial<OfHost> = {},
): Promise<Store> => {
  await prepare(address, { ...(keeps !== undefined && { keeps }), now })
  const connections = await openConnections(address)
  const writer = openWriter(connections.write, now)
  const plainly = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw withoutWords(error)
    }
  }
  return {
    append: (mailbox, bytes, given) => writer.append({ mailbox, bytes, ...given }),
    read: (mailbox, after, most) => plainly(pageOf(connections.read, mailbox, { after, most })),
    dropExpired: before => plainly(dropExpired(connections.remove, now(), before)),
    async usage(mailbox) {
      const query =
        mailbox === undefined
          ? { name: 'all', text: usageText.all }
          : { name: 'one', text: usageText.one, values: [blob(mailbox)] }
      const [row] = await plainly(connections.read<UsageRow>(query))
      return {
        log: new Uint8Array(row?.log ?? []),
        mailboxes: Number(row?.mailboxes),
        parts: Number(row?.parts),
        bytes: Number(row?.bytes),
        last: Number(row?.last),
        ...(row?.standby !== undefined && { standby: row.standby }),
      }
    },
    async newest(mailboxes) {
      const query = {
        name: 'newest',
        text: newestText,
        values: [Buffer.concat(mailboxes), mailboxes.length],
      }
      const rows = await plainly(connections.read<{ last: string }>(query))
      return rows.map(({ last }) => Number(last))
    },
    whenRenewed: connections.whenRenewed,
    async close() {
      await writer.ended()
      await connections.close()
    },
  }
}
