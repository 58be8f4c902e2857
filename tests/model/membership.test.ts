// All small worlds of membership, on the reducer of the product: three devices, one of them in two
// hands, and four acts in `npm run prove -- model`, two here, and as many as BARAZA_ACTS sets. In
// each, and for every order of arrival of the records: one state; nobody is out without a record
// that removes them; and later signatures of a removed device count for nothing, wherever they
// claim to stand.
import process from 'node:process'
import { expect, test } from 'vitest'
import { checkRecord, type GroupState, type Membership } from '#core/group'
import { random, toHex } from '#core/keys'
import { signFields, type SignedRecord } from '#core/records'
import type { RecordId } from '#shared/ids'
import { describeState } from '#tests/membership-vectors'
import { checked } from '#tests/records'
import { emptyHistory, extend, type History } from '../../src/core/group/history.ts'
import { pastOf } from '#core/records'
import { beginning, copyOf, worldsFrom, type World } from './membership-worlds.ts'
import { ordersOf } from './orders.ts'

/** Like a device that keeps records: waiting ones are tried again with each arrival. */
const arriving = (base: readonly Membership[], order: readonly Membership[]): History => {
  let history = extend(emptyHistory(base[0]!.group), base).history
  let waiting: Membership[] = []
  for (const record of order) {
    const taken = extend(history, [...waiting, record])
    ;({ history } = taken)
    waiting = taken.waiting
  }
  return history
}

const said = (state: GroupState): string => JSON.stringify([describeState(state), state.epochs])

const saidBut = (state: GroupState): string => said({ ...state, voided: new Set() })

/** The acts that remove a member or device, or bring back a removed one. */
const takesOut = new Set(['removeMember', 'removeDevice', 'shutOut', 'carry'])

/** A valid record removed each member who is out; each member who was in is in or out. */
const outOfNothing = ({ state, nodes }: History, base: GroupState): string[] => [
  ...[...base.devices.keys()]
    .filter(id => state.devices.has(id) === state.pastDevices.has(id))
    .map(id => `${id} is neither in nor out`),
  ...[...base.members.keys()]
    .filter(id => state.members.has(id) === state.pastMembers.has(id))
    .map(id => `${id} is neither a member nor was one`),
  ...[...state.pastDevices.values()].flatMap(({ id, by }) => {
    const holds = by.filter(each => {
      const type = nodes.get(each)?.record.body.type ?? ''
      return takesOut.has(type) && !state.voided.has(each)
    })
    return by.length > 0 && holds.length === by.length ? [] : [`nobody put ${id} out`]
  }),
  ...[...state.pastMembers.values()]
    .filter(({ devices }) => devices.length > 0)
    .map(({ id }) => `${id} was removed and has devices`),
]

const removals = new Set(['removeMember', 'removeDevice', 'carry'])

/** The records that a removal stands on; for a carried one, those that its proposal stands on. */
const foundationOf = ({ nodes }: History, by: RecordId): readonly RecordId[] => {
  const { body, parents } = nodes.get(by)!.record
  return body.type === 'carry' ? nodes.get(body.proposal)!.record.parents : parents
}

/**
 * Removals that were carried and hold, with their parts: no single member's record undoes those.
 */
const carried = (history: History): Set<RecordId> => {
  const made = new Set<RecordId>()
  for (const { record } of history.nodes.values()) {
    if (record.body.type !== 'carry' || history.state.voided.has(record.id)) continue
    const before = pastOf(history.nodes, foundationOf(history, record.id))
    for (const id of pastOf(history.nodes, [record.id]).keys()) if (!before.has(id)) made.add(id)
  }
  return made
}

/** For each removed device, its valid records that no removal of it precedes. */
const heardAfterRemoval = (history: History): string[] => {
  const { nodes, state } = history
  const settled = carried(history)
  return [...state.pastDevices.values()].flatMap(({ id, by }) =>
    by
      .filter(each => removals.has(nodes.get(each)!.record.body.type))
      .flatMap(removal => {
        const before = pastOf(nodes, foundationOf(history, removal))
        return [...nodes.values()]
          .map(({ record }) => record)
          .filter(({ device, body }) => device === id && body.type !== 'join')
          .filter(({ id: each }) => each !== removal && !before.has(each) && !settled.has(each))
          .filter(({ id: each }) => !state.voided.has(each))
          .map(({ body }) => `${body.type} of a removed device counts`)
      }),
  )
}

/** A removed device signs one more: on everything there is, and as if it knew of nothing. */
const laterOnes = (
  history: History,
  { players, known, order }: { players: World['players']; known: Known; order: Membership[] },
): string[] =>
  [...history.state.pastDevices.values()]
    .filter(({ state }) => state === 'removed')
    .flatMap(({ id }) => {
      const { self, id: group } = players.find(each => each.group.self.device === id)!.group
      const { keys } = self
      return [history.heads, known.heads].flatMap((parents, at) => {
        const signed = signFields(keys, { group, parents, at: 0 }, 'recovery', [random(32)])
        const record = checkRecord(group, signed)!
        const { history: next, accepted } = extend(history, [record])
        const isRefused = accepted.length === 0
        const isVoid =
          next.state.voided.has(record.id) && saidBut(next.state) === saidBut(history.state)
        const early = arriving(known.records, [record, ...order]).state
        if (at === 0) return isRefused ? [] : [`what ${id} signs on its removal is taken`]
        return isVoid && said(early) === said(next.state) ? [] : [`what ${id} signs beside counts`]
      })
    })

type Known = {
  records: Membership[]
  heads: readonly RecordId[]
  state: GroupState
  /** Each record is checked once. */
  check(record: SignedRecord): Membership
}

const wrongIn = ({ players, made }: World, known: Known): string[] => {
  const records = made.flat()
  // The later of two records of one act comes first, and waits.
  const acts = made.map(each => each.map(record => known.check(record)).toReversed())
  const [first, ...others] = ordersOf(acts).map(order => arriving(known.records, order.flat()))
  const history = first!
  const expected = said(history.state)
  const arrived = players.map(player => {
    const { group } = copyOf(player)
    group.addRecords(records.toReversed())
    return said(group.state())
  })
  return [
    ...others
      .filter(each => said(each.state) !== expected)
      .map(() => 'another order of arrival gives another group'),
    ...arrived
      .filter(each => each !== expected)
      .map(() => 'another device with the same records has another group'),
    ...outOfNothing(history, known.state),
    ...heardAfterRemoval(history),
    ...laterOnes(history, { players, known, order: acts.flat() }),
  ]
}

const isProof = process.env['BARAZA_PROVE'] === '1'
const most = Number(process.env['BARAZA_ACTS'] ?? (isProof ? 4 : 2))
/** All of four acts take about an hour, and longer on a busy machine. */
const timeout = isProof ? 6 * 3_600_000 : 900_000

test(
  `every world of at most ${most} acts: one group, and a removed member is out`,
  { timeout },
  () => {
    const base = beginning()
    const { id } = base.players[0]!.group
    const history = extend(emptyHistory(id), checked(id, base.records)).history
    const { heads, state } = history
    const done = new Map<RecordId, Membership>()
    const check = (record: SignedRecord): Membership => {
      const one = done.get(record.id) ?? checked(id, [record])[0]!
      done.set(record.id, one)
      return one
    }
    const known = { records: base.records.map(check), heads, state, check }
    let worlds = 0
    const wrong: { world: readonly string[]; said: string[]; records: string[] }[] = []
    for (const world of worldsFrom(base, most)) {
      if (++worlds % 5_000 === 0) console.log(`model: ${worlds} worlds of membership so far`)
      const said = wrongIn(world, known)
      if (said.length === 0) continue
      wrong.push({
        world: world.acts,
        said,
        records: world.made.flat().map(each => toHex(each.bytes)),
      })
      if (wrong.length === 5) break
    }
    console.log(`model: ${worlds} worlds of membership`)
    expect(wrong).toEqual([])
    expect(worlds).toBeGreaterThan(100)
  },
)
