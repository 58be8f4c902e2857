// Messages that this device was given to hand on: those that lead up to where it began. They have no
// effect here, since what it began with holds them. What it writes stands on them, and whoever gave them
// may be removed before anybody else has them (docs/protocol.md, A newcomer's beginning).
import { decodeStrict, encode, fromHex } from '#core/keys'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import type { Feeds } from './feeds.ts'
import type { Gone } from './gone.ts'
import { limits, none, ownsFeed, pointToWire, readPoint } from './message.ts'
import type { FeedPoint, Message } from './message.ts'
import { hollowed, readPack, writePack, type Pack } from './pack.ts'
import type { Run } from './runs.ts'
import { countOf, eachOf, idOf, listOf } from './wire.ts'

export type Entrusted = {
  /** Whether an authentic pack leads up to where this device began, from further back than what is kept. */
  wants(pack: Pack): boolean
  /**
   * Keeps it where that is so, in the transaction that takes in what came with it. The last message of
   * an earlier feed that it follows: this device began behind that one too.
   */
  keep(pack: Pack): FeedPoint | null
  /** The packs with messages of `feed` from `from` to `to`, in order. */
  runs(feed: FeedId, from: number, to: number): Run[]
  /** What the first message of `feed` follows, where that one is kept here. */
  before(feed: FeedId): FeedPoint | null
  /** Gives up the bodies of a document. */
  hollow(document: DocumentId): void
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

/** `last`: its last message; `follows`: what its first one follows. */
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
/** More is not kept, whoever gives it. */
const most = { packs: 512, bytes: 8 << 20 }

/** Of an earlier feed only where that is her own: nobody says where another's feed ended. */
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

export const openEntrusted = (
  { notes }: Pick<SyncArchive, 'notes'>,
  group: GroupId,
  feeds: Pick<Feeds, 'base' | 'beganBehind'>,
  gone: Pick<Gone, 'has'>,
): Entrusted => {
  let all: Kept[] = []
  /** What each of them follows: the next ones lead up to these. */
  let followed = new Set<MessageId>()
  /** Packs for which there was no room: who gives them again makes nobody look again. */
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
      const bytes = writePack([...documents].filter(gone.has).reduce(hollowed, pack))
      // What lies within it says nothing more: whoever gave a part first kept nobody from giving all.
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
