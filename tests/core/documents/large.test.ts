// Documents whose state is larger than one message: they are shared and sent in parts, and only the
// right parts in their order make the document.
// @module-tag long
import { expect, test } from 'vitest'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import {
  deviceNamed,
  diceFrom,
  editAtRandom,
  linesOf,
  openRoom,
  textIn,
  written,
  type Room,
  type Sent,
} from '#tests/documents'
import {
  readPartBody,
  readStartBody,
  writePartBody,
  writeStartBody,
} from '../../../src/core/documents/bodies/bodies.ts'

const roomOf = (name: string) => openRoom(name, temporaryArchive())
const mebibyte = 1024 * 1024

/** Half a million bytes and more; the same for the same seed. */
const noise = (seed: number): string => {
  const dice = diceFrom(seed)
  return Array.from({ length: 225_000 }, () =>
    String.fromCodePoint(0x1f300 + dice.below(700)),
  ).join('')
}

const stateOf = (room: Room, id: DocumentId): number =>
  room.documents.snapshotFor(id, [[], []]).reduce((sum, { body }) => sum + body.length, 0)

/** A document of Ana's of six mebibytes: one long paragraph, and one with many changes; shared. */
const large = async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'First', 'Second')
  const dice = diceFrom(5)
  for (let times = 0; times < 60; times++)
    await ana.documents.editAs(id, doc => editAtRandom(doc, dice))
  for (let times = 0; times < 7; times++)
    await ana.documents.editAs(id, doc => textIn(doc, 0).insert(0, noise(times)))
  await ana.documents.editAs(id, doc => textIn(doc, 0).delete(40, 90_000))
  expect(stateOf(ana, id)).toBeGreaterThan(6 * mebibyte)
  await ana.documents.share(id)
  const [start, ...parts] = ana.sent as [Sent, ...Sent[]]
  return { ana, id, start, parts }
}

const handedOver = (ana: Room, id: DocumentId): Sent[] =>
  ana.documents.snapshotFor(id, [[], []]).map(content => ({ ...(ana.sent[0] as Sent), ...content }))

const refusals = (...names: string[]) => names.map(refused => ({ refused }))

test('a document has six mebibytes: it is shared and sent in parts, and all devices show the same', async () => {
  const { ana, id, start, parts } = await large()
  expect(new Set(parts.map(({ kind }) => kind))).toEqual(new Set(['snapshot-part']))
  expect(start.kind).toBe('snapshot-start')
  expect(Math.max(...ana.sent.map(({ body }) => body.length))).toBeLessThan(4 * mebibyte)
  const badia = roomOf('badia')
  for (const message of [start, ...parts]) expect(badia.hear(message)).toBe('applied')
  expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))

  await badia.documents.editAs(id, doc => textIn(doc, 1).insert(0, 'Read by Badia. '))
  await badia.documents.flush()
  const edit = badia.sent[0] as Sent
  expect(ana.hear(edit)).toBe('applied')
  const chen = roomOf('chen')
  for (const message of handedOver(ana, id)) expect(chen.hear(message, true)).toBe('applied')
  expect(chen.documents.digest(id)).toBe(ana.documents.digest(id))
  expect(linesOf(chen, id)[1]).toContain('Read by Badia. ')

  for (const room of [ana, badia, chen])
    expect(openRoom(room.name, room.archive).documents.digest(id)).toBe(ana.documents.digest(id))
  const [row] = readPartBody((parts.at(-1) as Sent).body)?.clients ?? []
  expect(chen.documents.authorOf(id, row?.client ?? 0)).toBe(deviceNamed('ana'))
})

test('parts are missing: the rest of the document waits', async () => {
  const { ana, id, start, parts } = await large()
  const badia = roomOf('badia')
  const said = [start, ...parts]
  for (const message of said) badia.hear(message)
  await badia.documents.editAs(id, doc => textIn(doc, 1).insert(0, 'Read by Badia. '))
  await badia.documents.flush()
  const edit = badia.sent[0] as Sent
  const chen = roomOf('chen')
  for (const part of parts) expect(chen.hear(part)).toBe('waits')
  for (const message of said) {
    expect(chen.hear(edit)).toBe('waits')
    expect(chen.hear(message)).toBe('applied')
    // Any event meanwhile: the parts that are still to come are known.
    if (message === parts[0]) Object.assign(chen, openRoom('chen', chen.archive))
  }
  expect(chen.hear(edit)).toBe('applied')
  expect(ana.hear(edit)).toBe('applied')
  expect(chen.documents.digest(id)).toBe(ana.documents.digest(id))
})

test('parts are missing, swapped, forged or too large: refused without effect', async () => {
  const { ana, id, start, parts } = await large()
  const badia = roomOf('badia')
  const [part, next] = parts as [Sent, Sent]
  const body = readPartBody(part.body)
  const [row] = body?.clients ?? []
  if (!body || !row) throw new TypeError('no part')
  badia.hear(start)
  const before = badia.documents.digest(id)
  const mallory = { device: deviceNamed('mallory') }
  const forged = (change: Partial<typeof body>, from: Partial<Sent> = {}) =>
    badia.hear({ ...part, ...from, body: writePartBody({ ...body, ...change }) })
  expect([
    badia.hear(next),
    badia.hear({ ...part, feed: 'ab'.repeat(16) as Sent['feed'] }),
    badia.hear({ ...part, body: start.body }),
    badia.hear({ ...part, body: part.body.subarray(0, 1000) }),
    forged({}, mallory),
    forged({ clients: [{ ...row, ...mallory }] }),
    forged({ clients: [{ ...row, ...mallory }] }, mallory),
    forged({ clients: [{ ...row, writer: row.writer + 1 }] }),
    forged({ clients: [] }),
    forged({ update: new Uint8Array(4 * mebibyte - 1000) }),
    forged({ update: body.update.subarray(0, -1) }),
  ]).toEqual(
    refusals(
      ...['own-clocks-in-a-row', 'unannounced', 'malformed', 'malformed'],
      ...['own-client', 'own-client', 'own-client', 'own-client', 'own-client'],
      ...['fits', 'decodable'],
    ),
  )
  expect(badia.documents.digest(id)).toBe(before)
  for (const each of parts) expect(badia.hear(each)).toBe('applied')
  expect(badia.hear(part)).toEqual({ refused: 'unannounced' })
  expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))
})

test('a start promises no parts, too many, or is malformed: refused', async () => {
  const { start, parts } = await large()
  const body = readStartBody(start.body)
  if (!body) throw new TypeError('no start')
  const chen = roomOf('chen')
  const forged = (change: Partial<typeof body>) =>
    chen.hear({ ...start, body: writeStartBody({ ...body, ...change }, []) })
  const part = readPartBody((parts[0] as Sent).body) as { update: Uint8Array }
  expect([
    forged({ parts: 0 }),
    forged({ parts: 65_536 }),
    forged({ secret: new Uint8Array(32) }),
    forged({ state: part.update }),
    chen.hear({ ...start, kind: 'snapshot' }),
  ]).toEqual(refusals('malformed', 'malformed', 'own-client', 'own-clocks-in-a-row', 'malformed'))
})

test('a state fits into one message: it is one message', async () => {
  const ana = roomOf('ana')
  const id = await written(ana, 'First')
  for (let times = 0; times < 3; times++)
    await ana.documents.editAs(id, doc => textIn(doc, 0).insert(0, noise(times)))
  await ana.documents.share(id)
  expect(ana.sent.map(({ kind }) => kind)).toEqual(['snapshot'])
  expect(roomOf('badia').hear(ana.sent[0] as Sent)).toBe('applied')
})
