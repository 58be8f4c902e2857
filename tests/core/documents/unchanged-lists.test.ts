// Texts that a step of the schema marked are written to lists again, a few in each pause.
import { expect, test } from 'vitest'
import type { Archive } from '#core/archive'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { openPen, openRoom, written } from '#tests/documents'

const pause = 1000

/** Texts of an earlier program, in a new session. */
const marked = async (archive: Archive, count: number) => {
  const room = openRoom('ana', archive)
  const ids: DocumentId[] = []
  for (let at = 0; at < count; at++) ids.push(await written(room, `Line ${at}`))
  await room.documents.flush()
  for (const document of ids) archive.staleDocuments.put({ document, number: 0 })
  return { room: openRoom('ana', archive), ids }
}

const left = (archive: Archive): DocumentId[] =>
  archive.staleDocuments.list({}).map(({ document }) => document)

test('a pause reads a few of them, and the next ones the others; their rows keep the time of change', async () => {
  const archive = temporaryArchive()
  const { room, ids } = await marked(archive, 9)
  const before = ids.map(id => archive.documents.get(id))
  for (const count of [5, 1, 0]) {
    room.timers.pass(pause)
    expect(left(archive)).toHaveLength(count)
  }
  expect(ids.map(id => archive.documents.get(id))).toEqual(before)
})

test('a text that changed waits for none of them', async () => {
  const archive = temporaryArchive()
  const { room } = await marked(archive, 9)
  const last = left(archive).at(-1) as DocumentId
  const pen = openPen(room, last)
  pen.type(' more')
  await pen.saved()
  await room.documents.flush()
  expect(left(archive)).toHaveLength(4)
  expect(left(archive)).not.toContain(last)
})
