// Messages whose content has no effect for now. A document here holds the words that a device signed for a
// place of its feed; other words of the same place would have the same names in it. So these, and what
// stands on them in that document, are kept and given to others, and the document does not hear of them.
import type { StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import { secretOfSnapshot } from './body.ts'
import type { Branches } from './branches.ts'
import type { SyncArchive, SyncGroup } from './doors.ts'
import { none, readMessage, type Message } from './message.ts'

export type HeldBack = {
  /** Whether a message of this document, all that it stands on being here, is to be held back. */
  holds(message: Message, document: DocumentId, isStopped: boolean): boolean
  /** It was kept so, or passed over. */
  note(message: Message): void
  /** Secrets under which a document was begun again: what is held back of it is hashed with one of them. */
  secretsOf(document: DocumentId): readonly Bytes[]
  /** Something of this document is held back. */
  has(document: DocumentId): boolean
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

/** `from`: nothing that arrived here before stands on any of them. `free`: messages that stand on none. */
type Held = { from: number; ids: Set<MessageId>; free: Set<MessageId>; secrets: Bytes[] }

const mostFree = 50_000
/** Tried for a body whose hash is not under the document's own secret. */
const mostSecrets = 64

/** The kinds that bring a document's secret. */
export const begins = (kind: string): boolean => kind === 'snapshot' || kind === 'snapshot-start'

const namesIn = ({ previous, after }: Message): MessageId[] => [
  ...(previous === none ? [] : [previous]),
  ...after.feeds.map(({ id }) => id),
]

export const openHeldBack = (
  { messages }: Pick<SyncArchive, 'messages'>,
  group: Pick<SyncGroup, 'id'>,
  branches: Branches,
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
    if (secret && known.secrets.length < mostSecrets) known.secrets.push(secret)
    held.set(document, known)
  }
  /** It is not here: anything that is here can stand on it. */
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

  /** Up to which place each name is part of what the message goes on from. */
  const leadingTo = (message: Message): Map<FeedId, number> => {
    const { line, parent } = branches.placeOf(message)
    const reach = new Map<FeedId, number>([[line, message.seq]])
    if (line !== parent) reach.set(parent, message.seq)
    for (let at = line === parent ? line : parent; branches.startOf(at) > 0;) {
      const before = branches.parentOf(at)
      if (before === null) break
      reach.set(before, branches.startOf(at))
      at = before
    }
    return reach
  }
  /** Words of another content of the same place are in the document. */
  const hasOther = (message: Message, document: DocumentId): boolean => {
    const reach = leadingTo(message)
    return messages
      .ofDocument(document, 0)
      .some(row => row.feed === message.feed && row.seq >= (reach.get(row.line) ?? 0))
  }

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
    holds(message, document, isStopped) {
      const known = held.get(document)
      if (known && standsOn(message, known)) return true
      return isStopped && hasOther(message, document)
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
