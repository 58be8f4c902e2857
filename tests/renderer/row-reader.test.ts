// The rows of several documents are all read while a member types in one of them.
import { expect, test } from 'vitest'
import type { DocumentId } from '#shared/ids'
import { openRowReader } from '../../src/renderer/screens/export/row-reader.ts'

const documents = ['a', 'b', 'c'] as DocumentId[]

/** A reader whose answers and pauses come when the test says so. */
const scene = () => {
  const asked: string[] = []
  const shown: string[] = []
  const pauses: (() => void)[] = []
  let answer = (): void => {}
  const reader = openRowReader(
    documents,
    id => {
      asked.push(id)
      return new Promise<string>(resolve => (answer = () => resolve(`row ${id}`)))
    },
    (_id, row) => shown.push(row),
    (_delay, work) => {
      pauses.push(work)
      return () => {}
    },
  )
  const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
  return {
    ...{ asked, shown, reader },
    async answered() {
      answer()
      await settled()
    },
    rested: () => pauses.shift()?.(),
  }
}

test('while a member types in the first document, each row is read once, and then the first again', async () => {
  const { answered, asked, reader, rested, shown } = scene()
  const typed = (): void => reader.hear({ group: 'g', document: 'a' })
  for (const _ of documents) {
    typed()
    await answered()
    typed()
  }
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(shown).toEqual(['row a', 'row b', 'row c'])
  rested()
  await answered()
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
  rested()
  expect(asked).toHaveLength(4)
})

test('another document is not asked about; an event that names none is about all', async () => {
  const { answered, asked, reader, rested } = scene()
  for (const _ of documents) await answered()
  rested()
  reader.hear({ group: 'g', document: 'other' })
  expect(asked).toEqual(['a', 'b', 'c'])
  reader.hear({ group: 'g' })
  for (const _ of documents) await answered()
  expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
})

test('after the end no row is shown or read', async () => {
  const { answered, asked, reader, rested, shown } = scene()
  await answered()
  reader.stop()
  await answered()
  reader.hear({ group: 'g' })
  await answered()
  rested()
  expect(asked).toEqual(['a', 'b'])
  expect(shown).toEqual(['row a'])
})
