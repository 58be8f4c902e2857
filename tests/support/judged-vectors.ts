// `node tests/support/judged-vectors.ts` writes tests/fixtures/vectors/judged.json: graphs that
// were written by hand, with all keys. It ran once, for version 0.2.0: format 1 is frozen.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { droppedDevices, droppedJoining, droppedRoles, droppedRoot } from './dropped-joining.ts'
import { droppedRemovals, droppedTogether, droppedWithoutChair } from './dropped-removing.ts'
import { besideGraphs } from './judged-beside.ts'
import { removalGraphs } from './judged-graphs.ts'

export const judgedGraphs = () => [
  droppedRoot(),
  droppedJoining(),
  droppedRoles(),
  droppedDevices(),
  droppedRemovals(),
  droppedTogether(),
  droppedWithoutChair(),
  ...removalGraphs(),
  ...besideGraphs(),
]

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/judged.json')
  writeFileSync(path, `${JSON.stringify({ graphs: judgedGraphs() }, null, 1)}\n`)
}
