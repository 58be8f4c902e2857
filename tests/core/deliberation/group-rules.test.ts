// The rules of a group that hold: by what stands on what, whatever the clocks say.
import { expect, test } from 'vitest'
import {
  checkAct,
  Proceedings,
  rulesAt,
  rulesNow,
  writeAct,
  type Act,
  type BodyOf,
} from '#core/deliberation/acts'
import type { DocumentId } from '#shared/ids'
import { quorumFor } from '#core/deliberation/decisions'
import { deciders, meet } from '#tests/deciding'
import { half, World, type Party } from '#tests/deliberation'

const all = { a: 1, b: 1, more: false }
const third = { a: 1, b: 3, more: false }
const rules = (quorum = half, vote = half): BodyOf<'rules'> => ({
  type: 'rules',
  quorum,
  vote,
  days: 7,
  heard: false,
  seats: [],
})

const now = ({ proceedings, records }: Party, ...others: Proceedings[]): string[] =>
  rulesNow([proceedings, ...others], records).map(({ record }) => record.id)

test('a chair writes rules with a clock that is years ahead: those of later hold after', async () => {
  const { group, id, all: both } = await deciders(['member'])
  const [chair, one] = both
  chair!.clock.now *= 2
  chair!.acts.write(id, null, rules(all))
  await meet(group, ...both)
  chair!.clock.now /= 2
  chair!.acts.write(id, null, rules(third))
  await meet(group, ...both)
  for (const each of [chair!, one!]) expect(quorumFor(each, group, 6)).toBe(2)
})

const chairs = () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob', 'chair')
  world.meet()
  return { world, alice, bob }
}

test('two chairs write rules apart: all of both hold, the one with the greater quorum first', () => {
  const { world, alice, bob } = chairs()
  const [loose, strict] = [alice.write(rules(third), { at: 9 }), bob.write(rules(all), { at: 1 })]
  world.meet()
  for (const each of [alice, bob]) expect(now(each)).toEqual([strict.id, loose.id])
  const last = alice.write(rules(), { at: 0 })
  expect(now(alice)).toEqual([last.id])
})

test('the author proves void: the rules have no effect, and those before them hold', () => {
  const { world, alice } = chairs()
  const first = alice.write(rules())
  const mallory = world.admit(alice, 'Mallory', 'chair')
  const [admission] = mallory.records
  mallory.hear(alice)
  mallory.write(rules(third), { at: 1_000 })
  alice.hear(mallory)
  alice.change({ what: 'remove', member: mallory.member, voids: [admission!] })
  expect(now(alice)).toEqual([first.id])
})

test('a member who is no chair writes rules: they have no effect', () => {
  const { world, alice } = chairs()
  const cleo = world.join('Cleo', 'rapporteur')
  cleo.write(rules())
  alice.hear(cleo)
  expect(now(alice)).toEqual([])
})

/** Acts of a chair in another document. */
const besideOf = ({ world, alice }: ReturnType<typeof chairs>) => {
  const document = '0'.repeat(32) as DocumentId
  const other = new Proceedings({ audience: world.audience, document }, world.membership)
  const beside = (
    body: BodyOf<'rules'>,
    at = 0,
    { keys, records: heads }: Pick<Party, 'keys' | 'records'> = alice,
  ): Act => {
    const frame = { audience: world.audience, document, subject: null, heads, at }
    const act = checkAct(writeAct(keys, { ...frame, parents: other.heads() }, body))!
    other.add([act])
    return act
  }
  return { other, beside }
}

/** The rules that held at an act of the party. */
const atOpening = (
  { proceedings, records }: Party,
  opening: Act,
  ...others: Proceedings[]
): string[] => rulesAt([proceedings, ...others], records, opening).map(({ record }) => record.id)

test('rules stand in two documents: those on later records hold, and of the same records both', () => {
  const scene = chairs()
  const { world, alice } = scene
  const { other, beside } = besideOf(scene)
  const first = alice.write(rules(), { at: 1_000 })
  const second = beside(rules(all))
  expect(now(alice, other)).toEqual([second.id, first.id])
  world.join('Cleo')
  const third = beside(rules())
  expect(now(alice, other)).toEqual([third.id])
})

test('the rules of an act are those that its author knew, and of those apart the ones of an earlier time', () => {
  const scene = chairs()
  const { world, alice } = scene
  const { other, beside } = besideOf(scene)
  const known = alice.write(rules(), { at: 9_000 })
  const earlier = beside(rules(third), 1_000)
  const act = alice.write(rules(), { at: 2_000 })
  beside(rules(), 3_000)
  const then = (): string[] => atOpening(alice, act, other)
  expect(then()).toEqual([act.id, earlier.id])
  world.join('Cleo')
  alice.write(rules(all), { at: 0 })
  beside(rules(all), 0)
  expect(then()).toEqual([act.id, earlier.id])
  expect(now(alice, other)).not.toContain(known.id)
})

test('rules of a later time do not hold at an opening, though their author knew fewer members', () => {
  const scene = chairs()
  const { world, alice, bob } = scene
  const { other, beside } = besideOf(scene)
  const known = alice.write(rules(third), { at: 1_000 })
  const { keys, records } = bob
  world.join('Cleo')
  const opening = alice.ask({}, { at: 2_000 })
  beside(rules(all), 9_000_000, { keys, records })
  expect(atOpening(alice, opening, other)).toEqual([known.id])
})

test('a document carries earlier rules on: later ones that stand on these hold alone, and once', () => {
  const { world, alice } = chairs()
  const first = alice.write(rules(all))
  const { audience, document } = world
  const carried = new Proceedings({ audience, document }, world.membership)
  carried.add([first])
  const last = alice.write(rules(third))
  expect(now(alice, carried)).toEqual([last.id])
  carried.add([last])
  expect(now(alice, carried)).toEqual([last.id])
})
