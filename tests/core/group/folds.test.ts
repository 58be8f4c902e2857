// A state is computed from that of fewer records if possible, and is the same as that of all
// records folded at once. The cost of one member's concurrent and crossing records grows in
// proportion to their number.
import type { SignedRecord } from '#core/records'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { allRecords, play } from '#tests/membership-game'
import { checked, smallGroup } from '#tests/records'
import { series } from '#tests/series'
import { numbersFrom, patiently } from '#tests/trials'
import { emptyHistory, extend, stateAt } from '../../../src/core/group/history.ts'
import { fold } from '../../../src/core/group/reduce/fold.ts'
import { pastOf } from '#core/records'

test(
  'when a record is added, the cached state is that of all records folded at once',
  patiently,
  () => {
    const { seeds, passed } = series('folds', 100)
    let voided = 0
    for (const seed of seeds) {
      const number = numbersFrom(seed)
      const { players } = play(number, 60)
      const { id } = players[0]!.group
      const keyed = allRecords(players).map(record => [number(), record] as const)
      const all = checked(
        id,
        keyed.toSorted(([a], [b]) => a - b).map(([, record]) => record),
      )
      let history = emptyHistory(id)
      for (let left = all; left.length > 0;) {
        // Records whose parents are known are kept, one after another.
        const next = left.findIndex(({ parents }) => parents.every(each => history.nodes.has(each)))
        const one = left[next]
        if (!one) break
        left = left.toSpliced(next, 1)
        const before = fold(id, pastOf(history.nodes, one.parents).values())
        expect(stateAt(history, one.parents)).toEqual(before)
        history = extend(history, [one]).history
        expect(history.state).toEqual(fold(id, history.nodes.values()))
      }
      voided += history.state.voided.size
      passed(seed, `${history.nodes.size} records, ${history.state.voided.size} void`)
    }
    expect(voided).toBeGreaterThan(0)
  },
)

/** Harmless records of one device, each on some of its earlier ones. */
const tangle = (count: number, number: () => number) => {
  const { group, bob, heads, records, write } = smallGroup()
  const one = (parents: readonly SignedRecord[]): SignedRecord =>
    write(bob, parents, 'recovery', [random(32)])
  const ladder: SignedRecord[] = []
  for (let row: readonly SignedRecord[] = heads; ladder.length < count; row = ladder.slice(-2))
    ladder.push(one(row), one(row))
  const across: SignedRecord[] = [...heads]
  while (across.length < count) {
    const near = () => across[Math.max(0, across.length - 1 - Math.floor(number() * 30))]!
    across.push(one([...new Set([near(), near()])]))
  }
  return { group, shapes: { ladder, across: across.slice(1) }, records }
}

/** Number of times that the body of a record is read while all are added. */
const costOf = (shape: 'ladder' | 'across', count: number): number => {
  const { group, shapes, records } = tangle(count, numbersFrom(count))
  let asked = 0
  const all = checked(group, [...records, ...shapes[shape]]).map(record => ({
    ...record,
    get body() {
      asked++
      return record.body
    },
  }))
  const { history } = extend(emptyHistory(group), all)
  expect(history.nodes.size).toBe(all.length)
  return asked
}

test.each(['ladder', 'across'] as const)(
  'when the graph has the shape of a %s, the work grows with the number of records',
  shape => {
    // Four times as many records. The square of that was sixteen times the work.
    expect(costOf(shape, 800) / costOf(shape, 200)).toBeLessThan(8)
  },
)
