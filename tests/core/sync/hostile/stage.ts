// The stage on which a hostile member tries: Alice's group with Bob, who receives, an observer, a
// device that was shut out, and Mallory, who is a member; and what became of her attempts.
import type { GroupId, MessageId } from '#shared/ids'
import { memoryLinks } from '../../../acceptance/link.ts'
import { forge, forgeAfter, packed, type Pen } from '#tests/forge'
import { temporaryArchive } from '#tests/archive'
import { founder, joiner, meet, type Person } from '#tests/group'
import { aliceWithSync, joined, type Device } from '#tests/sync'
import { sealTransfer } from '../../../../src/core/sync/seal.ts'
import type { Scene } from './scene.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

const penOf = ({ group }: Person): Pen => ({ group: group.id, ...group.self })

/** Says the frames to the device as Mallory would, over a link of their own. */
export const say = async (
  to: Device,
  mallory: Pen,
  frames: readonly Uint8Array[],
): Promise<void> => {
  const ends = memoryLinks({ a: mallory.device, b: to.group.self.device })
  ends.a.onFrame(() => {})
  to.sync.addLink(to.group.id, ends.b)
  for (const frame of frames) await ends.a.send(frame)
  ends.a.close()
  for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
}

/** A whole number, 0 or more and below `most`. */
export type Pick = (most: number) => number

export const openStage = async (pick: Pick = most => Math.floor(Math.random() * most)) => {
  const alice = aliceWithSync()
  const page = alice.notebook.create()
  alice.notebook.share(page)
  alice.notebook.write(page, 'an honest line')
  const bob = await joined('Bob', alice)
  const observer = joiner('Observer', alice, { archive: temporaryArchive() }, 'observer')
  const removed = joiner('Removed', alice, { archive: temporaryArchive() })
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
    pick,
  }
  await say(bob, pen, sealTransfer(scene.epoch, packed([known, knownNext])))
  if (!bob.archive.messages.has(knownNext.message.id)) throw new Error('Bob hears nobody')
  return { alice, bob, page, scene }
}

/** Ids of all messages that had an effect. */
export const applied = ({ archive }: Device, group: GroupId): Set<MessageId> =>
  new Set(
    archive.messages
      .heads(group)
      .flatMap(({ feed, first, seq }) => archive.messages.range(group, feed, first, seq + 1))
      .filter(({ state }) => state === 'applied')
      .map(({ id }) => id),
  )

/** What had an effect at Bob since `before` and was neither his own word nor genuine. */
export const takenSince = ({ bob, scene }: Stage, before: ReadonlySet<MessageId>): MessageId[] => {
  const genuine = new Set(scene.genuine.map(({ message }) => message.id))
  return [...applied(bob, bob.group.id)].filter(id => {
    const isOwn = bob.archive.messages.get(id)?.device === bob.group.self.device
    return !before.has(id) && !isOwn && !genuine.has(id)
  })
}
