// The past of a newcomer: the messages that authors had seen before the newcomer's beginning. A
// message builds on the heads that its feed named in earlier messages, and on those that the named
// feeds follow. These messages lie before the beginning, so the admitter states which feed followed
// which, and the heads that each feed had named by then.
import {
  countOf,
  decodeStrict,
  eachOf,
  encode,
  framed,
  fromHex,
  idOf,
  listOf,
  type Bytes,
} from '#core/keys'
import type { FeedId, GroupId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import { type FeedPlace, limits } from '#core/messages'

export type Past = {
  /** The place that the first message of a feed followed. */
  before(feed: FeedId): FeedPlace | null
  /** The feed had ended, or had messages, when this device began. */
  knows(feed: FeedId): boolean
  /** A later feed followed this place, or a later one, when this device began. */
  hasEnded(feed: FeedId, seq: number): boolean
  /**
   * The heads that messages of a feed before `seq` had named by the beginning; none where that lies
   * at or behind it.
   */
  namedIn(feed: FeedId, seq: number): readonly FeedPlace[]
  /** In the transaction that keeps the message. The first one that can be read stands: a later one is ignored. */
  learn(body: Bytes): void
  /**
   * All of it, with `followed` and the heads that the feeds of `open` named by then, for another
   * newcomer; the last first. Null where there is nothing to state.
   */
  tell(
    followed: Iterable<[FeedId, FeedPlace]>,
    open: Iterable<[FeedPlace, FeedPlace[]]>,
  ): Bytes | null
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/** Feeds with a stated predecessor, and places that all feeds together named. */
const most = { followed: 16_384, named: 65_536 }

type Value = Parameters<typeof listOf>[0]

const readPlace = (value: Value): FeedPlace | null => {
  const [one, two] = listOf(value, 2) ?? []
  const feed = idOf<FeedId>(one ?? null, 16)
  const seq = countOf(two ?? null)
  return feed && seq !== null ? { feed, seq } : null
}
const readFollowed = (value: Value): [FeedId, FeedPlace] | null => {
  const [feed, place] = listOf(value, 2) ?? []
  const id = idOf<FeedId>(feed ?? null, 16)
  const before = readPlace(place ?? null)
  return id && before ? [id, before] : null
}
const readNamed = (value: Value): [FeedPlace, FeedPlace[]] | null => {
  const [last, places] = listOf(value, 2) ?? []
  const feed = readPlace(last ?? null)
  const named = eachOf(places ?? null, most.named, readPlace)
  return feed && named ? [feed, named] : null
}
/** Null for what no reader can use. A list of another shape takes nothing from the other one. */
const readPast = (body: Bytes) => {
  const list = framed(decodeStrict(body, limits.body), 'past', 4)
  const followed = eachOf(list?.[2], most.followed, readFollowed)
  const named = eachOf(list?.[3], most.followed, readNamed)
  return followed || named ? { followed: followed ?? [], named: named ?? [] } : null
}
const toWire = ({ feed, seq }: FeedPlace) => [fromHex(feed), seq]

export const openPast = ({ pasts }: Pick<SyncArchive, 'pasts'>, group: GroupId): Past => {
  const followed = new Map<FeedId, FeedPlace>()
  const known = new Set<FeedId>()
  const ends = new Map<FeedId, number>()
  const named = new Map<FeedId, [FeedPlace, FeedPlace[]]>()
  const keptPast = () => {
    const body = pasts.pluck({ group }, 'body')
    return body && readPast(body)
  }
  const load = (): void => {
    for (const memory of [followed, known, ends, named]) memory.clear()
    const kept = keptPast()
    for (const [feed, place] of kept?.followed ?? []) {
      followed.set(feed, place)
      known.add(feed).add(place.feed)
      ends.set(place.feed, Math.max(place.seq, ends.get(place.feed) ?? 0))
    }
    for (const each of kept?.named ?? []) named.set(each[0].feed, each)
  }
  load()
  return {
    before: feed => followed.get(feed) ?? null,
    knows: feed => known.has(feed),
    hasEnded: (feed, seq) => seq <= (ends.get(feed) ?? -1),
    namedIn(feed, seq) {
      const [last, places] = named.get(feed) ?? []
      return last && places && seq > last.seq ? places : []
    },
    learn(body) {
      if (keptPast() || !readPast(body)) return
      pasts.put({ group, body })
      load()
    },
    tell(more, open) {
      const all = new Map<FeedId, FeedPlace>()
      for (const each of [more, followed])
        for (const [feed, place] of each) {
          if (all.size === most.followed) break
          all.set(feed, place)
        }
      let left = most.named
      const told: [FeedPlace, FeedPlace[]][] = []
      for (const each of open) {
        left -= each[1].length
        if (left < 0) break
        if (each[1].length > 0) told.push(each)
      }
      if (all.size === 0 && told.length === 0) return null
      return encode([
        ...[1, 'past'],
        [...all].map(([feed, place]) => [fromHex(feed), toWire(place)]),
        told.map(([last, places]) => [toWire(last), places.map(toWire)]),
      ])
    },
    reload: load,
  }
}
