// The room put together: documents are made, opened, edited, shared and received. An edit is
// acknowledged when it is on the disk, never before; a private document has no message anywhere.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { digest, type Bytes, type Encodable } from '#core/keys'
import { contentDigest, readPage, writeMeta, type Page } from '#shared/document'
import type { Presence } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { BlockId, DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { NewDocument } from './beginning.ts'
import { readEntry, type BodyKind } from './bodies.ts'
import { openCatalogue } from './catalogue.ts'
import { drainJournal } from './drain.ts'
import { openEditing } from './editing.ts'
import { openLibrary } from './library.ts'
import { forgetHeld, type Loaded } from './loaded.ts'
import { openMaking } from './making.ts'
import { receiver, type Delivery, type Received } from './receive.ts'
import { remarksIn, type Remarks } from './remarks.ts'
import { openMergeRoom, type Merge } from './merges/index.ts'
import { openSight } from './merges/sight.ts'
import type { Reach } from './reach.ts'
import { openRhythm } from './rhythm.ts'
import { openSealing, type Sealing } from './sealing.ts'
import { snapshotOf, type Content } from './snapshot.ts'
import { realLater, type Later } from './timers.ts'
import { openWindows, type Caret, type WindowPort } from './windows.ts'

export type DocumentsRooms = {
  archive: Archive
  /** UTC milliseconds. */
  now(): number
  random(length: number): Bytes
  /** The feed that this session writes in, in that group. */
  feedOf(group: GroupId): FeedId
  deviceOf(group: GroupId): DeviceId
  /** This device's member; null while it is only joining. */
  selfOf(group: GroupId): MemberId | null
  /** What this member's role changes in shared documents; all of it unless said otherwise. */
  reachIn?(group: GroupId): Reach
  /** Writes a message in the transaction that is open. */
  publish(group: GroupId, document: DocumentId, kind: BodyKind, body: Bytes): void
  /** Says in the open transaction, to all, that a document is given up for another one. */
  giveUp?(
    group: GroupId,
    given: { document: DocumentId; successor: DocumentId; digest: string },
  ): void
  /** In the open transaction: what the disk has of something is to be written over after it. */
  gaveUp?(): void
  /** Whether another device of the group is linked just now. */
  live(group: GroupId): boolean
  /** Where a window's caret stands, for the members in reach. */
  sendPresence(group: GroupId, document: DocumentId, presence: Presence): void
  later?: Later
}

export type Documents = {
  /** "Only you" until shared. Resolves when it is on the disk. */
  create(wanted: NewDocument): Promise<DocumentId>
  rename(document: DocumentId, title: string): Promise<void>
  /** A private copy of what can be read now, without its history. */
  duplicate(document: DocumentId, title: string): Promise<DocumentId>
  /** Failure `not-private` for a document that was ever shared. */
  remove(document: DocumentId): void
  /** Writes its state as its first message, or as several; nothing takes that back. */
  share(document: DocumentId): Promise<void>
  /** What is pending is in messages before anything of it is given up. */
  sealing: Sealing
  /** Serves a window until the returned function is called. Throws `not-found`. */
  attach(document: DocumentId, port: WindowPort): () => void
  /**
   * Core's own edits, through the same gate; resolves when they are on the disk. Nothing is changed
   * when `work` throws. Failure `invalid-input` or `file-too-large` when the gate refuses them.
   */
  editAs(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void>
  /** A message of a member, authentic and in its place; in the transaction that keeps it. */
  receive(delivery: Delivery): Received
  /** What a newcomer begins with, in order; see `SnapshotBody`. */
  snapshotFor(document: DocumentId, heads: Encodable): Content[]
  page(document: DocumentId): Page
  /** 64 hexadecimal digits; the same wherever the same can be read. */
  digest(document: DocumentId): string
  /** Makes the copy here anew from the messages, without what was folded. */
  rebuild(document: DocumentId): void
  /** What was said about it, and where. */
  remarks(document: DocumentId): Remarks
  /** Whose words a client id of the document marks; null for genesis and the unknown. */
  authorOf(document: DocumentId, client: number): DeviceId | null
  /**
   * This device's edits that are in no message yet, so nobody else can have them: of one document,
   * or of all shared ones of a group.
   */
  unsealed(of: { group: GroupId } | { document: DocumentId }): number
  /** Paragraphs that were changed here and elsewhere apart from each other, and are to be read. */
  merges(document: DocumentId): Merge[]
  toRead(document: DocumentId): number
  markRead(document: DocumentId, block: BlockId): void
  /** Devices that are linked now: they see at once what is written here from now on. */
  reachable(devices: readonly { group: GroupId; device: DeviceId }[]): void
  showCaret(document: DocumentId, caret: Caret): void
  /** Seals everything that is pending, and brings lists and search level. Never rejects. */
  flush(): Promise<void>
  /** Seals what is in the journal, as soon as may be; for when a device comes into reach. */
  seal(): void
  onChanged(listen: (change: { group: GroupId; document: DocumentId }) => void): () => void
  /** Ends all windows and timers; what is pending stays in the journal. */
  close(): void
}

/** What `work` gives or throws, as a promise. */
const promised = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))

export const openDocuments = (rooms: DocumentsRooms): Documents => {
  const { archive, now, random, feedOf, deviceOf, selfOf, publish, live } = rooms
  const later = rooms.later ?? realLater
  const listeners = new Set<(change: { group: GroupId; document: DocumentId }) => void>()
  const tell = (group: GroupId, document: DocumentId): void => {
    for (const listen of listeners) listen({ group, document })
  }

  const library = openLibrary(archive, deviceOf, loaded => editing.republish(loaded))
  const catalogue = openCatalogue({
    ...{ archive, library, now, later },
    told: ids => {
      for (const id of ids) {
        const row = archive.documents.get(id)
        if (row) tell(row.group, id)
      }
    },
  })

  /** Throws a Failure when the disk does not take it; then everything stays in the journal. */
  const ahead = new Map<DocumentId, number>()
  const sealNow = (): void => {
    const drained = drainJournal({
      ...{ archive, library, feedOf, publish },
      kindIn: group => (rooms.reachIn?.(group) === 'remarks' ? 'remarks' : 'update'),
      kept: document => catalogue.changed(document, selfOf(library.get(document).group)),
    })
    ahead.clear()
    rhythm.sealed()
    sight.sealed()
    for (const { group, document } of drained) tell(group, document)
  }
  const trySeal = (): void => {
    try {
      sealNow()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      rhythm.failed()
    }
  }
  const rhythm = openRhythm(trySeal, later)

  const sight = openSight(group => {
    const feed = feedOf(group)
    return { feed, seq: archive.messages.head(group, feed)?.seq ?? -1 }
  })
  const merges = openMergeRoom({
    ...{ archive, library, later, sight },
    told(id) {
      const row = archive.documents.get(id)
      if (row) tell(row.group, id)
    },
  })

  /** A private document is its writer's own. */
  const reachIn = ({ id, group }: Loaded): Reach =>
    archive.documents.get(id)?.shared ? (rooms.reachIn?.(group) ?? 'all') : 'all'

  const editing = openEditing({
    ...{ archive, library, feedOf, deviceOf, reachIn },
    edited(document, made, from) {
      const { id, group } = document
      windows.tell(id, { kind: 'changed', update: made, by: selfOf(group) }, from ?? undefined)
      const isLive = live(group)
      // Where it goes out in a moment, that moment is not worth a word.
      if (!ahead.has(id) && !isLive) queueMicrotask(() => tell(group, id))
      ahead.set(id, (ahead.get(id) ?? 0) + 1)
      rhythm.note(made.length, isLive)
    },
  })

  const windows = openWindows({
    open(id) {
      const document = library.get(id)
      const clientId = editing.newWriter(document)
      const mayWrite = clientId !== null && document.writable()
      const reach = reachIn(document)
      return {
        ...{ doc: document.doc, clientId: clientId ?? 0 },
        writable: mayWrite && reach === 'all',
        remarks: mayWrite && reach !== 'nothing',
      }
    },
    edit: editing.edit,
    closed: editing.closed,
    presence: (id, presence) => {
      const row = archive.documents.get(id)
      if (row?.shared) rooms.sendPresence(row.group, id, presence)
    },
    hold: library.hold,
  })

  /** Reads it again from the archive, where what it lacked may have come. */
  const renew = (id: DocumentId): void => {
    library.forget(id)
    const { doc } = library.get(id)
    windows.tell(id, { kind: 'changed', update: Y.encodeStateAsUpdate(doc), by: null })
  }
  const receive = receiver({
    ...{ archive, library, now, heard: update => merges.heard(update) },
    changed(document, update, by) {
      const { id, group, lacks } = document
      document.isUnkept = false
      catalogue.changed(id, by)
      windows.tell(id, { kind: 'changed', update, by })
      // When the transaction is over, whoever began it.
      queueMicrotask(() => {
        document.isUnkept = !catalogue.isKept(id)
        if (lacks) renew(id)
        tell(group, id)
      })
    },
  })

  const making = openMaking({
    ...{ archive, library, catalogue, now, random, feedOf, deviceOf, selfOf, publish, tell },
    editing: () => editing,
  })

  const secretOf = ({ id }: Loaded): Bytes => {
    const row = archive.documents.get(id)
    if (!row) throw new Failure('not-found')
    return row.secret
  }

  const sealing = openSealing({
    giveUp: (group, given) => rooms.giveUp?.(group, given),
    gaveUp: () => rooms.gaveUp?.(),
    ...{ archive, library, making, tell },
    forget(id) {
      ahead.delete(id)
      editing.forget(id)
      merges.forget(id)
      // So that its words leave the journal too.
      rhythm.soon()
    },
  })

  // What a crash left is sealed as soon as all rooms are there.
  for (const entry of archive.journal.pending().map(readEntry))
    if (entry) ahead.set(entry.document, (ahead.get(entry.document) ?? 0) + 1)
  if (archive.journal.pending().length > 0) rhythm.soon()
  catalogue.soon()

  return {
    create: wanted => promised(() => making.create(wanted)),
    async rename(id, title) {
      await editing.editAs(id, doc => writeMeta(doc, { title }))
      const { group } = library.get(id)
      archive.transaction(() => catalogue.changed(id, selfOf(group)))
      catalogue.level()
      tell(group, id)
    },
    duplicate: (id, title) => promised(() => making.duplicate(id, title)),
    remove(id) {
      const row = archive.documents.get(id)
      if (!row) throw new Failure('not-found')
      if (row.shared) throw new Failure('not-private')
      // So that its words leave the journal too.
      trySeal()
      archive.transaction(() => {
        archive.documents.remove(id)
        forgetHeld(archive.notes, row.group, id)
      })
      ahead.delete(id)
      library.forget(id)
      editing.forget(id)
      tell(row.group, id)
    },
    share: id =>
      promised(() => {
        library.get(id)
        sealNow()
        const row = archive.documents.get(id)
        if (!row || row.shared) return
        archive.transaction(() => making.publishState(id))
        tell(row.group, id)
      }),
    sealing: {
      ...sealing,
      seal(id) {
        sealNow()
        const successor = sealing.seal(id)
        catalogue.level()
        return successor
      },
    },
    attach(id, port) {
      library.get(id)
      return windows.attach(id, port)
    },
    editAs: editing.editAs,
    receive,
    snapshotFor(id, heads) {
      const document = library.get(id)
      return snapshotOf(document, secretOf(document), heads)
    },
    page: id => readPage(library.get(id).doc),
    rebuild(id) {
      archive.snapshots.remove(id)
      renew(id)
    },
    digest: id => contentDigest(readPage(library.get(id).doc), digest),
    remarks: id => remarksIn(library.get(id).doc),
    authorOf: (id, client) => library.get(id).authors.get(client)?.device ?? null,
    unsealed: of =>
      'document' in of
        ? (ahead.get(of.document) ?? 0)
        : [...ahead].reduce((sum, [id, edits]) => {
            const row = archive.documents.get(id)
            return row?.shared && row.group === of.group ? sum + edits : sum
          }, 0),
    merges: merges.of,
    toRead: merges.count,
    markRead(id, block) {
      const { group } = library.get(id)
      if (merges.read(id, block)) tell(group, id)
    },
    reachable(devices) {
      if (sight.reachable(devices)) rhythm.soon()
    },
    showCaret: (id, caret) => windows.tell(id, { kind: 'presence', ...caret }),
    flush: () =>
      promised(() => {
        trySeal()
        catalogue.tryLevel()
        merges.level()
      }),
    seal: rhythm.soon,
    onChanged(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      windows.close()
      rhythm.close()
      catalogue.close()
      merges.close()
    },
  }
}
