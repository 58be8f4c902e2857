// The store in PostgreSQL where the database is away, full, damaged, restored from a backup, or another
// one than before: no part counts as kept that is not, and another log has another name.
// @module-tag long
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { random, toHex } from '#core/keys'
import { openPostgresStore, type Store } from '#mailbox'
import { Failure } from '#shared/failure'
import { temporaryDirectory } from '#tests/archive'
import { onlyInProofs } from '#tests/of-proofs'
import { openFront, openPostgres, run, type Front, type Server } from '#tests/postgres'
import { smallDisk } from '#tests/small-disk'
import { patiently } from '#tests/trials'

const given = { at: 3_600_000, quotas: { mailbox: 1 << 30, total: 1 << 30 } }
const mailbox = random(32)

let server: Server
let front: Front
beforeAll(async () => {
  server = await openPostgres(['wal_retrieve_retry_interval=100ms'])
  front = await openFront(server)
})
afterAll(async () => {
  await front.close()
  await server.remove()
})

const ended = <T extends Server>(other: T): T => {
  onTestFinished(() => other.remove())
  return other
}
const opened = async (address: string): Promise<Store> => {
  const store = await openPostgresStore(address)
  onTestFinished(() => store.close())
  return store
}
const append = (store: Store, size = 100) => store.append(mailbox, random(size), given)
const logOf = async (store: Store): Promise<Uint8Array> => (await store.usage()).log
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('the database is away: parts are refused with an error, and kept again when it is back', async () => {
  const database = await server.database()
  const store = await opened(front.address(database))
  let renewals = 0
  store.whenRenewed?.(() => renewals++)
  const first = await append(store)
  const log = await logOf(store)
  // One part is on its way when the database goes: it waits for a lock.
  const locks = (granted: boolean): Promise<unknown[]> =>
    server.ask(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted = ${granted}`)
  const holding = failureOf(server.ask('SELECT pg_advisory_lock(1), pg_sleep(3600)', database))
  await expect.poll(() => locks(true)).toHaveLength(1)
  const late = failureOf(append(store))
  await expect.poll(() => locks(false)).toHaveLength(1)
  await server.kill()
  await holding
  const errors = await Promise.all([
    late,
    failureOf(append(store)),
    failureOf(store.read(mailbox, 0, 100)),
    failureOf(store.usage()),
    failureOf(store.dropExpired(0)),
  ])
  // Nothing that a log could show says more than this.
  for (const error of errors) expect(String(error)).toMatch(/^Error: database: \w+$/)
  await server.start()
  const second = await append(store)
  expect([first, second]).toEqual([{ place: 1 }, { place: 2 }])
  expect(await logOf(store)).toEqual(log)
  expect(renewals).toBe(0)
})

/** The same server as one that speaks German. */
const inGerman = (words: Buffer): Buffer =>
  Buffer.from(words.toString('latin1').replaceAll('SWARNING\0', 'SWARNUNG\0'), 'latin1')

test('a commit that is cut short before the standby has it is no kept part, in any language', async () => {
  const standby = ended(await server.standby())
  const german = await openFront(server, inGerman)
  onTestFinished(() => german.close())
  for (const here of [server, german]) {
    const store = await opened(here.address(await server.database()))
    await append(store)
    await server.waitFor(true)
    await standby.stop()
    const outcome = failureOf(append(store))
    const waiting = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`
    await expect.poll(() => server.ask(waiting)).toHaveLength(1)
    expect(String(await outcome)).toBe('Error: database: away')
    await standby.start()
    await server.waitFor(true)
    expect(await append(store)).toHaveProperty('place')
    await server.waitFor(false)
  }
})

test('no standby answers: nothing is left waiting, and what failed can be read at once', async () => {
  const standby = ended(await server.standby())
  const store = await opened(server.address(await server.database()))
  await append(store)
  await server.waitFor(true)
  await standby.stop()
  // One statement is sent; what would be the next ones fails with it.
  const outcomes = await Promise.all(Array.from({ length: 2_000 }, () => failureOf(append(store))))
  expect(new Set(outcomes.map(String))).toEqual(new Set(['Error: database: away']))
  const waiting = `SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep'`
  expect(await server.ask(waiting)).toEqual([])
  expect(await store.read(mailbox, 0, 1 << 20)).toHaveLength(1 + 512)
  await standby.start()
  await server.waitFor(true)
  expect(await append(store)).toEqual({ place: 1 + 512 + 1 })
  await server.waitFor(false)
})

/** Gives a part until it is kept, and reads before it gives it again, as a device does. */
const give = async (store: Store, box: Uint8Array): Promise<string> => {
  const part = random(200)
  const name = toHex(part)
  for (;;) {
    const outcome = await store.append(box, part, given).catch(() => null)
    if (outcome !== null) return name
    let there = null
    while (!there) there = await store.read(box, 0, 1 << 24).catch(() => null)
    if (there.some(({ bytes }) => toHex(bytes) === name)) return name
  }
}

test.each(onlyInProofs)(
  'no standby answers for a minute under load: connections stay few, and each part is kept once (%s)',
  async () => {
    const standby = ended(await server.standby())
    const database = await server.database()
    const boxes = Array.from({ length: 4 }, () => random(32))
    const stores = [
      await opened(server.address(database)),
      await opened(server.address(database)),
    ] as const
    await append(stores[0])
    await server.waitFor(true)
    await standby.stop()
    let isOver = false
    const write = async (writer: number): Promise<string[]> => {
      const names: string[] = []
      while (!isOver) names.push(await give(stores[writer % 2]!, boxes[writer % 4]!))
      return names
    }
    const writing = Array.from({ length: 32 }, (_, writer) => write(writer))
    let most = 0
    for (const end = performance.now() + 60_000; performance.now() < end; await pause(200)) {
      const all = await server.ask(`SELECT FROM pg_stat_activity WHERE datname = '${database}'`)
      most = Math.max(most, all.length)
    }
    await standby.start()
    await server.waitFor(true)
    isOver = true
    const names = (await Promise.all(writing)).flat()
    const pages = await Promise.all(boxes.map(box => stores[0].read(box, 0, 1 << 28)))
    const kept = pages.flat().map(({ bytes }) => toHex(bytes))
    expect(names.length).toBeGreaterThan(32)
    expect(kept.toSorted()).toEqual(names.toSorted())
    // Ten of each host, and one that ends while the next one begins.
    expect(most).toBeLessThanOrEqual(2 * 11)
    await server.waitFor(false)
  },
  patiently.timeout,
)

test('more waits to be written than a host may hold: it is refused at once, and the rest is kept', async () => {
  const database = await server.database()
  const store = await opened(server.address(database))
  await append(store)
  const isOver = failureOf(server.ask('SELECT pg_advisory_lock(1), pg_sleep(3600)', database))
  const holder = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'PgSleep'`
  await expect.poll(() => server.ask(`SELECT ${holder}`)).toHaveLength(1)
  const bytes = random(1 << 20)
  const outcomes = Array.from({ length: 70 }, () => store.append(mailbox, bytes, given))
  const refused = outcomes.splice(63).map(failureOf)
  expect(new Set((await Promise.all(refused)).map(String))).toEqual(
    new Set(['Error: database: busy']),
  )
  await server.ask(`SELECT pg_terminate_backend(pid) ${holder}`)
  await isOver
  for (const [index, outcome] of (await Promise.all(outcomes)).entries())
    expect(outcome).toEqual({ place: index + 2 })
})

test('a lock is not given: the database gives up before its answer is no longer waited for', async () => {
  const database = await server.database()
  const store = await opened(server.address(database))
  await append(store)
  const isOver = failureOf(server.ask('SELECT pg_advisory_lock(1), pg_sleep(3600)', database))
  const of = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event =`
  await expect.poll(() => server.ask(`SELECT ${of} 'PgSleep'`)).toHaveLength(1)
  expect(String(await failureOf(append(store)))).toBe('Error: database: 57014')
  expect(await server.ask(`SELECT ${of} 'advisory'`)).toEqual([])
  await server.ask(`SELECT pg_terminate_backend(pid) ${of} 'PgSleep'`)
  await isOver
})

test('questions get no answer: those behind them are given up before a device gives up', async () => {
  const database = await server.database()
  const store = await opened(server.address(database))
  await append(store)
  const isOver = failureOf(
    server.ask('BEGIN; LOCK host IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(3600)', database),
  )
  const holder = `FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'PgSleep'`
  await expect.poll(() => server.ask(`SELECT ${holder}`)).toHaveLength(1)
  const questions = Array.from({ length: 40 }, () => failureOf(store.usage(mailbox)))
  // Eight are asked at a time. The last ones find no connection in time, where they wait no longer.
  const errors = (await Promise.all(questions)).map(String)
  expect(errors).not.toContain('null')
  expect(errors.at(-1)).toBe('Error: database: away')
  await server.ask(`SELECT pg_terminate_backend(pid) ${holder}`)
  await isOver
  expect(await store.usage(mailbox)).toMatchObject({ parts: 1 })
})

test('no standby answers: a host opens and says what is kept', async () => {
  const standby = ended(await server.standby())
  const address = server.address(await server.database())
  await append(await opened(address))
  const empty = server.address(await server.database())
  await server.waitFor(true)
  await standby.stop()
  expect(await (await opened(address)).usage()).toMatchObject({ parts: 1 })
  // So does one that finds no tables.
  expect(await (await opened(empty)).usage()).toMatchObject({ parts: 0 })
  await server.waitFor(false)
})

test('a standby is promoted: the log has another name, and callers hear of it before any answer', async () => {
  const database = await server.database()
  const store = await opened(front.address(database))
  await append(store)
  const log = await logOf(store)
  const standby = ended(await server.standby())
  const heard: string[] = []
  store.whenRenewed?.(() => heard.push('renewed'))
  await standby.promote()
  front.turn(standby)
  // Connections of before end with their next question.
  await failureOf(append(store))
  const again = append(store).then(() => heard.push('kept'))
  await again
  expect(heard).toEqual(['renewed', 'kept'])
  const renamed = await logOf(store)
  expect(renamed).not.toEqual(log)
  expect(await logOf(await opened(standby.address(database)))).toEqual(renamed)
  front.turn(server)
})

test('a standby is promoted while the server of before still answers: nothing is asked there any more', async () => {
  const database = await server.database()
  const store = await opened(front.address(database))
  await append(store)
  const log = await logOf(store)
  const standby = ended(await server.standby())
  await standby.promote()
  front.turn(standby, 'left')
  // The connection that writes ends; one that reads stays with the server of before.
  const writer = `datname = '${database}' AND application_name LIKE 'baraza %'`
  await server.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${writer}`)
  await expect.poll(() => append(store).catch(() => null)).toHaveProperty('place')
  const reader = `FROM pg_stat_activity WHERE datname = '${database}' AND usename = 'mailbox'`
  expect(await logOf(store)).not.toEqual(log)
  await expect.poll(() => server.ask(`SELECT ${reader}`)).toEqual([])
  front.turn(server)
})

test('a server that follows another takes no host', async () => {
  const database = await server.database()
  await (await openPostgresStore(server.address(database))).close()
  const standby = ended(await server.standby())
  expect(await failureOf(openPostgresStore(standby.address(database)))).toEqual(
    new Failure('not-writable'),
  )
})

test('a backup is restored, by its words or by its files: the log has another name', async () => {
  const database = await server.database()
  const store = await opened(server.address(database))
  await append(store)
  const log = await logOf(store)
  const dump = join(server.folder, 'dump')
  const to = ['-h', server.folder, '-U', 'postgres']
  run('pg_dump', [...to, '-Fc', '-f', dump, database])
  const other = await server.database()
  run('pg_restore', [...to, '-d', other, '--no-owner', '--role=mailbox', dump])
  const restored = await opened(server.address(other))
  expect((await restored.read(mailbox, 0, 1000)).length).toBe(1)
  expect(await logOf(restored)).not.toEqual(log)

  const copy = ended(await server.restored())
  const copied = await opened(copy.address(database))
  expect((await copied.read(mailbox, 0, 1000)).length).toBe(1)
  expect(await logOf(copied)).not.toEqual(log)
  expect(await logOf(store)).toEqual(log)
})

test('the disk is full: parts are refused as a full host does, and kept when there is room', async () => {
  const [at, place] = [join(temporaryDirectory(), 'at'), join(server.folder, 'small')]
  const disk = smallDisk(at, place, 24)
  const database = await server.databaseIn(place)
  const store = await openPostgresStore(server.address(database))
  onTestFinished(async () => {
    await store.close()
    await server.ask(`DROP DATABASE ${database}`)
    await server.ask(`DROP TABLESPACE ${database}`)
    disk.remove()
  })
  await append(store)
  disk.fill()
  const outcomes = new Set<unknown>()
  for (let index = 0; index < 40 && !outcomes.has('host-full'); index++)
    outcomes.add(await append(store, 60_000))
  expect(outcomes).toContain('host-full')
  const { parts, bytes } = await store.usage()
  disk.free()
  expect(await append(store)).toHaveProperty('place')
  expect(await store.usage()).toMatchObject({ parts: parts + 1, bytes: bytes + 164 })
})

test('parts are damaged: reading them fails, and a host opens and answers everything else', async () => {
  const database = await server.database()
  const address = server.address(database)
  await append(await opened(address))
  await server.ask(
    `CREATE OR REPLACE FUNCTION read_pieces(asked bytea, beyond bigint, most bigint,
        OUT places bigint[], OUT lengths integer[], OUT bodies text)
      RETURNS SETOF record LANGUAGE plpgsql
      AS $$ BEGIN RAISE data_corrupted; END $$`,
    database,
  )
  const store = await opened(address)
  expect(String(await failureOf(store.read(mailbox, 0, 100)))).toBe('Error: database: XX001')
  expect(await store.usage(mailbox)).toMatchObject({ parts: 1 })
  expect(await store.newest?.([mailbox])).toEqual([1])
})

test('a database that a power cut would take parts from is refused, and so is one that is not there or has no address', async () => {
  const careless = ended(await openPostgres(['fsync=off']))
  const address = careless.address(await careless.database())
  expect(await failureOf(openPostgresStore(address))).toEqual(
    new Failure('not-writable', { names: ['fsync'] }),
  )
  expect(await failureOf(openPostgresStore('postgres://['))).toEqual(new Failure('invalid-input'))
  front.turn(null)
  expect(await failureOf(openPostgresStore(front.address('test')))).toEqual(
    new Failure('address-unreachable'),
  )
  front.turn(server)
})
