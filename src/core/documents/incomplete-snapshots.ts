// Incomplete snapshots: documents of which a start came and parts are still to come. Until they are
// here no other message of the document is judged, because it may build on a part. Where several
// devices were asked to return a document, each may begin, and the first one to send all of it
// completes it: a device that announces parts and sends none delays nothing.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex, type Decoded } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'

/** The parts that are still to come from one device, in the feed of its start. */
export type Expected = { device: DeviceId; feed: FeedId; left: number }

export type Parts = {
  /** The devices with parts still to come; none where the document is whole, or not here. */
  expected(group: GroupId, document: DocumentId): Expected[]
  /** No part is still to come. Called outside of transactions, for every letter that is shown. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /**
   * In the transaction that keeps the message. For one device the last start counts; when one of
   * them has nothing left, the document is whole.
   */
  expect(group: GroupId, document: DocumentId, expected: Expected): void
}

const nameOf = (document: DocumentId): string => `documents/parts/${document}`

const mostWhole = 256
/** Devices that were asked for one document are a group's at most. */
const mostBytes = 1 << 20

const readExpected = (list: Decoded): Expected[] => {
  const [device, feed, left] = Array.isArray(list) ? list : []
  return device instanceof Uint8Array && feed instanceof Uint8Array && typeof left === 'number'
    ? [{ device: toHex(device) as DeviceId, feed: toHex(feed) as FeedId, left }]
    : []
}

export const openParts = ({ notes }: Pick<Archive, 'notes'>): Parts => {
  /** Documents that were examined and are whole. */
  const whole = new Set<DocumentId>()
  const expected: Parts['expected'] = (group, document) => {
    const bytes = notes.get(group, nameOf(document))
    const list = bytes && decodeStrict(bytes, mostBytes)
    if (!Array.isArray(list)) return []
    // Until November 2026 one device was waited for, and not named.
    const [first, left] = list
    if (first instanceof Uint8Array) return readExpected([new Uint8Array(), first, left ?? null])
    return list.flatMap(readExpected)
  }
  return {
    expected,
    isWhole(group, document) {
      if (whole.has(document)) return true
      const isWhole = expected(group, document).length === 0
      if (whole.size >= mostWhole) whole.clear()
      if (isWhole) whole.add(document)
      return isWhole
    },
    expect(group, document, one) {
      whole.delete(document)
      const others = expected(group, document).filter(({ device }) => device !== one.device)
      if (one.left === 0) notes.remove(group, nameOf(document))
      else {
        const all = [...others, one].map(({ device, feed, left }) => [
          ...[fromHex(device), fromHex(feed), left],
        ])
        notes.put(group, nameOf(document), encode(all))
      }
    },
  }
}
