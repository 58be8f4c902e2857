// Transport: packs that prove themselves, envelopes that show nothing but six sizes, and an
// inflation that stops.
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest, encode, newDeviceKeys, random, toHex, type Decoded } from '#core/keys'
import type { DeviceId, EpochId, FeedId, GroupId, RecordId } from '#shared/ids'
import { forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { paddedSizes } from '../../../src/core/sync/checks.ts'
import { deflate, inflate } from '../../../src/core/messages/codec/inflate.ts'
import {
  headsFromWire,
  headsToWire,
  newFeed,
  ownsFeed,
  readMessage,
  writeMessage,
} from '../../../src/core/messages/message.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'
import {
  openEnvelope,
  sealEnvelopes,
  type Epoch,
  type Part,
} from '../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'

const penOf = (): Pen => {
  const keys = newDeviceKeys()
  const device = toHex(keys.signing.public) as DeviceId
  return { group: toHex(random(32)) as GroupId, device, keys }
}
const epochOf = (): Epoch => {
  const key = random(32)
  return { id: toHex(digest('epoch', key)) as EpochId, key }
}
const runOf = (pen: Pen, length: number): Forged[] => {
  const run = [forge(pen)]
  while (run.length < length) run.push(forgeAfter(pen, run.at(-1)!))
  return run
}
/** The content of these envelopes, opened in the given order. */
const carried = (seals: readonly Uint8Array[], { key }: Epoch) => {
  const transfers = openTransfers()
  return seals.map(seal => transfers.add(openEnvelope(seal, () => key) as Part)).at(-1)
}

test('a header is written: it reads back the same, and has one encoding', () => {
  const id = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
  const heads = fc.record({
    records: fc.uniqueArray(id as fc.Arbitrary<RecordId>, { maxLength: 4 }),
    feeds: fc.uniqueArray(
      fc.record({
        feed: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toHex) as fc.Arbitrary<FeedId>,
        seq: fc.nat(),
        id,
      }),
      { maxLength: 4, selector: ({ feed }) => feed },
    ),
  })
  fc.assert(
    fc.property(heads, fc.nat(), (after, seq) => {
      const { message } = forge(penOf(), { after: after as never, seq })
      const read = readMessage(message.header)
      expect(read).toEqual({
        ...message,
        after: headsFromWire(headsToWire(message.after) as Decoded),
      })
      expect(writeMessage(read!).header).toEqual(message.header)
    }),
    { numRuns: 100 },
  )
})

test('a pack holds a run: one signature proves all of it', () => {
  const pen = penOf()
  const run = runOf(pen, 50)
  const pack = readPack(packed(run))
  expect(pack?.items.map(({ message, body }) => [message.header, body])).toEqual(
    run.map(({ message, body }) => [message.header, body]),
  )
  // Any stretch of it that ends in a signature is a pack as well.
  expect(readPack(packed(run.slice(10, 20)))?.items).toHaveLength(10)
})

test('a feed is named after its device, its group and nothing else', () => {
  const { group, device } = penOf()
  const feed = newFeed(group, device, random(16))
  expect(ownsFeed(group, device, feed)).toBe(true)
  expect(ownsFeed(group, penOf().device, feed)).toBe(false)
  expect(ownsFeed(penOf().group, device, feed)).toBe(false)
  expect(newFeed(group, device, random(16))).not.toBe(feed)
})

test('a transfer has any length: it comes back, in envelopes of six lengths only', () => {
  const epoch = epochOf()
  const lengths = [0, 1, 300, 482, 483, 484, 1_000, 16_300, 16_351, 16_352, 16_353, 100_000]
  const seen = new Set<number>()
  for (const length of lengths) {
    const bytes = random(length)
    const seals = sealEnvelopes(epoch, bytes)
    for (const seal of seals) seen.add(seal.length)
    expect(carried(seals, epoch)).toEqual(bytes)
    expect(carried(seals.toReversed(), epoch)).toEqual(bytes)
  }
  const overhead = Math.min(...seen) - paddedSizes[0]
  expect([...seen].every(length => length - overhead - 2 <= paddedSizes.at(-1)!)).toBe(true)
  expect(seen.size).toBeLessThanOrEqual(paddedSizes.length)
})

test('the same bytes are sealed twice: the envelopes have only their address in common', () => {
  const epoch = epochOf()
  const bytes = random(5_000)
  const [one] = sealEnvelopes(epoch, bytes)
  const [other] = sealEnvelopes(epoch, bytes)
  expect(one).not.toEqual(other)
  expect(one!.slice(0, 78)).toEqual(other!.slice(0, 78))
  const shared = [...one!.keys()].slice(90).filter(at => one![at] === other![at])
  expect(shared.length / one!.length).toBeLessThan(0.02)
})

test('parts come in any order and more than once: the transfer is whole, and incomplete ones are dropped', () => {
  const epoch = epochOf()
  const bytes = random(60_000)
  const parts = sealEnvelopes(epoch, bytes).map(seal => openEnvelope(seal, () => epoch.key) as Part)
  const transfers = openTransfers()
  const [first, second, ...rest] = parts
  for (const part of [...rest.toReversed(), second!, second!, ...rest])
    expect(transfers.add(part)).toBe('more')
  for (let other = 0; other < 6; other++)
    transfers.add({ ...first!, transfer: toHex(random(16)), count: 2, bytes: random(100) })
  expect(transfers.add(first!)).toEqual(bytes)
  // Too many at once, and the oldest is gone: it has to be sent again.
  expect(transfers.add(first!)).toBe('more')
  for (let other = 0; other < 20; other++)
    transfers.add({ ...first!, transfer: toHex(random(16)), count: 2, bytes: random(100) })
  for (const part of parts.slice(1)) expect(transfers.add(part)).toBe('more')
})

test('bytes were deflated: inflation restores them, also where they shrank a thousandfold', () => {
  const honest = [
    new Uint8Array(),
    random(100_000),
    new Uint8Array(1 << 20).fill(97),
    encode('the same words again '.repeat(5_000)),
  ]
  for (const bytes of honest.slice(1)) expect(inflate(deflate(bytes), 8 << 20)).toEqual(bytes)
  expect(inflate(deflate(honest[0]!), 8 << 20)).toEqual(honest[0])
})

test('a bomb or noise is inflated: inflation stops at its limit', () => {
  const bytes = random(10_000)
  expect(inflate(deflate(bytes), 10_000)).toEqual(bytes)
  expect(inflate(deflate(bytes), 9_999)).toBeNull()
  expect(inflate(deflateRawSync(new Uint8Array(200 << 20)), 8 << 20)).toBeNull()
  expect(inflate(deflateRawSync(new Uint8Array(4 << 20)), 8 << 20)).toBeNull()
  expect(inflate(random(1_000), 8 << 20)).toBeNull()
  expect(inflate(new Uint8Array(), 8 << 20)).toBeNull()
  expect(inflate(deflate(bytes).slice(0, 5_000), 8 << 20)).toBeNull()
})
