// The work of a device before it takes in records of a group: pending edits in its circles count as
// before the records, like pending edits in the group.
import type { SignedRecord } from '#core/records'
import { expect, test } from 'vitest'
import { openRecords } from '../../../src/core/sync/inbox/records.ts'

const record = {} as SignedRecord

/** A group with a circle in which `waiting` words are pending; the actions, in order. */
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
    deferred: { settle: () => void done.push('idle') },
    parts: () => [{ unsealed: () => waiting, takeIn: () => void done.push('circle') }],
  })
  return { records, done }
}

test('records of a group come: edits in its circles are flushed, and deferred packs there are taken in, before', () => {
  const { records, done } = setting(1)
  records.addRecords([record])
  expect(done).toEqual(['seal', 'idle', 'circle', 'records'])
})

test('the disk refuses the flush: none of the records is taken in', () => {
  const { records, done } = setting(1, true)
  expect(() => records.addRecords([record])).toThrow('disk-full')
  expect(done).toEqual(['seal'])
})

test('no edit is pending: nothing is flushed', async () => {
  const { records, done } = setting(0)
  await records.sealOwn()
  records.addRecords([record])
  expect(done).not.toContain('seal')
})
