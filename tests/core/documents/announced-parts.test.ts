// Texts in parts: a device that announces parts and sends none delays nobody.
import { expect, test } from 'vitest'
import { encode, fromHex, random, toHex } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { linesOf, openPen, openRoom, written, type Room } from '#tests/documents'
import { readSnapshotBody, writeStartBody } from '../../../src/core/documents/bodies.ts'
import { openParts } from '../../../src/core/documents/incomplete-snapshots.ts'

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

test('a text comes in parts to a device of an earlier version: the text arrives whole', () => {
  const archive = temporaryArchive()
  const [group, document] = [toHex(random(32)) as GroupId, toHex(random(16)) as DocumentId]
  const [feed, device] = [toHex(random(16)) as FeedId, toHex(random(32)) as DeviceId]
  archive.notes.put(group, `documents/parts/${document}`, encode([fromHex(feed), 2]))
  const parts = openParts(archive)
  expect(parts.expected(group, document)).toEqual([{ device: '', feed, left: 2 }])
  expect(parts.isWhole(group, document)).toBe(false)
  parts.expect(group, document, { device, feed, left: 1 })
  parts.expect(group, document, { device, feed, left: 0 })
  expect(parts.isWhole(group, document)).toBe(true)
})
