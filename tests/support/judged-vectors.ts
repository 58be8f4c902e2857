// `node tests/support/judged-vectors.ts` writes tests/fixtures/vectors/judged.json: graphs that were written
// by hand, with all keys. Before the first release it may be written anew; after that never.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { besideGraphs } from './judged-beside.ts'
import { removalGraphs } from './judged-graphs.ts'

export const judgedGraphs = () => [...removalGraphs(), ...besideGraphs()]

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/judged.json')
  writeFileSync(path, `${JSON.stringify({ graphs: judgedGraphs() }, null, 1)}\n`)
}
