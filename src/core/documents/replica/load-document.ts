// Loads a document into memory, from the archive and the journal: its folded state, then drafts and
// messages, then edits of this device that are in no message yet.
import type { Archive, StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import { everyRight } from '#shared/contract'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import { type Apart, contestsOf, leftoverOf, movedIn } from '../contested/index.ts'
import {
  openAuthors,
  readDetails,
  readPartBody,
  readEntry,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
  type ClientRow,
  type Edit,
  type Entry,
  type ClientIds,
  parkedIn,
  applyFolded,
} from '../bodies/index.ts'
import { DocumentReplica, type AsRead, rulesFor } from './document-replica.ts'
import { clientsIn } from '../gate/index.ts'
import { newReplica } from './replica.ts'

type Kept = Pick<
  Archive,
  'documents' | 'drafts' | 'journal' | 'messages' | 'movedText' | 'parkedEdits' | 'snapshots'
> &
  Apart

/** The writers of the clients of an edit of this device; none where its bytes cannot be read. */
const rowsOfEdit = (
  device: DeviceId,
  { feed, writers, update }: Pick<Edit, 'feed' | 'writers' | 'update'>,
): ClientRow[] =>
  (clientsIn(update) ?? []).flatMap((client, at) => {
    const writer = writers[at]
    return writer === undefined ? [] : [{ client, device, feed, writer }]
  })

/** The writers of the clients of a message, by the ids in the message. */
export const rowsOfMessage = (message: StoredMessage): readonly ClientRow[] => {
  const { kind, body, device, feed, seq } = message
  if (body === null) return []
  const isState = kind === 'snapshot' || kind === 'snapshot-start' || kind === 'snapshot-part'
  if (isState) {
    const state =
      kind === 'snapshot'
        ? readSnapshotBody(body)
        : kind === 'snapshot-start'
          ? readStartBody(body)
          : readPartBody(body)
    return (state?.clients ?? []).map(row => ({ since: { feed, seq }, ...row }))
  }
  const read = kind === 'update' || kind === 'remarks' ? readUpdateBody(body, kind) : null
  const clients = read ? (clientsIn(read.update) ?? []) : []
  return clients.flatMap((client, at) => {
    const writer = read?.writers[at]
    const since = { feed, seq }
    return writer
      ? [{ client, device, feed: writer.feed ?? feed, writer: writer.writer, since }]
      : []
  })
}

/**
 * Notes for each writer the first message that wrote with its id, where only this session's are
 * lacking.
 */
export const notePlaces = (
  { messages }: Pick<Archive, 'messages'>,
  { id, doc, authors, contests }: DocumentReplica,
): void => {
  const isIn = (client: number): boolean => Y.getState(doc.store, client) > 0
  if (authors.list(isIn).every(({ since }) => since !== undefined)) return
  for (const message of messages.ofDocument(id, 0))
    authors.note(rowsOfMessage(message).filter(({ client }) => contests.of(client) === null))
}

/** A shorter state is encoded in less than a frame. */
const long = 64 * 1024

/** Drafts and messages that are in no folded state yet. */
type Unfolded = { count: number; bytes: number }

type Parts = Pick<DocumentReplica, 'id' | 'group' | 'self' | 'doc' | 'authors' | 'contests'>

/** Applies all that the archive has; everything in it has passed the gate. */
const readArchive = (
  archive: Kept,
  { id, group, self, doc, authors, contests }: Parts,
  isSealed: boolean,
): { unfolded: Unfolded; folded: number; asRead: AsRead | null; isPartial: boolean } => {
  const unfolded = { count: 0, bytes: 0 }
  let folded = 0
  let state: Bytes | null = null
  const edits: Bytes[] = []
  const count = (bytes: number): void => {
    unfolded.count++
    unfolded.bytes += bytes
  }
  // In one transaction: each of hundreds would go through the touched parts again.
  doc.transact(() => {
    // A folded state may hold edits that are in no message yet.
    const snapshot = isSealed ? null : archive.snapshots.get({ document: id })
    if (snapshot) {
      const { bytes, updateV2 } = applyFolded(doc, snapshot)
      folded = bytes
      if (bytes >= long) state = updateV2
      authors.note(readDetails(snapshot.details))
    }
    for (const draft of archive.drafts.list(id)) {
      authors.note(rowsOfEdit(self, draft))
      Y.applyUpdate(doc, draft.update)
      edits.push(draft.update)
      count(draft.update.length)
    }
    for (const message of archive.messages.ofDocument(id, snapshot?.position ?? 0)) {
      // A snapshot that this device wrote for one newcomer brings nothing new here.
      if (message.device === self && message.audience !== group) continue
      const update = contests.contentOf(message)
      if (update === null) continue
      authors.note(rowsOfMessage(message).filter(({ client }) => contests.of(client) === null))
      Y.applyUpdate(doc, update)
      edits.push(update)
      count(message.body?.length ?? 0)
    }
  })
  const isPartial = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
  const asRead = state && !isPartial ? { state, edits } : null
  return { unfolded, folded, asRead, isPartial }
}

/** Whether an edit of this device that is in no message yet could be applied, or has gone out. */
const retake = (document: DocumentReplica, kept: Entry): boolean => {
  const update = document.leftover.asHeld(kept.update)
  // It went out, and lies here once more.
  if (update === null) return true
  const rows = rowsOfEdit(document.self, { ...kept, update })
  document.authors.note(rows)
  const rules = rulesFor(rows, () => everyRight)
  return document.take(update, rules).admission.is === 'applied'
}

/** Applies edits of this device, which may build on each other, and returns those that could be. */
const retakeAll = (document: DocumentReplica, own: readonly Entry[]): Set<Entry> => {
  const taken = new Set<Entry>()
  for (let left = own, before = Infinity; left.length > 0 && left.length < before;) {
    before = left.length
    for (const entry of left) if (retake(document, entry)) taken.add(entry)
    left = left.filter(entry => !taken.has(entry))
  }
  return taken
}

/**
 * Null when the archive has no such document. `isSealed`: without edits that are in no message yet.
 */
export const loadDocument = (
  archive: Kept,
  id: DocumentId,
  ownDevice: (group: GroupId) => DeviceId,
  ids: ClientIds,
  isSealed = false,
): DocumentReplica | null => {
  const row = archive.documents.get(id)
  if (row === null) return null
  const { group } = row
  const self = ownDevice(group)
  const authors = openAuthors(id, ids)
  const contests = contestsOf(archive, group, id)
  for (const { rows } of contests.all()) authors.note(rows)
  for (const { branches } of contests.forks.all()) authors.note(branches.map(each => each.row))
  const parts: Parts = { id, group, self, doc: newReplica(), authors, contests }
  const { unfolded, folded, asRead, isPartial } = readArchive(archive, parts, isSealed)

  const pending = archive.journal
    .pending()
    .map(readEntry)
    .filter(entry => entry?.document === id)
    .filter(entry => entry !== null)
  const held: Entry[] = parkedIn(archive, id)
  const own = isSealed ? [] : [...held, ...pending]
  const lying = own.map(({ update }) => update)
  const leftover = leftoverOf(movedIn(archive, id), lying)
  const document = new DocumentReplica({ ...parts, leftover, unfolded, folded, asRead })
  const taken = retakeAll(document, own)
  document.freed = held.filter(entry => taken.has(entry))
  document.lacks = isPartial || taken.size < own.length
  return document
}
