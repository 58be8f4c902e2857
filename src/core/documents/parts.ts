// Which documents are not all here yet: a start came, and parts of it are still to come. Until they
// are here nothing else of the document is judged, because what it builds on may be in a part. Where
// several were asked to give a document back, each may begin, and whoever is first to give all of it
// has: so one who announces parts and sends none holds up nobody.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex, type Decoded } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'

/** What is still to come from one device, in the feed that its start came in. */
export type Expected = { device: DeviceId; feed: FeedId; left: number }

export type Parts = {
  /** Of whom parts are still to come; none where the document is whole, or not here. */
  expected(group: GroupId, document: DocumentId): Expected[]
  /** Nothing is still to come; asked outside of transactions, for every letter that is shown. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /**
   * In the transaction that keeps the message. Of one device the last start counts; with nothing left
   * of one of them the document is whole.
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
  /** Documents that were looked at and are whole. */
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
