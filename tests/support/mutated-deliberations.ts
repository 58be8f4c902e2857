// The code that reads acts with one mistake in it, to prove that deliberations notice it. A
// copy of the room, and of the shared rule beside it, lies in a folder of its own below out/, with one
// piece of one file replaced. Node runs this file by itself and not in the test runner, which would transform each copy.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { Proceedings } from '#core/deliberation/acts'
import { scenes } from './deliberation-scenes.ts'
import { runSchedule } from './deliberation-schedule.ts'
import type { Mutation } from './mutation.ts'
import { wrongDeliberations } from './wrong-deliberations.ts'

const root = join(import.meta.dirname, '../..')
const source = join(root, 'src/core')

type Door = typeof import('../../src/core/deliberation/acts/proceedings.ts')

const rule = '#shared/outcome'

const mutated = async (folder: string, { name, file, from, to }: Mutation): Promise<Door> => {
  cpSync(join(source, 'deliberation'), join(folder, 'deliberation'), { recursive: true })
  cpSync(join(root, 'src/shared/outcome.ts'), join(folder, 'outcome.ts'))
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${name}: not exactly once in ${file}`)
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
  const counting = join(folder, 'deliberation/acts/counting.ts')
  writeFileSync(counting, readFileSync(counting, 'utf8').replace(rule, '../../outcome.ts'))
  const door = join(folder, 'deliberation/acts/proceedings.ts')
  return (await import(pathToFileURL(door).href)) as Door
}

const random = Array.from({ length: 125 }, (_, at) => runSchedule(at + 1).world)
const worlds = [...random, ...scenes()].map((world, at) => {
  world.meet()
  const { acts, records } = world.parties[0]!
  return { seed: at + 1, world, acts, today: records }
})

/** The acts that are right, what the questions come to, and what enters the record. */
const reading = (proceedings: Proceedings, { acts, today }: (typeof worlds)[number]): string =>
  JSON.stringify(
    acts.map(({ id }) => {
      const state = proceedings.stateOf(id, today)
      if (!state || !('outcome' in state)) return [proceedings.broken(id), state]
      const { is, closes, outcome } = state
      const seats = outcome.seats.map(({ from, choice }) => [from, choice])
      const final = state.is === 'final' ? [state.declaration.record.id, state.twice] : []
      const statement = proceedings.statement(id, today)
      const record = statement && new TextDecoder().decode(statement.record)
      return [is, closes, outcome.code, seats, final, record]
    }),
  )

/** Acts are offered until nothing more comes. */
const filled = (proceedings: Proceedings, { acts }: (typeof worlds)[number]): Proceedings => {
  while (proceedings.add(acts).accepted.length > 0);
  return proceedings
}

const right = worlds.map(each => {
  return reading(filled(each.world.proceedings(), each), each)
})

/** By mutation the deliberations whose outcome it changes. */
const noticed: Record<string, number[]> = {}
mkdirSync(join(root, 'out'), { recursive: true })
const copies = mkdtempSync(join(root, 'out', 'mutated-'))
try {
  for (const [at, mutation] of wrongDeliberations.entries()) {
    const { Proceedings: Wrong } = await mutated(join(copies, `${at}`), mutation)
    const wrong = worlds.filter((each, index) => {
      const proceedings = new Wrong(each.world, each.world.membership)
      return reading(filled(proceedings, each), each) !== right[index]
    })
    noticed[mutation.name] = wrong.map(({ seed }) => seed)
  }
} finally {
  rmSync(copies, { recursive: true })
}
process.stdout.write(JSON.stringify(noticed))
