// Packs in columns: the same messages to the byte, in a fraction of the bytes, and no bytes from
// outside make a reader work or hold more than it should.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encode, equal, newDeviceKeys, random, toHex, type Encodable } from '#core/keys'
import type { DeviceId, DocumentId, EpochId, GroupId } from '#shared/ids'
import { diceFrom, editAtRandom, newPage } from '#tests/documents'
import { foldEdits } from '../../../src/core/documents/contested/fold.ts'
import { scanUpdate, type Scan } from '../../../src/core/documents/gate/scan.ts'
import {
  deflateBrotli,
  inflateBrotli,
  storeBrotli,
} from '../../../src/core/messages/codec/inflate.ts'
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
  writeLivePack,
  writePack,
  writeShortPack,
  type Pack,
} from '../../../src/core/sync/packs/pack.ts'
import { bundled, type Run } from '../../../src/core/sync/packs/pack-ranges.ts'
import { sealEnvelopes } from '../../../src/core/sync/link/envelope.ts'
import { encodeBundle, encodeColumns } from '../../../src/core/messages/codec/encode.ts'

type Key = [at: number, deleted: number, inserted: string]
type Said = { kind: string; document: DocumentId | null; body: Uint8Array | null }

const keys = newDeviceKeys()
const device = toHex(keys.signing.public) as DeviceId
const group = toHex(random(32)) as GroupId
const document = toHex(random(16)) as DocumentId
const secret = random(32)
const secretOf = (id: DocumentId) => (id === document ? secret : null)

/** A signed run of one feed with these messages. */
const runOf = (all: readonly Said[], key: Uint8Array | null = secret): Pack => {
  const feed = newFeed(group, device, random(16))
  let previous = none
  const items = all.map(({ kind, document: about, body }, seq) => {
    const bodyHash = body ? hashBody(about ? key : null, body) : random(32)
    const after = seq % 3 === 0 ? [{ feed, seq, id: previous }] : []
    const message = writeMessage({
      group,
      audience: group,
      device,
      feed,
      seq,
      previous,
      kind,
      document: about,
      bodyHash,
      after: { records: [], feeds: after },
    })
    previous = message.id
    return { message, body }
  })
  const signature = signMessage(previous, keys.signing.secret)
  return { items: items as unknown as Pack['items'], signature }
}
const updateSaid = (update: Uint8Array): Said => ({
  kind: 'update',
  document,
  body: encode([1, 'update', null, 1, update]),
})
const plain = ({ items, signature }: Pack): Encodable => [
  signature,
  items.map(({ message, body }) => [message.header, body]),
]
const saidBy = (bytes: Uint8Array): string | null => {
  const read = readPack(bytes)
  return read && toHex(encode(plain(read)))
}

/** The pack that is read from its columns. */
const again = (pack: Pack, known = secretOf) => {
  const sorted = encodeColumns(pack, known)
  const read = sorted && readPack(sorted)
  return read && plain(read)
}

/** The first keys of a real paper, folded into messages like on a device that is alone. */
const paper = (count: number): Uint8Array[] => {
  const path = join(import.meta.dirname, '../../fixtures/traces/paper-40k.json.gz')
  const trace = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Key[]
  const doc = new Y.Doc({ gc: false })
  const text = doc.getText('text')
  const out: Uint8Array[] = []
  let scans: Scan[] = []
  doc.on('update', (update: Uint8Array) => void scans.push(scanUpdate(update) as Scan))
  trace.slice(0, count).forEach(([at, deleted, inserted], index) => {
    doc.transact(() => {
      if (deleted > 0) text.delete(at, deleted)
      if (inserted) text.insert(at, inserted)
    })
    if (index % 150 < 149) return
    out.push(foldEdits(doc, scans)!)
    scans = []
  })
  return out
}

test('a paper was typed key by key: its columns take less than half of the bytes, and decode to the same bytes', () => {
  const pack = runOf(paper(15_000).map(updateSaid))
  expect(again(pack)).toEqual(plain(pack))
  const [before, now] = [writePack(pack), writeShortPack(pack, secretOf)]
  expect(now.length / before.length).toBeLessThan(0.5)
})

test('a pack fits the smallest envelope: it is stored uncompressed, and every Brotli decoder reads it', () => {
  for (const length of [1, 2, 15, 16, 255, 256, 464, 4_096, 65_535, 65_536]) {
    const bytes = random(length)
    const stored = storeBrotli(bytes)
    expect(equal(brotliDecompressSync(stored), bytes)).toBe(true)
    expect(inflateBrotli(stored, length)).toEqual(bytes)
    expect(inflateBrotli(stored, length - 1)).toBeNull()
    // Any other pack needs the decoder.
    for (const at of [0, 2, stored.length - 1]) {
      const other = stored.with(at, (stored[at] ?? 0) ^ 4)
      expect(inflateBrotli(other, 1 << 20)?.length).not.toBe(length)
    }
  }
  const epoch = { id: toHex(random(32)) as EpochId, key: random(32) }
  const sealed = (pack: Uint8Array): number[] => sealEnvelopes(epoch, pack).map(seal => seal.length)
  for (let length = 1; length < 600; length += 7) {
    const pack = runOf([updateSaid(random(length))])
    const live = writeLivePack(pack, secretOf)
    expect(plain(readPack(live)!)).toEqual(plain(pack))
    expect(sealed(live)).toEqual(sealed(writeShortPack(pack, secretOf)))
    const isAsItIs = Buffer.from(live).includes(Buffer.from(pack.signature))
    expect(isAsItIs || length >= 60).toBe(true)
  }
})

test('several people edit pages at random: every message decodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1 << 30 }), seed => {
      const dice = diceFrom(seed)
      const pages = [newPage(2 + seed), newPage(3 + seed)]
      const updates: Uint8Array[] = [Y.encodeStateAsUpdate(pages[0]!)]
      for (const page of pages) page.on('update', update => void updates.push(update))
      for (let step = 0; step < 30; step++) {
        const [from, to] = dice.chance(0.5) ? pages : pages.toReversed()
        editAtRandom(from!, dice)
        if (dice.chance(0.5)) Y.applyUpdate(to!, Y.encodeStateAsUpdate(from!))
      }
      updates.push(...pages.map(page => Y.encodeStateAsUpdate(page)))
      const pack = runOf(updates.map(updateSaid))
      expect(again(pack)).toEqual(plain(pack))
    }),
    { numRuns: 40 },
  )
})

test('a body is no update, is dropped, or is of a later version: it decodes to the same bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 60 })
  const broken = bytes.map(update => updateSaid(update))
  const other = fc.record({
    kind: fc.constantFrom('heads', 'update', 'of-later'),
    document: fc.constantFrom(null, document, toHex(random(16)) as DocumentId),
    body: fc.option(bytes, { nil: null }),
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(broken, other), { minLength: 1, maxLength: 12 }), all => {
      const pack = runOf(all)
      expect(again(pack)).toEqual(plain(pack))
    }),
    { numRuns: 200 },
  )
  // A number that is not in its shortest form: Yjs reads it, and the bytes must stay as they were
  // signed.
  const wide = runOf([updateSaid(new Uint8Array([0x80, 0x00, 0]))])
  expect(again(wide)).toEqual(plain(wide))
})

test('an update is cut off: the next one is predicted without it', () => {
  const page = newPage(5)
  const before = Y.encodeStateAsUpdate(page)
  const other = new Y.Doc()
  Y.applyUpdate(other, before)
  const updates: Uint8Array[] = []
  for (const doc of [page, other]) doc.on('update', update => void updates.push(update))
  const dice = diceFrom(5)
  for (let step = 0; step < 20; step++) editAtRandom(step % 2 === 0 ? page : other, dice)
  // Cut off at its end, it has shown its client, its clocks and its right origin by then.
  const broken = updates.flatMap(update => [update.slice(0, -1), update])
  const pack = runOf([before, ...broken].map(updateSaid))
  expect(again(pack)).toEqual(plain(pack))
})

test('a secret is known: the hashes are left out; it is wrong or unknown: only their bytes are added', () => {
  const pack = runOf(paper(3_000).map(updateSaid))
  expect(again(pack, () => null)).toEqual(plain(pack))
  expect(again(pack, () => random(32))).toEqual(plain(pack))
  const told = encodeColumns(pack, () => null)!.length - encodeColumns(pack, secretOf)!.length
  expect(told).toBeGreaterThan((pack.items.length - 3) * 32)
})

test('bytes are changed: they are read without harm, and never as other messages', () => {
  const pack = runOf(paper(3_000).map(updateSaid))
  const sorted = encodeColumns(pack, secretOf)!
  const told = saidBy(sorted)
  const at = fc.nat({ max: sorted.length - 1 })
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 255 }), (place, change) => {
      const wrong = sorted.slice()
      wrong[place] = (wrong[place] ?? 0) ^ change
      // A bit that Brotli ignores changes nothing.
      expect([null, told]).toContainEqual(saidBy(wrong))
      expect(readPack(sorted.slice(0, place))).toBeNull()
    }),
    { numRuns: 300 },
  )
})

test('bytes would inflate to more than a pack may hold: refused', () => {
  const bomb = deflateBrotli(random(1_000))!
  expect(readPack(encode([1, 'columns', bomb]))).toBeNull()
  const most = encode([1, 'columns', encode(new Uint8Array(9 << 20))])
  expect(readPack(most)).toBeNull()
  // Further than a reader accepts: the writer keeps to the other encoding.
  const dull = runOf([{ kind: 'of-later', document: null, body: new Uint8Array(1 << 20) }])
  expect(encodeColumns(dull, secretOf)).toBeNull()
  expect(plain(readPack(writeShortPack(dull, secretOf))!)).toEqual(plain(dull))
})

test('one writer had many sessions: they travel together in order, and one that is not proven spoils all', () => {
  const updates = paper(6_000).map(updateSaid)
  const packs = updates.map(said => runOf([said]))
  const runs = packs.map((pack, position): Run => {
    const { feed, seq } = pack.items[0].message
    const upTo = { feed, seq }
    return { bytes: writeShortPack(pack, secretOf), count: 1, position, upTo, small: pack }
  })
  const sent = [...bundled(runs, secretOf)]
  expect(sent).toHaveLength(1)
  const alone = runs.reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(sent[0]!.length / alone).toBeLessThan(0.8)
  expect(readPacks(sent[0]!)?.map(plain)).toEqual(packs.map(plain))
  const large = { ...runs[1]!, small: null }
  const mixed = [...bundled([runs[0]!, large, runs[2]!], secretOf)]
  expect(mixed).toEqual([runs[0]!.bytes, large.bytes, runs[2]!.bytes])
  const forged = { ...packs[1]!, signature: new Uint8Array(64) }
  expect(readPacks(encodeBundle([packs[0]!, forged], secretOf)!)).toBeNull()
  expect(readPacks(encode([1, 'bundle', deflateBrotli(encode([]))!]))).toBeNull()
})
