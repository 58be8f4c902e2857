// The beginning of a long text is shown without reading the text, and is never out of date.
import { expect, test } from 'vitest'
import type { Archive } from '#core/archive'
import type { DocumentId } from '#shared/ids'
import { crashImage, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { delivered, openPen, openRoom, sharedGroup, written, type Room } from '#tests/documents'

const lines = Array.from({ length: 250 }, (_, at) => `Line ${at + 1}`)

/** How often a whole text is read from the archive. */
const readsOf = (archive: Archive): (() => number) => {
  let reads = 0
  const { ofDocument } = archive.messages
  archive.messages.ofDocument = (...asked) => {
    reads++
    return ofDocument(...asked)
  }
  return () => reads
}
const firstOf = (room: Room, id: DocumentId): unknown => room.documents.look(id).blocks[0]?.runs

test('a long text did not change since: its preview is read, and not the text', async () => {
  const { directory, archive } = temporaryProfile()
  const before = openRoom('ana', archive)
  const id = await written(before, ...lines)
  await before.documents.share(id)
  openPen(before, id).type(', heard')
  await before.documents.flush()
  const image = reopened(crashImage(directory))
  const reads = readsOf(image)
  const room = openRoom('ana', image)
  const look = room.documents.look(id)
  expect(reads()).toBe(0)
  expect(look).toEqual({ blocks: room.documents.page(id).blocks.slice(0, 40), isVersion: false })
  expect(firstOf(room, id)).toEqual([{ text: 'Line 1, heard' }])
})

test('an edit is in the journal alone, or not in the lists yet: the preview shows it', async () => {
  const { directory, archive } = temporaryProfile()
  const before = openRoom('ana', archive)
  const id = await written(before, ...lines)
  await before.documents.share(id)
  await before.documents.flush()
  const pen = openPen(before, id)
  pen.type('!')
  await pen.saved()
  expect(archive.journal.pending()).toHaveLength(1)
  const unsealed = openRoom('ana', reopened(crashImage(directory)))
  expect(firstOf(unsealed, id)).toEqual([{ text: 'Line 1!' }])
  before.documents.sealNow()
  const sealed = openRoom('ana', reopened(crashImage(directory)))
  expect(firstOf(sealed, id)).toEqual([{ text: 'Line 1!' }])
})

test('another device wrote: the preview shows it once it is kept', async () => {
  const [ana, badia] = [openRoom('ana', temporaryArchive()), openRoom('badia', temporaryArchive())]
  const id = await written(ana, ...lines)
  await ana.documents.share(id)
  for (const message of ana.sent) badia.hear(message)
  await badia.documents.flush()
  openPen(ana, id).type(' of Ana')
  await ana.documents.flush()
  badia.hear(ana.sent.at(-1)!)
  expect(firstOf(openRoom('badia', badia.archive), id)).toEqual([{ text: 'Line 1 of Ana' }])
})

test('a text becomes short, or is removed: its preview is removed', async () => {
  const room = openRoom('ana', temporaryArchive())
  const kept = () => room.archive.previews.count({})
  await written(room, 'Few words')
  expect(kept()).toBe(0)
  const id = await written(room, ...lines)
  expect(kept()).toBe(1)
  room.documents.remove(id)
  expect(kept()).toBe(0)
})

test('an update is accepted at the second try of one turn: search and preview show it', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, ...lines)
  await ana.documents.share(id)
  for (const message of ana.sent) expect(badia.hear(message)).toBe('applied')
  ana.timers.pass(2000)
  openPen(badia, id).type(' Badia')
  await badia.documents.flush()
  const hers = badia.sent.at(-1)!
  // Like sync where a named record does not count in the end.
  const unsettled = (): void => {
    ana.documents.receive({
      ...hers,
      group: sharedGroup,
      ...delivered,
      id: 'ab'.repeat(32) as never,
    })
    throw new Error('unsettled')
  }
  expect(() => archive.transaction(unsettled)).toThrow('unsettled')
  expect(ana.hear(hers)).toBe('applied')
  await Promise.resolve()
  const image = reopened(crashImage(directory))
  ana.timers.pass(2000)
  expect(archive.search.query({ text: 'Badia' }).length).toBe(1)
  for (const each of [archive, image])
    expect(firstOf(openRoom('ana', each), id)).toEqual([{ text: 'Line 1 Badia' }])
})
