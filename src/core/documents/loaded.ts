// One document in memory: a replica made from the archive and the journal, and whose client ids are
// in it. It can be thrown away and made again at any time.
import type { Archive } from '#core/archive'
import { digest } from '#core/keys'
import { clientIdOf, isNewerSchema } from '#shared/document'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import {
  mostWriters,
  readDetails,
  readEntry,
  readSnapshotBody,
  readUpdateBody,
  type ClientRow,
} from './bodies.ts'
import { newReplica } from './replica.ts'

export type Loaded = {
  id: DocumentId
  group: GroupId
  doc: Y.Doc
  /** By client id. */
  writers: Map<number, ClientRow>
  /** Position of the newest message in the replica; 0 when none is. */
  position: number
  /** Updates since the last folded state. */
  unfolded: number
  /** The newest layout that this version knows; a newer one is read and not edited. */
  writable(): boolean
}

/** The client ids that a device may use under one feed in one document. */
export const writersOf = (
  device: DeviceId,
  feed: FeedId,
  document: DocumentId,
  count: number,
): ClientRow[] =>
  Array.from({ length: Math.min(count, mostWriters) }, (_, writer) => ({
    client: clientIdOf(digest, device, feed, document, writer),
    device,
    feed,
    writer,
  }))

/** Whether the client id is truly that writer's. */
export const isHonest = (
  document: DocumentId,
  { client, device, feed, writer }: ClientRow,
): boolean => client === clientIdOf(digest, device, feed, document, writer)

type Kept = Pick<Archive, 'documents' | 'drafts' | 'journal' | 'messages' | 'snapshots'>

/** Null when the archive has no such document. What is in the archive has passed the gate. */
export const loadDocument = (
  archive: Kept,
  id: DocumentId,
  ownDevice: (group: GroupId) => DeviceId,
): Loaded | null => {
  const row = archive.documents.get(id)
  if (row === null) return null
  const doc = newReplica()
  const writers = new Map<number, ClientRow>()
  const take = (list: readonly ClientRow[]): void => {
    for (const writer of list) writers.set(writer.client, writer)
  }
  const self = ownDevice(row.group)
  const snapshot = archive.snapshots.latest(id)
  let position = 0
  let unfolded = 0
  const apply = (update: Uint8Array): void => {
    Y.applyUpdate(doc, update, 'archive')
    unfolded++
  }
  if (snapshot) {
    Y.applyUpdate(doc, snapshot.state, 'archive')
    take(readDetails(snapshot.details))
    position = snapshot.position
  }
  for (const { feed, writers: count, update } of archive.drafts.list(id)) {
    apply(update)
    take(writersOf(self, feed, id, count))
  }
  for (const message of archive.messages.ofDocument(id, position)) {
    position = message.position
    if (message.body === null) continue
    if (message.kind === 'update') {
      const body = readUpdateBody(message.body)
      if (!body) continue
      apply(body.update)
      take(writersOf(message.device, body.originFeed ?? message.feed, id, body.writers))
    } else if (message.kind === 'snapshot') {
      const body = readSnapshotBody(message.body)
      if (!body) continue
      apply(body.state)
      take(body.clients)
    }
  }
  for (const bytes of archive.journal.pending()) {
    const edit = readEntry(bytes)
    if (edit?.document !== id) continue
    apply(edit.update)
    take(writersOf(self, edit.feed, id, edit.writers))
  }
  return {
    id,
    group: row.group,
    doc,
    writers,
    position,
    unfolded,
    writable: () => !isNewerSchema(doc),
  }
}
