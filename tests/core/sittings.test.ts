// The times of sittings in the history of a document, beside the versions that were named within them.
import { expect, test } from 'vitest'
import { applyEditScript } from '#document/edits'
import { random } from '#core/keys'
import { deciders, meet, type Decider } from '#tests/deciding'
import type { DocumentId } from '#shared/ids'

/** A member writes in the text ten minutes later. */
const write = async ({ clock, documents }: Decider, id: DocumentId, words: string) => {
  clock.now += 600_000
  await documents.editAs(id, doc => {
    applyEditScript(doc, [{ insert: words, block: 1, at: 0 }], { random, now: () => clock.now })
  })
  await documents.flush()
}

/** The times of the sittings of each stretch. */
const timesIn = async ({ documents }: Decider, id: DocumentId) =>
  (await documents.history.list(id)).map(({ sittings }) =>
    sittings.map(({ seen }) => (typeof seen === 'object' ? seen && [seen.from, seen.to] : seen)),
  )

test('a sitting that goes on behind versions has its beginning, no time between them, and its end', async () => {
  const { id, all } = await deciders([])
  const [chair] = all
  const { clock, documents } = chair!
  const began = clock.now
  await write(chair!, id, 'One. ')
  const [[only]] = (await timesIn(chair!, id)) as [[[number, number]]]
  expect(only[0]).toBeLessThanOrEqual(began + 600_000)
  expect(only[1]).toBe(began + 600_000)
  await documents.history.name(id, 'First')
  await write(chair!, id, 'Two. ')
  await documents.history.name(id, 'Second')
  await write(chair!, id, 'Three. ')
  const last = began + 1_800_000
  expect(await timesIn(chair!, id)).toEqual([[[only[0], only[0]]], ['between'], [[last, last]]])
})

test('a sitting that goes on behind versions stands behind one that ended between them', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  await write(chair, id, 'One. ')
  await chair.documents.history.name(id, 'First')
  await write(chair, id, 'Two. ')
  await write(member, id, 'Also. ')
  await meet(group, chair, member)
  const came = chair.clock.now
  await chair.documents.history.name(id, 'Second')
  await write(chair, id, 'Three. ')
  const [, between] = await timesIn(chair, id)
  expect(between).toEqual([[came, came], 'between'])
})
