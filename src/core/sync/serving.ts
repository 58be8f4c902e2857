// Giving what the other end of a link asked for: one wish after another, as fast as it takes them,
// and no more often than an honest device has reason to ask.
import type { Bytes } from '#core/keys'
import type { FeedId } from '#shared/ids'
import { turn } from './arrivals.ts'
import type { Range } from './giving.ts'
import type { FeedPoint } from './message.ts'
import { sealTransfer, type Epoch } from './seal.ts'

/** What is sent, each as one transfer. */
type Packs = () => Iterable<Bytes>

export type Serving = {
  /** False when that is more than an honest device asks: then nothing is served. */
  take(ranges: readonly Range[], packs: Packs): boolean
  /** Gives what was not asked for. */
  give(packs: Packs): void
}

/** Wishes that may wait to be served. */
const mostQueued = 64
/**
 * Messages that may be asked for again: as many as were asked for once, three times over (keys came
 * late, a seal was lost with a cut), and a few for whoever asked for little.
 */
const mostAgain = 3
const someAgain = 5_000

/** How often ranges were asked for. */
const openMeter = () => {
  const asked = new Map<FeedId, number>()
  let once = 0
  let again = 0
  return (ranges: readonly Range[], heads: ReadonlyMap<FeedId, FeedPoint>): boolean => {
    for (const { feed, from, to } of ranges) {
      const end = Math.min(to, heads.get(feed)?.seq ?? -1)
      const before = asked.get(feed) ?? -1
      if (end >= from) {
        again += Math.max(0, Math.min(end, before) - from + 1)
        once += Math.max(0, end - Math.max(from - 1, before))
      } else again++
      if (end > before) asked.set(feed, end)
    }
    return again <= once * mostAgain + someAgain
  }
}

export const openServing = (rooms: {
  epoch(): Epoch
  send(frame: Bytes): Promise<void>
  isOpen(): boolean
  /** The last message that is here of each of these feeds that has one. */
  headsOf(feeds: readonly FeedId[]): ReadonlyMap<FeedId, FeedPoint>
  /** All of one wish was given. */
  given(): void
  failed(error: unknown): void
}): Serving => {
  const { epoch, send, isOpen, headsOf, given, failed } = rooms
  const mayAsk = openMeter()
  let queued = 0
  let work: Promise<void> = Promise.resolve()

  const serve = async (packs: Packs): Promise<void> => {
    // To find out what there is to give takes its time, also where that is nothing.
    await turn()
    for (const bytes of packs()) {
      for (const seal of sealTransfer(epoch(), bytes)) {
        if (!isOpen()) return
        await send(seal)
      }
      await turn()
    }
  }
  const queue = (packs: Packs, done: () => void): void => {
    queued++
    const next = async (before: Promise<void>): Promise<void> => {
      await before
      try {
        await serve(packs)
        done()
      } catch (error) {
        failed(error)
      } finally {
        queued--
      }
    }
    work = next(work)
  }
  return {
    take(ranges, packs) {
      const heads = headsOf(ranges.map(({ feed }) => feed))
      if (queued > mostQueued || !mayAsk(ranges, heads)) return false
      queue(packs, given)
      return true
    },
    give: packs => queue(packs, () => {}),
  }
}
