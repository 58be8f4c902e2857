// What other devices have said that they have: the latest signed `heads` of each is kept, and from
// it follows how far each member's best device has read.
import { decodeStrict, encode } from '#core/keys'
import type { Reach } from '#shared/contract'
import type { DeviceId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import {
  headsFromWire,
  headsToWire,
  limits,
  ownsFeed,
  type FeedPlace,
  type Heads,
} from './message.ts'
import { countOf, listOf } from './wire.ts'

/** `at`: UTC milliseconds by this device's clock, when the word came. */
type Word = { heads: Heads; at: number }

export type Words = {
  /** Keeps a device's word; in the transaction that keeps its message. */
  hear(device: DeviceId, word: Word): void
  of(device: DeviceId): Word | null
  /** By member, of her device that has most. */
  reach(): Map<MemberId, Reach>
  /** Messages with content that somebody with these heads lacks and did not write. */
  missing(device: DeviceId, heads: readonly FeedPlace[]): number
  /** Messages with content of this device's own that lie beyond `heads`. */
  unheard(heads: readonly FeedPlace[]): number
  reload(): void
}

const prefix = 'sync/word/'

/** Counts a feed's messages that are more than words about other messages. */
const contentCounter = (messages: SyncArchive['messages'], group: GroupId) => {
  const counted = new Map<FeedId, { from: number; upTo: number; quiet: Set<number> }>()
  return (feed: FeedId, from: number, to: number): number => {
    let known = counted.get(feed)
    if (!known || from < known.from) {
      known = { from, upTo: from - 1, quiet: new Set() }
      counted.set(feed, known)
    }
    for (const { seq, kind } of messages.range(group, feed, known.upTo + 1, to + 1)) {
      known.upTo = seq
      if (kind === 'heads') known.quiet.add(seq)
    }
    let count = 0
    for (let seq = from; seq <= to; seq++) if (!known.quiet.has(seq)) count++
    return count
  }
}

export const openWords = (
  archive: Pick<SyncArchive, 'messages' | 'notes'>,
  group: SyncGroup,
  feeds: Feeds,
): Words => {
  const words = new Map<DeviceId, Word>()
  const content = contentCounter(archive.messages, group.id)
  const load = (): void => {
    words.clear()
    for (const { name, bytes } of archive.notes.list(group.id, prefix)) {
      const list = listOf(decodeStrict(bytes, limits.header), 2)
      const heads = headsFromWire(list?.[0])
      const at = countOf(list?.[1])
      if (heads && at !== null) words.set(name.slice(prefix.length) as DeviceId, { heads, at })
    }
  }
  load()

  /** Messages with content beyond `heads`, in feeds that `counts`. */
  const beyond = (heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): number => {
    const covered = feeds.coverage(heads)
    const upTo = ({ feed, seq }: FeedPlace): number => {
      const from = Math.max(covered.get(feed) ?? -1, feeds.base(feed)?.seq ?? -1) + 1
      const earlier = from === 0 ? feeds.before(feed) : null
      return (counts(feed) ? content(feed, from, seq) : 0) + (earlier ? upTo(earlier) : 0)
    }
    return feeds.open().reduce((sum, head) => sum + upTo(head), 0)
  }
  const missing: Words['missing'] = (device, heads) =>
    beyond(heads, feed => !ownsFeed(group.id, device, feed))

  const reachOf = (device: DeviceId): Reach => {
    if (device === group.self.device) return { state: 'self' }
    const word = words.get(device)
    if (!word) return { state: 'never-heard' }
    const changes = missing(device, word.heads.feeds)
    const { at } = word
    return changes === 0 ? { state: 'has-everything', at } : { state: 'behind', changes, at }
  }
  const rank = (reach: Reach): number =>
    reach.state === 'self'
      ? -2
      : reach.state === 'has-everything'
        ? -1
        : reach.state === 'behind'
          ? reach.changes
          : Number.POSITIVE_INFINITY

  return {
    hear(device, word) {
      archive.notes.put(group.id, prefix + device, encode([headsToWire(word.heads), word.at]))
      words.set(device, word)
    },
    of: device => words.get(device) ?? null,
    missing,
    unheard: heads => beyond(heads, feed => ownsFeed(group.id, group.self.device, feed)),
    reach() {
      const best = new Map<MemberId, Reach>()
      for (const [device, { member }] of group.state().devices) {
        const reach = reachOf(device)
        const known = best.get(member)
        if (!known || rank(reach) < rank(known)) best.set(member, reach)
      }
      return best
    },
    reload: load,
  }
}
