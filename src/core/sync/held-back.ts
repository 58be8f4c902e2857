// Messages whose content has no effect for now: what belongs to a document as it was begun another time, under
// another secret, and what a newcomer lacks the beginning of. They are kept and given to others.
import type { StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { secretOfSnapshot } from './body.ts'
import type { Branches } from './branches.ts'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Message } from './message.ts'

export type HeldBack = {
  /** It was kept so, or passed over. */
  note(message: Message): void
  /** Secrets under which a document was begun again: what is held back of it is hashed with one of them. */
  secretsOf(document: DocumentId): readonly Bytes[]
  /** Something of this document is held back. */
  has(document: DocumentId): boolean
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

/** Tried for a body whose hash is not under the document's own secret. */
const mostSecrets = 64

/** The kinds that bring a document's secret. */
export const begins = (kind: string): boolean => kind === 'snapshot' || kind === 'snapshot-start'

export const openHeldBack = (
  { messages }: Pick<SyncArchive, 'messages'>,
  group: Pick<SyncGroup, 'id'>,
  branches: Pick<Branches, 'rivals'>,
): HeldBack => {
  const secrets = new Map<DocumentId, Bytes[]>()
  const ofDocument = (document: DocumentId): Bytes[] => {
    const known = secrets.get(document) ?? []
    secrets.set(document, known)
    return known
  }
  const add = ({ document, kind, body }: StoredMessage): void => {
    if (document === null) return
    const known = ofDocument(document)
    const secret = body && begins(kind) ? secretOfSnapshot(body) : null
    if (secret && known.length < mostSecrets) known.push(secret)
  }
  const load = (): void => {
    secrets.clear()
    for (const row of messages.waiting(group.id)) add(row)
    for (const { document } of branches.rivals()) ofDocument(document)
  }
  load()
  return {
    note({ id, document }) {
      const row = messages.get(id)
      if (row) add(row)
      else if (document !== null) ofDocument(document)
    },
    secretsOf: document => secrets.get(document) ?? [],
    has: document => secrets.has(document),
    reload: load,
  }
}
