// Claim places: where each writer of a document claimed its client id, which is the first message
// of each feed that wrote under it, this device's own included. Read on request, each message once.
import type { Archive } from '#core/archive'
import type { FeedId, MessageId } from '#shared/ids'
import type { ClientRow, Place } from '../bodies/index.ts'
import { type DocumentReplica, rowsOfMessage } from '../replica/index.ts'

/** The places of one row. */
export type PlacesOf = (row: ClientRow) => Place[]

export type ClaimPlaces = {
  /** Reads the messages that came since the last reading. */
  read(document: DocumentReplica): PlacesOf
}

type Known = {
  /** By writer and feed, the place in that feed. */
  places: Map<string, Map<FeedId, number>>
  /** The last message that was read. */
  last: { id: MessageId; position: number } | null
}

const keyOf = ({ device, feed, writer }: ClientRow): string => `${device}/${feed}/${writer}`

export const openClaimPlaces = ({ messages }: Pick<Archive, 'messages'>): ClaimPlaces => {
  const read = new WeakMap<DocumentReplica, Known>()
  /** Null where nothing was read, or a failed transaction took a message with it. */
  const knownOf = (document: DocumentReplica): Known | null => {
    const known = read.get(document)
    const { id, position } = known?.last ?? {}
    return known && (!id || messages.get(id)?.position === position) ? known : null
  }
  const readNew = (document: DocumentReplica): Known => {
    const known = knownOf(document) ?? { places: new Map(), last: null }
    read.set(document, known)
    for (const message of messages.ofDocument(document.id, known.last?.position ?? 0)) {
      const { id, position, feed, seq } = message
      for (const row of rowsOfMessage(message)) {
        const own = known.places.get(keyOf(row)) ?? new Map<FeedId, number>()
        known.places.set(keyOf(row), own)
        if (!own.has(feed)) own.set(feed, seq)
      }
      known.last = { id, position }
    }
    return known
  }
  return {
    read(document) {
      const { places } = readNew(document)
      return row => {
        const own = places.get(keyOf(row)) ?? []
        const found = [...own].map(([feed, seq]) => ({ feed, seq }))
        return row.since ? [row.since, ...found] : found
      }
    },
  }
}
