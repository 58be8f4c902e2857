// Peer heads: the latest signed `heads` of each other device, from which follows how far each
// member's best device has read.
import { decodeStrict, encode } from '#core/keys'
import type { Reach } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, MemberId, RecordId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Feeds } from '../feeds/index.ts'
import { openPeerReach, type MissingContent } from './peer-reach.ts'
import { openContentBeyond, type ContentSum, type Topic } from './content-beyond.ts'
import {
  type FeedPlace,
  type Heads,
  headsFromWire,
  headsToWire,
  limits,
  ownsFeed,
} from '#core/messages'

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

export const openPeerHeads = (
  archive: Pick<SyncArchive, 'messages' | 'peerHeads'>,
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
  let computed: Map<DeviceId, MissingContent> | null = null
  const content = openContentBeyond(archive.messages, group.id, feeds)
  const load = (): void => {
    computed = null
    words.clear()
    for (const { device, heads: bytes, at } of archive.peerHeads.list({ group: group.id })) {
      const heads = headsFromWire(decodeStrict(bytes, limits.header))
      if (heads) words.set(device, { heads, at })
    }
  }
  load()

  const isOwn = (feed: FeedId): boolean => ownsFeed(group.id, group.self.device, feed)
  const missing = (device: DeviceId, heads: readonly FeedPlace[]): Topic[] =>
    content.topics(heads, feed => !ownsFeed(group.id, device, feed))

  const lacks = (): Map<DeviceId, MissingContent> => {
    computed ??= new Map(
      [...words].map(([device, { heads, at }]) => [
        device,
        { topics: missing(device, heads.feeds), at },
      ]),
    )
    return computed
  }

  const reaches = openPeerReach(group, lacks, unsealed)
  const unheard = (heads: readonly FeedPlace[], counts = isOwn): ContentSum =>
    content.sum(heads, counts)

  /** The same as heads. */
  const linkedTo = (acknowledged: ReadonlyMap<FeedId, number>): FeedPlace[] =>
    [...acknowledged].map(([feed, seq]) => ({ feed, seq }))

  return {
    hear(device, word) {
      const heads = encode(headsToWire(word.heads))
      archive.peerHeads.put({ group: group.id, device, heads, at: word.at })
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
      const others = [...group.state().devices.keys()].filter(other => other !== group.self.device)
      if (others.length === 0) return { changesToGo: 0, bytesToGo: 0 }
      const said = others.flatMap(other => words.get(other)?.heads.feeds ?? [])
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
    have: reaches.have,
    reach: reaches.reach,
    changed() {
      computed = null
    },
    reload: load,
  }
}
