// A text that was offloaded returns in parts: it is away until the last of them. A keeper that
// announces parts and sends none does not block another.
import { expect, onTestFinished, test, vi } from 'vitest'
import { admitted, handFile, newSession, type Opened, sharedByTwo } from '#tests/sessions'
import {
  readSnapshotBody,
  writePartBody,
  writeStartBody,
  type PartBody,
} from '../../../src/core/documents/bodies/bodies.ts'

const planted = 'Names of the witnesses of Tuesday'

/**
 * Ben's device lacks a text of Amina's, which Amina's device keeps for it; Carol's does too if
 * `withCarol`.
 */
const away = async (withCarol: boolean) => {
  const { amina, ben, group, document } = await sharedByTwo(planted)
  const keepers = [amina]
  if (withCarol) {
    const carol = await newSession()
    await admitted(amina, carol, group)
    for (const [from, to] of [
      ...[[carol, amina] as const, [amina, carol] as const, [amina, ben] as const],
    ])
      await handFile(from, to, group)
    keepers.push(carol)
  }
  const travel = ben.sync.travel(group)
  travel.ask([document])
  for (let round = 0; round < 2; round++)
    for (const keeper of keepers) {
      await handFile(ben, keeper, group)
      await handFile(keeper, ben, group)
    }
  expect(travel.keepers()(document)?.whole).toHaveLength(keepers.length)
  expect(travel.leave([document])).toEqual([document])
  travel.giveBack([document])
  return { group, document, ben, keepers, travel }
}

/** The snapshot announces two parts, of which these arrive. */
const inParts = ({ documents }: Opened, parts: readonly PartBody[]): void => {
  const { snapshotFor } = documents
  const spy = vi.spyOn(documents, 'snapshotFor').mockImplementation((id, heads) => {
    const read = readSnapshotBody(snapshotFor(id, heads)[0]?.body ?? new Uint8Array())
    if (!read) throw new Error('no snapshot')
    return [
      { kind: 'snapshot-start', body: writeStartBody({ ...read, parts: 2 }, heads) },
      ...parts.map(part => ({ kind: 'snapshot-part' as const, body: writePartBody(part) })),
    ]
  })
  onTestFinished(() => spy.mockRestore())
}

test('when a document returns in parts, it is away until the last part is here', async () => {
  const { group, document, ben, keepers, travel } = await away(false)
  const [amina] = keepers as [Opened]
  const rest = { clients: [], update: new Uint8Array(2) }
  inParts(amina, [rest, rest])
  await handFile(ben, amina, group)
  const isBack = vi.spyOn(travel.away, 'isBack')
  await handFile(amina, ben, group)
  expect(ben.documents.page(document).blocks.at(-1)?.runs).toMatchObject([{ text: planted }])
  expect(isBack).toHaveBeenCalledOnce()
  expect(travel.away.all()).toEqual([])
})

test('when a keeper announces parts and sends none, another keeper still returns it', async () => {
  const { group, document, ben, keepers, travel } = await away(true)
  const [amina, carol] = keepers as [Opened, Opened]
  inParts(amina, [])
  for (const keeper of keepers) await handFile(ben, keeper, group)
  for (const keeper of keepers) await handFile(keeper, ben, group)
  expect(travel.away.all()).toEqual([])
  await carol.documents.rename(document, 'Another title')
  await handFile(carol, ben, group)
  expect(ben.archive.documents.get(document)?.title).toBe('Another title')
})
