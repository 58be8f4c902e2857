// A new session reads what meetings need of a text beside it, and not its messages. Every change of the text, or of
// the writers of its words, drops it.
import { expect, onTestFinished, test } from 'vitest'
import type { Archive } from '#core/archive'
import { clientIds } from '#core/documents'
import { random } from '#core/keys'
import { writeMeetingEntry, type MeetingEntry } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import {
  deviceNamed,
  diceFrom,
  editAtRandom,
  openPen,
  openRoom,
  sharedGroup,
  written,
  type Dice,
  type Room,
} from '#tests/documents'
import { loadDocument } from '../../../src/core/documents/replica/load-document.ts'
import { meetingPartsOf, meetingTextOf } from '../../../src/core/documents/lists/meeting-text.ts'

const reading = { whose: () => 'ab'.repeat(16) as never, isOfficer: () => true, endedAt: null }

/** All that meetings read, as plain data. */
const saidBy = ({ page, meta, draftOf, isWritable, corrections, log, authorOf }: Text) => {
  const { floors, motions, sent } = log(reading)
  const clients = [...floors, ...motions, ...sent].map(({ entry }) => entry.client)
  const authors = clients.map(client => [client, authorOf(client)])
  return { page, meta, draftOf, isWritable, corrections, log: log(reading), authors }
}
type Text = ReturnType<Room['documents']['meeting']>

/** From the archive and the journal alone. */
const freshOf = ({ archive, name }: Room, id: DocumentId) => {
  const document = loadDocument(archive, id, () => deviceNamed(name), clientIds)
  if (!document) throw new TypeError('no such document')
  return saidBy(meetingTextOf(meetingPartsOf(document, () => null)))
}

/** A session over the same archive; `reads` says how often it read the messages of a text. */
const nextSession = (archive: Archive, name: string) => {
  const { ofDocument } = archive.messages
  let reads = 0
  const messages = Object.assign(Object.create(archive.messages) as Archive['messages'], {
    ofDocument: (...asked: Parameters<typeof ofDocument>) => {
      reads++
      return archive.messages.ofDocument(...asked)
    },
  })
  const room = openRoom(name, { ...archive, messages })
  return { room, reads: () => reads }
}
/** The archive gets a text after the turn in which it was read. */
const turn = () => new Promise(setImmediate)

const kept = (archive: Archive, document: DocumentId): boolean =>
  archive.meetingTexts.has({ document })

const wish: MeetingEntry = { kind: 'floor', at: 5, item: null, what: 'speak', text: '' }

const levelled = async () => {
  const archive = temporaryArchive()
  const room = openRoom('ana', archive)
  const id = await written(room, 'The Chair opened the session.', 'The agenda was adopted.')
  await room.documents.share(id)
  await room.documents.flush()
  const first = nextSession(archive, 'ana').room
  first.documents.meeting(id)
  await turn()
  expect(kept(archive, id)).toBe(true)
  return { archive, id }
}

test('the next session reads no message of a text that did not change', async () => {
  const { archive, id } = await levelled()
  const { room, reads } = nextSession(archive, 'ana')
  const text = saidBy(room.documents.meeting(id))
  expect(reads()).toBe(0)
  expect(text).toEqual(freshOf(room, id))
})

test.each<[string, (room: Room, id: DocumentId) => void | Promise<unknown>]>([
  ['letters', (room, id) => openPen(room, id).type('!')],
  ['a title', (room, id) => room.documents.rename(id, 'Another')],
  [
    'an entry beside the text',
    (room, id) => room.documents.editAs(id, doc => void writeMeetingEntry(doc, wish, random)),
  ],
])('%s: it is read again, in this session and in the next one', async (_, change) => {
  const { archive, id } = await levelled()
  const { room } = nextSession(archive, 'ana')
  const before = saidBy(room.documents.meeting(id))
  await change(room, id)
  expect(saidBy(room.documents.meeting(id))).not.toEqual(before)
  room.documents.sealNow()
  expect(kept(archive, id)).toBe(false)
  const { room: last } = nextSession(archive, 'ana')
  expect(saidBy(last.documents.meeting(id))).toEqual(saidBy(room.documents.meeting(id)))
})

test('an edit lies in the journal alone: the next session reads it, and keeps no text with it', async () => {
  const { archive, id } = await levelled()
  const { room } = nextSession(archive, 'ana')
  const pen = openPen(room, id)
  pen.type('!')
  await pen.saved()
  expect(archive.journal.pending()).toHaveLength(1)
  expect(kept(archive, id)).toBe(true)
  const { room: next } = nextSession(archive, 'ana')
  expect(saidBy(next.documents.meeting(id))).toEqual(saidBy(room.documents.meeting(id)))
  await turn()
  expect(archive.meetingTexts.get({ document: id })?.text).not.toContain('!')
})

test('a contest or a fork, and a new reading of the messages, drop it', async () => {
  const { archive, id } = await levelled()
  const row = archive.meetingTexts.get({ document: id })
  if (!row) throw new TypeError('nothing is kept')
  const place = { group: sharedGroup, document: id }
  archive.contests.put({ ...place, contests: new Uint8Array([128]) })
  expect(kept(archive, id)).toBe(false)
  archive.meetingTexts.put(row)
  archive.forks.put({ ...place, forks: new Uint8Array([128]) } as never)
  expect(kept(archive, id)).toBe(false)
  archive.contests.remove(place)
  archive.forks.remove(place)
  archive.meetingTexts.put(row)
  nextSession(archive, 'ana').room.documents.rebuild(id)
  expect(kept(archive, id)).toBe(false)
})

test('nothing is kept of another version, another device or a document that is gone', async () => {
  const { archive, id } = await levelled()
  const row = archive.meetingTexts.get({ document: id })
  if (!row) throw new TypeError('nothing is kept')
  expect(row.key).toContain(deviceNamed('ana'))
  archive.meetingTexts.put({ ...row, key: '[0]', text: '{}' })
  const { room } = nextSession(archive, 'ana')
  expect(saidBy(room.documents.meeting(id))).toEqual(freshOf(room, id))
  archive.documents.remove(id)
  expect(kept(archive, id)).toBe(false)
})

test('a transaction that fails, or a disk that refuses: nothing false is kept', async () => {
  const { archive, id } = await levelled()
  const badia = openRoom('badia', temporaryArchive())
  const ana = openRoom('ana', archive)
  archive.meetingTexts.remove({ document: id })
  for (const message of archive.messages.ofDocument(id, 0))
    badia.hear({ ...message, author: 'ab'.repeat(16), feed: message.feed } as never)
  openPen(badia, id).type(' of Badia')
  await badia.documents.flush()
  const theirs = badia.sent.at(-1)
  if (!theirs) throw new TypeError('nothing was sent')
  expect(() =>
    archive.transaction(() => {
      ana.hear(theirs)
      ana.documents.meeting(id)
      throw new Error('undone')
    }),
  ).toThrow('undone')
  await turn()
  expect(kept(archive, id)).toBe(false)
  const { put } = archive.meetingTexts
  onTestFinished(() => void Object.assign(archive.meetingTexts, { put }))
  Object.assign(archive.meetingTexts, {
    put() {
      throw new Failure('disk-full')
    },
  })
  const { room } = nextSession(archive, 'ana')
  expect(saidBy(room.documents.meeting(id))).toEqual(freshOf(room, id))
  await turn()
  expect(kept(archive, id)).toBe(false)
})

/** Ana and Badia write, hear each other, pause and unlock again, in an order that follows from the dice. */
const schedule = async (dice: Dice): Promise<number> => {
  const archives = { ana: temporaryArchive(), badia: temporaryArchive() }
  const rooms = { ana: openRoom('ana', archives.ana), badia: openRoom('badia', archives.badia) }
  const heard = { ana: 0, badia: 0 }
  const sent: { ana: Room['sent']; badia: Room['sent'] } = { ana: [], badia: [] }
  const id = await written(rooms.ana, 'One', 'Two', 'Three', 'Four')
  await rooms.ana.documents.share(id)
  sent.ana.push(...rooms.ana.sent.splice(0))
  let unread = 0
  for (let step = 0; step < 40; step++) {
    const name = dice.one(['ana', 'badia'] as const)
    const other = name === 'ana' ? 'badia' : 'ana'
    const isHere = archives[name].documents.get(id) !== null
    const room = rooms[name]
    const what = dice.one(['write', 'write', 'say', 'hear', 'flush', 'pause', 'unlock', 'unlock'])
    if (what === 'hear')
      for (const message of sent[other].slice(heard[name])) {
        expect(room.hear(message)).toBe('applied')
        heard[name]++
      }
    if (!isHere) continue
    if (what === 'write') await room.documents.editAs(id, doc => editAtRandom(doc, dice))
    if (what === 'say')
      await room.documents.editAs(id, doc => void writeMeetingEntry(doc, wish, dice.bytes))
    if (what === 'flush') room.documents.sealNow()
    if (what === 'pause') room.timers.pass(2000)
    sent[name].push(...room.sent.splice(0))
    if (what !== 'unlock') {
      if (dice.chance(0.3)) expect(saidBy(room.documents.meeting(id))).toEqual(freshOf(room, id))
      continue
    }
    room.documents.sealNow()
    sent[name].push(...room.sent.splice(0))
    const { room: next, reads } = nextSession(archives[name], name)
    expect(saidBy(next.documents.meeting(id))).toEqual(freshOf(room, id))
    if (reads() === 0) unread++
    await turn()
    rooms[name] = next
  }
  return unread
}

test('random edits of two devices: what is kept is what the archive says', async () => {
  let unread = 0
  for (let seed = 1; seed <= 6; seed++) unread += await schedule(diceFrom(seed))
  expect(unread).toBeGreaterThan(6)
})
