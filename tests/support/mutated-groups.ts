// The code that judges membership records with one mistake in it, to prove that the vectors notice
// it. A copy of src/core/group and of the engine that it stands on lies in a folder of its own below
// out/, with one piece of one file replaced. Node runs this file by itself and not in the test
// runner, which would transform each copy.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { GroupId } from '#shared/ids'
import { expectedOf, graphsOf, recordsOf, verdictOf } from './graph-vectors.ts'
import type { Mutation } from './mutation.ts'
import { wrongJudges } from './wrong-judges.ts'
import { wrongReducers } from './wrong-reducers.ts'

const root = join(import.meta.dirname, '../..')
const source = join(root, 'src/core')
/** Rooms that are copied, so that a copy reads its own and no other. */
const ports = ['group', 'records'] as const

type History = typeof import('../../src/core/group/history.ts')
type Epochs = typeof import('../../src/core/group/epochs.ts')

/** The two modules of a mutated copy that judge a graph. */
const mutated = async (folder: string, { name, file, from, to }: Mutation) => {
  const text = readFileSync(join(source, file), 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${name}: not exactly once in ${file}`)
  const engine = join(folder, 'records/index.ts')
  for (const path of ports.flatMap(room => globSync(`${room}/**/*.ts`, { cwd: source }))) {
    const whole = readFileSync(join(source, path), 'utf8')
    const copied = path === file ? whole.replace(from, () => to) : whole
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), copied.replaceAll("'#core/records'", `'${engine}'`))
  }
  const read = (path: string): Promise<unknown> =>
    import(pathToFileURL(join(folder, 'group', path)).href)
  const { emptyHistory, extend } = (await read('history.ts')) as History
  const { chooseEpoch } = (await read('epochs.ts')) as Epochs
  return { emptyHistory, extend, chooseEpoch }
}

const graphs = ['conflicts.json', 'judged.json'].flatMap(graphsOf)
const cases = graphs.map(graph => ({
  graph,
  records: recordsOf(graph),
  expected: expectedOf(graph),
}))

/** By mutation the names of the graphs whose outcome it changes. */
const noticed: Record<string, string[]> = {}
mkdirSync(join(root, 'out'), { recursive: true })
const copies = mkdtempSync(join(root, 'out', 'mutated-'))
try {
  for (const [at, mutation] of [...wrongReducers, ...wrongJudges].entries()) {
    const { emptyHistory, extend, chooseEpoch } = await mutated(join(copies, `${at}`), mutation)
    const wrong = cases.filter(({ graph, records, expected }) => {
      const extension = extend(emptyHistory(graph.group as GroupId), records)
      return !isDeepStrictEqual(verdictOf(extension, chooseEpoch), expected)
    })
    noticed[mutation.name] = wrong.map(({ graph: { name } }) => name)
  }
} finally {
  rmSync(copies, { recursive: true })
}
process.stdout.write(JSON.stringify(noticed))
