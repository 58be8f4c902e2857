// A hash under a document's secret names a body. A device without the document cannot verify it,
// and keeps the first one: a forged body must then not keep out the right one.
import { expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { fileOfPacks } from '#tests/forge'
import { aliceWithSync, handFile, joined, nextSession, type Device } from '#tests/sync'
import { readMessage } from '../../../src/core/messages/message.ts'
import {
  writePack,
  writeShortPack,
  type Item,
  type Pack,
} from '../../../src/core/sync/packs/pack.ts'

/** All messages of this device for all, as a pack. */
const packOf = ({ archive, group }: Device): Pack => {
  const own = archive.messages
    .heads(group.id)
    .find(({ device, audience }) => device === group.self.device && audience === group.id)
  const rows = own ? archive.messages.range(group.id, own.feed, 0, own.seq + 1) : []
  const [first, ...rest] = rows.flatMap(({ header, body }): Item[] => {
    const message = readMessage(header)
    return message ? [{ message, body }] : []
  })
  const signature = rows.at(-1)?.signature
  if (!first || !signature) throw new Error('nothing was written')
  return { items: [first, ...rest], signature }
}

/** The same messages, with forged bodies. */
const forged = ({ items: [first, ...rest], signature }: Pack): Pack => {
  const other = (item: Item): Item =>
    item.message.document ? { ...item, body: encode([1, 'update', null, ['forged']]) } : item
  return { items: [other(first), ...rest.map(other)], signature }
}

const secretAt =
  ({ archive }: Device) =>
  (document: DocumentId) =>
    archive.documents.get(document)?.secret ?? null

const read = async (device: Device, packs: Uint8Array[]) => {
  const { group } = device
  const { self } = group
  return device.sync.readFile(await fileOfPacks(self.keys, group.id, packs))
}

/** Alice's page, to which Carol added a line; Bob is a member and has neither. */
const setting = async () => {
  const alice = aliceWithSync()
  const carol = await joined('Carol', alice)
  const bob = await joined('Bob', alice)
  const page = alice.notebook.create()
  alice.notebook.share(page)
  await handFile(alice, carol)
  carol.notebook.write(page, 'a line of Carol')
  const pack = packOf(carol)
  return { alice, bob, carol, page, pack, right: writeShortPack(pack, secretAt(carol)) }
}

const encodings: [string, (pack: Pack) => Uint8Array][] = [
  ['as it is', writePack],
  ['in columns without a secret', pack => writeShortPack(pack, () => null)],
  ['in columns with a secret that is none', pack => writeShortPack(pack, () => random(32))],
]

test.each(encodings)('a forged body is here: the right one replaces it, %s', async (_, write) => {
  const { alice, bob, page, pack, right } = await setting()
  expect((await read(bob, [write(forged(pack))])).waiting).toBeGreaterThan(0)
  await read(bob, [right])
  await handFile(alice, bob)
  expect(bob.notebook.lines(page)).toEqual(['a line of Carol'])
})

test.each(encodings)(
  'a right body is here: a forged one does not replace it, %s',
  async (_, write) => {
    const { alice, bob, page, pack, right } = await setting()
    expect((await read(bob, [right])).waiting).toBeGreaterThan(0)
    await read(bob, [write(forged(pack))])
    await handFile(alice, bob)
    expect(bob.notebook.lines(page)).toEqual(['a line of Carol'])
  },
)

test('a body is replaced: later messages of the feed keep their places, and each signature is kept', async () => {
  const { alice, bob, carol, page, pack } = await setting()
  carol.notebook.write(page, 'another line')
  await read(bob, [writePack(forged(pack))])
  await read(bob, [writeShortPack(packOf(carol), secretAt(carol))])
  await handFile(alice, bob)
  expect(bob.notebook.lines(page)).toEqual(['a line of Carol', 'another line'])
  const { id } = pack.items.at(-1)?.message ?? {}
  expect(id && bob.archive.messages.get(id)?.signature).toEqual(pack.signature)
})

test('a body is replaced in a later session: the same', async () => {
  const { alice, bob, page, pack, right } = await setting()
  await read(bob, [writePack(forged(pack))])
  const later = nextSession(bob)
  await read(later, [right])
  await handFile(alice, later)
  expect(later.notebook.lines(page)).toEqual(['a line of Carol'])
})
