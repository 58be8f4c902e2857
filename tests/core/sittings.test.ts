// The times of sittings in the history of a document, beside the versions that were named within them.
import { expect, test } from 'vitest'
import { applyEditScript } from '#shared/document'
import { random } from '#core/keys'
import { deciders } from '#tests/deciding'

test('a sitting that goes on behind a version has its beginning before it and its end behind', async () => {
  const { id, all } = await deciders([])
  const [chair] = all
  const { clock, documents } = chair!
  const began = clock.now
  const write = async (words: string): Promise<void> => {
    clock.now += 600_000
    await documents.editAs(id, doc => {
      applyEditScript(doc, [{ insert: words, block: 1, at: 0 }], { random, now: () => clock.now })
    })
    await documents.flush()
  }
  const times = async () =>
    (await documents.history.list(id)).map(({ sittings }) =>
      sittings.map(({ seen }) => seen && [seen.from, seen.to]),
    )
  await write('One. ')
  const [[only]] = (await times()) as [[[number, number]]]
  expect(only[0]).toBeLessThanOrEqual(began + 600_000)
  expect(only[1]).toBe(began + 600_000)
  await documents.history.name(id, 'First')
  await write('Two. ')
  await documents.history.name(id, 'Second')
  await write('Three. ')
  const last = began + 1_800_000
  expect(await times()).toEqual([[[only[0], only[0]]], [[only[0], only[0]]], [[last, last]]])
})
