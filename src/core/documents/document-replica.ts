// The document replica: one document in memory, made from the archive and the journal, with the
// writers of its client ids. It can be thrown away and made again at any time.
import type { Archive, StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import { everyRight, type Right } from '#shared/contract'
import { isNewer, metaName } from '#shared/document'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import { contestsOf, type Contests } from './apart/contests.ts'
import { leftoverOf, movedIn, type Leftover } from './apart/leftover.ts'
import { openAuthors, type Authors } from './authors.ts'
import {
  readDetails,
  readPartBody,
  readEntry,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
  type ClientRow,
  type Edit,
  type Entry,
} from './bodies.ts'
import type { ClientIds } from './client-ids.ts'
import { admit, type Admission } from './gate/admit.ts'
import type { Rules } from './gate/checks.ts'
import { updateLimits } from './gate/limits.ts'
import { clientsIn, scanUpdate } from './gate/scan.ts'
import { parkedIn } from './parked-edits.ts'
import { newReplica } from './replica.ts'

export type Taken = {
  admission: Admission
  /** The change as one update of its own; null when there was none, and within `together`. */
  made: Bytes | null
  /** It may have changed something. */
  isNew: boolean
  /** The clients whose text is new in it. */
  clients: readonly number[]
}

export type DocumentReplica = {
  id: DocumentId
  group: GroupId
  /** This device in the group. */
  self: DeviceId
  /** The replica, with all accepted updates. */
  doc: Y.Doc
  authors: Authors
  contests: Contests
  leftover: Leftover
  /** Messages and drafts since the last folded state, and their bytes. */
  unfolded: { count: number; bytes: number }
  /** Bytes of the last folded state. */
  folded: number
  /** Edits of this device that now build on text that is here, but did not at first. */
  freed: Entry[]
  /**
   * A transaction failed: the replica may show a message that neither archive nor journal has,
   * which nothing elsewhere reflects. True until it was compared with them.
   */
  isUnkept: boolean
  /** Text is missing that messages or parked edits build on; a reload shows them when it comes. */
  lacks: boolean
  /** Applies an update, if the gate accepts it. */
  take(update: Bytes, rules: Rules): Taken
  /**
   * All updates of `work` are one transaction of the replica: Yjs goes through all clients for
   * each.
   */
  together(work: () => void): void
  /** The newest layout that this version knows; a newer one is read and not edited. */
  writable(): boolean
}

/** An edit may write with these client ids. */
export const rulesFor = (rows: readonly ClientRow[], rights: () => ReadonlySet<Right>): Rules => {
  const ids = new Set(rows.map(({ client }) => client))
  return { limits: updateLimits, allowed: client => ids.has(client), rights }
}

/** The writers of the clients of an edit of this device; none where its bytes cannot be read. */
export const rowsOfEdit = (
  device: DeviceId,
  { feed, writers, update }: Pick<Edit, 'feed' | 'writers' | 'update'>,
): ClientRow[] =>
  (clientsIn(update) ?? []).flatMap((client, at) => {
    const writer = writers[at]
    return writer === undefined ? [] : [{ client, device, feed, writer }]
  })

const isDeleting = (update: Bytes): boolean => {
  const scan = scanUpdate(update)
  return typeof scan !== 'string' && scan.deletes.length > 0
}

type Kept = Pick<Archive, 'documents' | 'drafts' | 'journal' | 'messages' | 'notes' | 'snapshots'>

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

const applyMessage = (
  { doc, authors, contests }: Pick<DocumentReplica, 'doc' | 'authors' | 'contests'>,
  message: StoredMessage,
): number => {
  const update = contests.contentOf(message)
  if (update === null) return 0
  authors.note(rowsOfMessage(message).filter(({ client }) => contests.of(client) === null))
  Y.applyUpdate(doc, update)
  return message.body?.length ?? 0
}

/** Null when the archive has no such document. Everything in the archive has passed the gate. */
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
  const doc = newReplica()
  const meta = doc.getMap(metaName)
  const authors = openAuthors(id, ids)
  const contests = contestsOf(archive.notes, group, id)
  for (const { rows } of contests.all()) authors.note(rows)
  for (const { branches } of contests.forks.all()) authors.note(branches.map(({ row }) => row))
  const unfolded = { count: 0, bytes: 0 }
  const count = (bytes: number): void => {
    unfolded.count++
    unfolded.bytes += bytes
  }

  let folded = 0

  // In one transaction: each of hundreds would go through the touched parts again.
  doc.transact(() => {
    // A folded state may hold edits that are in no message yet.
    const snapshot = isSealed ? null : archive.snapshots.latest(id)
    if (snapshot) {
      folded = snapshot.state.length
      Y.applyUpdate(doc, snapshot.state)
      authors.note(readDetails(snapshot.details))
    }
    for (const draft of archive.drafts.list(id)) {
      authors.note(rowsOfEdit(self, draft))
      Y.applyUpdate(doc, draft.update)
      count(draft.update.length)
    }
    for (const message of archive.messages.ofDocument(id, snapshot?.position ?? 0)) {
      // A snapshot that this device wrote for one newcomer brings nothing new here.
      if (message.device === self && message.audience !== group) continue
      count(applyMessage({ doc, authors, contests }, message))
    }
  })
  const isPartial = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  doc.store.pendingStructs = null
  doc.store.pendingDs = null

  let made: Bytes | null = null
  doc.on('update', (update: Bytes) => (made = update))
  const take: DocumentReplica['take'] = (update, rules) => {
    made = null
    let clients: number[] = []
    const admission = admit(doc, update, rules, {
      lets: structs => (clients = structs.map(({ client }) => client)),
    })
    const isNew = isTogether ? clients.length > 0 || isDeleting(update) : made !== null
    return { admission, made, isNew, clients }
  }
  let isTogether = false
  const together = (work: () => void): void => {
    if (isTogether) return work()
    isTogether = true
    try {
      Y.transact(doc, work, null, false)
    } finally {
      isTogether = false
    }
  }
  const retake = (kept: Entry): Admission['is'] => {
    const update = leftover.asHeld(kept.update)
    // It went out, and lies here once more.
    if (update === null) return 'applied'
    const entry = { ...kept, update }
    const rows = rowsOfEdit(self, entry)
    authors.note(rows)
    return take(
      entry.update,
      rulesFor(rows, () => everyRight),
    ).admission.is
  }
  const pending = archive.journal
    .pending()
    .map(readEntry)
    .filter(entry => entry?.document === id)
    .filter(entry => entry !== null)
  const held: Entry[] = parkedIn(archive.notes, group, id)
  const own = isSealed ? [] : [...held, ...pending]
  const lying = own.map(({ update }) => update)
  const leftover = leftoverOf(movedIn(archive.notes, group, id), lying)
  const isTaken = new Set<Entry>()
  /** Whether it is to be tried again: parked edits may build on each other. */
  const isLeft = (entry: Entry): boolean => {
    if (retake(entry) !== 'applied') return true
    isTaken.add(entry)
    return false
  }
  for (let left = own, before = Infinity; left.length > 0 && left.length < before;) {
    before = left.length
    left = left.filter(isLeft)
  }
  const freed = held.filter(entry => isTaken.has(entry))
  const lacks = isPartial || isTaken.size < own.length
  return {
    id,
    group,
    self,
    authors,
    contests,
    leftover,
    unfolded,
    folded,
    freed,
    lacks,
    take,
    together,
    isUnkept: false,
    doc,
    writable: () => !isNewer(meta.get('schema')),
  }
}
