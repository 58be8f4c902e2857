// A signed message: the header that is hashed, signed and chained. Its body travels beside it and
// is named by a keyed hash, so that a body can be dropped and the chain still verifies.
import {
  areAscending,
  bytesUpTo,
  countOf,
  decodeStrict,
  digest,
  digestFrom,
  eachOf,
  encode,
  equal,
  framed,
  fromHex,
  idOf,
  keyedDigest,
  listOf,
  sign,
  toHex,
  verify,
  type Bytes,
  type Decoded,
  type Encodable,
} from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId, RecordId } from '#shared/ids'

/** The audience of a message, 32 bytes as hexadecimal text: the group's id, or one device's id. */
export type Audience = string

/** `seq` counts from 0 within the feed. */
export type FeedPlace = { feed: FeedId; seq: number }

/** Places of one feed, both ends included. */
export type Range = { feed: FeedId; from: number; to: number }

/** A message by its place and id. */
export type FeedPoint = FeedPlace & { id: MessageId }

/**
 * The state that a device had seen: the heads of the membership records and of the audience's
 * feeds.
 */
export type Heads = { records: RecordId[]; feeds: FeedPoint[] }

export type Fields = {
  group: GroupId
  audience: Audience
  device: DeviceId
  feed: FeedId
  seq: number
  /** The message before it in this feed; at seq 0 the device's last head, or `none`. */
  previous: MessageId
  /** The changes since this device's previous message; in a feed's first message, all heads. */
  after: Heads
  kind: string
  document: DocumentId | null
  /** `hashBody` of the body. */
  bodyHash: Bytes
}

/** `header` is the one encoding of the other fields; `id` is its hash. */
export type Message = Fields & { id: MessageId; header: Bytes }

/** Bytes and entries beyond which nothing is read. */
export const limits = { header: 1 << 20, body: 4 << 20, records: 1_024, feeds: 16_384 } as const

/**
 * 32 zero bytes: the `previous` of a device's very first message, and the key without a document.
 */
export const none = '00'.repeat(32) as MessageId
const noSecret = new Uint8Array(32)

export const pointToWire = ({ feed, seq, id }: FeedPoint): Encodable => [
  fromHex(feed),
  seq,
  fromHex(id),
]

export const headsToWire = ({ records, feeds }: Heads): Encodable => [
  records.toSorted().map(fromHex),
  feeds.toSorted((a, b) => (a.feed < b.feed ? -1 : 1)).map(pointToWire),
]

export const readPoint = (value: Decoded): FeedPoint | null => {
  const list = listOf(value, 3)
  const feed = idOf<FeedId>(list?.[0], 16)
  const seq = countOf(list?.[1])
  const id = idOf<MessageId>(list?.[2])
  return feed && seq !== null && id ? { feed, seq, id } : null
}

export const headsFromWire = (value: Decoded | undefined): Heads | null => {
  const list = listOf(value, 2)
  const records = eachOf(list?.[0], limits.records, entry => idOf<RecordId>(entry))
  const feeds = eachOf(list?.[1], limits.feeds, readPoint)
  if (!records || !feeds) return null
  return areAscending(records) && areAscending(feeds.map(point => point.feed))
    ? { records, feeds }
    : null
}

/** The last hash. A writer or reader of a message needs the hash of its body twice in a row. */
let lastHashed: Record<'key' | 'body' | 'hash', Bytes> | null = null
/** A longer body is not remembered. */
const mostRemembered = 4_096

/**
 * The hash of a body under its document's 32-byte secret; null where there is no document. A body
 * does not change once it is there.
 */
export const hashBody = (secret: Bytes | null, body: Bytes): Bytes => {
  const key = secret ?? noSecret
  if (lastHashed?.body === body && equal(lastHashed.key, key)) return lastHashed.hash
  const hash = keyedDigest(key, 'body', body)
  lastHashed = body.length <= mostRemembered ? { key, body, hash } : null
  return hash
}

export const messageIdOf = (header: Bytes): MessageId =>
  toHex(digest('message', header)) as MessageId

/** The bytes that make a message's id. */
export const writeHeader = (fields: Fields): Bytes =>
  encode([
    1,
    'message',
    fromHex(fields.group),
    fromHex(fields.audience),
    fromHex(fields.device),
    fromHex(fields.feed),
    fields.seq,
    fromHex(fields.previous),
    headsToWire(fields.after),
    fields.kind,
    fields.document === null ? null : fromHex(fields.document),
    fields.bodyHash,
  ])

export const writeMessage = (fields: Fields): Message => {
  const header = writeHeader(fields)
  return { ...fields, header, id: messageIdOf(header) }
}

const kinds = /^[a-z][a-z0-9-]{0,31}$/

/** The message with these fields; null where `readMessage` would read none from its header. */
export const messageFrom = (fields: Fields): Message | null => {
  const message = kinds.test(fields.kind) ? writeMessage(fields) : null
  return message && message.header.length <= limits.header ? message : null
}

/** The message that `header` encodes, or null. Checks neither its signature nor its place. */
export const readMessage = (header: Bytes): Message | null => {
  const list = framed(decodeStrict(header, limits.header), 'message', 12)
  if (!list) return null
  const group = idOf<GroupId>(list[2])
  const audience = idOf<Audience>(list[3])
  const device = idOf<DeviceId>(list[4])
  const feed = idOf<FeedId>(list[5], 16)
  const seq = countOf(list[6])
  const previous = idOf<MessageId>(list[7])
  const after = headsFromWire(list[8])
  const kind = list[9]
  const document = list[10] === null ? null : idOf<DocumentId>(list[10], 16)
  const bodyHash = bytesUpTo(list[11], 32)
  if (!group || !audience || !device || !feed || seq === null || !previous || !after) return null
  if (typeof kind !== 'string' || !kinds.test(kind) || bodyHash?.length !== 32) return null
  if (document === null && list[10] !== null) return null
  return {
    group,
    audience,
    device,
    feed,
    seq,
    previous,
    after,
    kind,
    document,
    bodyHash,
    header,
    id: messageIdOf(header),
  }
}

/** Ed25519 over the message's id. 64 bytes. */
export const signMessage = (id: MessageId, secret: Bytes): Bytes =>
  sign('message', fromHex(id), secret)

export const verifyMessage = (id: MessageId, signature: Bytes, device: DeviceId): boolean =>
  verify('message', fromHex(id), signature, fromHex(device))

const nonceBytes = 6

/**
 * A new feed of `device`: 6 random bytes, then 10 bytes of their hash with group and device, so
 * that no device can begin a feed under a name that another device uses.
 */
export const newFeed = (group: GroupId, device: DeviceId, nonce: Bytes): FeedId =>
  (toHex(nonce.subarray(0, nonceBytes)) +
    feedTag(group, device, nonce.subarray(0, nonceBytes))) as FeedId

/** The hash function of the last device: it is called many times in a row for one device. */
let tagger: { group: GroupId; device: DeviceId; hash: (nonce: Bytes) => Bytes } | null = null

const feedTag = (group: GroupId, device: DeviceId, nonce: Bytes): string => {
  if (tagger?.device !== device || tagger.group !== group)
    tagger = { group, device, hash: digestFrom('feed', fromHex(group), fromHex(device)) }
  return toHex(tagger.hash(nonce).subarray(0, 16 - nonceBytes))
}

/** Feeds that were found to belong to their device. Each letter asks for one. */
const owned = new Map<FeedId, { group: GroupId; device: DeviceId }>()
const mostOwned = 1_024

/** Whether `device` can have begun `feed` in `group`. */
export const ownsFeed = (group: GroupId, device: DeviceId, feed: FeedId): boolean => {
  const known = owned.get(feed)
  if (known?.device === device && known.group === group) return true
  const nonce = fromHex(feed.slice(0, 2 * nonceBytes))
  const isOwned = feed.slice(2 * nonceBytes) === feedTag(group, device, nonce)
  if (isOwned) {
    if (owned.size >= mostOwned) owned.clear()
    owned.set(feed, { group, device })
  }
  return isOwned
}
