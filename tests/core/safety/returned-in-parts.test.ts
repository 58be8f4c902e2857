// Two who were asked give a text back, one of them in parts that never come.
import { expect, test, vi } from 'vitest'
import { admitted, create, founded, handFile, newSession } from '#tests/sessions'
import { readSnapshotBody, writeStartBody } from '../../../src/core/documents/bodies.ts'

test('a keeper who announces parts and sends none does not keep a text from coming back from another', async () => {
  const [amina, ben, carol] = [await newSession(), await newSession(), await newSession()]
  const group = founded(amina)
  const document = await create(amina, group, 'planted')
  await amina.documents.share(document)
  await admitted(amina, ben, group)
  await handFile(ben, amina, group)
  await admitted(amina, carol, group)
  await handFile(carol, amina, group)
  await handFile(amina, ben, group)
  const travel = ben.sync.travel(group)
  travel.ask([document])
  const all = [amina, ben, carol]
  for (let round = 0; round < 2; round++)
    for (const from of all) for (const to of all) if (from !== to) await handFile(from, to, group)
  expect(travel.keepers()(document)?.whole).toHaveLength(2)
  expect(travel.leave([document])).toEqual([document])
  travel.giveBack([document])
  const { snapshotFor } = amina.documents
  const spy = vi.spyOn(amina.documents, 'snapshotFor').mockImplementation((id, heads) => {
    const read = readSnapshotBody(snapshotFor(id, heads)[0]?.body ?? new Uint8Array())
    if (!read) throw new Error('no snapshot')
    return [{ kind: 'snapshot-start', body: writeStartBody({ ...read, parts: 2 }, heads) }]
  })
  for (const keeper of [amina, carol]) await handFile(ben, keeper, group)
  for (const keeper of [amina, carol]) await handFile(keeper, ben, group)
  spy.mockRestore()
  expect(travel.away.all()).toEqual([])
  await carol.documents.rename(document, 'Another title')
  await handFile(carol, ben, group)
  expect(ben.archive.documents.get(document)?.title).toBe('Another title')
})
