// The steps of the schema: a file of each earlier version opens with its rows and the schema of today.
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate, migrations } from '../../../src/core/archive/migrations/index.ts'
import { refusal } from '#tests/refusal'

const folder = join(import.meta.dirname, '../../../src/core/archive/migrations')

const withSteps = (count: number): Sqlite.Database => {
  const database = new Sqlite(':memory:')
  onTestFinished(() => void database.close())
  migrate(database, migrations.slice(0, count))
  return database
}

const schemaOf = (database: Sqlite.Database): unknown[] =>
  database
    .prepare('SELECT type, name, tbl_name FROM sqlite_master ORDER BY type, name')
    .all()
    .concat(
      database
        .prepare(
          `SELECT m.name AS of, c.* FROM sqlite_master m, pragma_table_info(m.name) c
           WHERE m.type = 'table' ORDER BY m.name, c.cid`,
        )
        .all(),
    )

/** A row in a table of each step. */
const rows = [
  "INSERT INTO settings VALUES (1, '{}')",
  "INSERT INTO refusals VALUES (x'01', x'02', 3)",
  "INSERT INTO typed VALUES (x'01', 'title', '{}')",
] as const
const tables = ['settings', 'refusals', 'typed'] as const

test('the files are numbered as the steps are', () => {
  const names = globSync('0*.ts', { cwd: folder })
    .map(path => basename(path))
    .toSorted()
  expect(names.map(name => Number.parseInt(name, 10))).toEqual(migrations.map((_, at) => at + 1))
})

describe.each(migrations.map((_, at) => at + 1))('a file with %i steps', count => {
  test('opens with the schema of a new one and with its rows', () => {
    const database = withSteps(count)
    for (const row of rows.slice(0, count)) database.exec(row)
    migrate(database)
    expect(schemaOf(database)).toEqual(schemaOf(withSteps(migrations.length)))
    for (const table of tables.slice(0, count))
      expect(database.prepare(`SELECT * FROM ${table}`).all()).toHaveLength(1)
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

test('a step fails: the file stays as it was', () => {
  const database = withSteps(1)
  const before = schemaOf(database)
  const wrong = [...migrations.slice(0, 2), 'CREATE TABLE half (one INTEGER) STRICT; nonsense']
  expect(() => migrate(database, wrong)).toThrow(/syntax/)
  expect(schemaOf(database)).toEqual(before)
  expect(database.pragma('user_version', { simple: true })).toBe(1)
})

test('a file of a later version is refused and not changed', () => {
  const database = withSteps(migrations.length)
  database.pragma('user_version = 99')
  expect(refusal(() => migrate(database))).toBe('archive-is-newer')
  expect(database.pragma('user_version', { simple: true })).toBe(99)
})

test('shared texts of before are counted for what waits in them', () => {
  const database = withSteps(22)
  const add = database.prepare(
    `INSERT INTO documents VALUES
      (NULL, ?, x'01', 'minutes', '', 'en', '', 'draft', ?, x'', 0, 0, NULL, 0)`,
  )
  add.run(Buffer.from('shared'), 1)
  add.run(Buffer.from('changed'), 1)
  add.run(Buffer.from('own'), 0)
  database.prepare('INSERT INTO stale_documents VALUES (?, 7)').run(Buffer.from('changed'))
  migrate(database)
  const marked = database.prepare(
    'SELECT CAST(document AS TEXT), number FROM stale_documents ORDER BY document',
  )
  expect(marked.raw().all()).toEqual([
    ['changed', 7],
    ['shared', 0],
  ])
})

test('pages of an earlier index are found by the words of today, with what they cite', () => {
  const database = withSteps(14)
  const blocks = JSON.stringify([['block12345', '1.', 'Le cœur de A/RES/68/181']])
  database.prepare("INSERT INTO pages VALUES (7, x'01', x'02', 'minutes', 'Œuvre', ?)").run(blocks)
  database.exec("INSERT INTO page_words (rowid, words) VALUES (7, 'œuvre le cœur de a res 68 181')")
  migrate(database)
  const found = (table: string, word: string) =>
    database.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck().all(word)
  expect([found('page_words', 'coeur'), found('page_words', 'cœur')]).toEqual([[7], []])
  expect([found('page_titles', 'oeuvre'), found('page_titles', 'coeur')]).toEqual([[7], []])
  expect(database.prepare('SELECT kind, title, cited FROM pages').all()).toEqual([
    { kind: 'minutes', title: 'Œuvre', cited: '["A/RES/68/181"]' },
  ])
  expect(database.prepare('SELECT blocks FROM page_texts').pluck().get()).toBe(blocks)
})
