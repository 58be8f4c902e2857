// Lists and cards get a change event of a document at once and then now and then, however fast
// people type in it.
import { expect, test } from 'vitest'
import { writeMeetingEntry } from '#document/meetings/log'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { openPen, openRoom, written, type Sent } from '#tests/documents'
import { countedRandom } from '#tests/editor-peer'

test('two members type 120 keys each: a list gets some twenty events', async () => {
  const [ana, badia] = [openRoom('ana', temporaryArchive()), openRoom('badia', temporaryArchive())]
  const id = await written(ana, 'Ours')
  await ana.documents.share(id)
  badia.hear(ana.sent.at(-1) as Sent)
  ana.timers.pass(1000)
  for (const room of [ana, badia]) room.isLive = true
  const told: DocumentId[] = []
  ana.documents.onChanged(({ document }) => told.push(document))
  const pens = [openPen(ana, id), openPen(badia, id)] as const
  let heard = badia.sent.length
  const counts: number[] = []
  for (let key = 0; key < 120; key++) {
    for (const pen of pens) pen.type('x')
    for (const room of [ana, badia]) room.timers.pass(40)
    for (; heard < badia.sent.length; heard++) ana.hear(badia.sent[heard] as Sent)
    await Promise.resolve()
    counts.push(told.length)
  }
  expect(counts[0]).toBe(1)
  expect(told.length).toBeLessThan(25)
  const before = told.length
  ana.timers.pass(1000)
  expect(told.length).toBeGreaterThan(before)
  const atRest = told.length
  ana.timers.pass(10_000)
  expect(told).toHaveLength(atRest)
})

test('one document changes all the time: events of another one do not wait', async () => {
  const ana = openRoom('ana', temporaryArchive())
  const [busy, quiet] = [await written(ana, 'Busy'), await written(ana, 'Quiet')]
  ana.timers.pass(2000)
  const told: DocumentId[] = []
  ana.documents.onChanged(({ document }) => told.push(document))
  await ana.documents.rename(busy, 'One')
  await ana.documents.rename(busy, 'Two')
  await ana.documents.rename(quiet, 'Three')
  expect(told).toEqual([busy, quiet])
  ana.documents.close()
  ana.timers.pass(2000)
  expect(told).toEqual([busy, quiet])
})

test('no link is on and earlier edits wait to go out: each entry beside the text is told all the same', async () => {
  const ana = openRoom('ana', temporaryArchive())
  const id = await written(ana, 'Ours')
  await ana.documents.share(id)
  ana.timers.pass(60_000)
  const told: DocumentId[] = []
  ana.documents.onChanged(({ document }) => told.push(document))
  const random = countedRandom(3)
  const ask = async (at: number): Promise<void> => {
    const wish = { kind: 'floor', at, item: null, what: 'speak', text: '' } as const
    await ana.documents.editAs(id, doc => writeMeetingEntry(doc, wish, random))
    await Promise.resolve()
  }
  await ask(1)
  expect(told).toHaveLength(1)
  ana.timers.pass(300)
  await ask(2)
  expect(told).toHaveLength(2)
  // Letters alone are told with the first of them, and when they go out.
  ana.timers.pass(300)
  const pen = openPen(ana, id)
  pen.type('x')
  ana.timers.pass(300)
  await Promise.resolve()
  const before = told.length
  for (const letter of 'yz') pen.type(letter)
  ana.timers.pass(300)
  await Promise.resolve()
  expect(told).toHaveLength(before)
  ana.timers.pass(30_000)
  expect(told).toHaveLength(before + 1)
})
