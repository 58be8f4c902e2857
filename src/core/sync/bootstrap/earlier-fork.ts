// Messages from before this device's beginning in a feed. As a rule they bring nothing new. They
// show it when the feed was forked before that place: one content leads up to this device's
// beginning, and the bootstrap snapshot contains the text of that one. This device then goes back
// to the fork and takes both contents in from there, like the devices that were here before. The
// hashes of the messages lead to the id of the beginning, so their giver is not trusted.
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import type { Branches } from '../branches.ts'
import type { BackfillStore } from './backfill-store.ts'
import type { Feeds } from '../feeds.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import { type FeedPoint, type Message, readMessage } from '#core/messages'
import { readPack } from '../pack.ts'
import type { WaitingMessage, Waiting } from '../waiting.ts'

/**
 * `led`: from the fork up to this device's beginning. `others`: everything else that is here from
 * the fork on.
 */
export type Forked = { feed: FeedId; led: WaitingMessage[]; others: WaitingMessage[] }

export type EarlierForks = {
  /** Whether `hold` would keep it. */
  wants(message: Message, body: WaitingMessage['body']): boolean
  /**
   * Keeps a message from before this device's beginning, in memory. False for any other message,
   * and where there is no room.
   */
  hold(entry: WaitingMessage): boolean
  /**
   * Feeds of stopped devices that were forked before this device's beginning, once everything that
   * shows it is here.
   */
  forked(isStopped: (device: DeviceId) => boolean): Forked[]
  /**
   * From now on this device's beginning is before the fork. Messages on another content than the
   * one that leads here were misread, and wait again. Returns the documents of those. In a
   * transaction.
   */
  goBack(forked: Forked): DocumentId[]
  /** The message leads up to this device's beginning, which contains its text. */
  leadsHere(id: MessageId): boolean
  /** A transaction failed: the forks that it took back are examined again. */
  reload(): void
}

const most = { count: 8_192, bytes: 16 << 20 }
const end = Number.MAX_SAFE_INTEGER

export const openEarlierForks = (ports: {
  archive: Pick<SyncArchive, 'messages'>
  group: Pick<SyncGroup, 'id' | 'self'>
  feeds: Feeds
  branches: Pick<Branches, 'of' | 'startOf'>
  backfill: Pick<BackfillStore, 'runs'>
  waiting: Pick<Waiting, 'add'>
  tombstones: Pick<Tombstones, 'has'>
}): EarlierForks => {
  const { group, feeds, branches, backfill, waiting, tombstones } = ports
  const { messages } = ports.archive
  /** In the order of arrival. */
  const held = new Map<MessageId, WaitingMessage>()
  let bytes = 0
  /** Feeds with more messages than there is room for. */
  const tooLong = new Set<FeedId>()
  const led = new Set<MessageId>()
  /** Feeds with arrivals after their last examination. */
  const fresh = new Set<FeedId>()

  const sizeOf = ({ message, body }: WaitingMessage): number =>
    message.header.length + (body?.length ?? 0)
  /** This device's beginning in the feed, if it knows one content of the feed alone. */
  const baseOf = ({ audience, feed }: Message): FeedPoint | null =>
    audience === group.id && branches.of(feed).length === 0 ? feeds.base(feed) : null
  const wants: EarlierForks['wants'] = (message, body) => {
    const base = baseOf(message)
    if (!base || message.seq > base.seq || tooLong.has(message.feed)) return false
    const known = held.get(message.id)
    return known ? known.body === null && body !== null : !messages.has(message.id)
  }
  const drop = (entry: WaitingMessage): void => {
    held.delete(entry.message.id)
    bytes -= sizeOf(entry)
  }
  /** The first arrivals go, but none of the same feed. */
  const makeRoom = (feed: FeedId): boolean => {
    for (const entry of held.values()) {
      if (held.size <= most.count && bytes <= most.bytes) return true
      if (entry.message.feed !== feed) drop(entry)
    }
    return held.size <= most.count && bytes <= most.bytes
  }

  const all = (feed: FeedId): Map<MessageId, WaitingMessage> => {
    const found = new Map<MessageId, WaitingMessage>()
    for (const run of backfill.runs(feed, 0, end)) {
      const pack = readPack(run.bytes)
      const last = (pack?.items.length ?? 0) - 1
      for (const [at, { message, body }] of pack?.items.entries() ?? [])
        found.set(message.id, {
          message,
          body,
          signature: at === last ? (pack?.signature ?? null) : null,
        })
    }
    for (const entry of held.values())
      if (entry.message.feed === feed && (entry.body || !found.get(entry.message.id)?.body))
        found.set(entry.message.id, entry)
    return found
  }
  const isRead = ({ message: { document }, body }: WaitingMessage): boolean =>
    body !== null || (document !== null && tombstones.has(document))
  const forkIn = (feed: FeedId): Forked | null => {
    const here = all(feed)
    const isRival = (one: Message, { message: other }: WaitingMessage): boolean =>
      other.seq === one.seq &&
      other.id !== one.id &&
      (one.seq === 0 || other.previous === one.previous)
    const chain: WaitingMessage[] = []
    let length = 0
    for (let entry = here.get(feeds.base(feed)?.id ?? ('' as MessageId)); entry;) {
      const { message } = entry
      chain.unshift(entry)
      if ([...here.values()].some(other => isRival(message, other))) length = chain.length
      entry = message.seq === 0 ? undefined : here.get(message.previous)
    }
    const own = chain.slice(chain.length - length)
    const from = own[0]?.message.seq
    if (from === undefined || length === 0 || !own.every(isRead)) return null
    const ids = new Set(own.map(({ message }) => message.id))
    const others = [...here.values()]
      .filter(({ message }) => message.seq >= from && !ids.has(message.id))
      .toSorted((a, b) => a.message.seq - b.message.seq)
    return { feed, led: own, others }
  }

  /** By feed or branch, the first message on another content, or on a message that is. */
  const standingElsewhere = ({ feed, led: own }: Forked): Map<FeedId, number> => {
    const from = own[0]?.message.seq ?? 0
    const ids = new Set(own.map(({ message }) => message.id))
    const found = new Set<MessageId>()
    const tails = new Map<FeedId, number>()
    const isElsewhere = (point: FeedPoint): boolean =>
      found.has(point.id) || (point.feed === feed && point.seq >= from && !ids.has(point.id))
    const lines = messages
      .heads(group.id)
      .filter(({ audience, device }) => audience === group.id && device !== group.self.device)
    for (let before = -1; before < found.size;) {
      before = found.size
      for (const line of lines) {
        const rows = messages.outlines(group.id, line.feed, line.first, end)
        const at = rows.findIndex(({ id, header }) => {
          const message = found.has(id) ? null : readMessage(header)
          return found.has(id) || message?.after.feeds.some(isElsewhere) === true
        })
        if (at < 0) continue
        tails.set(line.feed, rows[at]?.seq ?? 0)
        for (const { id } of rows.slice(at)) found.add(id)
      }
    }
    return tails
  }

  return {
    wants,
    hold(entry) {
      const { message, body } = entry
      if (!wants(message, body)) return held.has(message.id)
      const before = held.get(message.id)
      if (before) drop(before)
      held.set(message.id, { ...entry, signature: entry.signature ?? before?.signature ?? null })
      bytes += sizeOf(entry)
      fresh.add(message.feed)
      if (makeRoom(message.feed)) return true
      tooLong.add(message.feed)
      for (const each of held.values()) if (each.message.feed === message.feed) drop(each)
      return false
    },
    forked(isStopped) {
      if (fresh.size === 0) return []
      const due = new Set<FeedId>()
      for (const { message } of held.values())
        if (fresh.has(message.feed) && isStopped(message.device) && baseOf(message))
          due.add(message.feed)
      for (const feed of due) fresh.delete(feed)
      return [...due].flatMap(feed => forkIn(feed) ?? [])
    },
    goBack(forked) {
      const { feed, led: own } = forked
      const first = own[0]?.message
      if (!first) return []
      const tails = standingElsewhere(forked)
      const { seq, previous } = first
      feeds.goBack(feed, seq === 0 ? null : { feed, seq: seq - 1, id: previous })
      for (const { message } of own) led.add(message.id)
      const documents = new Set<DocumentId>()
      for (const [line, from] of tails) {
        for (const { header, body, signature, document } of messages.range(
          group.id,
          line,
          from,
          end,
        )) {
          const message = readMessage(header)
          if (message) waiting.add({ message, body, signature }, 'anything')
          if (document) documents.add(document)
        }
        feeds.shorten(line, from)
      }
      return [...documents]
    },
    leadsHere: id => led.has(id),
    reload() {
      for (const { message } of held.values()) fresh.add(message.feed)
    },
  }
}
