// Backfill: messages that lead up to the place where this device began, which it received in order
// to pass them on. They have no effect here, because the bootstrap snapshot contains them. Messages
// of this device stand on them, and their giver may be removed before any other device has them
// (docs/protocol.md, A newcomer's beginning).
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { BackfillPack } from '#core/archive'
import type { SyncArchive } from '../ports.ts'
import type { Feeds } from '../feeds.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import { type FeedPoint, type Message, none, ownsFeed } from '#core/messages'
import { hollowed, readPack, writePack, type Pack } from '../pack.ts'
import type { Run } from '../pack-ranges.ts'

export type BackfillStore = {
  /**
   * Whether an authentic pack leads up to this device's beginning from further back than the
   * messages that are kept.
   */
  wants(pack: Pack): boolean
  /**
   * Keeps the pack where that is so, in the transaction that takes in the packs that came with it.
   * Returns the last message of an earlier feed that it follows: this device began behind that one
   * too.
   */
  keep(pack: Pack): FeedPoint | null
  /** The packs with messages of `feed` from `from` to `to`, in order. */
  runs(feed: FeedId, from: number, to: number): Run[]
  /** The message that the first message of `feed` follows, where the first one is kept here. */
  before(feed: FeedId): FeedPoint | null
  /** Drops the bodies of a document. */
  hollow(document: DocumentId): void
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

type Kept = Pick<BackfillPack, 'feed' | 'from' | 'to' | 'last' | 'follows' | 'bytes'>

const kept = ['feed', 'from', 'to', 'last', 'follows', 'bytes'] as const
/** The most that is kept, from any giver. */
const most = { packs: 512, bytes: 8 << 20 }

/** A pack of an earlier feed needs this proof: only the device itself says where its feed ended. */
const followedBy = ({ group, device, feed, seq, previous, after }: Message): FeedPoint | null => {
  if (seq > 0) return { feed, seq: seq - 1, id: previous }
  const point = previous === none ? undefined : after.feeds.find(({ id }) => id === previous)
  return point && ownsFeed(group, device, point.feed) ? point : null
}

export const openBackfillStore = (
  { backfillPacks }: Pick<SyncArchive, 'backfillPacks'>,
  group: GroupId,
  feeds: Pick<Feeds, 'base' | 'beganBehind'>,
  tombstones: Pick<Tombstones, 'has'>,
): BackfillStore => {
  let all: Kept[] = []
  /** The messages that the kept packs follow: the next packs lead up to these. */
  let followed = new Set<MessageId>()
  /** Packs for which there was no room. A pack that comes again is not examined again. */
  const passedOver = new Set<string>()
  const hold = (packs: Kept[]): void => {
    all = packs
    const points = all.flatMap(({ follows }) => follows ?? [])
    followed = new Set(points.map(({ id }) => id))
    for (const point of points) feeds.beganBehind(point)
  }
  const load = (): void => hold(backfillPacks.list({ group }, kept))
  load()

  const leadsHere = ({ id, feed }: Message): boolean =>
    followed.has(id) || feeds.base(feed)?.id === id
  const lastOf = ({ items }: Pack): Message => (items.at(-1) ?? items[0]).message
  const nameOf = (pack: Pack): string => `${pack.items[0].message.id}/${lastOf(pack).id}`
  const wants = (pack: Pack): boolean => {
    const [{ message: first }] = pack.items
    return (
      first.audience === group &&
      !passedOver.has(nameOf(pack)) &&
      all.every(each => each.feed !== first.feed || each.from > first.seq) &&
      pack.items.some(({ message }) => leadsHere(message))
    )
  }

  return {
    wants,
    keep(pack) {
      if (!wants(pack)) return null
      const [{ message: first }] = pack.items
      const { id: last, seq: to, feed } = lastOf(pack)
      const documents = new Set(pack.items.flatMap(({ message }) => message.document ?? []))
      const bytes = writePack([...documents].filter(tombstones.has).reduce(hollowed, pack))
      // A pack within a kept one says nothing more. A giver of a part first does not keep others
      // from giving the whole.
      const isWithin = (each: Kept): boolean => each.feed === feed && each.to <= to
      const others = all.filter(each => !isWithin(each))
      const held = others.reduce((sum, each) => sum + each.bytes, bytes.length)
      if (others.length >= most.packs || held > most.bytes) {
        passedOver.add(nameOf(pack))
        return null
      }
      const follows = followedBy(first)
      for (const each of all.filter(isWithin)) backfillPacks.remove({ group, last: each.last })
      const row = { feed, from: first.seq, to, last, follows, bytes: bytes.length }
      hold([...others, row])
      backfillPacks.put({ ...row, group, pack: bytes })
      return follows?.feed === feed ? null : follows
    },
    runs: (feed, from, to) =>
      all
        .filter(each => each.feed === feed && each.from <= to && each.to >= from)
        .toSorted((a, b) => a.from - b.from)
        .flatMap(({ last, from: first, to: end }): Run[] => {
          const bytes = backfillPacks.pluck({ group, last }, 'pack')
          return bytes ? [{ bytes, count: end - first + 1, position: 0, small: null }] : []
        }),
    before: feed => all.find(each => each.feed === feed && each.from === 0)?.follows ?? null,
    hollow(document) {
      for (const row of backfillPacks.list({ group })) {
        const pack = readPack(row.pack)
        if (pack?.items.some(({ message, body }) => message.document === document && body))
          backfillPacks.put({ ...row, pack: writePack(hollowed(pack, document)) })
      }
    },
    reload: load,
  }
}
