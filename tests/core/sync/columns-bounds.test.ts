// Bounds of packs in columns: headers are computed from next to nothing, so a few bytes could give
// a reader tens of thousands of messages to keep. The bytes here are written by hand, like those of
// a hostile member; packs of an honest writer must never be refused for it.
import { expect, test } from 'vitest'
import { encode, fromHex, newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import { openSink } from '../../../src/core/messages/codec/columns.ts'
import { deflateBrotli } from '../../../src/core/messages/codec/inflate.ts'
import {
  hashBody,
  newFeed,
  none,
  signMessage,
  writeMessage,
} from '../../../src/core/messages/message.ts'
import {
  readPack,
  readPacks,
  unpackedBytes,
  writePack,
  writeShortPack,
  type Pack,
} from '../../../src/core/sync/packs/pack.ts'
import { bundled, packsOf, type Held, type Run } from '../../../src/core/sync/packs/pack-ranges.ts'
import { encodeBundle, encodeColumns } from '../../../src/core/messages/codec/encode.ts'

const keys = newDeviceKeys()
const device = toHex(keys.signing.public) as DeviceId
const group = toHex(random(32)) as GroupId
const noSecret = () => null
const noBody = () => null
const dropped = 1 | 4

type Hash = (index: number) => Uint8Array
const alike: Hash = () => new Uint8Array(32)
const unlike: Hash = () => random(32)

/** A signed run of so many messages with such bodies, or with dropped bodies. */
const runOf = (count: number, hash: Hash, bodyOf: () => Uint8Array | null = noBody): Pack => {
  const feed = newFeed(group, device, random(16))
  let previous = none
  const items = Array.from({ length: count }, (_, seq) => {
    const body = bodyOf()
    const message = writeMessage({
      group,
      audience: group,
      device,
      feed,
      seq,
      previous,
      kind: 'of-later',
      document: null,
      bodyHash: body ? hashBody(null, body) : hash(seq),
      after: { records: [], feeds: [] },
    })
    previous = message.id
    return { message, body }
  })
  const signature = signMessage(previous, keys.signing.secret)
  return { items: items as unknown as Pack['items'], signature }
}

/** The content of Brotli, by a writer without limits. */
const contentOf = ({ items, signature }: Pack): Uint8Array => {
  const [{ message: first }] = items
  const count = items.length
  const zeros = new Uint8Array(count)
  const [shapes, hashes, bodies] = [openSink(), openSink(), openSink()]
  for (const { message, body } of items) {
    shapes.byte(body ? 0 : dropped)
    if (!body) hashes.bytes(message.bodyHash)
    if (body) bodies.number(body.length)
    if (body) bodies.bytes(body)
  }
  const nothing = new Uint8Array()
  const others = Array.from({ length: 17 }, () => nothing)
  return encode([
    ...[fromHex(first.group), fromHex(first.audience), fromHex(first.device), fromHex(first.feed)],
    ...[first.seq, fromHex(first.previous), count, [first.kind], []],
    [
      ...[shapes.written(), zeros, zeros, nothing, hashes.written(), nothing, bodies.written()],
      ...others,
    ],
    signature,
  ])
}
const inColumns = (pack: Pack): Uint8Array =>
  encode([1, 'columns', deflateBrotli(contentOf(pack)) ?? new Uint8Array()])
const inBundle = (packs: readonly Pack[]): Uint8Array =>
  encode([1, 'bundle', deflateBrotli(encode(packs.map(contentOf))) ?? new Uint8Array()])

const madeBytes = ({ items }: Pack): number =>
  items.reduce((sum, { message }) => sum + message.header.length, 0)

test('an honest writer encodes a pack: it is read', () => {
  const pack = runOf(300, unlike)
  expect(inColumns(pack)).toEqual(encodeColumns(pack, noSecret))
  expect(readPack(inColumns(pack))?.items).toHaveLength(300)
  expect(readPacks(inBundle([pack, runOf(20, unlike)]))).toHaveLength(2)
})

test('a pack has few bytes: it inflates to no more than 64 KiB and 250 times its length', () => {
  const few = runOf(1_000, alike)
  expect(inColumns(few).length).toBeLessThan(madeBytes(few) / 500)
  expect(readPack(inColumns(few))).toBeNull()
  // The packs of a bundle share one limit: two may not hold the amount that each may hold alone.
  const two = [runOf(500, alike), runOf(500, alike)]
  for (const pack of two) expect(readPack(inColumns(pack))).not.toBeNull()
  expect(readPacks(inBundle(two))).toBeNull()
  expect(readPacks(inBundle([runOf(250, alike), runOf(250, alike)]))).toHaveLength(2)
})

test('headers are computed from columns: they count for the 8 MiB of a pack', () => {
  const bodyOf = (): Uint8Array => {
    const body = new Uint8Array(8_000)
    body.set(random(128))
    return body
  }
  const [fits, beyond] = [runOf(1_000, unlike, bodyOf), runOf(1_024, unlike, bodyOf)]
  expect(contentOf(beyond).length).toBeLessThan(8 << 20)
  for (const pack of [fits, beyond])
    expect(unpackedBytes(pack)).toBeLessThan(250 * inColumns(pack).length)
  expect(readPack(inColumns(fits))).not.toBeNull()
  expect(readPack(inColumns(beyond))).toBeNull()
})

test('a reader would refuse a pack in columns: the encoder does not write it', () => {
  for (const pack of [runOf(1_000, alike), runOf(1_025, unlike)])
    expect(encodeColumns(pack, noSecret)).toBeNull()
  const few = runOf(1_000, alike)
  expect(readPack(writeShortPack(few, noSecret))).toEqual(few)
  expect(encodeBundle([runOf(500, alike), runOf(500, alike)], noSecret)).toBeNull()
  expect(encodeBundle([runOf(1_000, unlike), runOf(25, unlike)], noSecret)).toBeNull()
})

test('a pack, or a bundle, has more than 1,024 messages: refused in either encoding', () => {
  const [most, more] = [runOf(1_024, unlike), runOf(1_025, unlike)]
  for (const write of [inColumns, writePack]) {
    expect(readPack(write(most))?.items).toHaveLength(1_024)
    expect(readPack(write(more))).toBeNull()
  }
  const halves = [runOf(512, unlike), runOf(512, unlike)]
  expect(readPacks(inBundle(halves))).toHaveLength(2)
  expect(readPacks(inBundle([...halves, runOf(1, unlike)]))).toBeNull()
})

test('a feed is long, or packs are small: the feed is cut and the packs are joined within the limit', () => {
  const rows = runOf(2_056, unlike).items.map(({ message: { id, header, seq } }, position) => {
    const signature = seq % 8 === 7 ? signMessage(id, keys.signing.secret) : null
    return { seq, header, body: null, signature, position }
  })
  const range = (_: GroupId, __: FeedId, from: number, to: number) => rows.slice(from, to)
  const held = {
    messages: { range },
    waiting: { at: () => null, get: () => null },
  } as unknown as Held
  const runs = [...packsOf(held, group, '' as FeedId, 0, 2_055)]
  expect(runs.map(({ count }) => count)).toEqual([1_024, 1_024, 8])
  expect(runs.map(({ bytes }) => readPack(bytes)?.items.length)).toEqual([1_024, 1_024, 8])
  const small = Array.from({ length: 12 }, (_, position): Run => {
    const pack = runOf(100, unlike)
    const upTo = { feed: pack.items[0].message.feed, seq: 99 }
    return { bytes: writeShortPack(pack, noSecret), count: 100, position, upTo, small: pack }
  })
  const sent = [...bundled(small, noSecret)].map(bytes => readPacks(bytes)?.length)
  expect(sent).toEqual([10, 2])
})
