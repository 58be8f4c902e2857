// Random deliberations: the product and another program agree about which acts are right and what
// they mean, on every device before and after all meet, in any order of arrival.
// @module-tag long
import { expect, test } from 'vitest'
import type { Act, Proceedings, QuestionState } from '#core/deliberation/acts'
import type { RecordId } from '#shared/ids'
import { runSchedule } from '#tests/deliberation-schedule'
import type { World } from '#tests/deliberation'
import { shuffled } from '#tests/documents'
import { Reference, type ReferenceState } from '#tests/reference-deliberation'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'

const seatsOf = (seats: readonly { seat: string; from: string; choice: string | null }[]) =>
  seats.map(({ seat, from, choice }) => [seat, from, choice])

const described = (state: QuestionState | null) => {
  if (!state || !('outcome' in state)) return state
  return {
    is: state.is,
    closes: state.closes,
    code: state.outcome.code,
    seats: seatsOf(state.outcome.seats),
    ...(state.is === 'final' ? { declare: state.declaration.record.id, twice: state.twice } : {}),
  }
}

const expected = (reference: Reference, state: ReferenceState) => {
  const { is, closes = [], outcome, declare, twice } = state
  if (!outcome) return { is }
  return {
    is,
    closes: closes.map(n => reference.idOf(n)).toSorted(),
    code: outcome.code,
    seats: seatsOf(outcome.seats),
    ...(declare === undefined ? {} : { declare: reference.idOf(declare), twice }),
  }
}

const compare = (
  seed: number,
  { membership }: World,
  proceedings: Proceedings,
  today: readonly RecordId[],
): unknown[] => {
  const reference = new Reference(membership)
  const acts = [...proceedings.nodes.values()].map(({ record }) => record)
  for (const act of acts) reference.add(act)
  const voids = membership.state(membership.setOf(today)).void
  const states: unknown[] = []
  const rightOf = (isRight: (id: Act['id']) => boolean) => acts.map(({ id }) => isRight(id))
  expect({ seed, right: rightOf(id => proceedings.broken(id) === null) }).toEqual({
    seed,
    right: rightOf(id => reference.isRight(id)),
  })
  for (const { id, body } of acts) {
    if (body.type !== 'question' || !reference.isRight(id)) continue
    const state = described(proceedings.stateOf(id, today))
    expect({ seed, id, state }).toEqual({
      seed,
      id,
      state: expected(reference, reference.state(id, voids)),
    })
    states.push({ id, state })
  }
  return states
}

const inThreeOrders = (
  seed: number,
  world: World,
  acts: readonly Act[],
  dice: Parameters<typeof shuffled>[1],
) =>
  Array.from({ length: 3 }, () => {
    const fresh = world.proceedings()
    const order = shuffled(acts, dice)
    for (const act of order) {
      fresh.add([act])
      // Some questions are asked about before all has come.
      if (dice.chance(0.2)) for (const { id } of fresh.questions()) fresh.broken(id)
    }
    while (fresh.add(order).accepted.length > 0);
    return fresh
  })

const counts = new Map<string, number>()
const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

test(
  'random schedules: as the other program says, on every device and in every order',
  () => {
    const { seeds, passed } = series('deliberation', 20_000, 200)
    console.log(`seeds ${seeds.at(0)} to ${seeds.at(-1)}`)
    for (const seed of seeds) {
      const { world, dice } = runSchedule(seed)
      for (const { proceedings, records } of world.parties)
        compare(seed, world, proceedings, records)
      world.meet()
      const [first] = world.parties
      const { proceedings, records, acts } = first!
      const states = compare(seed, world, proceedings, records)
      for (const state of states as { state: { is: string; code?: string } }[]) {
        count(state.state.is)
        if (state.state.code) count(state.state.code)
      }
      for (const fresh of inThreeOrders(seed, world, acts, dice)) {
        const again = compare(seed, world, fresh, records) as { id: string }[]
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
        expect({ seed, states: again.toSorted(byId) }).toEqual({
          seed,
          states: (states as { id: string }[]).toSorted(byId),
        })
      }
      passed(seed, `${proceedings.nodes.size} acts, ${states.length} questions`)
    }
    // In `npm run prove` seeds that passed before are not run again.
    if (seeds.length < 200) return
    // The schedules reach each state and each outcome.
    for (const key of ['open', 'closed', 'withdrawn', 'void', 'final'])
      expect({ key, reached: (counts.get(key) ?? 0) > 0 }).toEqual({ key, reached: true })
    for (const key of ['agreed', 'no-objection', 'agreed-by-vote', 'not-agreed', 'no-quorum'])
      expect({ key, reached: (counts.get(key) ?? 0) > 0 }).toEqual({ key, reached: true })
  },
  patiently.timeout,
)
