// Client ids that two devices use before they know of each other, one case at a time.
import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import {
  againAs,
  deviceIn,
  give,
  idsOf,
  inPage,
  send,
  shortIds,
  withShortIds,
} from '#tests/contesting'
import { diceFrom, textIn } from '#tests/documents'
import { feedFor, forge as signed, packed } from '#tests/forge'
import { joiner, meet } from '#tests/group'
import { cast, turn } from '#tests/page-shared'
import type { Device } from '#tests/writing-device'
import * as Y from 'yjs'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'
import { any, craft } from '../documents/crafted.ts'

/** Ben has written, and Mallory, who does not know it, begins a session with the same id. */
const collision = async () => {
  const dice = diceFrom(7)
  const archives = Array.from({ length: 6 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [, mallory, ben, ...others] = devices as [Device, Device, Device, ...Device[]]
  await ben.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'BEN '))
  await ben.documents.flush()
  mallory.close()
  const again = againAs(mallory, page, new Set(await idsOf(ben, page)), dice)
  const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
  return { page, mallory: again, ben, others, writer }
}

test('an author does not know of a contest: the new id of a contested one is refused, in every order', async () => {
  const { page, mallory, ben, others, writer } = await collision()
  const [chen, dora] = others as [Device, Device]
  const at = (key: string) => ({ parent: 'meta', key })
  const ids = [shortIds.of(page, writer), shortIds.apart(page, writer)]
  for (const [clock, client] of ids.entries())
    send(
      mallory,
      page,
      craft([{ client, clock, structs: [{ at: at('reference'), is: any('A/1') }] }]),
    )
  await turn()
  give(ben, chen)
  give(mallory, chen)
  give(mallory, dora)
  give(ben, dora)
  const looks = [chen, dora].map(each => ({
    digest: String(each.documents.digest(page)),
    refused: each.replica.offences().get(writer.device)?.refused,
    disputed: each.documents.disputed(page).length,
  }))
  expect(looks[0]).toMatchObject({ refused: 1, disputed: 1 })
  expect(looks[1]).toEqual(looks[0])
})

test('text of one writer comes in two feeds: no device loses the text of others in it', async () => {
  const { page, mallory, ben, others, writer } = await collision()
  const [chen, dora, eve] = others as [Device, Device, Device]
  const update = await inPage(mallory, page, doc => {
    const copy = new Y.Doc({ gc: false })
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(copy)
    copy.clientID = shortIds.of(page, writer)
    textIn(copy, 0).insert(0, 'MALLORY ')
    return Y.encodeStateAsUpdate(copy, before)
  })
  send(mallory, page, update)
  await turn()
  give(mallory, chen)
  await chen.documents.editAs(page, doc => textIn(doc, 0).insert(4, 'CHEN'))
  await chen.documents.flush()
  await turn()
  const { archive, group } = mallory.person
  const pen = { group: group.id, device: writer.device, keys: group.self.keys }
  const body = writeUpdateBody({ writers: [{ feed: writer.feed, writer: 0 }], update })
  const second = signed(pen, {
    feed: feedFor(pen),
    kind: 'update',
    document: page,
    body,
    secret: archive.documents.keyOf(page)!.secret,
    after: { records: group.recordHeads(), feeds: mallory.replica.heads().feeds.slice(0, 0) },
  })
  const pack = readPack(packed([second]))!
  dora.replica.receive([pack])
  for (const from of [ben, mallory, chen]) give(from, dora)
  for (const from of [mallory, ben, chen]) give(from, eve)
  eve.replica.receive([pack])
  await turn()
  for (const each of [dora, eve]) {
    const lines = each.documents
      .page(page)
      .blocks.map(({ runs }) => runs.map(run => run.text).join(''))
    expect(lines.join(' ')).toContain('MALLCHENORY')
    expect(each.replica.waiting()).toBe(0)
  }
})

test('the id of one of two writers is contested: a word between them stays there', async () => {
  const archives = Array.from({ length: 6 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [, mallory, ben, dora, chen, eve] = devices as [Device, ...Device[]] &
    Record<1 | 2 | 3 | 4 | 5, Device>
  for (const each of [ben, dora]) {
    await each.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'AAA'))
    await each.documents.flush()
  }
  await turn()
  for (const each of [ben, dora]) give(each, chen)
  await chen.documents.editAs(page, doc => textIn(doc, 1).insert(3, 'CHEN'))
  await chen.documents.flush()
  mallory.close()
  // The text of the lower id comes first: a higher one in its place would put it behind.
  const lower = Math.min(...(await idsOf(ben, page)), ...(await idsOf(dora, page)))
  const again = againAs(mallory, page, new Set([lower]), diceFrom(7))
  await again.documents.editAs(page, doc => textIn(doc, 2).insert(0, 'MALLORY'))
  await again.documents.flush()
  await turn()
  for (const from of [again, ben, dora, chen]) give(from, eve)
  expect(eve.documents.disputed(page)).toHaveLength(1)
  const [, second] = eve.documents.page(page).blocks
  expect(second?.runs.map(run => run.text).join('')).toBe('AAACHENAAASecond')
  expect(eve.replica.offences().size).toBe(0)
})

test('an id was used before a newcomer came: the newcomer refuses it too, whichever session its holder was heard in', async () => {
  const archives = Array.from({ length: 3 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [alice, mallory, chen] = devices as [Device, Device, Device]
  const ids = new Set(await idsOf(alice, page))
  alice.close()
  const later = withShortIds(alice.person)
  await later.documents.editAs(page, doc => textIn(doc, 0).insert(0, 'ALICE '))
  await later.documents.flush()
  await turn()
  give(later, mallory)
  mallory.close()
  const again = againAs(mallory, page, ids, diceFrom(7))
  const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
  const client = shortIds.of(page, writer)
  const at = { parent: 'meta', key: 'reference' }
  send(again, page, craft([{ client, clock: 0, structs: [{ at, is: any('A/1') }] }]))
  await turn()
  for (const each of [later, chen]) {
    give(later, each)
    give(again, each)
    expect(each.replica.offences().get(writer.device)?.refused).toBe(1)
    expect(each.documents.disputed(page)).toHaveLength(0)
  }
})

test.each(['in a later session', 'in a session that was here before'])(
  'a newcomer never heard of the session that holds an id: a device that claims it %s is refused',
  async when => {
    const archives = Array.from({ length: 2 }, () => temporaryArchive())
    const { devices, page } = await cast(archives, withShortIds)
    const [alice, mallory] = devices as [Device, Device]
    const ids = new Set(await idsOf(alice, page))
    alice.close()
    const later = withShortIds(alice.person)
    await later.documents.editAs(page, doc => textIn(doc, 0).insert(0, 'ALICE '))
    await later.documents.flush()
    await turn()
    give(later, mallory)
    const letIn = async (): Promise<Device> => {
      const dana = joiner('Dana', later.person, { archive: temporaryArchive() })
      meet(later.person, mallory.person)
      later.replica.prepare()
      await turn()
      const device = withShortIds(dana)
      const given = [...later.replica.handover(dana.group.self.device)]
      device.replica.receive(given.map(({ bytes }) => readPack(bytes)!))
      return device
    }
    const early = when === 'in a later session' ? await letIn() : null
    mallory.close()
    const again = againAs(mallory, page, ids, diceFrom(7))
    again.person.archive.transaction(() =>
      again.replica.publish({ kind: 'zz-later', document: null, body: new Uint8Array([1]) }),
    )
    await turn()
    give(again, later)
    const dana = early ?? (await letIn())
    const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
    const client = shortIds.of(page, writer)
    const at = { parent: 'meta', key: 'reference' }
    send(again, page, craft([{ client, clock: 0, structs: [{ at, is: any('A/1') }] }]))
    await turn()
    for (const each of [later, dana]) {
      give(later, each)
      give(again, each)
      expect(each.replica.offences().get(writer.device)?.refused).toBe(1)
      expect(each.documents.disputed(page)).toHaveLength(0)
    }
    // The learned contest is there in the next session too.
    dana.close()
    const next = withShortIds(dana.person)
    send(again, page, craft([{ client, clock: 0, structs: [{ at, is: any('A/2') }] }]))
    await turn()
    give(again, next)
    expect(next.replica.offences().get(writer.device)?.refused).toBe(2)
  },
)

test('this device began to use an id after it judged another claim: the next claim is refused too', async () => {
  const archives = Array.from({ length: 3 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [alice, mallory, ben] = devices as [Device, Device, Device]
  const dice = diceFrom(7)
  /** Mallory's message in the place of a device with one of these ids, which the receiver knows. */
  const forgedBy = (again: Device): Device => {
    const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
    const client = shortIds.of(page, writer)
    const at = { parent: 'meta', key: 'reference' }
    send(again, page, craft([{ client, clock: 0, structs: [{ at, is: any('A/1') }] }]))
    return again
  }
  mallory.close()
  const first = forgedBy(againAs(mallory, page, new Set(await idsOf(alice, page)), dice))
  await turn()
  give(first, ben)
  await ben.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'BEN '))
  await ben.documents.flush()
  await turn()
  give(ben, first)
  first.close()
  const second = forgedBy(againAs(first, page, new Set(await idsOf(ben, page)), dice))
  await turn()
  give(second, ben)
  expect(ben.replica.offences().get(deviceIn(mallory))?.refused).toBe(2)
  expect(ben.documents.disputed(page)).toHaveLength(0)
})
