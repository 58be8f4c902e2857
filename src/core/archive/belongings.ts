// The rows of a group and those of a document: all rows with its id, in each table that has the
// column. A new table needs no further line.
import { toBlob } from './columns.ts'
import type { Statements } from './statements.ts'

/** Tables of which rows stay, with the reason. */
const staying: Record<'group_id' | 'document', readonly string[]> = {
  // No group that has documents is removed; `pages` follows its documents.
  group_id: ['documents', 'pages'],
  // Messages stay without bodies, so that the chains still verify. Search removes its pages itself.
  // Retirements and offloaded documents concern a document that is not here.
  document: [
    ...['messages', 'packed_documents', 'pages'],
    ...['retirements', 'offloaded', 'returned', 'kept_for_others', 'away_export_rules'],
  ],
}

/** Removes what belongs to one id, in the transaction that is open. */
export const removerOf = (
  database: Statements,
  column: 'group_id' | 'document',
): ((id: string) => void) => {
  const withColumn = database.prepare<[string], { name: string }>(
    `SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c
     WHERE m.type = 'table' AND c.name = ?`,
  )
  return id => {
    for (const { name } of withColumn.all(column))
      if (!staying[column].includes(name))
        database.prepare(`DELETE FROM ${name} WHERE ${column} = ?`).run(toBlob(id))
  }
}
