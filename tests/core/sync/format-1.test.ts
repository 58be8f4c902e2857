// This version reads messages of format 1. The fixture is never made again.
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { fromHex, toHex } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { fileOfPacks } from '#tests/forge'
import {
  format1Group,
  format1Keys,
  format1Session,
  format1SyncPath,
  textOf,
  type Format1Sync,
} from '#tests/format-1-sync'
import { readBeacon } from '../../../src/core/sync/lan/beacon.ts'
import { discoveryKey } from '../../../src/core/sync/lan/handshake.ts'
import { readPresence } from '../../../src/core/sync/link/presence.ts'
import { openEnvelope, type Part } from '../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'

const fixture = JSON.parse(readFileSync(format1SyncPath, 'utf8')) as Format1Sync
const { group, epochs } = format1Group
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
const alice = toHex(format1Keys('Alice').signing.public) as DeviceId
const key = fromHex(epochs.at(-1)!.key)

test('a member reads its encrypted file of format 1: it begins, and goes on with its packs', async () => {
  const defects: unknown[] = []
  const session = await format1Session('Bob', temporaryDirectory(), defects)
  onTestFinished(() => session.close())
  const first = await session.sync.readFile(bytesOf(fixture.file))
  expect(first).toMatchObject({ group, refused: 0, waiting: 0, documents: [fixture.document] })
  expect(textOf(session, fixture.document)).toBe('Before anything else: There was a text.')
  const packs = fixture.packs.map(bytesOf)
  const then = await session.sync.readFile(await fileOfPacks(format1Keys('Bob'), group, packs))
  expect(then).toMatchObject({ refused: 0, waiting: 0 })
  expect(textOf(session, fixture.document)).toBe(fixture.text)
  expect(session.documents.digest(fixture.document)).toBe(fixture.digest)
  // A message of a later version came along and is passed on unchanged.
  const kinds = session.archive.messages
    .heads(group)
    .filter(({ device }) => device === alice)
    .flatMap(({ feed }) => session.archive.messages.range(group, feed, 0, 100))
    .map(({ kind }) => kind)
  expect(kinds).toContain('zz-later')
  expect(defects).toEqual([])
})

test('envelopes of format 1: they open and carry its last pack', () => {
  const transfers = openTransfers()
  const whole = fixture.seals.map(seal => {
    const part = openEnvelope(bytesOf(seal), epoch => (epoch === epochs.at(-1)!.id ? key : null))
    return transfers.add(part as Part)
  })
  expect(whole.at(-1)).toEqual(bytesOf(fixture.packs.at(-1)!))
})

test('a beacon and a presence frame of format 1: both are recognised', () => {
  const discovery = discoveryKey(key)
  const port = fixture.beaconPort
  expect(readBeacon(bytesOf(fixture.beacon), [discovery])).toEqual({ port, discovery })
  expect(readPresence(bytesOf(fixture.presence), group, alice)).toMatchObject({
    document: fixture.document,
    count: 7,
    payload: new TextEncoder().encode('{"anchor":null,"focus":null}'),
  })
})
