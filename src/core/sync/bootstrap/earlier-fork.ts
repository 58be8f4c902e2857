// Messages from before this device's beginning in a feed. As a rule they bring nothing new. They
// show it when the feed was forked before that place: one content leads up to this device's
// beginning, and the bootstrap snapshot contains the text of that one. This device then goes back
// to the fork and takes both contents in from there, like the devices that were here before. The
// hashes of the messages lead to the id of the beginning, so their giver is not trusted.
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import type { Branches, Feeds } from '../feeds/index.ts'
import type { BackfillStore } from './backfill-store.ts'
import type { Tombstones } from '../retire/index.ts'
import { type FeedPoint, type Message, readMessage } from '#core/messages'
import { EarlierMessages } from './earlier-messages.ts'
import { forkBefore, standingElsewhere, type Forked } from './fork-before.ts'
import type { WaitingMessage, Waiting } from '../waiting/index.ts'

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

const end = Number.MAX_SAFE_INTEGER

export const openEarlierForks = (ports: {
  archive: Pick<SyncArchive, 'messages'>
  group: Pick<SyncGroup, 'id' | 'self'>
  feeds: Feeds
  branches: Pick<Branches, 'of' | 'startOf'>
  backfill: Pick<BackfillStore, 'signedIn'>
  waiting: Pick<Waiting, 'add'>
  tombstones: Pick<Tombstones, 'has'>
}): EarlierForks => {
  const { group, feeds, branches, backfill, waiting, tombstones } = ports
  const { messages } = ports.archive
  const earlier = new EarlierMessages()
  const led = new Set<MessageId>()
  /** Feeds with arrivals after their last examination. */
  const fresh = new Set<FeedId>()

  /** This device's beginning in the feed, if it knows one content of the feed alone. */
  const baseOf = ({ audience, feed }: Message): FeedPoint | null =>
    audience === group.id && branches.of(feed).length === 0 ? feeds.base(feed) : null
  const wants: EarlierForks['wants'] = (message, body) => {
    const base = baseOf(message)
    if (!base || message.seq > base.seq || earlier.isTooLong(message.feed)) return false
    const known = earlier.get(message.id)
    return known ? known.body === null && body !== null : !messages.has(message.id)
  }

  /** All that is here from before the beginning in this feed. */
  const all = (feed: FeedId): Map<MessageId, WaitingMessage> => {
    const found = new Map<MessageId, WaitingMessage>()
    for (const { items, signature } of backfill.signedIn(feed)) {
      const last = items.length - 1
      for (const [at, { message, body }] of items.entries())
        found.set(message.id, { message, body, signature: at === last ? signature : null })
    }
    for (const entry of earlier.of(feed))
      if (entry.body || !found.get(entry.message.id)?.body) found.set(entry.message.id, entry)
    return found
  }
  const isRead = ({ message: { document }, body }: WaitingMessage): boolean =>
    body !== null || (document !== null && tombstones.has(document))

  return {
    wants,
    hold(entry) {
      const { message, body } = entry
      if (!wants(message, body)) return earlier.get(message.id) !== null
      fresh.add(message.feed)
      return earlier.put(entry)
    },
    forked(isStopped) {
      if (fresh.size === 0) return []
      const due = new Map<FeedId, FeedPoint>()
      for (const { message } of earlier.all()) {
        const isDue = fresh.has(message.feed) && isStopped(message.device)
        const base = isDue ? baseOf(message) : null
        if (base) due.set(message.feed, base)
      }
      for (const feed of due.keys()) fresh.delete(feed)
      return [...due.values()].flatMap(base => forkBefore(base, all(base.feed), isRead) ?? [])
    },
    goBack(forked) {
      const { feed, led: own } = forked
      const first = own[0]?.message
      if (!first) return []
      const tails = standingElsewhere(forked, messages, group)
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
      for (const { message } of earlier.all()) fresh.add(message.feed)
    },
  }
}
