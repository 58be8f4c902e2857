// Rules about SQL that no outside view can show: they are read from the source, and from SQLite's
// own settings.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { createDatabase } from '../../../src/core/archive/database.ts'
import { migrations } from '../../../src/core/archive/migrations.ts'
import { temporaryDirectory } from '#tests/archive'

const sources = globSync('src/**/*.{ts,tsx}').map(path => ({
  path,
  // Comments may name what is forbidden.
  code: readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ''),
}))
const inFiles = (pattern: RegExp): string[] =>
  sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path)

test('calls that leave plaintext or open another file are used nowhere', () => {
  expect(sources.length).toBeGreaterThan(20)
  expect(inFiles(/\.serialize\(|\.backup\(|\bATTACH\b|loadExtension|unsafeMode/)).toEqual([])
  // The same search sees them where they are.
  expect(/\.serialize\(|\bATTACH\b/.test(`database.exec('ATTACH x'); database.serialize()`)).toBe(
    true,
  )
})

/** What a mailbox host keeps is no archive: sealed parts, in a file of its own on another machine. */
const ofTheHost = 'src/mailbox/sqlite-store.ts'

test('one file opens SQLite, and SQL is written in the archive room only', () => {
  expect(inFiles(/from 'better-sqlite3'/).filter(path => path !== ofTheHost)).toEqual([
    'src/core/archive/database.ts',
  ])
  const sql = /\b(SELECT [\w*(]|INSERT INTO|DELETE FROM|CREATE TABLE|PRAGMA |UPDATE \w+ SET)/
  const elsewhere = inFiles(sql).filter(path => !path.startsWith('src/core/archive/'))
  expect(elsewhere.filter(path => path !== ofTheHost)).toEqual([])
})

test('every table is strict', () => {
  const tables = migrations.join('\n').match(/CREATE TABLE [^;]*;/g) ?? []
  expect(tables.length).toBeGreaterThan(10)
  for (const table of tables) expect(table).toMatch(/\) STRICT(, WITHOUT ROWID)?;$/)
})

test('SQLite runs with the settings that keep promises', () => {
  const database = createDatabase(join(temporaryDirectory(), 'archive.db'), random(32))
  const setting = (name: string): unknown => database.pragma(name, { simple: true })
  expect(setting('cipher')).toBe('aegis')
  expect(setting('temp_store')).toBe(2)
  expect(setting('journal_mode')).toBe('wal')
  expect(setting('synchronous')).toBe(2)
  expect(setting('secure_delete')).toBe(1)
  expect(setting('foreign_keys')).toBe(1)
  expect(setting('trusted_schema')).toBe(0)
  expect(setting('cell_size_check')).toBe(1)
  expect(setting('mmap_size')).toBe(0)
  expect(setting('user_version')).toBe(migrations.length)
  database.close()
})
