// Selects packs of what this device has for a device that lacks it: requested ranges with the
// earlier feeds before them, everything beyond given heads, or a bootstrap snapshot.
import type { Bytes } from '#core/keys'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import type { Branches, Feeds } from '../feeds/index.ts'
import type { SyncArchive } from '../ports.ts'
import {
  type BackfillStore,
  openBackfillSelection,
  type BackfillPorts,
  type BootstrapSnapshots,
} from '../bootstrap/index.ts'
import type { FeedPlace, FeedPoint, Range, SecretOf } from '#core/messages'
import type { Written } from '../outbox/index.ts'
import { bundled, inOrderOfArrival, packsOf, type Held, type Run } from '../packs/index.ts'
import type { Waiting } from '../waiting/index.ts'

export type PackSelection = {
  /**
   * `wanted`, and before each feed the earlier feeds of its device that `theirs` does not cover.
   */
  packs(wanted: readonly Range[], theirs: readonly FeedPlace[]): Generator<Run>
  /** The packs of `runs` in the form for a link. */
  bundles(runs: Iterable<Run>): Generator<Bytes>
  /** Up to which place a device with these heads has each feed that is known here. */
  coverage(heads: readonly FeedPlace[]): Map<FeedId, number>
  /** The last message that is here, for each of these feeds that has one. */
  headsOf(feeds: readonly FeedId[]): Map<FeedId, FeedPoint>
  /**
   * A run of one feed and nothing else, to send at once; `written` where it was just written here.
   */
  run(range: Range, written?: readonly Written[]): Generator<Run>
  /** Everything that a device with the heads `given` lacks. */
  packsBeyond(given: readonly FeedPlace[]): Generator<Run>
  /** The bootstrap snapshot of `device`, from `from` on, when this device has to give it. */
  handover(device: DeviceId, from?: number): Generator<Run>
}

export const openPackSelection = (ports: {
  archive: Pick<SyncArchive, 'messages' | 'documents'>
  group: BackfillPorts['group']
  feeds: Feeds
  branches: Pick<Branches, 'of' | 'signedIn' | 'leadingOff'>
  waiting: Pick<Waiting, 'at' | 'get'>
  snapshots: Pick<BootstrapSnapshots, 'endFor' | 'baseOf'>
  backfill: Pick<BackfillStore, 'runs' | 'before'>
  saidBy: BackfillPorts['saidBy']
}): PackSelection => {
  const { archive, group, feeds, branches, waiting, snapshots, backfill, saidBy } = ports
  const secretOf: SecretOf = document => archive.documents.keyOf(document)?.secret ?? null
  const { signedIn, leadingOff } = branches
  const stored: Held = { messages: archive.messages, waiting, secretOf, signedIn, leadingOff }
  const live: Held = { ...stored, isLive: true }
  const entrustedTo = openBackfillSelection({ held: stored, group, feeds, backfill, saidBy })

  /**
   * Before this device's beginning lies its backfill, and what came again of a branch. `given`: the
   * backfill that was given.
   */
  function* allOf({ feed, from, to }: Range, given: Set<MessageId>): Generator<Run> {
    const base = feeds.base(feed)?.seq ?? -1
    const last = Math.min(base, to)
    yield* backfill.runs(feed, from, last, given)
    const again = feeds.cameAgainFrom(feed)
    if (again !== null && Math.max(from, again) <= last)
      yield* packsOf(stored, group.id, feed, Math.max(from, again), last)
    const begin = Math.max(from, base + 1, feeds.startOf(feed))
    if (begin <= to) yield* packsOf(stored, group.id, feed, begin, to)
  }

  const packs = (wanted: readonly Range[], theirs: readonly FeedPlace[]): Generator<Run> => {
    const covered = feeds.coverage(theirs)
    const reached = new Map<FeedId, number>()
    const given = new Set<MessageId>()
    /**
     * Up to which place each feed is sent as an earlier one: a request for all of many feeds has
     * none read twice.
     */
    const led = new Map<FeedId, number>()
    /** The range, and the earlier feeds of its device, the earliest first. */
    const withEarlier = (range: Range): Range[] => {
      const ranges = [range]
      for (let next = range; next.from <= feeds.startOf(next.feed);) {
        const earlier = feeds.before(next.feed) ?? backfill.before(next.feed)
        if (!earlier || earlier.seq <= (led.get(earlier.feed) ?? -1)) break
        const from = (covered.get(earlier.feed) ?? -1) + 1
        if (from > earlier.seq || !feeds.head(earlier.feed)) break
        led.set(earlier.feed, earlier.seq)
        next = { feed: earlier.feed, from, to: earlier.seq }
        ranges.push(next)
      }
      return ranges.toReversed()
    }
    // A device that asks for a feed may not know its branches.
    const all = wanted.flatMap(range => [
      range,
      ...branches.of(range.feed).map(feed => ({ ...range, feed })),
    ])
    const here = feeds.headsOf(all.map(({ feed }) => feed))
    const held = all.filter(({ feed }) => here.has(feed))
    const runs = held.flatMap(withEarlier).flatMap(({ feed, from, to }) => {
      const lacked = Math.max(from, (reached.get(feed) ?? -1) + 1)
      if (lacked > to) return []
      reached.set(feed, to)
      return [allOf({ feed, from: lacked, to }, given)]
    })
    return inOrderOfArrival(runs)
  }

  return {
    packs,
    bundles: runs => bundled(runs, secretOf),
    coverage: given => feeds.coverage(given),
    headsOf: asked => feeds.headsOf(asked),
    run: ({ feed, from, to }, written = []) => packsOf(live, group.id, feed, from, to, written),
    *packsBeyond(given) {
      const covered = feeds.coverage(given)
      const open = feeds
        .open()
        .map(({ feed, seq }) => ({ feed, from: (covered.get(feed) ?? -1) + 1, to: seq }))
      yield* packs(open, given)
    },
    *handover(to, from = 0) {
      const given = snapshots.endFor(to)?.feed
      if (given === undefined) return
      const handedOn = [...entrustedTo(to, snapshots.baseOf(to))]
      const parts = handedOn.length > 0 && from === 0 ? 1 : from
      // The newcomer's beginning comes first: it shows which messages lead up to it. The documents
      // come last: by then the newcomer has everything that its own messages will stand on.
      if (parts > from) yield* packsOf(stored, group.id, given, from, from)
      yield* handedOn
      yield* packsOf(stored, group.id, given, parts, Number.MAX_SAFE_INTEGER)
    },
  }
}
