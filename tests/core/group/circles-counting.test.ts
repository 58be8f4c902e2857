// The work to find the records of a circle that count when a convener wrote as many removals as
// possible. An offered circle is judged before anybody accepts it.
import { expect, test } from 'vitest'
import type { CircleRole } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { countedOf } from '../../../src/core/group/circles/counting.ts'
import { inOrder } from '#core/records'
import type { CircleNode } from '../../../src/core/group/circles/people.ts'
import type { CircleBody } from '../../../src/core/group/circles/records.ts'

const member = (index: number) => `m${index}` as MemberId
const device = (index: number) => `d${index}` as DeviceId
const epoch = { id: '' as EpochId, boxes: [] }

/** A founder who adds `count` members. Each writes one record, concurrently with being removed. */
const removals = (count: number): CircleNode[] => {
  const nodes: CircleNode[] = []
  const write = (by: number, body: CircleBody, below: CircleNode | null): CircleNode => {
    const id = `${nodes.length}`.padStart(8, '0') as RecordId
    const past = new Set(below ? [below.record.id, ...below.past] : [])
    const signed = { id, bytes: new Uint8Array(), signatures: [] }
    const record = {
      id,
      group: '' as GroupId,
      device: device(by),
      at: 0,
      body,
      signed,
      parents: below ? [below.record.id] : [],
    }
    const node = { record, depth: below ? below.depth + 1 : 0, past }
    nodes.push(node)
    return node
  }
  const founding = { group: '' as GroupId, name: 'Circle', member: member(0), epoch }
  let head = write(0, { type: 'circle', ...founding }, null)
  const role: CircleRole = 'convener'
  for (let index = 1; index <= count; index++) {
    const devices = [device(index)]
    head = write(0, { type: 'bring', member: member(index), role, devices, epoch }, head)
  }
  for (let index = 1; index <= count; index++) write(index, { type: 'renew', epoch }, head)
  for (let index = 1; index <= count; index++)
    write(0, { type: 'part', member: member(index), epoch: null }, head)
  return nodes.toSorted(inOrder)
}

test('when many removals each void something, the work stays below all records for each removal', () => {
  const costOf = (count: number): number => {
    let asked = 0
    const isOf = (of: DeviceId, who: MemberId): boolean =>
      ++asked > 0 && of.slice(1) === who.slice(1)
    const list = removals(count)
    const counted = countedOf(list, { remains: () => true, isOf })
    expect(list.length - counted.length).toBe(count)
    return asked
  }
  // Twice as many records have four times as many pairs. It was eight times once.
  expect(costOf(60) / costOf(30)).toBeLessThan(5)
})
