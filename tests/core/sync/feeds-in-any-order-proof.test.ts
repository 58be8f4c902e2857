// Three to five people write in one document. Each receives every feed in order but the feeds in
// any order beside each other, the last of them on a device a hundred times as slow. Sessions end
// in a crash, and the next one sends the edits that it left. No honest message is refused, none
// waits in the end, and every device has the same verdicts. 200 updates here, 20,000 in `npm run
// prove`; a seed determines the order of writing and receiving.
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Archive } from '#core/archive'
import type { DocumentId, FeedId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, editAtRandom, type Dice } from '#tests/documents'
import { cast } from '#tests/page-shared'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { deviceOf, type Device } from '#tests/writing-device'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

/** Updates of one seed. */
const figure = 200
/** How many times slower the last device is. */
const slowness = 100

/** The last message of a feed that it has; -1 for none. */
const longest = ({ replica }: Device, feed = replica.feed): number =>
  replica.headsOf([feed]).get(feed)?.seq ?? -1

/** How much of each feed each device has received. */
const newEars = (devices: readonly Device[]) => {
  const heard = new Map<string, number>()
  /** All sessions of each. */
  const feeds = devices.map(({ replica }) => [replica.feed])
  const keyOf = (to: Device, feed: FeedId): string => `${devices.indexOf(to)} ${feed}`
  const lacking = (to: Device): { from: Device; feed: FeedId }[] =>
    devices.flatMap((from, at) =>
      (feeds[at] ?? [])
        .filter(feed => from !== to && (heard.get(keyOf(to, feed)) ?? -1) < longest(from, feed))
        .map(feed => ({ from, feed })),
    )
  return {
    began: ({ replica }: Device, at: number) => void feeds[at]?.push(replica.feed),
    /** Some messages of a feed of any other device, the next ones there; whether any waits. */
    hear(to: Device, dice: Dice): 'nothing' | 'waits' | 'judged' {
      const others = lacking(to)
      if (others.length === 0) return 'nothing'
      const { from, feed } = dice.one(others)
      const seq = (heard.get(keyOf(to, feed)) ?? -1) + 1
      const last = Math.min(seq + dice.below(6), longest(from, feed))
      heard.set(keyOf(to, feed), last)
      const run = [...from.replica.run({ feed, from: seq, to: last })]
      const tally = to.replica.receive(run.map(({ bytes }) => readPack(bytes)!))
      expect(tally.refused).toBe(0)
      return tally.waiting.size > 0 ? 'waits' : 'judged'
    },
  }
}

/** Every read of a clock in `work` finds it a second and a half later than the last. */
const slowly = <T>(work: () => T): T => {
  const begun = { date: Date.now(), performance: performance.now() }
  let looks = 0
  const late = (since: number) => (): number => since + ++looks * 15 * slowness
  const clocks = [
    vi.spyOn(performance, 'now').mockImplementation(late(begun.performance)),
    vi.spyOn(Date, 'now').mockImplementation(late(begun.date)),
  ]
  try {
    return work()
  } finally {
    for (const clock of clocks) clock.mockRestore()
  }
}

/** The verdict on every message about the page, by its id. */
const verdictsOf = ({ person, replica }: Device, page: DocumentId): string[] =>
  person.archive.messages
    .heads(replica.group.id)
    .flatMap(({ feed, first, seq }) =>
      person.archive.messages.range(replica.group.id, feed, first, seq + 1),
    )
    .filter(({ document, audience }) => document === page && audience === replica.group.id)
    .map(({ id, state }) => `${id} ${state}`)
    .toSorted()

const play = async (seed: number, archives: readonly Archive[]) => {
  const dice = diceFrom(seed)
  const { devices, page } = await cast(archives.slice(0, 4 + (seed % 3)))
  const slow = devices.at(-1)!
  const ears = newEars(devices)
  const counts = { updates: 0, waited: 0, crashed: 0 }
  /** Its session ends with an edit that is in no message, and another one begins. */
  const crash = async (at: number): Promise<void> => {
    const { person, documents, close } = devices[at]!
    await documents.editAs(page, doc => editAtRandom(doc, dice))
    close()
    const again = deviceOf(person)
    again.replica.resume()
    devices[at] = again
    ears.began(again, at)
    counts.crashed++
  }
  const listen = (to: Device): boolean => {
    const became = to === slow ? slowly(() => ears.hear(to, dice)) : ears.hear(to, dice)
    if (became === 'waits') counts.waited++
    return became !== 'nothing'
  }
  while (counts.updates < figure) {
    const at = dice.below(devices.length - 1)
    if (dice.chance(0.05)) await crash(at)
    const writer = devices[at]!
    const before = longest(writer)
    await writer.documents.editAs(page, doc => editAtRandom(doc, dice))
    await writer.documents.flush()
    counts.updates += longest(writer) - before
    if (dice.chance(0.5)) listen(devices[dice.below(devices.length - 1)]!)
    if (counts.updates % slowness === 0) listen(slow)
  }
  for (const device of devices) while (listen(device));
  const verdicts = devices.map(device => verdictsOf(device, page))
  const outcome = {
    waiting: devices.map(({ replica }) => replica.waiting()).filter(count => count > 0),
    refused: verdicts.flat().filter(verdict => !verdict.endsWith(' applied')),
    // A newcomer's beginning stands for the messages before it.
    verdicts: new Set(verdicts.slice(1).map(list => list.join())).size,
    texts: new Set(devices.map(({ documents }) => documents.digest(page))).size,
  }
  for (const device of devices) device.close()
  return { outcome, devices: devices.length, ...counts }
}

test(
  'one of several honest devices is slow: no update is refused, and all are applied',
  patiently,
  async () => {
    const { seeds, passed } = series('feeds', 100)
    const archives = Array.from({ length: 6 }, () => temporaryArchive())
    onTestFinished(() => void vi.restoreAllMocks())
    let [waited, crashed] = [0, 0]
    for (const seed of seeds) {
      const { outcome, updates, devices, waited: some, crashed: often } = await play(seed, archives)
      const hoped = { waiting: [], refused: [], verdicts: 1, texts: 1 }
      expect({ seed, ...outcome }).toEqual({ seed, ...hoped })
      expect(updates).toBeGreaterThanOrEqual(figure)
      waited += some
      crashed += often
      passed(seed, `${updates} updates, ${devices} devices, ${some} waited for another feed`)
    }
    // The order of feeds did matter.
    expect(waited).toBeGreaterThanOrEqual(seeds.length)
    expect(crashed).toBeGreaterThanOrEqual(seeds.length)
  },
)
