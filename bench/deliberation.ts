// A decision of 1 or 256 seats in which one device wrote 10,000 acts, in the shapes that cost most: how
// long the acts take to be taken in, to be judged, to be judged with the first outcome, and after that all that
// a window shows of the decision. Figures are processor time, the least of several rounds.
import { actLimits, readAct, writeAct, type Act, type KnownBody } from '#core/deliberation/acts'
import type { ActId } from '#shared/ids'
import { computedSoFar } from '#tests/computed'
import { consensus, half, Party, World } from '#tests/deliberation'
import { verdict } from './measure.ts'

const many = 10_000
const goal = 50

const position: KnownBody = { type: 'position', choice: 'support', reason: '', reservations: [] }
type Shape = {
  name: string
  by: 'member' | 'officer'
  write(at: number, world: World): KnownBody
  isApart: boolean
}

const shapes: Shape[] = [
  { name: 'positions in a row', by: 'member', write: () => position, isApart: false },
  { name: 'positions apart', by: 'member', write: () => position, isApart: true },
  {
    name: 'what was heard, of all seats, in a row',
    by: 'officer',
    isApart: false,
    write: (_, world) => ({
      type: 'heard',
      said: world.parties
        .map(({ member: seat }) => ({ seat, choice: 'support' as const, reason: '' }))
        .toSorted((a, b) => (a.seat < b.seat ? -1 : 1)),
    }),
  },
  { name: 'closes apart', by: 'officer', write: () => ({ type: 'close' }), isApart: true },
  {
    name: 'closes and reopenings in a row',
    by: 'officer',
    isApart: false,
    write: at => (at % 2 === 0 ? { type: 'close' } : { type: 'reopen', reason: 'More came.' }),
  },
]

/** A question with a position of every second seat, and the acts of one device on it. */
const flooded = (
  { by, write, isApart }: Shape,
  seats: number,
): { world: World; acts: Act[]; question: ActId } => {
  const world = new World()
  const chair = world.join('Alice', 'chair')
  for (let count = 1; count < seats; count++) world.admit(chair, `Member ${count}`)
  const rule = { ...consensus, quorum: 1, threshold: half, heard: true }
  const question = chair.ask({ rule })
  const acts = [question]
  const sign = (party: Party, body: KnownBody, at: number, parents: ActId[]): Act => {
    const { audience, document } = world
    const header = { audience, document, subject: question.id, heads: chair.records, parents, at }
    const act = readAct(writeAct(party.keys, header, body))
    if (!act) throw new Error('an act has a wrong form')
    acts.push(act)
    return act
  }
  const given = world.parties
    .filter((_, at) => at % 2 === 1)
    .map((party, at) => sign(party, position, at, [question.id]))
  const start = given.length === 0 ? [question.id] : given.map(({ id }) => id)
  const author = by === 'officer' || seats === 1 ? chair : world.parties[2]
  if (!author) throw new Error('there is nobody to write')
  let last = start
  for (let at = 0; at < many; at++) {
    const { id } = sign(author, write(at, world), at, isApart ? start : last)
    last = [id]
  }
  const close = sign(chair, { type: 'close' }, many, last)
  acts.push(close)
  return { world, acts, question: question.id }
}

const timed = <T>(work: () => T): [T, number] => {
  const began = computedSoFar()
  const result = work()
  return [result, computedSoFar() - began]
}

const ms = (value: number): string => `${value.toFixed(1)} ms`

const measure = (shape: Shape, seats: number): void => {
  const { world, acts, question } = flooded(shape, seats)
  const today = world.parties[0]?.records ?? []
  const rounds = Array.from({ length: 3 }, () => {
    const proceedings = world.proceedings()
    const [, taking] = timed(() => proceedings.add(acts))
    const [, judging] = timed(() => proceedings.broken(acts.at(-1)?.id ?? question))
    const [state, outcome] = timed(() => {
      const found = proceedings.stateOf(question, today)
      return found && 'outcome' in found ? found.outcome.code : null
    })
    if (!state) throw new Error('the question is not closed')
    const [, shown] = timed(() => proceedings.describe(question, today))
    return { taking, judging, first: judging + outcome, shown }
  })
  const least = (of: 'taking' | 'judging' | 'first' | 'shown') =>
    Math.min(...rounds.map(each => each[of]))
  console.log(
    `deliberation (${shape.name}, ${seats} seats): ${acts.length} acts taken in within ${ms(least('taking'))},`,
    `judged ${ms(least('judging'))}, first outcome with that ${ms(least('first'))},`,
    `shown ${ms(least('shown'))},`,
    verdict(
      `first outcome with ${shape.name}, ${seats} seats`,
      `${goal} ms`,
      least('first') < goal,
    ),
    verdict(
      `all that is shown with ${shape.name}, ${seats} seats`,
      `${goal} ms`,
      least('shown') < goal,
    ),
  )
}

export const deliberation = async (): Promise<void> => {
  for (const shape of shapes) for (const seats of [1, actLimits.seats]) measure(shape, seats)
}
