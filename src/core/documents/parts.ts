// Which documents are not all here yet: a start came, and parts of it are still to come. Until they
// are here nothing else of the document is judged, because what it builds on may be in a part.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex } from '#core/keys'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'

/** What is still to come, in the feed that the start came in. */
export type Expected = { feed: FeedId; left: number }

export type Parts = {
  expected(group: GroupId, document: DocumentId): Expected | null
  /** Nothing is still to come; asked outside of transactions, for every letter that is shown. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /** In the transaction that keeps the message; nothing is left at 0. */
  expect(group: GroupId, document: DocumentId, expected: Expected): void
}

const nameOf = (document: DocumentId): string => `documents/parts/${document}`

const mostWhole = 256

export const openParts = ({ notes }: Pick<Archive, 'notes'>): Parts => {
  /** Documents that were looked at and are whole. */
  const whole = new Set<DocumentId>()
  const expected: Parts['expected'] = (group, document) => {
    const bytes = notes.get(group, nameOf(document))
    const list = bytes && decodeStrict(bytes, 100)
    const [feed, left] = Array.isArray(list) ? list : []
    return feed instanceof Uint8Array && typeof left === 'number'
      ? { feed: toHex(feed) as FeedId, left }
      : null
  }
  return {
    expected,
    isWhole(group, document) {
      if (whole.has(document)) return true
      const isWhole = expected(group, document) === null
      if (whole.size >= mostWhole) whole.clear()
      if (isWhole) whole.add(document)
      return isWhole
    },
    expect(group, document, { feed, left }) {
      whole.delete(document)
      if (left > 0) notes.put(group, nameOf(document), encode([fromHex(feed), left]))
      else notes.remove(group, nameOf(document))
    },
  }
}
