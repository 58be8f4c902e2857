// Acts that wait for something that never comes: few are kept, the rest is read again from the log when
// its base comes, and nothing of other devices waits for them.
// @module-tag long
import { expect, test } from 'vitest'
import type { ActId, DeviceId, DocumentId, GroupId } from '#shared/ids'
import { logAct } from '#document/adoption'
import { signActFields, type Act, type SignedAct } from '#core/deliberation/acts'
import { newDeviceKeys, random, type DeviceKeys } from '#core/keys'
import { beyondRoom } from '../../../src/core/deliberation/ledger/waiting-room.ts'
import { reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import {
  actsIn,
  bring,
  decider,
  deciders,
  deviceIn,
  join,
  meet,
  position,
  questionOf,
  type Decider,
} from '#tests/deciding'

const nowhere = 'f'.repeat(64) as ActId
const ofOneDevice = 128
const ofAll = 1_024

const three = async () => {
  const { group, id, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, ...all)
  return { group, id, chair, one, two, question }
}

type Wanted = { group: GroupId; id: DocumentId; parents: ActId[]; keys?: DeviceKeys; from?: number }

/** Acts of a device that only stand on `parents`. */
const actsOn = (
  by: Decider,
  count: number,
  { group, id, parents, keys, from = 0 }: Wanted,
): SignedAct[] => {
  const { self, foundation } = by.groups.get(group)
  const frame = { audience: group, document: id, subject: null, heads: foundation(), parents }
  return Array.from({ length: count }, (_, at) =>
    signActFields(keys ?? self.keys, { ...frame, at: from + at }, 'nothing', []),
  )
}

/** Into the log beside the text, as a member's own program would. */
const put = (by: Decider, id: DocumentId, acts: readonly SignedAct[]): void => {
  for (let at = 0; at < acts.length; at += 64)
    by.documents.remarkAlone(id, () => ({
      write: doc => acts.slice(at, at + 64).forEach(act => logAct(doc, act, random)),
      keep: () => {},
    }))
}

const waitingIn = (each: Decider): number => each.archive.acts.count({ state: 'waiting' })

test('a member signs more and more acts on one that never comes: few wait, the device is named, and the next position counts', async () => {
  const { group, id, chair, one, two, question } = await three()
  put(one, id, actsOn(one, 3 * ofOneDevice, { group, id, parents: [nowhere] }))
  await bring(group, one, chair)
  expect(waitingIn(chair)).toBe(ofOneDevice)
  expect(actsIn(chair, id)).toEqual([question])
  const given = two.acts.write(id, question, position('object'))
  await bring(group, two, chair)
  expect(actsIn(chair, id)).toEqual([question, given].toSorted())
  const crowding = chair.groups
    .describe(group)
    .memberList.flatMap(({ devices }) =>
      devices.filter(({ crowds }) => crowds).map(({ id: device }) => device),
    )
  expect(crowding).toEqual([deviceIn(one, group)])
})

test('more acts wait than have a place, and their base comes: all are taken in', async () => {
  const { group, id, chair, one, question } = await three()
  const [base] = actsOn(one, 1, { group, id, parents: [question] })
  const rest = actsOn(one, 2 * ofOneDevice, { group, id, parents: [base!.id], from: 1 })
  put(one, id, rest)
  await bring(group, one, chair)
  expect(waitingIn(chair)).toBe(ofOneDevice)
  put(one, id, [base!])
  await bring(group, one, chair)
  chair.waits.pass(1_000)
  expect(actsIn(chair, id)).toHaveLength(2 + rest.length)
  expect(waitingIn(chair)).toBe(0)
  expect(chair.archive.actTasks.list({ document: id })).toEqual([])
})

test('more acts wait on two others than have a place, and these come one after the other: all are taken in', async () => {
  const { group, id, chair, one, question } = await three()
  const bases = actsOn(one, 2, { group, id, parents: [question] })
  const count = ofOneDevice + 8
  const rest = bases.flatMap((base, at) =>
    actsOn(one, count, { group, id, parents: [base.id], from: 10 + at * count }),
  )
  put(one, id, rest)
  await bring(group, one, chair)
  expect(waitingIn(chair)).toBe(ofOneDevice)
  for (const [at, base] of bases.entries()) {
    put(one, id, [base])
    await bring(group, one, chair)
    chair.waits.pass(1_000)
    expect(actsIn(chair, id)).toHaveLength(1 + (at + 1) * (1 + count))
  }
  expect(waitingIn(chair)).toBe(0)
})

test('acts under keys that no member has: they share one place, and an act of a member keeps its own', async () => {
  const { group, id, chair, one, two, question } = await three()
  const strangers = Array.from({ length: 2 * ofOneDevice }, () =>
    actsOn(one, 1, { group, id, parents: [nowhere], keys: newDeviceKeys() }),
  ).flat()
  put(one, id, strangers)
  put(two, id, actsOn(two, 3, { group, id, parents: [nowhere] }))
  for (const from of [one, two]) await bring(group, from, chair)
  expect(waitingIn(chair)).toBe(ofOneDevice + 3)
  expect(chair.archive.acts.count({ device: deviceIn(two, group), state: 'waiting' })).toBe(3)
  expect(actsIn(chair, id)).toEqual([question])
})

test('acts of one member wait in several documents: the places are counted together', async () => {
  const { group, id, chair, one } = await three()
  const other = await chair.documents.create({
    ...({ group, kind: 'brief', title: 'Brief', language: 'en' } as const),
    blocks: [{ kind: 'paragraph', runs: [{ text: 'Another text.' }] }],
  })
  await chair.documents.share(other)
  await bring(group, chair, one)
  for (const document of [id, other]) {
    put(one, document, actsOn(one, ofOneDevice - 28, { group, id: document, parents: [nowhere] }))
    await bring(group, one, chair)
  }
  expect(chair.archive.acts.count({ document: id, state: 'waiting' })).toBe(100)
  expect(chair.archive.acts.count({ document: other, state: 'waiting' })).toBe(28)
})

test('acts of very many devices wait: there is a bound for all together, each device has its turn', () => {
  const { group, document } = {
    group: 'a'.repeat(64) as GroupId,
    document: 'b'.repeat(32) as DocumentId,
  }
  const acts = Array.from({ length: 20 * 100 }, (_, at) => ({
    id: `${at}`.padStart(64, '0') as ActId,
    device: `${Math.floor(at / 100)}`.padStart(64, '0') as DeviceId,
  }))
  const waiting = new Map(acts.map(act => [act.id, act as Act]))
  const archive = temporaryArchive()
  const open = { document, group, graphs: new Map(), waiting, size: acts.length }
  const off = new Set(beyondRoom(archive, open, () => true))
  expect(off.size).toBe(acts.length - ofAll)
  const kept = Map.groupBy(
    acts.filter(({ id }) => !off.has(id)),
    ({ device }) => device,
  )
  expect(new Set([...kept.values()].map(({ length }) => length))).toEqual(new Set([51, 52]))
})

test('acts that wait elsewhere take of the bound for all, and acts that are in no log keep their places', () => {
  const [group, document] = ['a'.repeat(64) as GroupId, 'b'.repeat(32) as DocumentId]
  const [other, circle] = ['c'.repeat(32) as DocumentId, 'd'.repeat(64) as GroupId]
  const device = 'e'.repeat(64) as DeviceId
  const ids = Array.from({ length: ofOneDevice + 2 }, (_, at) => `${at}`.padStart(64, '0') as ActId)
  const waiting = new Map(ids.map(id => [id, { id, device } as Act]))
  const open = { document, group, graphs: new Map(), waiting, size: ids.length }
  const offWith = (elsewhere: number): ActId[] => {
    const rows = Array.from({ length: elsewhere }, () => ({ device: nowhere as string }))
    const apart = ids.slice(-2).map(id => ({ id }))
    const archive = {
      actTasks: {
        list: () => [
          { document, group },
          { document: other, group: circle },
        ],
      },
      acts: {
        list: (where: { document: DocumentId; place?: 'apart' }) =>
          where.document === other ? rows : where.place === 'apart' ? apart : [],
      },
    } as unknown as Parameters<typeof beyondRoom>[0]
    return beyondRoom(archive, open, () => true)
  }
  const before = ids.slice(0, -2)
  expect(offWith(0)).toEqual(before.slice(-2))
  expect(offWith(ofAll - 10)).toEqual(before.slice(8))
  expect(offWith(ofAll)).toEqual([...ids.slice(-2), ...before])
})

test('acts are put off, and the program ends before their base comes: they are read again in the next session', async () => {
  const { group, id, chair, one, question } = await three()
  const { directory, archive } = temporaryProfile()
  const guest = await join(chair, group, 'guest', 'member', { archive })
  await meet(group, chair, one, guest)
  const [base] = actsOn(one, 1, { group, id, parents: [question] })
  const rest = actsOn(one, 2 * ofOneDevice, { group, id, parents: [base!.id], from: 1 })
  put(one, id, rest)
  await bring(group, one, guest)
  await Promise.resolve()
  guest.release()
  const again = await decider({ archive: reopened(directory) })
  expect(waitingIn(again)).toBe(ofOneDevice)
  put(one, id, [base!])
  await bring(group, one, again)
  again.waits.pass(1_000)
  expect(actsIn(again, id)).toHaveLength(2 + rest.length)
})
