// Where each writer of a document claimed its id: the first message of each feed that wrote as it. Read once,
// where anybody asks.
import type { Archive } from '#core/archive'
import type { FeedId } from '#shared/ids'
import type { ClientRow, Place } from '../bodies.ts'
import { rowsOfMessage, type Loaded } from '../loaded.ts'

export type ClaimPlaces = {
  of(document: Loaded, row: ClientRow): Place[]
  /** A message of these writers was taken in. */
  note(document: Loaded, rows: readonly ClientRow[], place: Place): void
}

/** By writer and feed the place in that feed. */
type Known = Map<string, Map<FeedId, number>>

const keyOf = ({ device, feed, writer }: ClientRow): string => `${device}/${feed}/${writer}`

const add = (known: Known, rows: readonly ClientRow[], { feed, seq }: Place): void => {
  for (const row of rows) {
    const own = known.get(keyOf(row)) ?? new Map<FeedId, number>()
    known.set(keyOf(row), own)
    if (!own.has(feed)) own.set(feed, seq)
  }
}

export const openClaimPlaces = ({ messages }: Pick<Archive, 'messages'>): ClaimPlaces => {
  const places = new WeakMap<Loaded, Known>()
  const read = (document: Loaded): Known => {
    const known: Known = new Map()
    for (const message of messages.ofDocument(document.id, 0))
      add(known, rowsOfMessage(message), message)
    places.set(document, known)
    return known
  }
  return {
    of(document, row) {
      const known = places.get(document) ?? read(document)
      const found = [...(known.get(keyOf(row)) ?? [])].map(([feed, seq]) => ({ feed, seq }))
      return row.since ? [row.since, ...found] : found
    },
    note(document, rows, place) {
      const known = places.get(document)
      if (known) add(known, rows, place)
    },
  }
}
