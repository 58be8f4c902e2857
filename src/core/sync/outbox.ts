// What this device writes: each message is put into the archive inside whatever transaction is
// open, and sent only when that has been committed.
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import { headsToWire } from './message.ts'
import { encode, type Bytes } from '#core/keys'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import { hashBody, limits, none, ownsFeed, signMessage, writeMessage } from './message.ts'
import type { Audience, Heads, Message } from './message.ts'

export type Draft = { kind: string; document: DocumentId | null; body: Bytes }

export type Outbox = {
  /** Writes the next message of this session's feed for the group. Failure `file-too-large`. */
  write(draft: Draft): Message
  /** Writes the next message of `feed` for `audience` alone, naming no feed of the group. */
  writeTo(audience: Audience, feed: FeedId, draft: Draft): Message
  /** What this device has seen, and what its next message for the group builds on. */
  heads(): Heads
}

export const openOutbox = (
  archive: SyncArchive,
  group: SyncGroup,
  feeds: Feeds,
  feed: FeedId,
  committed: (messages: Message[]) => void,
): Outbox => {
  const { device, keys } = group.self
  /** What this feed's committed messages have named. */
  const named = new Map<FeedId, MessageId>()
  let namedRecords = ''
  let written: Message[] = []

  const flush = (): void => {
    // A transaction that failed took its messages with it: what is not there was never written.
    const kept = written.filter(({ id }) => archive.messages.has(id))
    written = []
    for (const message of kept) {
      if (message.audience !== group.id) continue
      feeds.note(message)
      for (const point of message.after.feeds) named.set(point.feed, point.id)
      if (message.after.records.length > 0) namedRecords = message.after.records.join()
    }
    if (kept.length > 0) committed(kept)
  }

  const heads = (): Heads => ({
    records: [...group.recordHeads()].toSorted(),
    feeds: feeds.open(),
  })

  const put = (fields: Omit<Message, 'id' | 'header' | 'bodyHash'>, body: Bytes): Message => {
    // Nobody would take it, nor anything after it.
    if (body.length > limits.body) throw new Failure('file-too-large')
    const row = fields.document === null ? null : archive.documents.get(fields.document)
    const message = writeMessage({ ...fields, bodyHash: hashBody(row?.secret ?? null, body) })
    const { id, audience, seq, kind, header } = message
    // What is for one device alone is no part of the document's history here.
    const document = audience === group.id ? message.document : null
    archive.messages.put({
      ...{ id, group: group.id, audience, device, feed: fields.feed, seq, kind, document, header },
      ...{ signature: signMessage(id, keys.signing.secret), body, state: 'applied' },
    })
    if (audience === group.id && seq === 0) feeds.begin(message)
    if (written.push(message) === 1) queueMicrotask(flush)
    return message
  }

  /** The device's latest head in an earlier feed. */
  const earlier = (): MessageId => {
    const own = feeds
      .open()
      .filter(point => point.feed !== feed && ownsFeed(group.id, device, point.feed))
      .map(({ id }) => ({ id, position: archive.messages.get(id)?.position ?? 0 }))
      .toSorted((a, b) => b.position - a.position)
    return own[0]?.id ?? none
  }

  const changed = ({ records, feeds: points }: Heads): Heads => ({
    records: records.join() === namedRecords ? [] : records,
    feeds: points.filter(point => point.feed !== feed && named.get(point.feed) !== point.id),
  })

  return {
    heads,
    write({ kind, document, body }) {
      const last = archive.messages.head(group.id, feed)
      return put(
        {
          ...{ group: group.id, audience: group.id, device, feed, kind, document },
          seq: last ? last.seq + 1 : 0,
          previous: last ? last.id : earlier(),
          // Whoever reads a record that seals has to know her role before what came before it is judged.
          after:
            kind === 'sealed'
              ? { ...changed(heads()), records: heads().records }
              : changed(heads()),
        },
        body,
      )
    },
    writeTo(audience, alone, { kind, document, body }) {
      const last = archive.messages.head(group.id, alone)
      return put(
        {
          ...{ group: group.id, audience, device, feed: alone, kind, document },
          seq: last ? last.seq + 1 : 0,
          previous: last ? last.id : none,
          after: { records: last ? [] : heads().records, feeds: [] },
        },
        body,
      )
    },
  }
}

/** Whether two devices have the same: the bytes of their heads in one order. */
export const headsBytes = (heads: Heads): Bytes => encode(headsToWire(heads))
