// Encrypted files that are made to keep a device busy: endless headers, contents that prove nothing.
// Each is judged before it costs much, or read in steps that a person can cancel.
import { deflateRawSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { rowsOf } from '#tests/archive'
import { digest, encode, fromHex, newAgreementPair, newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceKeys, Encodable } from '#core/keys'
import { signFields, packRecord, type SignedRecord } from '#core/records'
import type { DeviceId, GroupId } from '#shared/ids'
import {
  contentOf,
  openOutside,
  readInside,
  writeLocked,
} from '../../../src/core/sync/files/locked-file.ts'
import { fileOfPacks, forge, forgeAfter, lockedFor, packed, type Pen } from '#tests/forge'
import { laterRefusal } from '#tests/refusal'
import { aliceWithSync, joined, type Device } from '#tests/sync'

const age = 'age-encryption.org/v1\n'
const mac = `--- ${'A'.repeat(43)}\n`

const fileWithHead = (stanzas: string, behind = 1_000): Uint8Array => {
  const head = new TextEncoder().encode(age + stanzas + mac)
  const file = new Uint8Array(head.length + behind)
  file.set(head)
  return file
}

const ofX25519 = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`
const ofAnything = '-> a\n\n'

/** The state that a refused file must leave unchanged. */
const stateOf = ({ archive, group }: Device) => ({
  heads: archive.messages.heads(group.id),
  records: group.recordHeads(),
  waiting: archive.records.waiting(group.id).length,
  rows: rowsOf(archive, group.id),
})

/** How often a key was tried at a recipient. */
const keysTried = () => vi.spyOn(crypto.subtle, 'deriveBits')

test.each([
  ['1,025 recipients', ofAnything.repeat(1_025)],
  ['a head of more than 64 KiB', ofX25519.repeat(669)],
  ['a recipient of more than 64 KiB', `-> a\n${`${'A'.repeat(64)}\n`.repeat(1_100)}\n`],
  ['a first line without end', `-> ${'a'.repeat(1 << 20)}`],
  ['64 MB of recipients', ofX25519.repeat(677_000)],
])('a file with %s: it is refused before any key is tried', async (_, stanzas) => {
  const a = aliceWithSync()
  const before = stateOf(a)
  const tried = keysTried()
  expect(await laterRefusal(a.sync.readFile(fileWithHead(stanzas)))).toBe('file-damaged')
  expect(tried).not.toHaveBeenCalled()
  tried.mockRestore()
  expect(stateOf(a)).toEqual(before)
})

test('a file is for 660 devices: it is read; a file for more is not written', async () => {
  const [me, others] = [newAgreementPair(), Array.from({ length: 659 }, newAgreementPair)]
  const group = toHex(random(32)) as GroupId
  const locked = { group, records: [], packs: [], heads: null, messages: 0 }
  const keys = [...others, me].map(pair => pair.public)
  const bytes = await writeLocked(locked, keys)
  const inside = await openOutside(bytes, me.secret)
  expect(readInside(contentOf(inside!), group)).toMatchObject({ group, messages: 0 })
  const tooMany = [...keys, ...Array.from({ length: 10 }, () => newAgreementPair().public)]
  expect(await laterRefusal(writeLocked(locked, tooMany))).toBe('file-too-large')
})

/** A file of these records and packs, which anybody with the reader's key could write. */
const fileOf = (
  keys: DeviceKeys,
  group: GroupId,
  records: readonly SignedRecord[],
  packs: readonly Uint8Array[] = [],
): Promise<Uint8Array> => {
  const manifest = [records.length, packs.length, 0, digest('locked', ...packs)]
  const list: Encodable[] = [1, 'locked', fromHex(group), records.map(packRecord), [...packs], null]
  return lockedFor(keys, [...list, manifest])
}

test('a large file is opened: others get turns in between, and it can be cancelled before it is open', async () => {
  const a = aliceWithSync()
  const large = Array.from({ length: 4 }, () => new Uint8Array(4 << 20))
  const file = await fileOf(a.group.self.keys, a.group.id, [], large)
  const before = stateOf(a)
  const seen: [number, number][] = []
  let turns = 0
  let isReading = true
  const others = (): void => {
    turns++
    if (isReading) setImmediate(others)
  }
  setImmediate(others)
  const stopped = a.sync.readFile(file, {
    progress: (done, total) => void seen.push([done, total]),
    isCancelled: () => seen.length === 10,
  })
  expect(await laterRefusal(stopped)).toBe('cancelled')
  isReading = false
  // Ten steps of a megabyte: nothing inside was read yet.
  expect(seen).toHaveLength(10)
  expect(seen.every(([done, total]) => done > 0 && done < total / 2)).toBe(true)
  expect(turns).toBeGreaterThanOrEqual(10)
  expect(stateOf(a)).toEqual(before)
})

test('a large file is open: others get turns before it is decoded, and before it is judged', async () => {
  const a = aliceWithSync()
  const large = Array.from({ length: 4 }, () => new Uint8Array(4 << 20))
  const file = await fileOf(a.group.self.keys, a.group.id, [], large)
  const before = stateOf(a)
  for (const stopAt of [1, 2]) {
    let atHalf = 0
    const stopped = a.sync.readFile(file, {
      progress: (done, total) => void (atHalf += done * 2 === total ? 1 : 0),
      isCancelled: () => atHalf === stopAt,
    })
    expect(await laterRefusal(stopped)).toBe('cancelled')
    expect(atHalf).toBe(stopAt)
  }
  expect(stateOf(a)).toEqual(before)
})

/** The packs of a file of everything that `from` has. */
const packsOf = async (from: Device, { group: { self } }: Device): Promise<Uint8Array[]> => {
  const { bytes } = await from.sync.writeFile({ group: from.group.id, members: [] })
  const inside = await openOutside(bytes, self.keys.agreement.secret)
  return readInside(contentOf(inside!), from.group.id).packs
}

const strangersPen = (group: GroupId): Pen => {
  const keys = newDeviceKeys()
  return { group, device: toHex(keys.signing.public) as DeviceId, keys }
}

/** Inflates to two megabytes, and is no pack. */
const bomb = (): Uint8Array => {
  const bytes = new Uint8Array(2 << 20)
  bytes.set(random(12_000))
  return new Uint8Array(deflateRawSync(bytes))
}

test('packs inflate to more than a megabyte and prove nothing: the file ends there', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  const b = await joined('Bob', a)
  a.notebook.share(page)
  const good = await packsOf(a, b)
  const { keys } = b.group.self
  const read = async (packs: Uint8Array[]) =>
    b.sync.readFile(await fileOfPacks(keys, b.group.id, packs))
  const ended = await read([bomb(), ...good, bomb()])
  expect(ended).toMatchObject({ accepted: 0, refused: good.length + 2 })
  expect(b.notebook.lines(page)).toBe(null)
  // A few bytes that prove nothing are skipped, as before, and so are packs of a later kind.
  const later = encode([1, 'zz-pack', random(60_000)])
  expect(await read([random(300), later, later, ...good])).toMatchObject({ refused: 3 })
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

test('a file has endless frames of later versions: they are read in steps, which a person can cancel, and end the file', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const page = a.notebook.create()
  a.notebook.share(page)
  const good = await packsOf(a, b)
  const frames = Array.from({ length: 20_000 }, (_, at) => encode([1, 'zz-pack', at]))
  const file = await fileOfPacks(b.group.self.keys, b.group.id, [...frames, ...good])
  let steps = 0
  const progress = () => void steps++
  const received = await b.sync.readFile(file, { progress, isCancelled: () => false })
  expect(received).toMatchObject({ accepted: 0, refused: 20_000 + good.length })
  expect(steps).toBeGreaterThan(50)
  expect(steps).toBeLessThan(110)
  steps = 0
  const ended = b.sync.readFile(file, { progress, isCancelled: () => steps > 20 })
  expect(await laterRefusal(ended)).toBe('cancelled')
  expect(steps).toBe(21)
  // A few of them are skipped.
  const some = await fileOfPacks(b.group.self.keys, b.group.id, [
    ...frames.slice(0, 1_000),
    ...good,
  ])
  expect(await b.sync.readFile(some)).toMatchObject({ refused: 1_000 })
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

test("a stranger's valid packs take more than a few megabytes: the file ends there", async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  const b = await joined('Bob', a)
  a.notebook.share(page)
  const good = await packsOf(a, b)
  const strange = Array.from({ length: 18 }, () => {
    const pen = strangersPen(b.group.id)
    const first = forge(pen, { body: encode([1, 'zz-later', random(1 << 18)]) })
    const second = forgeAfter(pen, first, { body: encode([1, 'zz-later', random(1 << 18)]) })
    return packed([first, second])
  })
  const file = await fileOfPacks(b.group.self.keys, b.group.id, [...strange, ...good])
  const received = await b.sync.readFile(file)
  expect(received.accepted).toBe(0)
  expect(b.notebook.lines(page)).toBe(null)
})

test('strangers signed records: they are read in steps, and end the file', async () => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  const page = a.notebook.create()
  a.notebook.share(page)
  const good = await packsOf(a, b)
  const keys = newDeviceKeys()
  const records = Array.from({ length: 4_000 }, (_, at) =>
    signFields(keys, { group: a.group.id, parents: a.group.recordHeads(), at }, 'zz-later', [
      random(400),
    ]),
  )
  const file = await fileOf(b.group.self.keys, b.group.id, records, good)
  const before = stateOf(b)
  let steps = 0
  const received = await b.sync.readFile(file, {
    progress: () => void steps++,
    isCancelled: () => false,
  })
  expect(received).toMatchObject({ accepted: 0, refused: 4_000 + good.length })
  expect(steps).toBeGreaterThan(10)
  expect(steps).toBeLessThan(40)
  expect(stateOf(b)).toEqual(before)
})
