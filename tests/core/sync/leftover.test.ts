// Two feeds of one device bring different edits that a crash left of a third feed. Devices that
// receive the two in another order have the same text and the same verdicts.
import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import { deviceIn, give, inPage } from '#tests/contesting'
import { linesOf, textIn } from '#tests/documents'
import { feedFor, forge, packed } from '#tests/forge'
import { cast, turn } from '#tests/page-shared'
import type { Device } from '#tests/writing-device'
import * as Y from 'yjs'
import { clientIds } from '../../../src/core/documents/bodies/client-ids.ts'
import { moveOut } from '../../../src/core/documents/contested/leftover.ts'
import { writeUpdateBody, type UpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const scene = async () => {
  const { devices, page } = await cast(Array.from({ length: 4 }, () => temporaryArchive()))
  const [alice, ben, chen, mallory] = devices as [Device, Device, Device, Device]
  const writer = { device: deviceIn(mallory), feed: mallory.replica.feed, writer: 0 }
  const client = clientIds.of(page, writer)
  const { archive, group } = mallory.person
  const pen = { group: group.id, device: writer.device, keys: group.self.keys }
  const updateOf = (words: string) =>
    inPage(mallory, page, doc => {
      const copy = new Y.Doc({ gc: false })
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      const before = Y.encodeStateVector(copy)
      copy.clientID = client
      textIn(copy, 0).insert(0, words)
      return Y.encodeStateAsUpdate(copy, before)
    })
  const packOf = (body: UpdateBody) => {
    const message = forge(pen, {
      feed: feedFor(pen),
      kind: 'update',
      document: page,
      body: writeUpdateBody(body),
      secret: archive.documents.keyOf(page)!.secret,
      after: { records: group.recordHeads(), feeds: [] },
    })
    return readPack(packed([message]))!
  }
  /** Edits in a session of Mallory that a crash left of the feed of `writer`. */
  const left = async (words: string) => {
    const update = await updateOf(words)
    const { device } = writer
    return packOf(
      moveOut({ update }, { document: page, device, ids: clientIds, isFree: () => true }),
    )
  }
  /** The same under the ids of that feed. */
  const goesOn = async (words: string) =>
    packOf({ writers: [{ feed: writer.feed, writer: 0 }], update: await updateOf(words) })
  return { alice, ben, chen, mallory, page, left, goesOn }
}

/**
 * The text of all when Ben receives the one before writing, Chen the other, and then all of both.
 */
const heardApart = async (how: 'left' | 'goesOn', words: readonly [string, string]) => {
  const { alice, ben, chen, mallory, page, ...says } = await scene()
  const [yes, no] = [await says[how](words[0]), await says[how](words[1])]
  ben.replica.receive([yes])
  chen.replica.receive([no])
  // Each writes in the text that is here.
  for (const [each, own] of [
    [ben, 'BEN'],
    [chen, 'CHEN'],
  ] as const) {
    await each.documents.editAs(page, doc => textIn(doc, 0).insert(1, own))
    await each.documents.flush()
  }
  await turn()
  ben.replica.receive([no])
  chen.replica.receive([yes])
  alice.replica.receive([yes, no])
  const honest = [alice, ben, chen]
  for (let round = 0; round < 2; round++)
    for (const from of honest) for (const to of honest) if (from !== to) give(from, to)
  await turn()
  const [lines, ...others] = honest.map(each => linesOf(each, page).join(' | '))
  expect(others).toEqual([lines, lines])
  expect(new Set(honest.map(each => String(each.documents.digest(page)))).size).toBe(1)
  const offences = honest.map(({ replica }) => [...replica.offences()])
  expect(offences).toEqual([offences[0], offences[0], offences[0]])
  for (const { replica } of honest) expect(replica.waiting()).toBe(0)
  const refused = offences[0]!.map(([device, { refused: count }]) => {
    expect(device).toBe(deviceIn(mallory))
    return count
  })
  return { lines, refused }
}

test('two feeds bring different edits that a crash left: all devices have both, in every order', async () => {
  const { lines, refused } = await heardApart('left', ['YES ', 'NO '])
  expect(refused).toEqual([])
  for (const words of ['YBENES ', 'NCHENO ']) expect(lines).toContain(words)
})

test('two feeds bring the same edits, as copies of one archive do: all devices have them once', async () => {
  const { lines } = await heardApart('left', ['YES ', 'YES '])
  expect(lines).toMatch(/^Y(BENCHEN|CHENBEN)ES First/)
})

test('two feeds go on under the ids of a third one: both are refused, in every order', async () => {
  const { lines, refused } = await heardApart('goesOn', ['YES ', 'NO '])
  expect(refused).toEqual([2])
  expect(lines).not.toMatch(/YES|NO/)
})
