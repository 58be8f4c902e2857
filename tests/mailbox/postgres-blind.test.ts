// The files of the database, its write-ahead log and its logs hold nothing but sealed parts of six
// sizes: no words, no author, no group, and in the logs no address of a mailbox either. Two members
// write by a host on it; a hundred times as much in `npm run prove`.
// @module-tag long
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { fromHex, random, toHex } from '#core/keys'
import { openPostgresStore } from '#mailbox'
import { temporaryArchive } from '#tests/archive'
import { alice, joiner, type Person } from '#tests/group'
import { brisk, hosted } from '#tests/mailbox'
import { openPostgres, type Server } from '#tests/postgres'
import { until, withSync, type Device } from '#tests/sync'
import { patiently, trials } from '#tests/trials'
import { mailboxPair } from '../../src/core/sync/mailbox/address.ts'

let server: Server
beforeAll(async () => {
  server = await openPostgres()
})
afterAll(() => server.remove())

const online = (person: Person, url: string): Device => {
  const device = withSync(person, brisk().later)
  device.sync.mailboxes.start()
  device.sync.mailboxes.set(person.group.id, url)
  return device
}

/** All files below a folder, whole. */
const filesIn = (folder: string): { name: string; bytes: Buffer }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => ({ name, path: join(folder, name) }))
    .filter(({ path }) => statSync(path).isFile())
    .map(({ name, path }) => ({ name, bytes: readFileSync(path) }))

/** The names of the files that hold one of these, as it is or as letters of its bytes. */
const holding = (files: ReturnType<typeof filesIn>, traces: readonly (string | Uint8Array)[]) => {
  const sought = traces.flatMap(trace =>
    typeof trace === 'string'
      ? [Buffer.from(trace), Buffer.from(trace, 'utf16le')]
      : [Buffer.from(trace), Buffer.from(toHex(trace))],
  )
  return files.flatMap(({ name, bytes }) =>
    sought.some(trace => bytes.includes(trace)) ? [name] : [],
  )
}

const sizes = [512, 1_024, 2_048, 4_096, 8_192, 16_384]
/** Bytes that sealing adds: a nonce and a tag. */
const sealing = 40
const hour = 3_600_000
/** Traces of a mailbox, of a part or of a statement. */
const inLog = /[0-9a-f]{16}|append_parts|boxes|parts_|ERROR|STATEMENT|DETAIL|CONTEXT/i

test(
  'two members write by a host: the database holds sealed parts alone, and its logs nothing of them',
  async () => {
    const database = await server.database()
    const store = await openPostgresStore(server.address(database))
    const { url } = await hosted({ store })
    const a = online(alice(), url)
    const b = online(joiner('Mwanaisha', a, { archive: temporaryArchive() }), url)
    const page = a.notebook.create()
    a.notebook.share(page)
    const written: string[] = []
    for (let line = 0; line < trials(2_000); line++) {
      const words = `paragraph ${line} ${toHex(random(8))} ${'of the submission '.repeat(line % 90)}`
      written.push(words)
      const [author, reader] = line % 2 === 0 ? [a, b] : [b, a]
      await until(() => author.notebook.lines(page) !== null)
      author.notebook.write(page, words)
      await until(() => reader.notebook.lines(page)?.includes(words) === true)
    }
    // The database meets errors with an address in them, and loses a process in mid-statement.
    const address = mailboxPair(a.group.epoch().key).public
    const hex = toHex(address)
    const twice = `INSERT INTO boxes (address, last, parts, bytes) VALUES ('\\x${hex}', 1, 1, 1)`
    await expect(server.ask(twice, database)).rejects.toThrow('duplicate key')
    await expect(server.ask(`SELECT '${hex}' / 0`, database)).rejects.toThrow('integer')
    await expect(
      server.ask(
        `SET client_min_messages = warning; SELECT pg_terminate_backend(pg_backend_pid()), '${hex}'`,
        database,
      ),
    ).rejects.toThrow('terminat')
    await server.ask('CHECKPOINT')

    const files = filesIn(join(server.folder, 'data'))
    const walls = files.filter(({ name }) => name.startsWith('pg_wal/0'))
    expect(walls.length).toBeGreaterThan(0)
    // The search finds what is there: the address of the mailbox, in the data and in the log of writes.
    expect(holding(files, [address]).some(name => name.startsWith('base/'))).toBe(true)
    expect(holding(walls, [address]).length).toBeGreaterThan(0)

    const people = [a, b].flatMap(({ group: { self }, handle }) => [
      handle,
      self.member,
      self.device,
    ])
    const names = [...people, page, a.group.id, a.group.epoch().id]
    const ids = names.filter(name => name !== null && /^[0-9a-f]{16,}$/.test(name)) as string[]
    expect(ids.length).toBeGreaterThanOrEqual(6)
    const traces = [
      ...written.map(words => words.slice(0, 28)),
      'Advisory group',
      'Mwanaisha',
      'of the submission',
    ]
    expect(holding(files, [...traces, ...ids, ...ids.map(fromHex)])).toEqual([])

    const found = await server.ask(
      'SELECT DISTINCT octet_length(body) AS size, at FROM parts',
      database,
    )
    expect(found.length).toBeGreaterThan(0)
    for (const { size, at } of found) {
      expect(sizes).toContain(Number(size) - sealing)
      expect(Number(at) % hour).toBe(0)
    }

    const log = readFileSync(join(server.folder, 'log'), 'utf8')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toMatch(inLog)
    onTestFinished(() => {
      expect([...a.defects, ...b.defects]).toEqual([])
    })
  },
  patiently.timeout,
)

test('a process of the database is killed in the middle of a statement: the log says nothing of it', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  onTestFinished(() => store.close())
  const given = { at: hour, quotas: { mailbox: 1 << 20, total: 1 << 20 } }
  const mailbox = random(32)
  await store.append(mailbox, random(512), given)
  const holder = server
    .ask('SELECT pg_advisory_lock(1), pg_sleep(3600)', database)
    .catch(() => 'over')
  const of = `SELECT pid FROM pg_stat_activity WHERE datname = '${database}' AND wait_event =`
  await expect.poll(() => server.ask(`${of} 'PgSleep'`)).toHaveLength(1)
  const outcome = store.append(mailbox, random(512), given).catch(String)
  const waiting = () => server.ask(`${of} 'advisory'`)
  await expect.poll(waiting).toHaveLength(1)
  process.kill(Number((await waiting())[0]!.pid), 'SIGKILL')
  expect([await outcome, await holder]).toEqual(['Error: database: away', 'over'])
  await expect
    .poll(() => store.append(mailbox, random(512), given).catch(String))
    .toEqual({ place: 2 })
  const log = readFileSync(join(server.folder, 'log'), 'utf8')
  expect(log).toContain('terminated by signal 9')
  expect(log).not.toMatch(inLog)
})
