// A real paper as it was typed, key by key: Automerge's trace of its own (CC BY 4.0, see the fixtures).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type * as Y from 'yjs'

export type Key = [at: number, deleted: number, inserted: string]

const path = join(import.meta.dirname, '../tests/fixtures/traces/paper.json.gz')

/** All 259,778 keys. */
export const readPaper = (): Key[] =>
  JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Key[]

export const press = (text: Y.XmlText | Y.Text, [at, deleted, inserted]: Key): void => {
  if (deleted > 0) text.delete(at, deleted)
  if (inserted) text.insert(at, inserted)
}
