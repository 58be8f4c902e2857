// Messages that nobody waits to see: they lack something, or break a rule, and will be kept all the same.
// They lie here until anything else is taken in, or a moment later, and cost one write to the disk
// together, however many links they came over. Until then they are nowhere, as letters that are only
// shown (early.ts): named in no heads, given to nobody; after a crash they come again.
import type { FeedId } from '#shared/ids'
import type { Later } from './doors.ts'
import { newTally, type Tally } from './inbox.ts'
import type { FeedPlace } from './message.ts'
import { unpackedBytes, type Pack } from './pack.ts'

/** A link, told when what came over it was taken in, or why not; once for all of that. */
type From = { taken(tally: Tally): void; failed(error: unknown): void }
type Held = { pack: Pack; from: From }

export type Idle = {
  /** Lays a pack aside; false where there is no room. */
  put(pack: Pack, from: From): boolean
  /** Takes them all in; or where one of them lies at one of these places of feeds, or before it. */
  settle(places?: readonly FeedPlace[]): void
  /** Takes in `packs`, and what lies here before them; where `tally` counts them, apart from that. */
  receive(packs: readonly Pack[], tally?: Tally): Tally
  close(): void
}

const most = { packs: 512, bytes: 1 << 20 }
/** Milliseconds. Nobody waits for it, and whatever has news takes it in before. */
const longest = 1_000

export const openIdle = (rooms: {
  /** All or none of them. */
  receive(packs: readonly Pack[], tally?: Tally): Tally
  later: Later
}): Idle => {
  const { receive, later } = rooms
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
  /** What came over each link by itself: so no link answers for what another one brought. */
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
  const settle: Idle['settle'] = places => {
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
