// How the words of pages get into the index: those of one transaction together. FTS5 holds them in
// memory, and writes them when a statement opens a savepoint, as each does that returns rows. One
// such statement for each page made as many small parts of the index, all merged again later.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import type { BlockId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { createDatabase } from '../../../src/core/archive/database.ts'
import { migrate } from '../../../src/core/archive/migrations/index.ts'
import { pageIndex } from '../../../src/core/archive/page-index.ts'

test('when pages are indexed in one transaction, their words are written together at its end', () => {
  const database = new Sqlite(':memory:')
  onTestFinished(() => void database.close())
  migrate(database)
  const addDocument = database.prepare(`INSERT INTO documents VALUES
    (?, ?, x'ab', 'minutes', 'Minutes', 'en', '', 'draft', 0, x'00', 1, 1, NULL, 0)`)
  const parts = database.prepare('SELECT count(*) FROM page_words_data').pluck()
  const index = pageIndex(database)
  const counts: unknown[] = []
  database.transaction(() => {
    for (const number of [1, 2, 3]) {
      const document = Buffer.of(number)
      addDocument.run(number, document)
      index.replace(document, [
        { block: `block1000${number}` as BlockId, number: '1.', text: `quorum of ${number}` },
      ])
      counts.push(parts.get())
    }
  })()
  const before = counts[0]
  expect(counts).toEqual([before, before, before])
  expect(parts.get()).toBe(Number(before) + 1)
  expect(
    database.prepare("SELECT rowid FROM page_words WHERE page_words MATCH 'quorum'").pluck().all(),
  ).toEqual([1, 2, 3])
})

test('when words fill blocks of the index, each block lies in one page of the encrypted file', () => {
  const database = createDatabase(join(temporaryDirectory(), 'archive.db'), random(32))
  onTestFinished(() => void database.close())
  const add = database.prepare('INSERT INTO page_words (rowid, words) VALUES (?, ?)')
  database.transaction(() => {
    for (let page = 1; page <= 20; page++)
      add.run(page, Array.from({ length: 2_000 }, (_, at) => `word${page * at}`).join(' '))
  })()
  const pages = database.prepare(
    `SELECT pagetype, count(*) AS count, max(mx_payload) AS most FROM dbstat
     WHERE name = 'page_words_data' GROUP BY pagetype`,
  )
  const found = pages.all() as { pagetype: string; count: number; most: number }[]
  expect(found.map(({ pagetype }) => pagetype)).toEqual(['internal', 'leaf'])
  const leaves = found.find(({ pagetype }) => pagetype === 'leaf')
  expect(leaves?.count).toBeGreaterThan(20)
  // As full as a page of 4,096 bytes can be.
  expect(leaves?.most).toBeGreaterThan(3_970)
})
