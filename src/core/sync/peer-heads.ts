// Peer heads: the latest signed `heads` of each other device, from which follows how far each
// member's best device has read.
import { decodeStrict, encode } from '#core/keys'
import type { Reach } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './ports.ts'
import type { Feeds } from './feeds.ts'
import { mostNamed, mostOfOne } from './outbox.ts'
import {
  headsFromWire,
  headsToWire,
  limits,
  ownsFeed,
  type FeedPlace,
  type Heads,
} from './message.ts'
import { countOf, listOf } from './wire.ts'

/** `at`: UTC milliseconds by this device's clock, when the heads came. */
type PeerHead = { heads: Heads; at: number }

/** `bytesToGo`: bytes of content that is in messages already. */
export type UnsentCount = { changesToGo: number; bytesToGo: number }

/** The record heads that a device stated last, and the devices whose messages it had. */
export type StatedHeads = { records: readonly RecordId[]; of: ReadonlySet<DeviceId> }

export type PeerHeads = {
  /** Keeps the heads of a device, in the transaction that keeps its message. */
  hear(device: DeviceId, word: PeerHead): void
  of(device: DeviceId): PeerHead | null
  /** Null for a device that stated nothing here. */
  said(device: DeviceId): StatedHeads | null
  /** By member, for the device of the member that has most. */
  reach(): Map<MemberId, Reach>
  /** Members with a device that is known to have everything of this document that is here. */
  have(document: DocumentId): number
  /** Messages with content that a device with these heads lacks and did not write. */
  missing(device: DeviceId, heads: readonly FeedPlace[]): number
  /** Messages with content of this device's own that lie beyond `heads`. */
  unheard(heads: readonly FeedPlace[]): { messages: number; bytes: number }
  /**
   * Content of this device's own that no other device stated to have, edits in no message included.
   * `acknowledged`: by feed, by links.
   */
  toGo(acknowledged: ReadonlyMap<FeedId, number>): UnsentCount
  /**
   * Content of all of this member's devices that no other member is known to have, edits in no
   * message included; none where there is no other member. `acknowledged`: by feed, by links to
   * others.
   */
  unsent(acknowledged: ReadonlyMap<FeedId, number>): number
  /** Messages came or were written. */
  changed(): void
  reload(): void
}

const prefix = 'sync/word/'

/** The subject of a message: a document, nothing in particular, or only other messages. */
type Topic = DocumentId | 'none' | 'words'

/** Messages of a feed, each with its subject and its bytes. */
type Told = { topics: Topic[]; bytes: number[] }

/** The subjects of a feed's messages, read from the archive once. */
const topicReader = (messages: SyncArchive['messages'], group: GroupId) => {
  const read = new Map<FeedId, Told & { from: number }>()
  return (feed: FeedId, from: number, to: number): Told => {
    let known = read.get(feed)
    if (!known || from < known.from) {
      known = { from, topics: [], bytes: [] }
      read.set(feed, known)
    }
    const next = known.from + known.topics.length
    for (const { seq, kind, document, bytes } of messages.outlines(group, feed, next, to + 1)) {
      known.topics[seq - known.from] = kind === 'heads' ? 'words' : (document ?? 'none')
      known.bytes[seq - known.from] = kind === 'heads' ? 0 : bytes
    }
    const [first, end] = [from - known.from, to + 1 - known.from]
    return { topics: known.topics.slice(first, end), bytes: known.bytes.slice(first, end) }
  }
}

export const openPeerHeads = (
  archive: Pick<SyncArchive, 'messages' | 'notes'>,
  group: SyncGroup,
  feeds: Feeds,
  /** Changes that are in no message yet, and that no other device can have. */
  unsealed: () => number,
): PeerHeads => {
  const words = new Map<DeviceId, PeerHead>()
  /**
   * The messages that each device with stated heads lacks; computed on request, and again after a
   * change.
   */
  let computed: Map<DeviceId, { topics: Topic[]; at: number }> | null = null
  const told = topicReader(archive.messages, group.id)
  const load = (): void => {
    computed = null
    words.clear()
    for (const { name, bytes } of archive.notes.list(group.id, prefix)) {
      const list = listOf(decodeStrict(bytes, limits.header), 2)
      const heads = headsFromWire(list?.[0])
      const at = countOf(list?.[1])
      if (heads && at !== null) words.set(name.slice(prefix.length) as DeviceId, { heads, at })
    }
  }
  load()

  /** The messages beyond `heads`, in feeds that `counts` accepts. */
  const allBeyond = (heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): Told[] => {
    const covered = feeds.coverage(heads)
    const found: Told[] = []
    // Stated heads of a device with many feeds name no more than this.
    for (const head of feeds.named(mostOfOne, mostNamed)) {
      let place: FeedPlace | null = head
      while (place !== null) {
        const { feed, seq }: FeedPlace = place
        const start = feeds.startOf(feed)
        const known = Math.max(covered.get(feed) ?? -1, feeds.base(feed)?.seq ?? -1)
        const from: number = Math.max(known + 1, start)
        if (counts(feed) && from <= seq) found.push(told(feed, from, seq))
        place = from === start ? feeds.before(feed) : null
      }
    }
    return found
  }
  /** The subjects of those with content. */
  const beyond = (heads: readonly FeedPlace[], counts: (feed: FeedId) => boolean): Topic[] =>
    allBeyond(heads, counts).flatMap(({ topics }) => topics.filter(topic => topic !== 'words'))
  const isOwn = (feed: FeedId): boolean => ownsFeed(group.id, group.self.device, feed)
  const missing = (device: DeviceId, heads: readonly FeedPlace[]): Topic[] =>
    beyond(heads, feed => !ownsFeed(group.id, device, feed))

  const lacks = (): Map<DeviceId, { topics: Topic[]; at: number }> => {
    computed ??= new Map(
      [...words].map(([device, { heads, at }]) => [
        device,
        { topics: missing(device, heads.feeds), at },
      ]),
    )
    return computed
  }

  const reachOf = (device: DeviceId): Reach => {
    if (device === group.self.device) return { state: 'self' }
    const lack = lacks().get(device)
    if (!lack) return { state: 'never-heard' }
    const changes = lack.topics.length + unsealed()
    const { at } = lack
    return changes === 0 ? { state: 'has-everything', at } : { state: 'behind', changes, at }
  }
  const has = (device: DeviceId, document: DocumentId): boolean => {
    if (device === group.self.device) return true
    const lack = lacks().get(device)
    return lack !== undefined && !lack.topics.includes(document)
  }
  const rank = (reach: Reach): number =>
    reach.state === 'self'
      ? -2
      : reach.state === 'has-everything'
        ? -1
        : reach.state === 'behind'
          ? reach.changes
          : Number.POSITIVE_INFINITY

  const unheard = (
    heads: readonly FeedPlace[],
    counts = isOwn,
  ): { messages: number; bytes: number } => {
    const sum = { messages: 0, bytes: 0 }
    for (const { topics, bytes } of allBeyond(heads, counts)) {
      for (const [at, topic] of topics.entries()) {
        if (topic === 'words') continue
        sum.messages++
        sum.bytes += bytes[at] ?? 0
      }
    }
    return sum
  }

  /** The same as heads. */
  const linkedTo = (acknowledged: ReadonlyMap<FeedId, number>): FeedPlace[] =>
    [...acknowledged].map(([feed, seq]) => ({ feed, seq }))

  return {
    hear(device, word) {
      archive.notes.put(group.id, prefix + device, encode([headsToWire(word.heads), word.at]))
      words.set(device, word)
      computed = null
    },
    of: device => words.get(device) ?? null,
    said(device) {
      const word = words.get(device)
      if (!word) return null
      const writers = word.heads.feeds.map(({ feed }) => feeds.writerOf(feed))
      return { records: word.heads.records, of: new Set(writers.filter(each => each !== null)) }
    },
    missing: (device, heads) => missing(device, heads).length,
    unheard: heads => unheard(heads),
    toGo(acknowledged) {
      const said = [...group.state().devices.keys()]
        .filter(other => other !== group.self.device)
        .flatMap(other => words.get(other)?.heads.feeds ?? [])
      const { messages, bytes } = unheard([...said, ...linkedTo(acknowledged)])
      return { changesToGo: messages + unsealed(), bytesToGo: bytes }
    },
    unsent(acknowledged) {
      const { devices, pastDevices } = group.state()
      const { device: self, member } = group.self
      const others = [...devices].filter(([, device]) => device.member !== member)
      if (others.length === 0) return 0
      const own = new Set([self])
      for (const [id, device] of [...devices, ...pastDevices])
        if (device.member === member) own.add(id)
      const said = others.flatMap(([id]) => words.get(id)?.heads.feeds ?? [])
      const isOwnMember = (feed: FeedId): boolean =>
        [...own].some(device => ownsFeed(group.id, device, feed))
      return unheard([...said, ...linkedTo(acknowledged)], isOwnMember).messages + unsealed()
    },
    have(document) {
      const members = new Set<MemberId>()
      for (const [device, { member }] of group.state().devices) {
        if (has(device, document)) members.add(member)
      }
      return members.size
    },
    changed() {
      computed = null
    },
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
