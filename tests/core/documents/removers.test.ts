// The devices that removed text, as the messages and the edits that wait say.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { temporaryArchive } from '#tests/archive'
import {
  deviceNamed,
  feedNamed,
  openPen,
  openRoom,
  sharedGroup,
  textIn,
  written,
} from '#tests/documents'
import { openRemovers } from '../../../src/core/documents/history/removers.ts'
import { inTurns } from '../../../src/core/documents/turns.ts'

test('an edit that waited and went out in no message removed nothing', async () => {
  const ana = openRoom('ana', temporaryArchive())
  const id = await written(ana, 'Ours alone')
  await ana.documents.share(id)
  const pen = openPen(ana, id)
  textIn(pen.doc, 0).delete(0, 2)
  await pen.saved()
  await ana.documents.flush()
  const draft = new Y.Doc()
  Y.applyUpdate(draft, Y.encodeStateAsUpdate(pen.doc))
  let update = new Uint8Array()
  draft.on('update', (made: Uint8Array) => void (update = new Uint8Array(made)))
  const place = { client: 0, clock: 0 }
  for (let item = textIn(draft, 0)._start; item; item = item.right)
    if (!item.deleted) Object.assign(place, item.id)
  textIn(draft, 0).delete(0, textIn(draft, 0).length)
  let waits = true
  const list = () => (waits ? [{ feed: feedNamed('ana'), writers: [], update }] : [])
  const { drafts, ...archive } = ana.archive
  const store = openRemovers({ ...archive, drafts: { ...drafts, list } }, () => deviceNamed('ana'))
  const removers = async () =>
    (await inTurns(store.level(sharedGroup, id))).of(place.client, place.clock)
  expect(await removers()).toEqual([deviceNamed('ana')])
  waits = false
  expect(await removers()).toEqual([])
})
