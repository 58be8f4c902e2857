// The stage of a hostile member's attempts: Alice's group with Bob, who receives, an observer, a
// device that was shut out, and Mallory, who is a member; and the outcome of the attempts.
import process from 'node:process'
import type { GroupId, MessageId } from '#shared/ids'
import { memoryLinks } from '../../../acceptance/link.ts'
import { forge, forgeAfter, packed, type Pen } from '#tests/forge'
import { temporaryArchive } from '#tests/archive'
import { founder, joiner, meet, type Person } from '#tests/group'
import { aliceWithSync, hurried, joined, type Device } from '#tests/sync'
import { sealEnvelopes } from '../../../../src/core/sync/link/envelope.ts'
import type { Later } from '../../../../src/core/sync/ports.ts'
import type { Cost } from './costs.ts'
import type { Scene } from './scene.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>
type Speaking = { bob: Device; scene: Scene; rests: ReturnType<typeof putOff> }

const penOf = ({ group }: Person): Pen => ({ group: group.id, ...group.self })

/**
 * Deferred work of a device. From `hold` on, the next sender after its due time runs it, so that
 * its cost is measured with the attempt; `release` does the rest, and then everything goes on as
 * before.
 */
const putOff = () => {
  let due: Set<{ at: number; work: () => void }> | null = null
  const later: Later = (work, wait) => {
    const all = due
    if (!all) return hurried(work, wait)
    const one = { at: performance.now() + wait, work }
    all.add(one)
    return () => void all.delete(one)
  }
  const doneUntil = (time: number): void => {
    for (const one of [...(due ?? [])].filter(({ at }) => at <= time))
      if (due?.delete(one)) one.work()
  }
  return {
    later,
    hold: () => void (due = new Set()),
    doDue: () => doneUntil(performance.now()),
    release() {
      doneUntil(Infinity)
      const left = due ?? []
      due = null
      for (const { work } of left) work()
    },
  }
}

const turns = async (): Promise<void> => {
  for (let each = 0; each < 3; each++) await new Promise(setImmediate)
}

const interruptions = (): number => process.resourceUsage().involuntaryContextSwitches

/**
 * Sends the frames to the device like Mallory would, over a link of their own. Returns the time of
 * the device for them, without the link's opening and end, and with work that was deferred until
 * now.
 */
export const say = async (
  { bob: to, scene: { mallory }, rests }: Speaking,
  frames: readonly Uint8Array[],
): Promise<Omit<Cost, 'name'>> => {
  const ends = memoryLinks({ a: mallory.device, b: to.group.self.device })
  ends.a.onFrame(() => {})
  to.sync.addLink(to.group.id, ends.b)
  await turns()
  const interrupted = interruptions()
  const before = performance.now()
  for (const frame of frames) await ends.a.send(frame)
  await turns()
  rests.doDue()
  const ms = performance.now() - before
  const isInterrupted = interruptions() > interrupted
  ends.a.close()
  await turns()
  return { ms, isInterrupted }
}

/** A whole number, 0 or more and below `most`. */
export type Pick = (most: number) => number

export const openStage = async (pick: Pick = most => Math.floor(Math.random() * most)) => {
  const alice = aliceWithSync()
  const page = alice.notebook.create()
  alice.notebook.share(page)
  alice.notebook.write(page, 'an honest line')
  const rests = putOff()
  const bob = await joined('Bob', alice, rests.later)
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
  const stage = { alice, bob, page, scene, rests }
  await say(stage, sealEnvelopes(scene.epoch, packed([known, knownNext])))
  if (!bob.archive.messages.has(knownNext.message.id)) throw new Error('Bob hears nobody')
  return stage
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

/** Messages with an effect at Bob since `before` that were neither Bob's own nor genuine. */
export const takenSince = ({ bob, scene }: Stage, before: ReadonlySet<MessageId>): MessageId[] => {
  const genuine = new Set(scene.genuine.map(({ message }) => message.id))
  return [...applied(bob, bob.group.id)].filter(id => {
    const isOwn = bob.archive.messages.get(id)?.device === bob.group.self.device
    return !before.has(id) && !isOwn && !genuine.has(id)
  })
}
