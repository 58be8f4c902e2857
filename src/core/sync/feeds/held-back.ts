// Messages without effect for now: those of a document that was begun another time, under another
// secret, and text of a content that is not here, where this device began with the other one. These
// messages, and the messages of the document that stand on them, are kept and sent to others, and
// the document does not get them.
import type { StoredMessage } from '#core/archive'
import { equal, type Bytes } from '#core/keys'
import type { DocumentId, MessageId } from '#shared/ids'
import { type Message, none, readMessage, secretOfSnapshot } from '#core/messages'
import type { Branches } from './branches.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'

export type HeldBack = {
  /**
   * Whether to hold back a message of this document. Everything that the message stands on is here.
   */
  holds(message: Message, document: DocumentId): boolean
  /** The message was held back or passed over. */
  note(message: Message): void
  /**
   * Secrets under which a document was begun again: the bodies that are held back are hashed with
   * one of them. The id of the document follows from each, so they are few: one more than the first
   * takes 2^64 tries, and two more take 2^85.
   */
  secretsOf(document: DocumentId): readonly Bytes[]
  /** Whether a message of this document is held back. */
  has(document: DocumentId): boolean
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/**
 * `from`: messages that arrived here earlier stand on none of them. `free`: messages that stand on
 * none.
 */
type Held = { from: number; ids: Set<MessageId>; free: Set<MessageId>; secrets: Bytes[] }

const mostFree = 50_000

/** The kinds that bring a document's secret. */
export const begins = (kind: string): boolean => kind === 'snapshot' || kind === 'snapshot-start'

const namesIn = ({ previous, after }: Message): MessageId[] => [
  ...(previous === none ? [] : [previous]),
  ...after.feeds.map(({ id }) => id),
]

export const openHeldBack = (
  { messages }: Pick<SyncArchive, 'messages'>,
  group: Pick<SyncGroup, 'id'>,
  branches: Pick<Branches, 'rivals'>,
): HeldBack => {
  const held = new Map<DocumentId, Held>()
  const add = ({ id, document, position, kind, body }: StoredMessage): void => {
    if (document === null) return
    const begun = {
      from: position,
      ids: new Set<MessageId>(),
      free: new Set<MessageId>(),
      secrets: [],
    }
    const known: Held = held.get(document) ?? begun
    known.ids.add(id)
    const secret = body && begins(kind) ? secretOfSnapshot(body) : null
    if (secret && !known.secrets.some(each => equal(each, secret))) known.secrets.push(secret)
    held.set(document, known)
  }
  /** A rival is not here: any message that is here can stand on it. */
  const addRival = (id: MessageId, document: DocumentId): void => {
    const known = held.get(document) ?? { ids: new Set(), free: new Set(), secrets: [] }
    known.ids.add(id)
    held.set(document, { ...known, from: 0 })
  }
  const load = (): void => {
    held.clear()
    for (const row of messages.waiting(group.id)) add(row)
    for (const { id, document } of branches.rivals()) addRival(id, document)
  }
  load()

  const standsOn = (message: Message, { from, ids, free }: Held): boolean => {
    const seen = new Set<MessageId>()
    const open = namesIn(message)
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id) || free.has(id)) continue
      if (ids.has(id)) return true
      seen.add(id)
      const row = messages.get(id)
      const at = row && row.position >= from ? readMessage(row.header) : null
      if (at) open.push(...namesIn(at))
    }
    if (free.size > mostFree) free.clear()
    for (const id of seen) free.add(id)
    return false
  }

  return {
    holds(message, document) {
      const known = held.get(document)
      return known !== undefined && standsOn(message, known)
    },
    note({ id, document }) {
      const row = messages.get(id)
      if (row) add(row)
      else if (document !== null) addRival(id, document)
    },
    secretsOf: document => held.get(document)?.secrets ?? [],
    has: document => held.has(document),
    reload: load,
  }
}
