// The room put together: documents are made, opened, edited, shared and received. An edit is
// acknowledged when it is on the disk, never before; a private document has no message anywhere.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { digest, type Bytes, type Encodable, toHex } from '#core/keys'
import type { DocumentKind, Language } from '#shared/contract'
import {
  clientIdOf,
  contentDigest,
  type NewBlock,
  type Page,
  readPage,
  writeBlocks,
  writeMeta,
} from '#shared/document'
import type { Presence } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { mostWriters, writeEntry, writeSnapshotBody } from './bodies.ts'
import { openCatalogue } from './catalogue.ts'
import { drainJournal } from './drain.ts'
import { foldWhenLong } from './folding.ts'
import { admit } from './gate/admit.ts'
import { updateLimits } from './gate/limits.ts'
import { openLibrary } from './library.ts'
import { type Loaded } from './loaded.ts'
import { type Delivery, type Received, receiver } from './receive.ts'
import { openRhythm } from './rhythm.ts'
import { type Caret, openWindows, type WindowPort } from './windows.ts'

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
  /** Writes a message in the transaction that is open. */
  publish(group: GroupId, document: DocumentId, kind: string, body: Bytes): void
  /** Whether another device of the group is linked just now. */
  live(group: GroupId): boolean
  /** Where a window's caret stands, for the members in reach. */
  sendPresence(group: GroupId, document: DocumentId, presence: Presence): void
}

export type NewDocument = {
  group: GroupId
  kind: DocumentKind
  title: string
  language: Language
  blocks: readonly NewBlock[]
}

export type Documents = {
  /** "Only you" until shared. Resolves when it is on the disk. */
  create(wanted: NewDocument): Promise<DocumentId>
  rename(document: DocumentId, title: string): Promise<void>
  /** A private copy of what can be read now, without its history. */
  duplicate(document: DocumentId, title: string): Promise<DocumentId>
  /** Failure `not-private` for a document that was ever shared. */
  remove(document: DocumentId): void
  /** Writes its state as its first message; nothing takes that back. */
  share(document: DocumentId): Promise<void>
  /** Serves a window until the returned function is called. Throws `not-found`. */
  attach(document: DocumentId, port: WindowPort): () => void
  /** Core's own edits, through the same gate; resolves when they are on the disk. */
  editAs(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void>
  /** A message of a member, authentic and in its place; in the transaction that keeps it. */
  receive(delivery: Delivery): Received
  /** The body that a newcomer begins with; see `SnapshotBody`. */
  snapshotFor(document: DocumentId, heads: Encodable): Bytes
  page(document: DocumentId): Page
  digest(document: DocumentId): string
  showCaret(document: DocumentId, caret: Caret): void
  /** Seals everything that is pending. */
  flush(): Promise<void>
  /** Seals what is in the journal now; for when a device comes into reach. */
  seal(): void
  onChanged(listen: (change: { group: GroupId; document: DocumentId }) => void): () => void
  close(): void
}

export const openDocuments = (rooms: DocumentsRooms): Documents => {
  const { archive, now, random, feedOf, deviceOf, selfOf, publish, live } = rooms
  const library = openLibrary(archive, deviceOf)
  const catalogue = openCatalogue(archive, library, now)
  const listeners = new Set<(change: { group: GroupId; document: DocumentId }) => void>()
  /** How many client ids this session gave out, and the one that core itself writes with. */
  const given = new Map<DocumentId, number>()
  const ownWriter = new Map<DocumentId, number>()

  const tell = (group: GroupId, document: DocumentId): void => {
    for (const listen of listeners) listen({ group, document })
  }

  /** A client id that nobody wrote with before, as its number in this session's feed. */
  const newWriter = ({ id, group, writers }: Loaded): number => {
    const writer = given.get(id) ?? 0
    if (writer >= mostWriters) throw new Failure('not-permitted')
    given.set(id, writer + 1)
    const device = deviceOf(group)
    const feed = feedOf(group)
    const client = clientIdOf(digest, device, feed, id, writer)
    writers.set(client, { client, device, feed, writer })
    return client
  }

  const seal = (): void => {
    const drained = drainJournal({
      archive,
      library,
      feedOf,
      publish,
      kept: document => catalogue.changed(document, selfOf(library.get(document).group)),
    })
    rhythm.sealed()
    for (const { group, document } of drained) {
      foldWhenLong(archive, library.get(document))
      tell(group, document)
    }
  }
  const rhythm = openRhythm(() => {
    try {
      seal()
    } catch (error) {
      // A full disk: everything stays in the journal and is sealed with the next edit.
      if (!(error instanceof Failure)) throw error
    }
  })

  /** This session's own client ids in the document. */
  const isOwn = ({ group, writers }: Loaded, client: number): boolean => {
    const writer = writers.get(client)
    return writer?.device === deviceOf(group) && writer.feed === feedOf(group)
  }

  const edit = async (id: DocumentId, update: Bytes, from: WindowPort | null): Promise<void> => {
    const document = library.get(id)
    if (!document.writable()) throw new Failure('not-permitted')
    const allowed = (client: number) => isOwn(document, client)
    const admission = admit(
      document.doc,
      update,
      { limits: updateLimits, allowed },
      { origin: from },
    )
    if (admission.is !== 'applied') {
      if (admission.is === 'refused' && admission.spoilt) library.forget(id)
      throw new Failure('invalid-input')
    }
    document.unfolded++
    const { group } = document
    const entry = { group, document: id, feed: feedOf(group), writers: given.get(id) ?? 0, update }
    const saved = archive.journal.append(writeEntry(entry))
    windows.tell(id, { kind: 'changed', update, by: selfOf(group) }, from ?? undefined)
    rhythm.note(update.length, live(group))
    // What the disk refused is kept and tried again by itself: it is acknowledged when it is there.
    await saved.catch(() => archive.journal.settled())
  }

  const windows = openWindows({
    open(id) {
      const document = library.get(id)
      return { doc: document.doc, clientId: newWriter(document), writable: document.writable() }
    },
    edit,
    presence: (id, presence) => {
      const row = archive.documents.get(id)
      if (row?.shared) rooms.sendPresence(row.group, id, presence)
    },
    hold: library.hold,
  })

  const editAs = async (id: DocumentId, work: (doc: Y.Doc) => void): Promise<void> => {
    const document = library.get(id)
    const scratch = new Y.Doc({ gc: false })
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(document.doc))
    const client = ownWriter.get(id) ?? newWriter(document)
    ownWriter.set(id, client)
    scratch.clientID = client
    const updates: Bytes[] = []
    scratch.on('update', (update: Bytes) => updates.push(update))
    try {
      work(scratch)
    } finally {
      scratch.destroy()
    }
    await Promise.all(updates.map(update => edit(id, update, null)))
  }

  const flush = async (): Promise<void> => {
    await archive.journal.settled()
    seal()
    catalogue.level()
  }

  const create = async (wanted: NewDocument): Promise<DocumentId> => {
    const { group, kind, title, language, blocks } = wanted
    const id = toHex(random(16)) as DocumentId
    const at = now()
    archive.documents.put({
      ...{ id, group, kind, title, language, reference: '', status: 'draft' as const },
      ...{ shared: false, secret: random(32), createdAt: at, changedAt: at },
      ...{ changedBy: selfOf(group), words: 0 },
    })
    await editAs(id, doc => {
      writeMeta(doc, { kind, title, language })
      writeBlocks(doc, blocks, { random })
    })
    await flush()
    return id
  }

  const snapshotBody = (document: Loaded, heads: Encodable): Bytes => {
    const row = archive.documents.get(document.id)
    if (!row) throw new Failure('not-found')
    const { secret } = row
    const clients = [...document.writers.values()]
    return writeSnapshotBody({ secret, clients, state: Y.encodeStateAsUpdate(document.doc) }, heads)
  }

  const { receive } = receiver({ archive, library, windows, catalogue, tell })

  // What a crash left is sealed before anything new is written.
  seal()
  catalogue.level()

  return {
    create,
    rename: (id, title) => editAs(id, doc => writeMeta(doc, { title })),
    async duplicate(id, title) {
      const { group } = library.get(id)
      const { meta, blocks } = readPage(library.get(id).doc)
      return create({
        ...{ group, kind: meta.kind, language: meta.language, title },
        blocks: blocks.map(block => ({ ...block, id: null })),
      })
    },
    remove(id) {
      const row = archive.documents.get(id)
      if (!row) throw new Failure('not-found')
      if (row.shared) throw new Failure('not-private')
      archive.documents.remove(id)
      library.forget(id)
      tell(row.group, id)
    },
    async share(id) {
      await flush()
      const document = library.get(id)
      const row = archive.documents.get(id)
      if (!row || row.shared) return
      archive.transaction(() => {
        archive.documents.put({ ...row, shared: true })
        publish(row.group, id, 'snapshot', snapshotBody(document, [[], []]))
        archive.drafts.remove(id)
        archive.snapshots.remove(id)
      })
      tell(row.group, id)
    },
    attach(id, port) {
      library.get(id)
      return windows.attach(id, port)
    },
    editAs,
    receive,
    snapshotFor: (id, heads) => snapshotBody(library.get(id), heads),
    page: id => readPage(library.get(id).doc),
    digest: id => contentDigest(readPage(library.get(id).doc), digest),
    showCaret: (id, caret) => windows.tell(id, { kind: 'presence', ...caret }),
    flush,
    seal,
    onChanged(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      rhythm.close()
      catalogue.close()
    },
  }
}
