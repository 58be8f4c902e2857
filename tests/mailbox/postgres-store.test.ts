// The store in PostgreSQL against the suite of all stores, on a server of its own.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digest, random, toHex } from '#core/keys'
import { openPostgresStore, partOverhead, type Store } from '#mailbox'
import { Failure } from '#shared/failure'
import { openPostgres, type Server } from '#tests/postgres'
import { trials } from '#tests/trials'
import { blind } from '../../src/mailbox/postgres-prepare.ts'
import { schema, version } from '../../src/mailbox/postgres-schema.ts'
import { storeSuite } from '../acceptance/store.ts'

let server: Server
beforeAll(async () => {
  server = await openPostgres()
})
afterAll(() => server.remove())

const opened = async (): Promise<Store> =>
  openPostgresStore(server.address(await server.database()))

describe('in PostgreSQL', () => {
  storeSuite(opened, trials(40, 8))
})

const given = { at: 1, quotas: { mailbox: 1 << 20, total: 1 << 20 } }

test('a kept part is there after opening again, under the same log', async () => {
  const database = await server.database()
  const mailbox = random(32)
  const store = await openPostgresStore(server.address(database))
  await store.append(mailbox, new Uint8Array([1, 2, 3]), given)
  const before = await store.usage(mailbox)
  await store.close()
  const again = await openPostgresStore(server.address(database))
  expect(await again.usage(mailbox)).toEqual(before)
  expect(await again.read(mailbox, 0, 1000)).toEqual([
    { place: before.last, bytes: new Uint8Array([1, 2, 3]) },
  ])
  await again.close()
})

test('a host makes its tables where they are missing or older, and changes none that are newer', async () => {
  const database = await server.database()
  const address = server.address(database)
  await (await openPostgresStore(address)).close()
  const bodyOf = async (): Promise<unknown> =>
    (await server.ask(`SELECT prosrc FROM pg_proc WHERE proname = 'drop_day'`, database))[0]!.prosrc
  const first = await bodyOf()
  const reopened = async (stated: number): Promise<unknown> => {
    const other = `CREATE OR REPLACE FUNCTION drop_day(unwanted bigint) RETURNS void LANGUAGE sql AS ''`
    await server.ask(`${other}; UPDATE host SET version = ${stated}`, database)
    await (await openPostgresStore(address)).close()
    return bodyOf()
  }
  expect(await reopened(version + 1)).toBe('')
  expect(await reopened(version)).toBe('')
  expect(await reopened(version - 1)).toBe(first)
  expect(await server.ask('SELECT version FROM host', database)).toEqual([{ version }])
})

test('another schema has another version', () => {
  // A database keeps the functions of its version: with a change, `version` is one more.
  const known = {
    version: 5,
    digest: '0e0b62b3e17a855e4d89e816e69822df8b09713b91787976ce5c501853fceee5',
  }
  expect({ version, digest: toHex(digest('a schema', new TextEncoder().encode(schema))) }).toEqual(
    known,
  )
})

const hour = 3_600_000
const refusal = (name: string): Failure => new Failure('not-writable', { names: [name] })

test('a host whose clock is wrong is refused: when it opens, appends or removes', async () => {
  const address = server.address(await server.database())
  let wrong = 0
  const now = (): number => Date.now() + wrong * hour
  const store = await openPostgresStore(address, { now })
  await store.append(random(32), new Uint8Array(9), given)
  for (wrong of [2, -2]) {
    const append = store.append(random(32), new Uint8Array(9), given)
    await expect(append).rejects.toThrow('database: CLOCK')
    await expect(store.dropExpired(2)).rejects.toThrow('database: CLOCK')
    await expect(openPostgresStore(address, { now })).rejects.toEqual(refusal('clock'))
  }
  wrong = 0
  expect(await store.usage()).toMatchObject({ parts: 1 })
  expect(await store.dropExpired(2)).toBe(1)
  await store.close()
})

test('a host that keeps parts for another time than the first is refused', async () => {
  const address = server.address(await server.database())
  for (const keeps of [90, 90])
    await (await openPostgresStore(address, { keeps: keeps * 24 * hour })).close()
  await expect(openPostgresStore(address, { keeps: 24 * hour })).rejects.toEqual(
    refusal('--days 90'),
  )
})

test('a server that may log an address takes no host', async () => {
  const conf = readFileSync('resources/mailbox/blind.conf', 'utf8')
  for (const [name, value] of Object.entries(blind))
    expect(conf.split('\n')).toContain(`${name} = ${value}`)
  const database = await server.database()
  await server.ask(`ALTER DATABASE ${database} SET log_statement = 'all'`)
  await expect(openPostgresStore(server.address(database))).rejects.toEqual(
    refusal('log_statement'),
  )
})

test('a host has one connection that writes, eight that read before it is asked, and one that removes', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  const of = `SELECT FROM pg_stat_activity WHERE datname = '${database}' AND usename = 'mailbox'`
  await expect.poll(() => server.ask(of)).toHaveLength(8)
  const reads = Array.from({ length: 40 }, () => store.usage())
  await Promise.all([...reads, store.append(random(32), new Uint8Array(9), given)])
  expect(await store.dropExpired(0)).toBe(0)
  await expect.poll(() => server.ask(of)).toHaveLength(10)
  await store.close()
})

test('each connection that reads has planned a read before it is asked', async () => {
  const database = await server.database()
  const first = await openPostgresStore(server.address(database))
  await first.append(random(32), new Uint8Array(9), given)
  await first.close()
  await server.ask(
    `SET ROLE mailbox; CREATE TABLE heard (process integer DEFAULT pg_backend_pid());
      CREATE OR REPLACE FUNCTION read_pieces(asked bytea, beyond bigint, most bigint,
        OUT places bigint[], OUT lengths integer[], OUT bodies text)
        RETURNS SETOF record LANGUAGE sql AS $$ INSERT INTO heard DEFAULT VALUES;
        SELECT '{1}'::bigint[], '{32}'::integer[], encode(asked, 'base64') $$`,
    database,
  )
  const store = await openPostgresStore(server.address(database))
  expect(await server.ask('SELECT DISTINCT process FROM heard', database)).toHaveLength(8)
  await store.close()
})

test('a device that has everything reads no table of a day', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  await store.append(random(32), new Uint8Array(9), given)
  await store.close()
  await server.ask(
    `CREATE FUNCTION tables_read(beyond bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN
      PERFORM FROM boxes b, read_pieces(b.address, beyond, 100);
      RETURN (SELECT count(DISTINCT relation) FROM pg_locks
        WHERE pid = pg_backend_pid() AND relation::regclass::text ~ '^parts_\\d+$');
    END $$`,
    database,
  )
  const read = (beyond: number) =>
    server.ask(`SELECT tables_read(${beyond})::integer AS tables`, database)
  expect(await read(0)).toEqual([{ tables: 1 }])
  expect(await read(1)).toEqual([{ tables: 0 }])
})

test('a page of many sizes is read in its order and to its limit', async () => {
  const store = await opened()
  const [mailbox, other] = [random(32), random(32)]
  const sizes = [1, 15_999, 1, 1, 40_000, 16_000, 300, 1]
  const parts = sizes.map(size => random(size))
  for (const part of parts) {
    await store.append(mailbox, part, given)
    await store.append(other, random(20), given)
  }
  const read = async (after: number, most: number) => {
    const page = await store.read(mailbox, after, most)
    expect(page).toEqual(page.map((_, at) => ({ place: after + at + 1, bytes: parts[after + at] })))
    return page.length
  }
  expect(await read(0, 1 << 17)).toBe(8)
  expect(await read(0, 16_002)).toBe(4)
  expect(await read(0, 16_001)).toBe(3)
  expect(await read(4, 10)).toBe(1)
  expect(await read(7, 10)).toBe(1)
  expect(await read(8, 10)).toBe(0)
  await store.close()
})

test('parts are read: none is copied, so small ones share a piece of memory', async () => {
  const store = await opened()
  const [mailbox, parts] = [random(32), Array.from({ length: 20 }, () => random(300))]
  for (const part of parts) await store.append(mailbox, part, given)
  const page = await store.read(mailbox, 0, 1 << 17)
  expect(page.map(({ bytes }) => bytes)).toEqual(parts)
  expect(new Set(page.map(({ bytes }) => bytes.buffer)).size).toBeLessThan(20)
  await store.close()
})

test('the database compiles no statement of a host: that takes longer than the statement', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  await server.ask(
    `SET ROLE mailbox; CREATE TABLE heard (jit text);
      CREATE OR REPLACE FUNCTION check_clock(stated bigint) RETURNS void LANGUAGE sql
      AS $$ INSERT INTO heard VALUES (current_setting('jit')) $$`,
    database,
  )
  await store.append(random(32), new Uint8Array(9), given)
  await store.dropExpired(0)
  expect(
    await server.ask('SELECT jit, count(*) > 1 AS several FROM heard GROUP BY 1', database),
  ).toEqual([{ jit: 'off', several: true }])
  await store.close()
})

test('the newest place of many mailboxes is said at once, in the order of the question', async () => {
  const store = await opened()
  const [a, b, c] = [random(32), random(32), random(32)]
  for (let index = 0; index < 3; index++) await store.append(a, new Uint8Array(9), given)
  await store.append(c, new Uint8Array(9), given)
  expect(await store.newest?.([c, b, a])).toEqual([1, 0, 3])
  expect(await store.newest?.([])).toEqual([])
  await store.close()
})

test('two hosts share a database: each place is given once, quotas hold, and each part expires once', async () => {
  const address = server.address(await server.database())
  const [a, b] = [await openPostgresStore(address), await openPostgresStore(address)]
  const boxes = Array.from({ length: 400 }, () => random(32))
  const size = 100 + partOverhead
  const quotas = { mailbox: 15 * size, total: 1 << 30 }
  const outcomes: unknown[] = []
  for (let round = 0; round < 10; round++) {
    // Each host has the mailboxes in another order, so that each may have what the other waits for.
    const append = (store: Store, order: readonly Uint8Array[]) =>
      Promise.all(
        order.map(mailbox => store.append(mailbox, new Uint8Array(100), { at: round, quotas })),
      )
    outcomes.push(...(await Promise.all([append(a, boxes), append(b, boxes.toReversed())])).flat())
  }
  const refused = outcomes.filter(outcome => typeof outcome === 'string')
  expect(refused).toEqual(Array.from({ length: 400 * 5 }, () => 'mailbox-full'))
  for (const mailbox of boxes) {
    const places = (await b.read(mailbox, 0, 1 << 20)).map(({ place }) => place)
    expect(places).toEqual(Array.from({ length: 15 }, (_, index) => index + 1))
  }
  expect(await a.usage()).toMatchObject({ mailboxes: 400, parts: 6_000, bytes: 6_000 * size })
  const dropped = await Promise.all([a.dropExpired(20), b.dropExpired(20)])
  expect(dropped[0] + dropped[1]).toBe(6_000)
  expect(await b.usage()).toMatchObject({ mailboxes: 0, parts: 0, bytes: 0 })
  await Promise.all([a.close(), b.close()])
})

test('a backup reads every table: a host opens all the same', async () => {
  const database = await server.database()
  const address = server.address(database)
  await (await openPostgresStore(address)).close()
  const isOver = server
    .ask('BEGIN; LOCK parts IN ACCESS SHARE MODE; SELECT pg_sleep(3600)', database)
    .catch(() => 'over')
  const reader = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'PgSleep'`
  await expect.poll(() => server.ask(`SELECT ${reader}`)).toHaveLength(1)
  await (await openPostgresStore(address)).close()
  await server.ask(`SELECT pg_terminate_backend(pid) ${reader}`)
  expect(await isOver).toBe('over')
})

test('a backup reads every table: parts expire and come all the same, and the table of a day goes later', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  const mailbox = random(32)
  const day = 86_400_000
  const append = (on: number) =>
    store.append(mailbox, new Uint8Array(100), { ...given, at: on * day + 3_600_000 })
  const tables = async (): Promise<string[]> =>
    (await server.ask('SELECT relname FROM pg_class WHERE relispartition', database))
      .map(({ relname }) => String(relname))
      .filter(name => /^parts_\d+$/.test(name))
      .toSorted((one, other) => (one < other ? -1 : 1))
  for (const on of [1, 2]) await append(on)
  const reading = server.ask(
    'BEGIN; LOCK parts IN ACCESS SHARE MODE; SELECT pg_sleep(3600)',
    database,
  )
  const isOver = reading.catch(() => 'over')
  const reader = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'PgSleep'`
  await expect.poll(() => server.ask(`SELECT ${reader}`)).toHaveLength(1)
  expect(await store.dropExpired(2 * day)).toBe(1)
  expect(await append(3)).toEqual({ place: 3 })
  expect(await tables()).toEqual(['parts_1', 'parts_2', 'parts_3'])
  await server.ask(`SELECT pg_terminate_backend(pid) ${reader}`)
  expect(await isOver).toBe('over')
  expect(await store.dropExpired(2 * day)).toBe(0)
  expect(await tables()).toEqual(['parts_2', 'parts_3'])
  expect((await store.read(mailbox, 0, 1000)).map(({ place }) => place)).toEqual([2, 3])
  await store.close()
})

/** Runs `text` in another session, which then keeps its locks until this is called. */
const holding = async (database: string, text: string): Promise<() => Promise<void>> => {
  const isOver = server.ask(`BEGIN; ${text}; SELECT pg_sleep(3600)`, database).catch(() => 'over')
  const holder = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'PgSleep'`
  await expect.poll(() => server.ask(`SELECT ${holder}`)).toHaveLength(1)
  return async () => {
    await server.ask(`SELECT pg_terminate_backend(pid) ${holder}`)
    expect(await isOver).toBe('over')
  }
}

test('another host makes a mailbox while this one looks for it: the part is kept', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  const [other, mailbox] = [random(32), random(32)]
  await store.append(other, new Uint8Array(9), given)
  // Each look waits for the lock below, after it has begun.
  await server.ask(
    `CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(77); RETURN NULL; END';
    CREATE TRIGGER look BEFORE UPDATE ON boxes EXECUTE FUNCTION look()`,
    database,
  )
  const free = await holding(database, 'SELECT pg_advisory_xact_lock(77)')
  const append = store.append(mailbox, new Uint8Array(9), given)
  const looks = `SELECT FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'advisory'`
  await expect.poll(() => server.ask(looks)).toHaveLength(1)
  await server.ask(
    `INSERT INTO boxes (address, last, parts, bytes) VALUES ('\\x${toHex(mailbox)}', 7, 1, 9)`,
    database,
  )
  await free()
  expect(await append).toEqual({ place: 8 })
  await store.close()
})

/** Pages of the tables of such a name that were asked for in a database; its stores are closed. */
const pagesAskedIn = async (database: string, like = 'parts\\_%'): Promise<number> => {
  // A connection counts what it did when it ends.
  const others = `SELECT FROM pg_stat_activity WHERE datname = '${database}' AND usename = 'mailbox'`
  await expect.poll(() => server.ask(others)).toEqual([])
  const [row] = await server.ask(
    `SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read) AS pages
      FROM pg_statio_user_tables WHERE relname LIKE '${like}'`,
    database,
  )
  return Number(row?.pages)
}

test('a backup reads every table: to remove four times as many parts is four times the work', async () => {
  const pagesFor = async (count: number): Promise<number> => {
    const database = await server.database()
    const address = server.address(database)
    const boxes = Array.from({ length: 10 }, () => random(32))
    const writer = await openPostgresStore(address)
    const quotas = { mailbox: 1 << 30, total: 1 << 30 }
    const parts = Array.from({ length: count }, (_, index) =>
      writer.append(boxes[index % 10]!, random(1_900), { at: hour, quotas }),
    )
    await Promise.all(parts)
    await writer.close()
    const before = await pagesAskedIn(database)
    const free = await holding(
      database,
      'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT FROM parts LIMIT 1',
    )
    const remover = await openPostgresStore(address)
    expect(await remover.dropExpired(2 * hour)).toBe(count)
    await remover.close()
    const after = await pagesAskedIn(database)
    await free()
    return after - before
  }
  const [few, many] = [await pagesFor(1_000), await pagesFor(4_000)]
  expect(few).toBeGreaterThan(1_000)
  expect(many / few).toBeGreaterThan(3)
  expect(many / few).toBeLessThan(5)
})

test('a long backup leaves pages without a row in the totals: an append does not read them', async () => {
  const database = await server.database()
  const address = server.address(database)
  const append = async (times: number): Promise<void> => {
    const store = await openPostgresStore(address)
    for (let count = 0; count < times; count++)
      await store.append(random(32), new Uint8Array(9), given)
    await store.close()
  }
  await append(1)
  // As under a backup, no row of before can go while these come.
  await server.ask(
    `DO $$ BEGIN FOR i IN 1..300 LOOP UPDATE totals SET parts = parts; END LOOP; END $$`,
    database,
  )
  const [row] = await server.ask(`SELECT pg_relation_size('totals') / 8192 AS pages`, database)
  expect(Number(row?.pages)).toBeGreaterThan(100)
  // The first one meets what is left in the index.
  await append(1)
  const before = await pagesAskedIn(database, 'totals')
  await append(10)
  expect((await pagesAskedIn(database, 'totals')) - before).toBeLessThan(10 * Number(row?.pages))
})

test('a writer takes a row of the totals that no other writer has', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  const free = await holding(database, 'SELECT FROM totals WHERE slot < 63 FOR UPDATE')
  expect(await store.append(random(32), new Uint8Array(9), given)).toEqual({ place: 1 })
  await free()
  expect(await store.usage()).toMatchObject({ mailboxes: 1, parts: 1 })
  await store.close()
})

test('a table is looked through for a part that is left: parts are kept, read and removed meanwhile', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  const [mailbox, day] = [random(32), 24 * hour]
  const append = (on: number) =>
    store.append(mailbox, new Uint8Array(9), { ...given, at: on * day + hour })
  for (const on of [1, 2]) await append(on)
  const free = await holding(database, 'SELECT drop_day(2)')
  expect(await append(3)).toEqual({ place: 3 })
  expect(await store.read(mailbox, 0, 1000)).toHaveLength(3)
  expect(await store.dropExpired(2 * day)).toBe(1)
  // To remove from this table waits for its turn, and no append behind it does. On a slow machine it
  // waits too long, and the next hour removes the part.
  const removing = store.dropExpired(3 * day).catch(() => 0)
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'relation'`
  await expect.poll(() => server.ask(waiting)).toHaveLength(1)
  expect(await append(3)).toEqual({ place: 4 })
  await free()
  expect((await removing) + (await store.dropExpired(3 * day))).toBe(1)
  expect(await server.ask('SELECT day FROM days', database)).toEqual([{ day: '3' }])
  await store.close()
})

test('the table of a day is gone: to remove its parts, or the table again, changes nothing', async () => {
  const database = await server.database()
  const store = await openPostgresStore(server.address(database))
  expect(await server.ask(`SELECT drop_day(1), remove_parts(1, 2, '{}')`, database)).toEqual([
    { drop_day: '', remove_parts: '0' },
  ])
  await store.close()
})

test('the table of a day goes while another day is read, and while another host removes it too', async () => {
  const database = await server.database()
  const address = server.address(database)
  const [a, b] = [await openPostgresStore(address), await openPostgresStore(address)]
  const day = 24 * hour
  const days = Array.from({ length: 12 }, (_, index) => index)
  for (const on of days)
    await a.append(random(32), new Uint8Array(9), { ...given, at: on * day + hour })
  const free = await holding(database, 'LOCK ONLY parts_11 IN ACCESS SHARE MODE')
  const dropped = await Promise.all([a.dropExpired(11 * day), b.dropExpired(11 * day)])
  expect(dropped[0] + dropped[1]).toBe(11)
  // A table that another append or removal kept for a moment goes now.
  await b.dropExpired(11 * day)
  expect(await server.ask('SELECT day FROM days', database)).toEqual([{ day: '11' }])
  await free()
  await Promise.all([a.close(), b.close()])
})
