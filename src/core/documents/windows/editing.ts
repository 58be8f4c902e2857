// This device's own edits, from its windows and from core: the client id that each may write with,
// and the way of an edit through the gate into the journal.
import { equalityDeep } from 'lib0/function'
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { meetingKey, notesName, readMeta, rootOf } from '#document/tree'
import { leavesKept, type KeptBlocks } from '#document/undo'
import type { Right } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { renamed, asMoved, type Moved } from '../contested/index.ts'
import { readEntry, writeEntry, type ClientRow, type Entry, parkedPlace } from '../bodies/index.ts'
import { type Admission, clientsIn } from '../gate/index.ts'
import {
  type DocumentCache,
  rulesFor,
  type DocumentReplica,
  updatesOf,
  OwnWriters,
} from '../replica/index.ts'
import { withoutKnownDeletions } from './known-deletions.ts'
import type { EditingWindow, WindowPort } from './windows.ts'

export type Editing = {
  /**
   * A client id that no open window writes with: one of a window that is closed for good, or a new
   * one. Null when this session has given out all.
   */
  newWriter(document: DocumentReplica): number | null
  /** The writer of entries that go out alone, which no window writes with; null as for `newWriter`. */
  writerAlone(document: DocumentReplica): ClientRow | null
  /** Core wrote a new document as the first writer of this session's feed. */
  began(begun: { id: DocumentId; group: GroupId; clientId: number }): void
  /** A window with `clientId` is gone and holds nothing back: the next one goes on with it. */
  closed(id: DocumentId, clientId: number): void
  /**
   * Throws a Failure at once when the edit is refused; else the promise resolves when it, and all
   * edits of the document before it, are on the disk.
   */
  edit(id: DocumentId, update: Bytes, from: EditingWindow | null): Promise<void>
  /** See `Documents`, as for the two behind it. */
  editAs<T>(id: DocumentId, work: (doc: Y.Doc) => T, kept?: KeptBlocks): Promise<T>
  editBeside<T>(id: DocumentId, work: (doc: Y.Doc) => T): Promise<T>
  mustTake(id: DocumentId, work: Work, kept?: KeptBlocks): void
  /** Puts parked edits into the journal that can go out now. */
  republish(document: DocumentReplica): void
  /**
   * An entry of the journal is in a message, in the transaction that is open: it is not parked any
   * more.
   */
  released(entry: Entry): void
  /** The journal was flushed, and that transaction is over. */
  emptied(): void
  /** Text of earlier feeds went out under other ids: windows may use the former ones. */
  moved(id: DocumentId, moved: readonly Moved[]): void
  /** A client id that was given out and not used belongs to another device. */
  retire(document: DocumentReplica, client: number): void
  forget(id: DocumentId): void
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  feedOf(group: GroupId): FeedId
  deviceOf(group: GroupId): DeviceId
  /** The rights of this device in the document. */
  rightsNow(document: DocumentReplica): ReadonlySet<Right>
  /** A decision fixes its text. */
  isFixed(document: DocumentReplica): boolean
  /** Edits of the document could not be flushed. */
  isHeldUp(document: DocumentId): boolean
  /** An edit was accepted. `made` is the change; `isPlain`: letters that follow others alone. */
  edited(
    document: DocumentReplica,
    change: { made: Bytes; isPlain: boolean },
    from: WindowPort | null,
  ): void
}

const tooLarge = new Set<string>(['fits', 'few-structs', 'few-deletes'])

const notAllowed = new Set<string>([
  ...['remarks-only', 'remarks-say', 'remarks-delete-nothing', 'settles-by-right'],
  'proposes-by-right',
])

const codeOf = (admission: Admission): FailureCode => {
  if (admission.is !== 'refused') return 'invalid-input'
  if (notAllowed.has(admission.why)) return 'not-permitted'
  return tooLarge.has(admission.why) ? 'file-too-large' : 'invalid-input'
}

/** `isBound`: a fixed text refuses its edit. */
type Editor = { port: WindowPort | null; isBound: boolean }

type Work = (doc: Y.Doc) => unknown

const mustLeave = (doc: Y.Doc, kept: KeptBlocks, work: Work): void => {
  if (!leavesKept(doc, kept, copy => void work(copy))) throw new Failure('line-decided')
}

/** No exact text has this state of a block. */
const besideKey = meetingKey('question')

/** Throws where it would change a block otherwise, a footnote, or what `writeMeta` sets. */
const besideWords =
  <T>(work: (doc: Y.Doc) => T) =>
  (doc: Y.Doc): T => {
    let isOfWords = false
    rootOf(doc).observeDeep(events => {
      isOfWords ||= events.some(
        ({ changes: { delta, keys } }) =>
          delta.length > 0 || [...keys.keys()].some(key => key !== besideKey),
      )
    })
    doc.getMap(notesName).observeDeep(() => {
      isOfWords = true
    })
    const meta = readMeta(doc)
    const answer = work(doc)
    if (isOfWords || !equalityDeep(meta, readMeta(doc)))
      throw new TypeError('an edit beside the words that changes words')
    return answer
  }

/** Edits that a window sent before it heard that the text is fixed are taken in. */
const boundBy = (from: EditingWindow | null): Editor => ({
  port: from?.port ?? null,
  isBound: from !== null && !from.rights.has('write'),
})

/** Refused as more than remarks. */
const isOfText = (admission: Admission): boolean =>
  admission.is === 'refused' && notAllowed.has(admission.why)

/** Refused for deletions, which core perhaps has. */
const isForDeletions = (admission: Admission): boolean =>
  admission.is === 'refused' && ['remarks-delete-nothing', 'few-deletes'].includes(admission.why)

const entryFor = ({ id, group, authors }: DocumentReplica, feed: FeedId, update: Bytes): Entry => {
  const writers = (clientsIn(update) ?? []).map(client => authors.get(client)?.writer ?? 0)
  return { group, document: id, feed, update, writers }
}

/** Old ids of a window that has not read the document again, as they are now. */
const asNow = (
  { self, authors, contests }: DocumentReplica,
  said: Bytes,
  moved: readonly Moved[],
): Bytes => {
  // As nearly always, with every key.
  if (moved.length === 0 && contests.all().length === 0 && !contests.forks.any()) return said
  // An id that another device has by now means that device's text.
  const own = moved.filter(({ client }) => (authors.get(client)?.device ?? self) === self)
  const now = renamed(
    asMoved(said, own),
    new Map(
      contests.all().flatMap(({ client, rows }) => {
        const row = rows.find(each => each.device === self) ?? rows[0]
        return row ? [[client, row.client] as const] : []
      }),
    ),
  )
  return contests.forks.renamed(now, { position: 0, branches: [] })
}

export const openEditing = (ports: Ports): Editing => {
  const { archive, cache, feedOf, rightsNow, isFixed, isHeldUp, edited } = ports
  const writers = new OwnWriters(ports)
  const saving = new Map<DocumentId, Promise<void>>()
  const moved = new Map<DocumentId, readonly Moved[]>()
  /** The places of parked edits that are in the journal. */
  const republished = new Set<string>()

  const append = (entry: Entry): Promise<void> =>
    // An edit that the disk refused is kept and tried again: it counts as saved when it is there.
    archive.journal.append(writeEntry(entry)).catch(() => archive.journal.settled())

  const take = (id: DocumentId, said: Bytes, { port, isBound }: Editor): Promise<void> => {
    const document = cache.get(id)
    const update = asNow(document, said, moved.get(id) ?? [])
    const rights = rightsNow(document)
    if (!rights.has('remark')) throw new Failure('not-permitted')
    const fixed = isBound && rights.has('write') && isFixed(document)
    const rows = writers.rows(document)
    document.authors.note(rows)
    const isRemarks = fixed || !rights.has('write')
    const rules = { ...rulesFor(rows, () => rights), isRemarks }
    let taken = document.take(update, rules)
    if (isForDeletions(taken.admission))
      taken = document.take(withoutKnownDeletions(document.doc, update), rules)
    const { admission, made, isPlain } = taken
    if (admission.is !== 'applied') {
      if (admission.is === 'refused' && admission.spoilt) cache.forget(id)
      throw new Failure(fixed && isOfText(admission) ? 'text-is-fixed' : codeOf(admission))
    }
    if (made) {
      // The journal keeps its order, so the last edit to be saved stands for all before it.
      saving.set(id, append(entryFor(document, feedOf(document.group), made)))
      edited(document, { made, isPlain }, port)
    }
    return saving.get(id) ?? Promise.resolve()
  }

  const editBy = async <T>(
    document: DocumentReplica,
    work: (doc: Y.Doc) => T,
    isBound: boolean,
  ): Promise<T> => {
    const clientId = document.writable() ? writers.forCore(document) : null
    if (clientId === null) throw new Failure('not-permitted')
    const state = Y.encodeStateAsUpdate(document.doc)
    const { answer, updates } = updatesOf(state, clientId, work)
    await Promise.all(updates.map(update => take(document.id, update, { port: null, isBound })))
    return answer
  }

  return {
    newWriter: document => writers.next(document),
    writerAlone: document => writers.forAlone(document),
    began: begun => writers.began(begun),
    closed: (id, clientId) => writers.closed(id, clientId),
    moved(id, more) {
      moved.set(id, [...(moved.get(id) ?? []), ...more])
    },
    retire: (document, client) => writers.retire(document, client),
    edit: (id, update, from) => take(id, update, boundBy(from)),
    async editAs(id, work, kept) {
      const leaving = (doc: Y.Doc) => {
        if (kept) mustLeave(doc, kept, work)
        return work(doc)
      }
      return editBy(cache.get(id), leaving, true)
    },
    editBeside: async (id, work) => editBy(cache.get(id), besideWords(work), false),
    mustTake(id, work, kept) {
      const document = cache.get(id)
      if (isFixed(document)) throw new Failure('text-is-fixed')
      if (kept) mustLeave(document.doc, kept, work)
    },
    republish({ id, freed }) {
      // The edit is flushed with all parked ones of the document, in its order.
      if (freed.length === 0 || isHeldUp(id)) return
      const inJournal = new Set<string>()
      for (const entry of archive.journal.pending().map(readEntry))
        if (entry?.document === id) inJournal.add(parkedPlace(entry))
      for (const entry of freed) {
        const place = parkedPlace(entry)
        // The document was read again before that journal was flushed.
        if (inJournal.has(place)) continue
        republished.add(place)
        void append(entry)
      }
    },
    released(entry) {
      const { document } = entry
      const place = republished.size > 0 ? parkedPlace(entry) : ''
      if (republished.has(place)) archive.parkedEdits.remove({ document, place })
    },
    emptied() {
      if (republished.size > 0 && archive.journal.pending().length === 0) republished.clear()
    },
    forget(id) {
      writers.forget(id)
      saving.delete(id)
      moved.delete(id)
    },
  }
}
