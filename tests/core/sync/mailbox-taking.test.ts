// Known parts of a mailbox: nothing is flushed for them, nothing taken in, nothing written.
import type { SignedRecord } from '#core/records'
import { expect, test } from 'vitest'
import type { Pack } from '../../../src/core/sync/packs/pack.ts'
import { openTaking } from '../../../src/core/sync/mailbox/taking.ts'

const record = { id: 'record' } as unknown as SignedRecord
const beside = { id: 'beside' } as unknown as SignedRecord
const [old, fresh] = [{ items: [] }, { items: [] }] as unknown as [Pack, Pack]

/** A circle, and the group whose records come there too; `news` are the new records. */
const setting = (...news: SignedRecord[]) => {
  const done: string[] = []
  const isNew = (own: SignedRecord) => (records: readonly SignedRecord[]) =>
    news.includes(own) && records.includes(own)
  const taking = openTaking({
    replica: {
      group: { hasNews: isNew(record) },
      knows: pack => pack === old,
      async sealOwn() {
        done.push('seal')
      },
      addRecords() {
        done.push('records')
        return { accepted: 1, known: 0, refused: 0, waiting: 0 }
      },
      receive(packs) {
        done.push(`${packs.length} packs`)
        return {} as never
      },
    },
    membership: { hasNews: isNew(beside), addRecords: () => void done.push('membership') },
  })
  const come = async (records: SignedRecord[], packs: Pack[]): Promise<string[]> => {
    await taking.prepare({ records, packs })
    taking.take({ records, packs })
    return done
  }
  return come
}

test('everything in a mailbox is known: nothing is done for it', async () => {
  expect(await setting()([record, beside], [old])).toEqual([])
})

test('a part in a mailbox is new: its owner takes it in, after a flush of own edits', async () => {
  expect(await setting(record)([record], [])).toEqual(['seal', 'records'])
  expect(await setting(beside)([record, beside], [old])).toEqual(['seal', 'membership'])
  expect(await setting()([record], [old, fresh])).toEqual(['seal', '2 packs'])
})
