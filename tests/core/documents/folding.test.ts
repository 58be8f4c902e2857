// A long history is also kept as one state: the cost, the time, and that no step loses text or its
// author.
// @module-tag long
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { crashImage, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import {
  delivered,
  deviceNamed,
  linesOf,
  memberNamed,
  openPen,
  openRoom,
  sharedGroup,
  written,
  type Room,
  type Sent,
} from '#tests/documents'
import { isLong } from '../../../src/core/documents/replica/history-folding.ts'

/** Bytes that folding writes while so many messages of 60 bytes come. */
const foldedIn = (messages: number): number => {
  const history = { unfolded: { count: 0, bytes: 0 }, folded: 0, lacks: false }
  let [state, written] = [0, 0]
  for (let at = 0; at < messages; at++) {
    state += 30
    history.unfolded.count++
    history.unfolded.bytes += 60
    if (!isLong(history)) continue
    written += state
    history.folded = state
    history.unfolded = { count: 0, bytes: 0 }
  }
  return written
}

test('any number of messages came before: folding writes a bounded amount for each', () => {
  for (const messages of [10_000, 100_000, 1_000_000])
    expect(foldedIn(messages) / messages).toBeLessThan(3300)
})

test('a state was folded: the messages beside it are a small part of it, or few', () => {
  const long = (folded: number, count: number): boolean =>
    isLong({ unfolded: { count, bytes: 60 * count }, folded, lacks: false })
  expect(long(0, 399)).toBe(false)
  expect(long(0, 400)).toBe(true)
  expect(long(100_000, 400)).toBe(true)
  // The messages that take an eighth of the time of a state of 800 kilobytes.
  expect(long(800_000, 400)).toBe(false)
  expect(long(800_000, 800)).toBe(true)
})

/** A shared text with more letters than are left unfolded, each in a message of its own. */
const longHistory = async (room: Room): Promise<DocumentId> => {
  const id = await written(room, 'History')
  await room.documents.share(id)
  await room.documents.flush()
  const pen = openPen(room, id)
  for (let times = 0; times < 420; times++) {
    pen.type('abc '.charAt(times % 4))
    room.documents.sealNow()
  }
  return id
}
const isFolded = ({ archive }: Room, id: DocumentId): boolean =>
  archive.snapshots.get({ document: id }) !== null

test('a long history is edited: it is folded in a pause, not between two keys', async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await longHistory(room)
  const pen = openPen(room, id)
  for (let second = 0; second < 5; second++) {
    pen.type('!')
    room.documents.sealNow()
    room.timers.pass(1000)
    expect(isFolded(room, id)).toBe(false)
  }
  room.timers.pass(1000)
  expect(isFolded(room, id)).toBe(true)
})

test('when a long text is opened, a window begins with the bytes on the disk, until the text changes', async () => {
  const { directory, archive } = temporaryProfile()
  const before = openRoom('ana', archive)
  const id = await longHistory(before)
  const pen = openPen(before, id)
  for (let times = 0; times < 20; times++) {
    pen.type(`${times} `.repeat(2000))
    before.documents.sealNow()
  }
  before.timers.pass(1000)
  before.timers.pass(1000)
  expect(isFolded(before, id)).toBe(true)
  pen.type('and on')
  before.documents.sealNow()
  const text = linesOf(before, id)

  const room = openRoom('ana', reopened(crashImage(directory)))
  const parts = (): number | undefined => {
    const [opened] = openPen(room, id).heard
    return opened?.kind === 'opened' ? opened.asRead?.edits.length : undefined
  }
  const first = openPen(room, id)
  expect(first.heard[0]).toMatchObject({ kind: 'opened', update: new Uint8Array([0, 0]) })
  expect(parts()).toBe(1)
  expect(linesOf(room, id)).toEqual(text)
  first.type('!')
  await first.saved()
  expect(parts()).toBe(undefined)
  expect(linesOf(room, id)).toEqual(text.map(line => line.replace('and on', 'and on!')))
})

test('a person never pauses: the history is folded all the same', async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await longHistory(room)
  const pen = openPen(room, id)
  let second = 0
  for (; second < 100 && !isFolded(room, id); second++) {
    for (let times = 0; times < 20; times++) {
      pen.type('x')
      room.documents.sealNow()
    }
    room.timers.pass(1000)
  }
  expect(second).toBeGreaterThan(10)
  expect(isFolded(room, id)).toBe(true)
})

test('a history is long when it is opened: it is folded in the next pause', async () => {
  const { directory, archive } = temporaryProfile()
  const before = openRoom('ana', archive)
  const id = await longHistory(before)
  before.timers.pass(1000)
  expect(isFolded(before, id)).toBe(false)
  const image = reopened(crashImage(directory))
  const room = openRoom('ana', image)
  room.timers.pass(5000)
  expect(isFolded(room, id)).toBe(false)
  expect(linesOf(room, id)).toHaveLength(1)
  room.timers.pass(1000)
  expect(isFolded(room, id)).toBe(true)
})

test('a process is killed before, after and during folding: the document opens unchanged, with the same authors', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const id = await longHistory(ana)
  for (const message of ana.sent) expect(badia.hear(message)).toBe('applied')
  const hers = openPen(badia, id)
  hers.type(' Badia')
  await badia.documents.flush()
  expect(ana.hear(badia.sent.at(-1)!)).toBe('applied')
  // Core writes its own words with the first client id of the session.
  const mine = openPen(ana, id)
  mine.type(' Ana')
  await mine.saved()

  let heard = ana.sent.length
  const taken = () => ({ image: crashImage(directory), sent: ana.sent.length })
  const images = [taken()]
  const refuse = archive.drafts.remove
  archive.drafts.remove = () => {
    throw new Failure('disk-full')
  }
  ana.timers.pass(40_000)
  expect(isFolded(ana, id)).toBe(false)
  images.push(taken())
  archive.drafts.remove = refuse
  mine.type('!')
  await mine.saved()
  ana.timers.pass(2000)
  expect(isFolded(ana, id)).toBe(true)
  // The folded state has edits that are in no message yet.
  expect(archive.journal.pending().length).toBeGreaterThan(0)
  images.push(taken())
  ana.documents.sealNow()
  images.push(taken())

  const [, ...ends] = linesOf(ana, id).join('').split('Badia')
  expect(ends).toEqual([' Ana!'])
  for (const [at, { image, sent }] of images.entries()) {
    const again = openRoom('ana', reopened(image))
    const text = linesOf(again, id).join('')
    expect(text.endsWith(at < 2 ? 'Badia Ana' : 'Badia Ana!')).toBe(true)
    const authorOf = (client: number) => again.documents.authorOf(id, client)
    expect(authorOf(hers.doc.clientID)).toBe(deviceNamed('badia'))
    expect(authorOf(mine.doc.clientID)).toBe(deviceNamed('ana'))
    again.timers.pass(0)
    // Flushed once more or for the first time: others accept it, and it is the same text.
    const other = openRoom('badia', badia.archive)
    for (const message of ana.sent.slice(heard, sent)) expect(other.hear(message)).toBe('applied')
    heard = sent
    for (const message of again.sent) expect(other.hear(message)).toBe('applied')
    again.timers.pass(5000)
    expect(linesOf(again, id).join('')).toBe(text)
  }
})

/** A message comes, and its transaction fails; `turn`: messages of the same turn. */
const failed = async (
  { archive, documents }: Room,
  message: Sent,
  turn = () => {},
): Promise<void> => {
  const refuse = (): void => {
    documents.receive({
      ...message,
      group: sharedGroup,
      ...delivered,
      id: 'ab'.repeat(32) as never,
    })
    throw new Failure('disk-full')
  }
  expect(() => archive.transaction(refuse)).toThrow(Failure)
  turn()
  await Promise.resolve()
}
const rest = ({ timers }: Room): void => {
  for (let second = 0; second < 5; second++) timers.pass(1000)
}
/** Text of Badia and of Chidi in a long text of Ana. */
const twoOthers = async (ana: Room): Promise<{ id: DocumentId; hers: Sent; his: Sent }> => {
  const id = await longHistory(ana)
  const write = async (name: string): Promise<Sent> => {
    const room = openRoom(name, temporaryArchive())
    for (const message of ana.sent) expect(room.hear(message)).toBe('applied')
    openPen(room, id).type(` ${name}`)
    await room.documents.flush()
    return room.sent.at(-1)!
  }
  return { id, hers: await write('badia'), his: await write('chidi') }
}

test('the disk refused a remote edit: no folded state contains it, whatever comes later', async () => {
  for (const isAtOnce of [false, true]) {
    const archive = temporaryArchive()
    const ana = openRoom('ana', archive)
    const { id, hers, his } = await twoOthers(ana)
    const hear = (): void => {
      expect(ana.hear(his)).toBe('applied')
    }
    await failed(ana, hers, isAtOnce ? hear : undefined)
    if (!isAtOnce) hear()
    rest(ana)
    expect(isFolded(ana, id)).toBe(true)
    // Its windows go on from it, until it is opened again.
    expect(linesOf(ana, id).join('')).toContain('badia')
    const again = linesOf(openRoom('ana', archive), id).join('')
    expect(again).not.toContain('badia')
    expect(again).toContain('chidi')
    expect(again).toContain('abc abc')
  }
})

test('the disk refused a remote edit: no newcomer gets it', async () => {
  const ana = openRoom('ana', temporaryArchive())
  const { id, hers, his } = await twoOthers(ana)
  await failed(ana, hers)
  expect(ana.hear(his)).toBe('applied')
  const newcomer = openRoom('dua', temporaryArchive())
  const from = { ...hers, device: deviceNamed('ana'), author: memberNamed('ana') }
  for (const { kind, body } of ana.documents.snapshotFor(id, []))
    expect(newcomer.hear({ ...from, kind, body }, true)).toBe('applied')
  const text = linesOf(newcomer, id).join('')
  expect(text).toContain('chidi')
  expect(text).not.toContain('badia')
})

test('text builds on an edit that the disk refused: no folding loses it', async () => {
  const archive = temporaryArchive()
  const ana = openRoom('ana', archive)
  const { id, hers } = await twoOthers(ana)
  await failed(ana, hers)
  const pen = openPen(ana, id)
  pen.type(' Ana')
  await ana.documents.flush()
  rest(ana)
  expect(isFolded(ana, id)).toBe(false)
  // It comes again after all.
  expect(ana.hear(hers)).toBe('applied')
  for (let times = 0; times < 420; times++) {
    pen.type('x')
    ana.documents.sealNow()
  }
  rest(ana)
  rest(ana)
  expect(isFolded(ana, id)).toBe(true)
  expect(linesOf(openRoom('ana', archive), id)).toEqual(linesOf(ana, id))
  expect(linesOf(ana, id).join('')).toContain('badia Ana')
})
