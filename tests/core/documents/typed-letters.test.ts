// Letters that a person types one by one: their messages, the row of the document in lists, and the
// sitting that they belong to.
import { expect, test } from 'vitest'
import { clientIds } from '#core/documents'
import { temporaryArchive } from '#tests/archive'
import {
  deviceNamed,
  diceFrom,
  documentNamed,
  feedNamed,
  memberNamed,
  openPen,
  openRoom,
  textIn,
  written,
} from '#tests/documents'
import { readUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { foldEdits } from '../../../src/core/documents/contested/fold.ts'
import { readLetters } from '../../../src/core/documents/gate/plain.ts'
import { scanUpdate, type Scan } from '../../../src/core/documents/gate/scan.ts'
import { openSittingTimes } from '../../../src/core/documents/history/sittings.ts'
import { loadDocument } from '../../../src/core/documents/replica/load-document.ts'

test('an edit is alone in the journal: it goes out as it came', async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await written(room, 'Defenders')
  await room.documents.share(id)
  room.timers.pass(1000)
  room.isLive = true
  const pen = openPen(room, id)
  const dice = diceFrom(39)
  let letters = 0
  for (let key = 0; key < 60; key++) {
    const text = textIn(pen.doc, 0)
    const at = dice.below(text.length + 1)
    if (dice.chance(0.8)) text.insert(at, dice.one(['x', 'work', 'é']))
    else text.delete(Math.max(0, at - 1), 1)
    const before = room.sent.length
    room.timers.pass(300)
    expect(room.sent).toHaveLength(before + 1)
    const update = readUpdateBody(room.sent.at(-1)!.body)!.update
    const { doc } = loadDocument(room.archive, id, () => deviceNamed('ana'), clientIds)!
    expect(foldEdits(doc, [scanUpdate(update) as Scan])).toEqual(update)
    expect(doc.getXmlFragment('root').toJSON()).toBe(pen.doc.getXmlFragment('root').toJSON())
    if (readLetters(update)) letters++
  }
  expect(letters).toBeGreaterThan(20)
})

test('a person types: the list shows it at once, and again in the pauses', async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await written(room, 'Defenders')
  await room.documents.share(id)
  room.timers.pass(1000)
  room.isLive = true
  const pen = openPen(room, id)
  const said = () => room.archive.documents.get(id)!
  const type = (): void => {
    textIn(pen.doc, 0).insert(3, 'x')
    room.timers.pass(300)
  }
  const first = said().changedAt
  type()
  const begun = said()
  expect(begun.changedAt).toBeGreaterThan(first)
  expect(begun.changedBy).toBe(memberNamed('ana'))
  type()
  expect(said().changedAt).toBe(begun.changedAt)
  await room.documents.flush()
  expect(said().changedAt).toBeGreaterThan(begun.changedAt)
  // More than letters is reported at once.
  type()
  await room.documents.rename(id, 'Final paper')
  expect(said().title).toBe('Final paper')
  type()
  // A change that a crash met before the pause is not lost: it is due again.
  const after = openRoom('ana', room.archive)
  after.timers.pass(1000)
  expect(after.archive.search.query({ text: 'Defxxxxenders' }).length).toBe(1)
  expect(after.archive.documents.get(id)).toMatchObject({ title: 'Final paper', words: 1 })
})

test('a sitting goes on: it is noted once in a second, and its end in the next pause', () => {
  const archive = temporaryArchive()
  const times = openSittingTimes(archive)
  const [document, other] = [documentNamed('one'), documentNamed('other')]
  const feed = feedNamed('ana')
  const seen = () => times.of(document).get(feed)
  const onDisk = () => openSittingTimes(archive).of(document).get(feed)
  for (const at of [1_000, 1_400, 1_900]) times.note(document, feed, at)
  expect([seen(), onDisk()]).toEqual([
    { from: 1_000, to: 1_900 },
    { from: 1_000, to: 1_000 },
  ])
  times.note(document, feed, 2_100)
  expect(onDisk()).toEqual({ from: 1_000, to: 2_100 })
  times.note(document, feed, 2_500)
  times.level()
  expect(onDisk()).toEqual({ from: 1_000, to: 2_500 })
  // A clock that goes back, and another document.
  times.note(document, feed, 500)
  expect(onDisk()).toEqual({ from: 500, to: 2_500 })
  times.note(document, feed, 2_600)
  times.note(other, feed, 2_700)
  expect(onDisk()).toEqual({ from: 500, to: 2_600 })
})
