// The cost of taking in records that a member writes to slow the others down: thousands of records
// beside and across each other, each on some of those before. In milliseconds of one core; form and
// signatures of the records are checked before.
import { reduce } from '#core/group'
import { boxForAll, digest, fromHex, random, type DeviceKeys } from '#core/keys'
import { checked, idOfDevice, smallGroup } from '#tests/records'
import { numbersFrom } from '#tests/trials'
import type { SignedRecord } from '#core/records'
import type { GroupId } from '#shared/ids'

const counts = [500, 1_000, 2_000]

type Records = readonly SignedRecord[]
type Shape = (count: number, one: (parents: Records) => SignedRecord, heads: Records) => Records

const inRows =
  (width: number): Shape =>
  (count, one, heads) => {
    const all: SignedRecord[] = []
    for (let row = heads; all.length < count; row = all.slice(-width)) {
      const below = row
      for (let at = 0; at < width; at++) all.push(one(below))
    }
    return all
  }

/** On one or two of the `reach` before it. */
const across =
  (reach: number, parents: number): Shape =>
  (count, one, heads) => {
    const number = numbersFrom(count)
    const all = [...heads]
    const near = () => all[Math.max(0, all.length - 1 - Math.floor(number() * reach))]
    while (all.length <= count) {
      const below = Array.from({ length: parents }, near).filter(each => each !== undefined)
      all.push(one([...new Set(below)]))
    }
    return all.slice(1)
  }

const shapes: Record<string, Shape> = {
  'one after another': inRows(1),
  'all beside each other': (count, one, heads) => Array.from({ length: count }, () => one(heads)),
  'two by two, the next two on both': inRows(2),
  'thirty by thirty, each on the thirty before': inRows(30),
  'each on two of the forty before': across(40, 2),
  'each on any one before': across(Number.MAX_SAFE_INTEGER, 1),
}

const milliseconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

export const groups = async (): Promise<void> => {
  const { alice, bob, carol, heads, records, write, ...small } = smallGroup()
  const group = small.group as string as GroupId
  const { id: carolsJoin } = records.at(-2) ?? {}
  if (!carolsJoin) throw new TypeError('Carol did not ask to join')
  const left = write(carol, heads, 'removeMember', [fromHex(carolsJoin), 'left', null])
  /** A new epoch for these, by Bob. */
  const renewing =
    (devices: readonly DeviceKeys[]) =>
    (parents: Records): SignedRecord => {
      const agreements = devices
        .toSorted((a, b) => (idOfDevice(a) < idOfDevice(b) ? -1 : 1))
        .map(({ agreement }) => agreement.public)
      const key = random(32)
      const { ephemeral, sealed } = boxForAll(agreements, key)
      return write(bob, [...parents], 'renew', [[digest('epoch', key), ephemeral, sealed]])
    }
  const stages = [
    { name: 'nobody was removed', first: records, on: heads, renew: renewing([alice, bob, carol]) },
    { name: 'one left', first: [...records, left], on: [left], renew: renewing([alice, bob]) },
  ]
  for (const { name: stage, first, on, renew } of stages) {
    for (const [name, shape] of Object.entries(shapes)) {
      const costs = counts.map(count => {
        const all = checked(group, [...first, ...shape(count, renew, on)])
        return milliseconds(() => {
          if (reduce(group, all).epochs.length < count) throw new Error('records were refused')
        })
      })
      const figures = counts.map((count, at) => `${count}: ${costs[at]?.toFixed(0)} ms`).join(', ')
      console.log(`groups (${stage}), ${name}: ${figures}`)
    }
  }
}
