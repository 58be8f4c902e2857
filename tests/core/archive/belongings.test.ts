// The rows of a removed document and of a group that is given up: in each table, without a list of them.
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { removerOf } from '../../../src/core/archive/belongings.ts'
import type { Database } from '../../../src/core/archive/database.ts'
import { migrate } from '../../../src/core/archive/migrations/index.ts'
import { statementsOf } from '../../../src/core/archive/statements.ts'

type Column = { table: string; name: string; type: string }

const staying = {
  group_id: ['documents', 'pages'],
  document: [
    ...['messages', 'packed_documents', 'pages'],
    ...['retirements', 'offloaded', 'returned', 'kept_for_others', 'away_export_rules'],
  ],
}

test.each(['document', 'group_id'] as const)(
  'when the rows with one %s are removed, no table keeps one, and others stay',
  column => {
    const database = new Sqlite(':memory:')
    onTestFinished(() => void database.close())
    migrate(database)
    const columns = database
      .prepare<[], Column>(
        `SELECT m.name AS "table", c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c
         WHERE m.type = 'table'`,
      )
      .all()
    const tables = [...Map.groupBy(columns, ({ table }) => table)].filter(([, all]) =>
      all.some(({ name }) => name === column),
    )
    expect(tables.length).toBeGreaterThan(4)
    for (const [table, all] of tables)
      for (const id of [1, 2]) {
        const values = all.map(({ name, type }) => {
          if (name === column) return Buffer.alloc(16, id)
          return type === 'INTEGER' ? id : type === 'TEXT' ? `${id}` : Buffer.alloc(1, id)
        })
        const names = all.map(({ name }) => `"${name}"`).join(', ')
        const marks = all.map(() => '?').join(', ')
        database.prepare(`INSERT INTO ${table} (${names}) VALUES (${marks})`).run(...values)
      }
    removerOf(statementsOf(database as Database), column)('01'.repeat(16))
    for (const [table] of tables)
      expect([table, database.prepare(`SELECT ${column} FROM ${table}`).pluck().all()]).toEqual([
        table,
        staying[column].includes(table)
          ? [Buffer.alloc(16, 1), Buffer.alloc(16, 2)]
          : [Buffer.alloc(16, 2)],
      ])
  },
)
