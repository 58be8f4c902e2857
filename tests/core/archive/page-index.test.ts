// How the words of pages get into the index: those of one transaction together. FTS5 holds them in
// memory, and writes them when a statement opens a savepoint, as each does that returns rows. One
// such statement for each page made as many small parts of the index, all merged again later.
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { BlockId } from '#shared/ids'
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
