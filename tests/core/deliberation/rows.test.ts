// Acts in the order of their places: those in a set, and those of them on which no other stands, are the same as
// one after the other finds them.
import { expect, test } from 'vitest'
import {
  closureOf,
  hasBit,
  Row,
  topOf,
  type Bits,
} from '../../../src/core/deliberation/acts/bits.ts'
import { seeded } from '#tests/documents'

type Act = { index: number; past: Bits; isLive: boolean }

test('a row gives the acts in a set, and those on which no other stands, as each act alone says', () => {
  const random = seeded(7)
  const below = (limit: number): number => Math.floor(random() * limit)
  for (let round = 0; round < 60; round++) {
    const all: Act[] = []
    const row = new Row<Act>()
    const length = 1 + below(200)
    for (let index = 0; index < length; index++) {
      const parents = Array.from({ length: below(4) }, () => all[below(all.length)])
        .filter(each => each !== undefined)
        .toSorted((a, b) => a.index - b.index)
      const act = { index, past: closureOf(parents), isLive: below(5) > 0 }
      all.push(act)
      if (below(3) > 0) row.add(act)
    }
    const heads = Array.from({ length: 1 + below(3) }, () => all[below(all.length)])
      .filter(each => each !== undefined)
      .toSorted((a, b) => a.index - b.index)
    const set = closureOf(heads)
    const without = closureOf(heads.slice(0, 1))
    const inSet = row.nodes.filter(({ index }) => hasBit(set, index))
    expect(row.within(set)).toEqual(inSet)
    expect(row.within(set, without)).toEqual(inSet.filter(({ index }) => !hasBit(without, index)))
    const wanted = topOf(inSet, ({ isLive }) => isLive)
    const found = row.topWithin(set, ({ isLive }) => isLive)
    expect(found.top).toEqual(wanted.top)
    for (const { index } of all) expect(hasBit(found.past, index)).toBe(hasBit(wanted.past, index))
  }
})
