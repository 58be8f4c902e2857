// Backfill: messages that lead up to the place where this device began, which it received in order
// to pass them on. They have no effect here, because the bootstrap snapshot contains them. Messages
// of this device stand on them, and their giver may be removed before any other device has them
// (docs/protocol.md, A newcomer's beginning).
import { countOf, decodeStrict, eachOf, encode, fromHex, idOf, listOf } from '#core/keys'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import type { Feeds } from '../feeds.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import {
  type FeedPoint,
  limits,
  type Message,
  none,
  ownsFeed,
  pointToWire,
  readPoint,
} from '#core/messages'
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

/** `last`: the last message of the pack; `follows`: the message that its first one follows. */
type Kept = {
  feed: FeedId
  from: number
  to: number
  last: MessageId
  follows: FeedPoint | null
  bytes: number
}

const indexNote = 'sync/entrusted'
const packNote = 'sync/entrusted/'
/** The most that is kept, from any giver. */
const most = { packs: 512, bytes: 8 << 20 }

/** A pack of an earlier feed needs this proof: only the device itself says where its feed ended. */
const followedBy = ({ group, device, feed, seq, previous, after }: Message): FeedPoint | null => {
  if (seq > 0) return { feed, seq: seq - 1, id: previous }
  const point = previous === none ? undefined : after.feeds.find(({ id }) => id === previous)
  return point && ownsFeed(group, device, point.feed) ? point : null
}

const keptToWire = ({ feed, from, to, last, follows, bytes }: Kept) => [
  ...[fromHex(feed), from, to, fromHex(last)],
  ...[follows && pointToWire(follows), bytes],
]

const readKept = (value: Parameters<typeof listOf>[0]): Kept | null => {
  const list = listOf(value, 6)
  const feed = idOf<FeedId>(list?.[0], 16)
  const from = countOf(list?.[1])
  const to = countOf(list?.[2])
  const last = idOf<MessageId>(list?.[3])
  const bytes = countOf(list?.[5])
  if (!list || !feed || from === null || to === null || !last || bytes === null) return null
  return { feed, from, to, last, follows: readPoint(list[4] ?? null), bytes }
}

export const openBackfillStore = (
  { notes }: Pick<SyncArchive, 'notes'>,
  group: GroupId,
  feeds: Pick<Feeds, 'base' | 'beganBehind'>,
  tombstones: Pick<Tombstones, 'has'>,
): BackfillStore => {
  let all: Kept[] = []
  /** The messages that the kept packs follow: the next packs lead up to these. */
  let followed = new Set<MessageId>()
  /** Packs for which there was no room. A pack that comes again is not examined again. */
  const passedOver = new Set<string>()
  const hold = (kept: Kept[]): void => {
    all = kept
    const points = all.flatMap(({ follows }) => follows ?? [])
    followed = new Set(points.map(({ id }) => id))
    for (const point of points) feeds.beganBehind(point)
  }
  const load = (): void => {
    const bytes = notes.get(group, indexNote)
    hold((bytes && eachOf(decodeStrict(bytes, limits.header), most.packs, readKept)) || [])
  }
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
      all.every(kept => kept.feed !== first.feed || kept.from > first.seq) &&
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
      const isWithin = (kept: Kept): boolean => kept.feed === feed && kept.to <= to
      const others = all.filter(kept => !isWithin(kept))
      const held = others.reduce((sum, kept) => sum + kept.bytes, bytes.length)
      if (others.length >= most.packs || held > most.bytes) {
        passedOver.add(nameOf(pack))
        return null
      }
      const follows = followedBy(first)
      for (const kept of all.filter(isWithin)) notes.remove(group, packNote + kept.last)
      hold([...others, { feed, from: first.seq, to, last, follows, bytes: bytes.length }])
      notes.put(group, packNote + last, bytes)
      notes.put(group, indexNote, encode(all.map(keptToWire)))
      return follows?.feed === feed ? null : follows
    },
    runs: (feed, from, to) =>
      all
        .filter(kept => kept.feed === feed && kept.from <= to && kept.to >= from)
        .toSorted((a, b) => a.from - b.from)
        .flatMap(({ last, from: first, to: end }): Run[] => {
          const bytes = notes.get(group, packNote + last)
          return bytes ? [{ bytes, count: end - first + 1, position: 0, small: null }] : []
        }),
    before: feed => all.find(kept => kept.feed === feed && kept.from === 0)?.follows ?? null,
    hollow(document) {
      for (const { last } of all) {
        const bytes = notes.get(group, packNote + last)
        const pack = bytes && readPack(bytes)
        if (pack?.items.some(({ message, body }) => message.document === document && body))
          notes.put(group, packNote + last, writePack(hollowed(pack, document)))
      }
    },
    reload: load,
  }
}
