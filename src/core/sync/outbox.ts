// The outbox: each message of this device is put into the archive inside the open transaction, and
// sent only after that has been committed.
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import { headsToWire } from './message.ts'
import { encode, type Bytes } from '#core/keys'
import type { Branches } from './branches.ts'
import type { SyncArchive, SyncGroup } from './ports.ts'
import type { Feeds } from './feeds.ts'
import { hashBody, limits, none, readMessage, signMessage, writeMessage } from './message.ts'
import type { Audience, FeedPoint, Heads, Message } from './message.ts'

/** A message that was written just now, as it lies in the archive. */
export type Written = { message: Message; body: Bytes; signature: Bytes }

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
export const mostTold = 60_000
/** Feeds that one message names of a device that begins feed after feed. */
export const mostOfOne = 256
/** Feeds that one message names in all; the rest of its header has room beside them. */
export const mostNamed = 16_000
/** Headers of own messages that are read at a time. */
const pageOf = 64
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
  const { device, keys } = group.self
  /** The heads that this feed's committed messages have named. */
  const named = new Map<FeedId, MessageId>()
  let namedRecords = ''
  /** The last of them: no other device writes in this feed. */
  let lastKept: { id: MessageId; seq: number } | null = null
  const noNames: ReadonlyMap<FeedId, MessageId> = new Map()
  let written: Written[] = []

  const flush = (): void => {
    // A failed transaction takes its messages with it: a message that is not there was never
    // written, and one that was written again in the same turn is the same message.
    const all = new Map(written.map(each => [each.message.id, each]))
    const kept = [...all.values()].filter(({ message }) => archive.messages.has(message.id))
    written = []
    for (const { message } of kept) {
      if (message.audience !== group.id) continue
      feeds.note(message, branches.lineOf(message))
      if (message.feed === feed) lastKept = { id: message.id, seq: message.seq }
      for (const point of message.after.feeds) named.set(point.feed, point.id)
      if (message.after.records.length > 0) namedRecords = message.after.records.join()
    }
    if (kept.length > 0) committed(kept)
  }

  const records = (): Heads['records'] => [...group.recordHeads()].toSorted()
  const word = (): Heads => ({ records: records(), feeds: feeds.named(mostOfOne, mostNamed) })

  const put = (fields: Omit<Message, 'id' | 'header' | 'bodyHash'>, body: Bytes): Message => {
    // No device would accept the message, nor any after it.
    if (group.isOutside?.(device) === true) throw new Failure('not-permitted')
    if (body.length > limits.body) throw new Failure('file-too-large')
    const row = fields.document === null ? null : archive.documents.keyOf(fields.document)
    const message = writeMessage({ ...fields, bodyHash: hashBody(row?.secret ?? null, body) })
    const { id, audience, seq, kind, header } = message
    const signature = signMessage(id, keys.signing.secret)
    const line = branches.lineOf(message)
    // A message for one device alone is no part of the document's history here.
    const document = audience === group.id ? message.document : null
    archive.messages.put({
      id,
      group: group.id,
      audience,
      device,
      feed: fields.feed,
      line,
      seq,
      kind,
      document,
      header,
      signature,
      body,
      state: 'applied',
    })
    if (audience === group.id && seq === 0) feeds.begin(message)
    if (written.push({ message, body, signature }) === 1) queueMicrotask(flush)
    return message
  }

  /** The device's heads in its earlier feeds. */
  const newestFirst = (): FeedPoint[] =>
    feeds
      .openOf(device)
      .filter(point => point.feed !== feed)
      .map(point => ({ point, position: archive.messages.get(point.id)?.position ?? 0 }))
      .toSorted((a, b) => b.position - a.position)
      .map(({ point }) => point)
  const earlier = (): MessageId => newestFirst()[0]?.id ?? none

  /** The record heads that this device named last, the newest feed first. */
  const lastNamed = (): Heads['records'] => {
    for (const { feed: of, seq } of newestFirst()) {
      for (let end = seq + 1; end > 0; end -= pageOf) {
        const rows = archive.messages.outlines(group.id, of, Math.max(0, end - pageOf), end)
        for (const { header } of rows.toReversed()) {
          const named = readMessage(header)?.after.records ?? []
          if (named.length > 0) return named
        }
      }
    }
    // The device never wrote: it stands where it was admitted.
    const past = group.state().pastDevices.get(device)
    return past ? [past.since] : []
  }
  /**
   * The records that a message names. A device that is out names the records by which it was in:
   * readers judge by them whether it might write, and its messages count if it is admitted again.
   */
  const standing = (all: Heads['records']): Heads['records'] => {
    if (group.state().devices.has(device)) return all
    return namedRecords === '' ? lastNamed() : []
  }

  const changed = ({ records: all, feeds: points }: Heads, but = noNames): Heads => ({
    records: all.join() === namedRecords ? [] : all,
    feeds: points.filter(
      ({ feed: of, id }) => of !== feed && named.get(of) !== id && but.get(of) !== id,
    ),
  })

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
      const all = changed(word())
      const seen = { ...all, records: standing(all.records) }
      // A reader of a retirement record or an attestation must know the author's role before it
      // judges the messages before.
      const saysRole = draft.kind === 'sealed' || draft.kind === 'gave-up'
      return writeNaming(draft, saysRole ? { ...seen, records: records() } : seen)
    },
    writeSeen() {
      const all: Heads = { records: records(), feeds: feeds.open() }
      const names = new Map<FeedId, MessageId>()
      const draft = { kind: 'seen', document: null, body: encode([1, 'seen']) }
      do {
        const left = changed(all, names)
        const seen = { ...left, feeds: left.feeds.slice(0, mostOfMany) }
        for (const point of seen.feeds) names.set(point.feed, point.id)
        writeNaming(draft, seen)
      } while (changed(all, names).feeds.length > 0)
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
