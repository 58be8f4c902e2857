// A member who breaks every rule she can: thousands of mutated seals, packs and messages over real
// conversations, none of which may change anything; and, with each check taken away, a class that
// then gets through.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { checks } from '#core/sync'
import { random } from '#core/keys'
import type { GroupId, MessageId } from '#shared/ids'
import { memoryLinks } from '../../acceptance/link.ts'
import { forge, forgeAfter, packed, type Pen } from '#tests/forge'
import { quickArchive } from '#tests/archive'
import { founder, joiner, meet, type Person } from '#tests/group'
import { aliceWithSync, handFile, joined, link, until, untilSame, type Device } from '#tests/sync'
import { sealTransfer } from '../../../src/core/sync/seal.ts'
import { hostile, type Hostile, type Scene } from './hostile.ts'

/** Attempts of one class; all classes together come to more than five thousand. */
const attempts = 64

afterEach(() => void vi.restoreAllMocks())

const penOf = ({ group }: Person): Pen => ({ group: group.id, ...group.self })

/** Says the frames to the device as Mallory would, over a link of their own. */
const say = async (to: Device, mallory: Pen, frames: readonly Uint8Array[]): Promise<void> => {
  const ends = memoryLinks({ a: mallory.device, b: to.group.self.device })
  ends.a.onFrame(() => {})
  to.sync.addLink(to.group.id, ends.b)
  for (const frame of frames) await ends.a.send(frame)
  ends.a.close()
  for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
}

const setting = async () => {
  const alice = aliceWithSync()
  const page = alice.notebook.create()
  alice.notebook.share(page)
  alice.notebook.write(page, 'an honest line')
  const bob = await joined('Bob', alice)
  const observer = joiner('Observer', alice, { archive: quickArchive() }, 'observer')
  const removed = joiner('Removed', alice, { archive: quickArchive() })
  alice.group.shutOut(removed.group.self.device)
  const mallory = await joined('Mallory', alice)
  meet(alice, bob)
  // Mallory and Bob are in another group too, with a document there.
  const elsewhere = founder('Mallory', { archive: bob.archive }, 'Another group').group
  const mine = bob.notebook.create()
  const other = bob.notebook.create()
  bob.archive.documents.put({
    ...bob.archive.documents.get(other)!,
    group: elsewhere.id,
    shared: true,
  })
  const pen = penOf(mallory)
  const records = mallory.group.recordHeads()
  const after = { records, feeds: [] }
  const known = forge(pen, { after })
  const knownNext = forgeAfter(pen, known)
  const genuine = forge(penOf(alice), { after })
  const genuineNext = forgeAfter(penOf(alice), genuine)
  const scene: Scene = {
    mallory: pen,
    removed: penOf(removed),
    observer: penOf(observer),
    genuine: [genuine, genuineNext, forgeAfter(penOf(alice), genuineNext)],
    known: [known, knownNext],
    epoch: mallory.group.epoch(),
    receiver: bob.group.self.device,
    records,
    otherGroup: elsewhere.id,
    documents: Object.fromEntries(
      Object.entries({ shared: page, mine, other }).map(([name, id]) => [
        name,
        { id, secret: bob.archive.documents.get(id)!.secret },
      ]),
    ) as Scene['documents'],
    pick: most => Math.floor(Math.random() * most),
  }
  await say(bob, pen, sealTransfer(scene.epoch, packed([known, knownNext])))
  expect(bob.archive.messages.has(knownNext.message.id)).toBe(true)
  return { alice, bob, page, scene }
}

/** Ids of all messages that had an effect. */
const applied = ({ archive }: Device, group: GroupId): Set<MessageId> =>
  new Set(
    archive.messages
      .heads(group)
      .flatMap(({ feed, first, seq }) => archive.messages.range(group, feed, first, seq + 1))
      .filter(({ state }) => state === 'applied')
      .map(({ id }) => id),
  )

/** How many of `count` attempts of the class were taken, and how many ended in an error. */
const attack = async (
  { name, frames, direct, most = attempts }: Hostile,
  { bob, scene }: Awaited<ReturnType<typeof setting>>,
  count = attempts,
) => {
  const genuine = new Set(scene.genuine.map(({ message }) => message.id))
  const before = applied(bob, bob.group.id)
  let taken = 0
  const many = Math.min(count, most)
  for (let attempt = 0; attempt < many; attempt++) {
    if (direct?.(scene)) taken++
    if (frames) await say(bob, scene.mallory, frames(scene))
  }
  // Words about heads come from Bob himself, what was genuine may be taken.
  const heads = [...applied(bob, bob.group.id)].filter(id => {
    const row = bob.archive.messages.get(id)
    const isOwn = row?.device === bob.group.self.device
    return !before.has(id) && !isOwn && !genuine.has(id)
  })
  return { name, attempts: many, taken: taken + heads.length, defects: bob.defects.length }
}

describe('nothing of what a hostile member sends is taken', () => {
  let all = 0
  test.each(hostile.map(one => [one.name, one] as const))('%s', async (_, one) => {
    const stage = await setting()
    const { alice, bob, page, scene } = stage
    const outcome = await attack(one, stage)
    all += outcome.attempts
    expect(outcome).toEqual({ name: one.name, attempts: outcome.attempts, taken: 0, defects: 0 })
    expect(bob.notebook.lines(scene.documents.mine.id)).toEqual([])
    expect(bob.notebook.lines(scene.documents.shared.id)).toEqual(['an honest line'])
    // And Alice is heard as before.
    link(alice, bob)
    alice.notebook.write(page, 'another honest line')
    await until(() => bob.notebook.lines(page)?.includes('another honest line') ?? false)
    if (!bob.archive.proofs.list(bob.group.id).length) await untilSame(alice, bob)
    expect(alice.defects).toEqual([])
  })

  test('there are at least five thousand of them, in at least twenty-five classes', () => {
    expect(hostile.length).toBeGreaterThan(25)
    expect(all).toBeGreaterThanOrEqual(5_000)
  })
})

describe('every check matters', () => {
  type Name = keyof typeof checks
  const names = Object.keys(checks) as Name[]

  test('each has a class of its own', () => {
    const claimed = new Set(hostile.map(({ check }) => check))
    expect(names.filter(name => !claimed.has(name))).toEqual([])
  })

  test.each(names)('without %s a class gets through', async name => {
    const stage = await setting()
    vi.spyOn(checks, name).mockReturnValue(true)
    const outcomes = []
    for (const one of hostile.filter(({ check }) => check === name)) {
      outcomes.push(await attack(one, stage, 2))
    }
    expect(outcomes.some(({ taken, defects }) => taken + defects > 0)).toBe(true)
  })
})

test('a bad frame ends that conversation and no other', async () => {
  const { alice, bob, page, scene } = await setting()
  link(alice, bob)
  await untilSame(alice, bob)
  const ends = memoryLinks({ a: scene.mallory.device, b: bob.group.self.device })
  const closed = new Promise<void>(resolve => ends.a.onClose(resolve))
  bob.sync.addLink(bob.group.id, ends.b)
  expect(bob.sync.peers()).toHaveLength(2)
  await ends.a.send(random(100))
  await closed
  expect(bob.sync.peers()).toHaveLength(1)
  alice.notebook.write(page, 'still here')
  await until(() => bob.notebook.lines(page)?.includes('still here') ?? false)
  await handFile(bob, alice)
})
