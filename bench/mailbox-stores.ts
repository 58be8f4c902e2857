// Both stores of a mailbox host in one run: SQLite, and PostgreSQL with a synchronous standby on the
// same disk. 64 writers; then a read among many mailboxes; then appends while a million parts expire.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openPostgresStore } from '#mailbox'
import { openPostgres, type Server } from '#tests/postgres'
import { quantile, verdict } from './measure.ts'
import type { Asked, Expired, Written } from './mailbox-writer.ts'
import { answer, overPostgres, start } from './processes.ts'

const writers = 64
const seconds = 15
const day = 86_400_000
/** The days whose parts are there: 90, and today. */
const today = 20_000 * day

const kept = { mailboxes: 100_000, days: 90, extra: 10, bytes: 552 }
const expired = { mailboxes: 10_000, parts: 100 }

/** As docs/mailbox.md advises: the database has a quarter of the machine's memory. */
const buffers = `shared_buffers=${Math.floor(totalmem() / 4 / (1 << 20))}MB`
const settings = [buffers, 'max_wal_size=8GB', 'wal_retrieve_retry_interval=500ms']

const milliseconds = (samples: number[], at: number): string =>
  `${quantile(samples, at).toFixed(1)} ms`
const megabytes = (bytes: number): string => (bytes / (1 << 20)).toFixed(0)

/** A host that writes, and one question to it. */
const openWriter = async (place: string, options: string[] = []) => {
  const child = start('mailbox-writer.ts', [place, String(today)], options)
  await answer(child)
  return {
    ask<Figures>(asked: Asked): Promise<Figures> {
      child.send(asked)
      return answer<Figures>(child)
    },
    async close() {
      child.send('end' satisfies Asked)
      await once(child, 'exit')
    },
  }
}
type Writer = Awaited<ReturnType<typeof openWriter>>

const appends = async (name: string, writer: Writer): Promise<{ rate: number; p99: number }> => {
  const { count, p50, p99, grown } = await writer.ask<Written>({ append: { writers, seconds } })
  const rate = count / seconds
  console.log(
    [
      `${name}: ${rate.toFixed(0)} appends of 1 KiB a second by ${writers} writers`,
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      `memory of the host grew by ${megabytes(grown)} MiB`,
      verdict(`memory of ${name} in ${count} appends`, '64 MiB more', grown <= 64 << 20),
    ].join(', '),
  )
  await writer.close()
  return { rate, p99 }
}

/** Parts of `count` mailboxes on one day, written by the database itself; `first` is their place. */
const fill = async (
  server: Server,
  database: string,
  { on, count, each, first }: { on: number; count: number; each: number; first: number },
): Promise<void> => {
  await server.ask(`SET ROLE mailbox; SELECT add_day(${on})`, database)
  await server.ask(
    `INSERT INTO parts_${on} SELECT b.box, ${first} + n, ${on * day},
      decode(repeat(md5(b.box::text), ${Math.ceil(kept.bytes / 16)}), 'hex')
      FROM generate_series(0, ${each - 1}) n, (SELECT box FROM boxes ORDER BY box LIMIT ${count}) b`,
    database,
  )
}

/** Mailboxes with `parts` parts each to come. */
const addBoxes = async (server: Server, database: string, count: number, parts: number) => {
  const size = Math.ceil(kept.bytes / 16) * 16 + 64
  await server.ask(
    `INSERT INTO boxes (address, last, parts, bytes)
      SELECT substr(convert_to(repeat('mailbox ' || i || ' ', 4), 'UTF8'), 1, 32), ${parts}, ${parts},
        ${parts * size} FROM generate_series(0, ${count - 1}) i`,
    database,
  )
  await server.ask(
    `UPDATE totals SET mailboxes = mailboxes + ${count}, parts = parts + ${count * parts},
      bytes = bytes + ${count * parts * size} WHERE slot = 1`,
    database,
  )
}

/** Leaves the tables as they are after an hour of a host: seen by the vacuum, and written to the disk. */
const settle = async (server: Server, database: string): Promise<void> => {
  await server.ask('VACUUM (ANALYZE)', database)
  await server.ask('CHECKPOINT', database)
}

/** The standby too: it writes into files of before, and makes none while a commit waits for it. */
const settleBoth = async (server: Server, standby: Server, database: string): Promise<void> => {
  await settle(server, database)
  const [row] = await server.ask('SELECT pg_current_wal_flush_lsn() AS last')
  const isThere = `SELECT WHERE pg_last_wal_replay_lsn() >= '${String(row?.['last'])}'`
  while ((await standby.ask(isThere)).length === 0) await pause(50)
  await standby.ask('CHECKPOINT')
}

/**
 * Brings the tables into the machine's memory, where a host has them after a while: filled, their
 * indexes are on the disk alone.
 */
const warm = async (server: Server, database: string): Promise<void> => {
  await server.ask('CREATE EXTENSION IF NOT EXISTS pg_prewarm', database)
  await server.ask(
    `SELECT pg_prewarm(oid, 'read') FROM pg_class WHERE relkind IN ('r', 'i')`,
    database,
  )
}

/** Takes the tables out of it: each page comes from the disk next. */
const cool = async (server: Server): Promise<void> => {
  await server.stop()
  const base = join(server.folder, 'data/base')
  for (const file of readdirSync(base, { recursive: true, withFileTypes: true }))
    if (file.isFile()) {
      const words = [`if=${join(file.parentPath, file.name)}`, 'iflag=nocache', 'count=0']
      execFileSync('dd', words, { stdio: 'ignore' })
    }
  await server.start()
}

/** How long each read of a whole mailbox took, in milliseconds. */
const readSome = (address: string, count: number): Promise<number[]> => {
  const numbers = [count, kept.mailboxes, kept.days + kept.extra].map(String)
  return answer(start('mailbox-reader.ts', [address, ...numbers], overPostgres))
}

const reads = async (server: Server): Promise<void> => {
  const database = await server.database()
  const address = server.address(database)
  await (await openPostgresStore(address)).close()
  const { mailboxes, days, extra } = kept
  const parts = days + extra
  await addBoxes(server, database, mailboxes, parts)
  for (let back = 1; back <= days; back++) {
    const each = back <= extra ? 2 : 1
    const first = back <= extra ? parts - 2 * back + 1 : days - back + 1
    await fill(server, database, { on: today / day - back, count: mailboxes, each, first })
  }
  await settle(server, database)
  await warm(server, database)
  const fromMemory = await readSome(address, 3_000)
  const p99 = quantile(fromMemory, 0.99)
  await cool(server)
  const fromDisk = await readSome(address, 400)
  console.log(
    [
      `PostgreSQL: a read of ${parts} parts over ${days} days among ${mailboxes} mailboxes`,
      `from memory p50 ${milliseconds(fromMemory, 0.5)}, p99 ${milliseconds(fromMemory, 0.99)}`,
      verdict('a read in PostgreSQL from memory p99', '5 ms', p99 <= 5),
      `from the disk p50 ${milliseconds(fromDisk, 0.5)}, p99 ${milliseconds(fromDisk, 0.99)}`,
    ].join(', '),
  )
  await server.ask(`DROP DATABASE ${database}`)
}

/** Memory of a database's process that is its own, in bytes. */
const ownMemory = (id: number): number => {
  const found = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) * 1024
}

const expiry = async (server: Server, standby: Server): Promise<void> => {
  const database = await server.database()
  const writer = await openWriter(server.address(database), overPostgres)
  const { mailboxes, parts } = expired
  await addBoxes(server, database, mailboxes, parts)
  const on = today / day - 91
  await fill(server, database, { on, count: mailboxes, each: parts, first: 1 })
  await settleBoth(server, standby, database)
  const { count, p99, longest, dropped, took } = await writer.ask<Expired>({
    expire: (on + 1) * day,
  })
  if (dropped !== mailboxes * parts) throw new Error(`a bench removed ${dropped} parts`)
  const ids = await server.ask(
    `SELECT pid FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`,
    database,
  )
  const most = Math.max(...ids.map(({ pid }) => ownMemory(Number(pid))))
  console.log(
    [
      `PostgreSQL: ${dropped} parts expire in ${(took / 1000).toFixed(1)} s`,
      `meanwhile ${count} appends, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`,
      verdict('the longest append during expiry', '50 ms', longest <= 50),
      `a process of the database holds ${megabytes(most)} MiB at most`,
    ].join(', '),
  )
  await writer.close()
}

export const mailboxStores = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-mailbox-'))
  const alone = await appends('SQLite', await openWriter(folder))
  rmSync(folder, { recursive: true, force: true })

  const server = await openPostgres(settings)
  try {
    await reads(server)
    const standby = await server.standby()
    try {
      await server.waitFor(true)
      const writer = await openWriter(server.address(await server.database()), overPostgres)
      const { rate, p99 } = await appends('PostgreSQL with a synchronous standby', writer)
      const enough = rate >= 10_000 || rate >= 0.2 * alone.rate
      const ratio = (rate / alone.rate).toFixed(2)
      console.log(
        [
          `PostgreSQL takes ${ratio}x of what SQLite takes`,
          verdict('appends in PostgreSQL', '10,000 a second or 0.2x', enough),
          verdict('an append in PostgreSQL p99', '50 ms', p99 <= 50),
        ].join(', '),
      )
      await expiry(server, standby)
    } finally {
      await server.waitFor(false)
      await standby.remove()
    }
  } finally {
    await server.remove()
  }
}
