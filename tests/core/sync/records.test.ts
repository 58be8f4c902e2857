// What a device does before it takes in records of a group: what waits in its circles counts as before
// them, as what waits in the group does.
import { expect, test } from 'vitest'
import type { SignedRecord } from '#core/group'
import { openRecords } from '../../../src/core/sync/records.ts'

const record = {} as SignedRecord

/** A group with a circle in which `waiting` words wait; what was done, in order. */
const setting = (waiting: number, isFull = false) => {
  const done: string[] = []
  const records = openRecords({
    group: {
      hasNews: () => true,
      addRecords() {
        done.push('records')
        return { accepted: 1, known: 0, refused: 0, waiting: 0 }
      },
    },
    documents: {
      seal() {
        done.push('seal')
        return !isFull
      },
    },
    unsealed: () => 0,
    early: { settle: () => void done.push('early') },
    idle: { settle: () => void done.push('idle') },
    parts: () => [{ unsealed: () => waiting, takeIn: () => void done.push('circle') }],
  })
  return { records, done }
}

test('words in a circle are sealed, and what lies aside there is taken in, before records of the group', () => {
  const { records, done } = setting(1)
  records.addRecords([record])
  expect(done).toEqual(['seal', 'early', 'idle', 'circle', 'records'])
})

test('where the disk does not take them it gets none of the records', () => {
  const { records, done } = setting(1, true)
  expect(() => records.addRecords([record])).toThrow('disk-full')
  expect(done).toEqual(['seal'])
})

test('where nothing waits nothing is sealed', async () => {
  const { records, done } = setting(0)
  await records.sealOwn()
  records.addRecords([record])
  expect(done).not.toContain('seal')
})
