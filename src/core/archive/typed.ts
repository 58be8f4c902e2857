// Unsent text of a document: one row for each place. It stays on this device.
import { Typed, TypedFields } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import * as v from 'valibot'
import { toBlob, type Write } from './columns.ts'
import type { Statements } from './statements.ts'

export type TypedStore = {
  /** By place. */
  list(document: DocumentId): Typed[]
  /** Replaces the text of the place. */
  put(document: DocumentId, typed: Typed): void
  remove(document: DocumentId, place: string): void
}

export const typedStore = (database: Statements, write: Write): TypedStore => {
  const list = database.prepare<[Buffer], { place: string; fields: string }>(
    'SELECT place, fields FROM typed WHERE document = ? ORDER BY place',
  )
  const put = database.prepare(
    'INSERT INTO typed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET fields = excluded.fields',
  )
  const remove = database.prepare('DELETE FROM typed WHERE document = ? AND place = ?')
  return {
    list: document =>
      list
        .all(toBlob(document))
        .map(({ place, fields }) => ({ place, fields: v.parse(TypedFields, JSON.parse(fields)) })),
    put: (document, { place, fields }) =>
      write(() => void put.run(toBlob(document), place, JSON.stringify(fields))),
    remove: (document, place) => write(() => void remove.run(toBlob(document), place)),
  }
}
