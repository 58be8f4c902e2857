// Rules about SQL that have no visible effect: they are read from the source and from SQLite's
// settings.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GroupRow } from '#core/archive'
import { newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import type { Write } from '../../../src/core/archive/columns.ts'
import { createDatabase } from '../../../src/core/archive/database.ts'
import { groupStore } from '../../../src/core/archive/groups.ts'
import { migrations } from '../../../src/core/archive/migrations/index.ts'
import { noteStore } from '../../../src/core/archive/notes.ts'
import { epochStore, recordStore } from '../../../src/core/archive/records.ts'
import { statementsOf } from '../../../src/core/archive/statements.ts'
import { temporaryDirectory } from '#tests/archive'

const sources = globSync('src/**/*.{ts,tsx}').map(path => ({
  path,
  // Comments may name forbidden calls.
  code: readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ''),
}))
const inFiles = (pattern: RegExp): string[] =>
  sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path)

/**
 * A mailbox host stores encrypted parts on another machine, in a file of its own or in PostgreSQL. Neither
 * is an archive.
 */
const isOfTheHost = (path: string): boolean => /^src\/mailbox\/(sqlite|postgres)-/.test(path)

test('when the source is read, no call leaves plaintext or opens another file', () => {
  expect(sources.length).toBeGreaterThan(20)
  const calls = inFiles(/\.serialize\(|\.backup\(|\bATTACH\b|loadExtension|unsafeMode/)
  // Here ATTACH joins a day's table to the others.
  expect(calls.filter(path => path !== 'src/mailbox/postgres-schema.ts')).toEqual([])
  // The same search finds them where they are.
  expect(/\.serialize\(|\bATTACH\b/.test(`database.exec('ATTACH x'); database.serialize()`)).toBe(
    true,
  )
})

test('when the source is read, one file opens SQLite and only the archive contains SQL', () => {
  expect(inFiles(/from 'better-sqlite3'/).filter(path => !isOfTheHost(path))).toEqual([
    'src/core/archive/database.ts',
  ])
  const sql = /\b(SELECT [\w*(]|INSERT INTO|DELETE FROM|CREATE TABLE|PRAGMA |UPDATE \w+ SET)/
  const elsewhere = inFiles(sql).filter(path => !path.startsWith('src/core/archive/'))
  expect(elsewhere.filter(path => !isOfTheHost(path))).toEqual([])
})

// SQLite compiles a statement for the value of its limit, and again each time that the value is bound.
test('when a statement of the archive has a limit, it is compiled once', () => {
  const ofLimits = inFiles(/\bLIMIT /).filter(path => path.startsWith('src/core/'))
  expect(ofLimits).toContain('src/core/archive/search.ts')
  const plain = /\bLIMIT (?:\?|@\w+\b)(?! \+)/
  expect([`LIMIT ?`, `LIMIT @limit`].every(each => plain.test(each))).toBe(true)
  expect(inFiles(plain).filter(path => path.startsWith('src/core/'))).toEqual([])
})

test('when tables are made, all are strict', () => {
  const tables = migrations.join('\n').match(/CREATE TABLE [^;]*;/g) ?? []
  expect(tables.length).toBeGreaterThan(10)
  for (const table of tables) expect(table).toMatch(/\) STRICT(, WITHOUT ROWID)?;$/)
})

test('when SQLite is open, its settings are those that the promises need', () => {
  const database = createDatabase(join(temporaryDirectory(), 'archive.db'), random(32))
  const setting = (name: string): unknown => database.pragma(name, { simple: true })
  expect(setting('cipher')).toBe('aegis')
  expect(setting('temp_store')).toBe(2)
  expect(setting('journal_mode')).toBe('wal')
  expect(setting('locking_mode')).toBe('exclusive')
  expect(setting('synchronous')).toBe(2)
  expect(setting('secure_delete')).toBe(1)
  expect(setting('foreign_keys')).toBe(1)
  expect(setting('trusted_schema')).toBe(0)
  expect(setting('cell_size_check')).toBe(1)
  expect(setting('mmap_size')).toBe(0)
  expect(setting('user_version')).toBe(migrations.length)
  database.close()
})

test('when a group was only asked for, removing it leaves no byte of its keys or its notes', () => {
  const database = createDatabase(join(temporaryDirectory(), 'archive.db'), random(32))
  const statements = statementsOf(database)
  const direct: Write = work => work()
  const groups = groupStore(statements, direct)
  const records = recordStore(statements, direct)
  const id = toHex(random(32)) as GroupId
  const other = toHex(random(32)) as GroupId
  const keys = newDeviceKeys()
  const asked: GroupRow = {
    id,
    keys,
    name: 'Advisory group',
    handle: 'Bina',
    level: 'global',
    language: 'en',
    state: 'joining',
    details: random(100),
    createdAt: 1,
  }
  const keep = (group: GroupId, bytes: Uint8Array): void => {
    const signed = { id: toHex(random(32)) as RecordId, bytes }
    const signatures: [DeviceId, Uint8Array][] = [[toHex(random(32)) as DeviceId, random(64)]]
    records.put(group, { ...signed, signatures }, { waiting: true })
    epochStore(statements, direct).put(group, toHex(random(32)) as EpochId, bytes)
    noteStore(statements, direct).put(group, 'kept', bytes)
  }
  const [kept, stays] = [random(32), random(32)]
  groups.put(asked)
  groups.put({ ...asked, id: other, keys: newDeviceKeys(), state: 'active' })
  keep(id, kept)
  keep(other, stays)
  const holds = (bytes: Uint8Array): boolean => database.serialize().includes(Buffer.from(bytes))
  const secrets = [keys.signing.secret, keys.agreement.secret, kept]
  expect(secrets.map(holds)).toEqual([true, true, true])
  expect(() => groups.removeJoining(other)).toThrow(
    expect.objectContaining({ code: 'not-permitted' }),
  )
  groups.removeJoining(id)
  expect(secrets.map(holds)).toEqual([false, false, false])
  expect(groups.list().map(group => group.id)).toEqual([other])
  expect(records.waiting(other)[0]?.signatures).toHaveLength(1)
  expect(holds(stays)).toBe(true)
  const left = database.prepare('SELECT count(*) AS count FROM record_signatures').get()
  expect(left).toEqual({ count: 1 })
  database.close()
})
