// The request queue of a link: requests of the other end are answered one after another, as fast as
// it takes the packs, and no more often than an honest device has reason to ask.
import type { Bytes } from '#core/keys'
import type { FeedId } from '#shared/ids'
import { turn } from '../inbox/index.ts'
import type { FeedPoint, Range } from '#core/messages'
import { sealEnvelopes, type Epoch } from './envelope.ts'

/** The packs to send, each as one transfer. */
type Packs = () => Iterable<Bytes>

export type RequestQueue = {
  /** False when that is more than an honest device asks for; then nothing is sent. */
  take(ranges: readonly Range[], packs: Packs): boolean
  /** Sends packs that were not requested. */
  give(packs: Packs): void
}

/** Requests that may wait. */
const mostQueued = 64
/**
 * The limit of repeated requests: three times as many messages as were requested once (keys came
 * late, an envelope was lost with a cut), and some more for an end that requested few.
 */
const mostAgain = 3
const someAgain = 5_000

/** Counts how often ranges were requested. */
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

export const openRequestQueue = (ports: {
  epoch(): Epoch
  send(frame: Bytes): Promise<void>
  isOpen(): boolean
  /** The last message that is here, for each of these feeds that has one. */
  headsOf(feeds: readonly FeedId[]): ReadonlyMap<FeedId, FeedPoint>
  /** All packs of one request were sent. */
  given(): void
  failed(error: unknown): void
}): RequestQueue => {
  const { epoch, send, isOpen, headsOf, given, failed } = ports
  const mayAsk = openMeter()
  let queued = 0
  let work: Promise<void> = Promise.resolve()

  const serve = async (packs: Packs): Promise<void> => {
    // The search for packs takes time, also where there are none.
    await turn()
    for (const bytes of packs()) {
      for (const seal of sealEnvelopes(epoch(), bytes)) {
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
