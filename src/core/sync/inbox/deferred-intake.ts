// Deferred intake: messages that no person waits to see. They lack something or break a rule, and
// are kept all the same. They stay here until another message is taken in, or for a moment, and
// then cost one write to the disk together, from all links. Until then no heads name them and no
// peer receives them; after a crash they come again.
import type { FeedId } from '#shared/ids'
import type { Later } from '../ports.ts'
import { newTally, type Tally } from './tally.ts'
import type { FeedPlace } from '#core/messages'
import { unpackedBytes, type Pack } from '../packs/index.ts'

/** A link. It learns once when its packs were taken in, or why not. */
type From = { taken(tally: Tally): void; failed(error: unknown): void }
type Held = { pack: Pack; from: From }

export type DeferredIntake = {
  /** Defers a pack; false where there is no room. */
  put(pack: Pack, from: From): boolean
  /**
   * Takes in all deferred packs; with `places`, only when one of them lies at one of these places
   * of feeds or before it.
   */
  settle(places?: readonly FeedPlace[]): void
  /**
   * Takes in `packs` after the deferred packs; with `tally`, which counts only `packs`, the two are
   * taken in separately.
   */
  receive(packs: readonly Pack[], tally?: Tally): Tally
  close(): void
}

const most = { packs: 512, bytes: 1 << 20 }
/** Milliseconds. Nobody waits for these packs, and any pack with news takes them in earlier. */
const longest = 1_000

export const openDeferredIntake = (ports: {
  /** Takes in all of them or none. */
  receive(packs: readonly Pack[], tally?: Tally): Tally
  later: Later
}): DeferredIntake => {
  const { receive, later } = ports
  let held: Held[] = []
  let bytes = 0
  let cancel = (): void => {}

  const take = (): Held[] => {
    cancel()
    const taken = held
    held = []
    bytes = 0
    return taken
  }
  const tell = (link: From, tally: Tally): void => {
    try {
      link.taken(tally)
    } catch (error) {
      link.failed(error)
    }
  }
  /** Takes in the packs of each link separately, so that no link answers for another one. */
  const apart = (before: readonly Held[]): void => {
    for (const [link, own] of Map.groupBy(before, ({ from }) => from))
      try {
        link.taken(receive(own.map(({ pack }) => pack)))
      } catch (error) {
        link.failed(error)
      }
  }
  const all = (packs: readonly Pack[]): Tally => {
    const before = take()
    let tally: Tally
    try {
      tally = receive([...before.map(({ pack }) => pack), ...packs])
    } catch {
      apart(before)
      return packs.length > 0 ? receive(packs) : newTally()
    }
    for (const link of new Set(before.map(({ from }) => from))) tell(link, tally)
    return tally
  }
  const isNamed = (places: readonly FeedPlace[]): boolean => {
    const lowest = new Map<FeedId, number>()
    for (const { pack } of held) {
      const [{ message }] = pack.items
      lowest.set(message.feed, Math.min(message.seq, lowest.get(message.feed) ?? message.seq))
    }
    return places.some(({ feed, seq }) => (lowest.get(feed) ?? Infinity) <= seq)
  }
  const settle: DeferredIntake['settle'] = places => {
    if (held.length > 0 && (!places || isNamed(places))) all([])
  }
  return {
    put(pack, from) {
      const more = unpackedBytes(pack)
      if (held.length >= most.packs || bytes + more > most.bytes) return false
      held.push({ pack, from })
      bytes += more
      if (held.length === 1) cancel = later(() => settle(), longest)
      return true
    },
    settle,
    receive(packs, tally) {
      if (held.length === 0) return receive(packs, tally)
      if (!tally) return all(packs)
      settle()
      return receive(packs, tally)
    },
    close: () => cancel(),
  }
}
