// Texts in parts: a device that announces parts and sends none delays nobody.
import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import { linesOf, openPen, openRoom, written, type Room } from '#tests/documents'
import { readSnapshotBody, writeStartBody } from '../../../src/core/documents/bodies/bodies.ts'

test('a device announces parts of a text that never come: the text arrives from another device', async () => {
  const mallory = openRoom('mallory', temporaryArchive())
  const badia = openRoom('badia', temporaryArchive())
  const carol = openRoom('carol', temporaryArchive())
  const id = await written(mallory, 'Ours')
  await mallory.documents.share(id)
  await mallory.documents.flush()
  for (const message of mallory.sent)
    for (const each of [badia, carol]) expect(each.hear(message)).toBe('applied')
  const type = async (room: Room, text: string) => {
    const pen = openPen(room, id)
    pen.type(text)
    await room.documents.flush()
    return room.sent.at(-1)!
  }
  expect(badia.hear(await type(carol, ' Carol'))).toBe('applied')
  // A year later.
  const begun = mallory.sent[0]!
  const read = readSnapshotBody(begun.body)!
  const start = {
    ...begun,
    kind: 'snapshot-start' as const,
    body: writeStartBody({ ...read, parts: 9 }, []),
  }
  expect(badia.hear(start)).toEqual({ refused: 'begun' })
  expect(badia.hear(await type(carol, ' again'))).toBe('applied')
  expect(linesOf(badia, id)[0]).toContain('again')
})
