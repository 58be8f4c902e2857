// Frames: everything that two devices send over a link beside envelopes. The link is authentic and
// secret, and the content of these frames is still only a claim of the device at the other end.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  eachOf,
  encode,
  framed,
  fromHex,
  idOf,
  listOf,
  type Bytes,
  type Decoded,
} from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import type { FeedId } from '#shared/ids'
import {
  bodySays,
  type FeedPoint,
  type Heads,
  headsFromWire,
  headsToWire,
  limits,
  pointToWire,
  type Range,
  readPoint,
} from '#core/messages'
import { contentFromWire, contentsToWire, digestOfContents, type Contents } from '../peers/index.ts'
import { frameLimit } from './link.ts'

export type Frame =
  /** 32 bytes over everything that the sender has. Equal digests end the comparison. */
  | { kind: 'digest'; digest: Bytes }
  /**
   * `whole`: everything that the sender has. Else the changes; no records means the same records.
   * `began`: how far the sender has the bootstrap snapshot of the receiver.
   */
  | { kind: 'have'; heads: Heads; whole: boolean; began: FeedPoint[] }
  | { kind: 'want'; ranges: Range[] }
  /**
   * The sender has sent everything that it could for one `want`; answers keep the order of the
   * questions.
   */
  | { kind: 'given' }
  /** 32 bytes over the readable content, where both have the same heads. */
  | { kind: 'content'; digest: Bytes }
  /** The digest of each document, when the whole differed. */
  | { kind: 'contents'; contents: Contents }
  | { kind: 'records'; records: SignedRecord[] }
  | { kind: 'presence'; bytes: Bytes }
  | { kind: 'seal'; bytes: Bytes }
  /** A frame of a later version, which is ignored. */
  | { kind: 'unknown' }

export const writeDigest = (digest: Bytes): Bytes => encode([1, 'digest', digest])

export const writeHave = (heads: Heads, whole: boolean, began: readonly FeedPoint[] = []): Bytes =>
  encode([1, 'have', headsToWire(heads), whole, began.map(pointToWire)])

export const writeWant = (ranges: readonly Range[]): Bytes =>
  encode([1, 'want', ranges.map(({ feed, from, to }) => [fromHex(feed), from, to])])

export const writeContent = (contents: Contents): Bytes =>
  encode([1, 'content', digestOfContents(contents)])

export const writeContents = (contents: Contents): Bytes =>
  encode([1, 'contents', contentsToWire(contents)])

export const writeGiven = (): Bytes => encode([1, 'given'])

/** Records in their order, as many together as stay well below the limit of a frame. */
export const batches = (records: readonly SignedRecord[], room: number): SignedRecord[][] => {
  const all: SignedRecord[][] = []
  let bytes = Infinity
  for (const record of records) {
    if (bytes + record.bytes.length > frameLimit / 2) {
      all.push([])
      bytes = 0
    }
    all.at(-1)?.push(record)
    bytes += record.bytes.length + room
  }
  return all
}

/** Records as frames. */
export const writeRecords = (records: readonly SignedRecord[]): Bytes[] =>
  batches(records, 256).map(batch => encode([1, 'records', batch.map(packRecord)]))

const readRange = (value: Decoded): Range | null => {
  const list = listOf(value, 3)
  const feed = idOf<FeedId>(list?.[0], 16)
  const from = countOf(list?.[1])
  const to = countOf(list?.[2])
  return feed && from !== null && to !== null && from <= to ? { feed, from, to } : null
}

const readers: Record<string, (value: Decoded, bytes: Bytes) => Frame | null> = {
  digest: value => {
    const digest = bytesUpTo(framed(value, 'digest', 3)?.[2], 32)
    return digest?.length === 32 ? { kind: 'digest', digest } : null
  },
  have: value => {
    const list = framed(value, 'have', 5)
    const heads = headsFromWire(list?.[2])
    const whole = list?.[3]
    const began = eachOf(list?.[4], 16, readPoint)
    return heads && typeof whole === 'boolean' && began
      ? { kind: 'have', heads, whole, began }
      : null
  },
  want: value => {
    const ranges = eachOf(framed(value, 'want', 3)?.[2], limits.feeds, readRange)
    return ranges && { kind: 'want', ranges }
  },
  content: value => {
    const digest = bytesUpTo(framed(value, 'content', 3)?.[2], 32)
    return digest?.length === 32 ? { kind: 'content', digest } : null
  },
  contents: value => {
    const list = eachOf(framed(value, 'contents', 3)?.[2], 16_384, contentFromWire)
    return list && { kind: 'contents', contents: new Map(list) }
  },
  given: value => framed(value, 'given', 2) && { kind: 'given' },
  records: value => {
    const records = eachOf(framed(value, 'records', 3)?.[2], 10_000, unpackRecord)
    return records && { kind: 'records', records }
  },
  presence: (_, bytes) => ({ kind: 'presence', bytes }),
}

/** The frame in `bytes`; null for bytes that no honest device sends. */
export const readFrame = (bytes: Bytes): Frame | null => {
  if (bodySays(bytes, 'seal')) return { kind: 'seal', bytes }
  const value = decodeStrict(bytes, frameLimit)
  if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'string')
    return null
  if (value[0] !== 1 || !Object.hasOwn(readers, value[1])) return { kind: 'unknown' }
  return readers[value[1]]?.(value, bytes) ?? null
}
