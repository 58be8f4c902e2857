// The code that judges membership records with one mistake in it, to prove that the vectors notice
// it. A copy of src/core/group lies in a folder of its own below out/, with one piece of one file
// replaced.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { GroupId } from '#shared/ids'
import { recordsOf, verdictOf, type Graph, type Verdict } from './graph-vectors.ts'

export type Mutation = {
  /** The fault of the wrong program. */
  name: string
  /** Below src/core/group. */
  file: string
  /** Occurs once in the file. */
  from: string
  to: string
}

const root = join(import.meta.dirname, '../..')
const source = join(root, 'src/core/group')

type History = typeof import('../../src/core/group/history.ts')
type Epochs = typeof import('../../src/core/group/epochs.ts')

export type Judge = (graph: Graph) => Verdict

/** The judge of a mutated copy; `remove` deletes the copy. */
export const mutated = async ({ name, file, from, to }: Mutation) => {
  const text = readFileSync(join(source, file), 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${name}: not exactly once in ${file}`)
  mkdirSync(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out', 'mutated-'))
  cpSync(source, folder, { recursive: true })
  writeFileSync(
    join(folder, file),
    text.replace(from, () => to),
  )
  const read = (path: string): Promise<unknown> => import(pathToFileURL(join(folder, path)).href)
  const remove = () => rmSync(folder, { recursive: true })
  const [{ emptyHistory, extend }, { chooseEpoch }] = await Promise.all([
    read('history.ts') as Promise<History>,
    read('epochs.ts') as Promise<Epochs>,
  ]).catch((error: unknown) => {
    remove()
    throw error
  })
  const judge: Judge = graph =>
    verdictOf(extend(emptyHistory(graph.group as GroupId), recordsOf(graph)), chooseEpoch)
  return { judge, remove }
}
