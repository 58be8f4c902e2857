// The outbox: each message of this device is put into the archive inside the open transaction, and
// sent only after that has been committed.
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import { type Audience, type Heads, headsToWire, type Message, none } from '#core/messages'
import { encode, type Bytes } from '#core/keys'
import type { Branches, Feeds } from '../feeds/index.ts'
import { openNaming } from './naming.ts'
import { openOwnFeeds } from './own-feeds.ts'
import { storeOwn, type OwnFields, type Written } from './own-message.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'

export type { Written } from './own-message.ts'

export type Draft = { kind: string; document: DocumentId | null; body: Bytes }

export type Outbox = {
  /** Writes the next message of this session's feed for the group. Failure `file-too-large`. */
  write(draft: Draft): Message
  /** Writes the next message of `feed` for `audience` alone, naming no feed of the group. */
  writeTo(audience: Audience, feed: FeedId, draft: Draft): Message
  /**
   * Writes messages that name everything that this device has, in as many of them as needed; at
   * least one, as the member's statement of presence.
   */
  writeSeen(): void
  /**
   * Everything that this device has, in the form for links: with more feeds than fit,
   * `Feeds.named`.
   */
  heads(): Heads
  /** The same, as much of it as one message can hold. */
  word(): Heads
}

/** Feeds that links name in all. */
const mostTold = 60_000
/** Feeds that one message names of a device that begins feed after feed. */
export const mostOfOne = 256
/** Feeds that one message names in all; the rest of its header has room beside them. */
export const mostNamed = 16_000
/** Feeds that one of several messages names. */
const mostOfMany = 8_000

export const openOutbox = (
  archive: SyncArchive,
  group: SyncGroup,
  feeds: Feeds,
  feed: FeedId,
  branches: Pick<Branches, 'any' | 'lineOf'>,
  committed: (messages: Written[]) => void,
): Outbox => {
  const { device } = group.self
  const { earlier, lastNamed } = openOwnFeeds(archive, group, feeds, feed)
  const naming = openNaming(group, feed, lastNamed)
  /** The last committed message: no other device writes in this feed. */
  let lastKept: { id: MessageId; seq: number } | null = null
  let written: Written[] = []

  /** Writes nothing: the archive may refuse that, and links would not hear of kept messages. */
  const flush = (): void => {
    // A failed transaction takes its messages with it: a message that is not there was never
    // written, and one that was written again in the same turn is the same message.
    const all = new Map(written.map(each => [each.message.id, each]))
    const kept = [...all.values()].filter(({ message }) => archive.messages.has(message.id))
    written = []
    for (const { message } of kept) {
      if (message.audience !== group.id) continue
      feeds.note(message, branches.lineOf(message), true)
      if (message.feed === feed) lastKept = { id: message.id, seq: message.seq }
      naming.note(message)
    }
    if (kept.length > 0) committed(kept)
  }

  const records = (): Heads['records'] => [...group.recordHeads()].toSorted()
  const word = (): Heads => ({ records: records(), feeds: feeds.named(mostOfOne, mostNamed) })

  const put = (fields: OwnFields, body: Bytes): Message => {
    const stored = storeOwn({ archive, group, branches }, fields, body)
    const { message } = stored
    if (message.audience === group.id) feeds.write(message, branches.lineOf(message))
    if (written.push(stored) === 1) queueMicrotask(flush)
    return message
  }

  /** From the archive, and in a transaction from that. */
  const lastOwn = (): { id: MessageId; seq: number } | null => {
    if (written.length === 0 && lastKept) return lastKept
    // Another holder of this device's keys may have signed another content in this feed.
    const line = lastKept && branches.any() ? archive.messages.lineOf(lastKept.id) : null
    return archive.messages.head(group.id, line ?? feed)
  }

  const writeNaming = ({ kind, document, body }: Draft, seen: Heads): Message => {
    const last = lastOwn()
    const previous = last ? last.id : earlier()
    // The message names the head that it follows as a feed's first message.
    const own = last ? undefined : feeds.openOf(device).find(({ id }) => id === previous)
    const isNamed = !own || seen.feeds.some(({ id }) => id === own.id)
    const points = isNamed ? seen.feeds : [...seen.feeds, own]
    return put(
      {
        group: group.id,
        audience: group.id,
        device,
        feed,
        kind,
        document,
        seq: last ? last.seq + 1 : 0,
        previous,
        after: { records: seen.records, feeds: points },
      },
      body,
    )
  }

  return {
    heads: () => ({ records: records(), feeds: feeds.named(mostTold, mostTold) }),
    word,
    write(draft) {
      const all = naming.changed(word())
      const seen = { ...all, records: naming.standing(all.records) }
      // A reader of a retirement record must know the author's role before it judges the messages
      // before.
      const saysRole = draft.kind === 'sealed'
      return writeNaming(draft, saysRole ? { ...seen, records: records() } : seen)
    },
    writeSeen() {
      const all: Heads = { records: records(), feeds: feeds.open() }
      const names = new Map<FeedId, MessageId>()
      const draft = { kind: 'seen', document: null, body: encode([1, 'seen']) }
      do {
        const left = naming.changed(all, names)
        const seen = { ...left, feeds: left.feeds.slice(0, mostOfMany) }
        for (const point of seen.feeds) names.set(point.feed, point.id)
        writeNaming(draft, seen)
      } while (naming.changed(all, names).feeds.length > 0)
    },
    writeTo(audience, alone, { kind, document, body }) {
      const last = archive.messages.head(group.id, alone)
      return put(
        {
          group: group.id,
          audience,
          device,
          feed: alone,
          kind,
          document,
          seq: last ? last.seq + 1 : 0,
          previous: last ? last.id : none,
          after: { records: last ? [] : records(), feeds: [] },
        },
        body,
      )
    },
  }
}

/** The heads in one order: two devices have the same when these bytes are equal. */
export const headsBytes = (heads: Heads): Bytes => encode(headsToWire(heads))
