// The writers of other feeds that the messages of each feed brought into a document: what crashes left. They
// are counted in that feed alone, so that the verdict on a message follows from those before it, whatever
// else is here. Nobody has others compute the ids of feed after feed.
import type { Archive } from '#core/archive'
import { decodeStrict, encode } from '#core/keys'
import type { Writer } from '#shared/document'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import type { Loaded } from './loaded.ts'

/** Writers of other feeds that one feed may bring into a document, after crashes. */
export const mostForeign = 64

/** A writer of the device that the feed is of. */
export const nameOfWriter = ({ feed, writer }: Omit<Writer, 'device'>): string =>
  `${feed}/${writer}`

const nameOf = (document: DocumentId, feed: string): string =>
  `documents/foreign/${document}/${feed}`
const limit = 16_384

export type Foreign = {
  /** Whether the next message of `feed` would bring in too many with these writers. */
  isTooMany(document: Loaded, feed: FeedId, writers: readonly Writer[]): boolean
  /** A message of `feed` with these was taken in. */
  took(document: Loaded, feed: FeedId, writers: readonly Writer[]): void
}

export const openForeign = ({ notes }: Pick<Archive, 'notes'>): Foreign => {
  const broughtIn = ({ id, group, authors }: Loaded, feed: FeedId): Set<string> => {
    const bytes = notes.get(group, nameOf(id, feed))
    const list = bytes && decodeStrict(bytes, limit)
    const noted = Array.isArray(list) ? list.filter(each => typeof each === 'string') : []
    // Who was given the document knows of each writer the first message that wrote as it.
    return new Set([...noted, ...authors.foreignIn(feed)])
  }
  const namesOf = (feed: FeedId, writers: readonly Writer[]): string[] =>
    writers.filter(writer => writer.feed !== feed).map(nameOfWriter)
  return {
    isTooMany(document, feed, writers) {
      const names = namesOf(feed, writers)
      return names.length > 0 && broughtIn(document, feed).union(new Set(names)).size > mostForeign
    },
    took(document, feed, writers) {
      const names = namesOf(feed, writers)
      if (names.length === 0) return
      const before = broughtIn(document, feed)
      if (names.every(name => before.has(name))) return
      const all = [...before.union(new Set(names))]
      notes.put(document.group, nameOf(document.id, feed), encode(all))
    },
  }
}

/** The document is gone for good. */
export const forgetForeign = (notes: Archive['notes'], group: GroupId, id: DocumentId): void => {
  for (const { name } of notes.list(group, nameOf(id, ''))) notes.remove(group, name)
}
