// Retiring a document: another one goes on from its readable text, and everything that this device
// has of the old one is removed: text, deleted text, names, index, conflicts.
import type { Archive, Late, StoredMessage } from '#core/archive'
import { digest } from '#core/keys'
import type { RetireDelivery } from '#core/messages'
import { carriedConsents } from '#document/consultation'
import { contentDigest } from '#document/history/versions'
import { readPage } from '#document/tree'
import { readMeetingMeta } from '#document/meetings'
import { readPartOf } from '#document/restricted'
import { readTemplate } from '#document/templates'
import { settledPage } from '#document/model'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import type { Attached } from './attached.ts'
import { contentOf, readEntry, parkedIn } from '../bodies/index.ts'
import { lateAside, lateIn, replicaFrom, type DocumentCache } from '../replica/index.ts'
import type { DocumentCreation } from './create.ts'

export type Retire = {
  /**
   * Makes the successor and retires the document, all or nothing. Every device that gets the record
   * drops a shared one; the successor is shared as it was. Files that are not here, or for which
   * there is no room, are left behind, and the caller has to name them in `leaves`. Failures:
   * `not-found`, `not-permitted`, `figure-missing` (also for a picture of the text).
   */
  seal(document: DocumentId, leaves?: readonly EntryId[]): DocumentId
  /** Parked edits of this device, which build on text that it lost. */
  held(document: DocumentId): number
  /** The digest, as in `seal`, of the readable text of these messages of one document. */
  digestFrom(messages: readonly StoredMessage[]): string
  /** In the transaction that keeps the record. */
  sealed(delivery: RetireDelivery): void
  /**
   * Removes everything of a document that is here; in a transaction. Sync drops the bodies of its
   * messages.
   */
  drop(group: GroupId, document: DocumentId): void
  /** Text of the document that this one goes on from which is not in it. */
  late(document: DocumentId): Late[]
  /** The person has dealt with the one at this place. */
  settleLate(document: DocumentId, index: number): void
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  making: Pick<DocumentCreation, 'begin' | 'publishState'>
  attached: Attached
  acts: Pick<ActPorts, 'carried' | 'retired' | 'dropped'>
  giveUp(
    group: GroupId,
    given: { document: DocumentId; successor: DocumentId; digest: string },
  ): void
  /** Removes data beside its replica from memory. */
  forget(document: DocumentId): void
  tell(group: GroupId, document: DocumentId): void
  /** Content was dropped: the disk's traces of it are to be overwritten. */
  gaveUp(): void
}

/** Failure `not-found`. */
const mustBeHere = <Row>(row: Row | null): Row => {
  if (!row) throw new Failure('not-found')
  return row
}

export const openRetire = (ports: Ports): Retire => {
  const { archive, cache, making, attached, acts, giveUp, forget, tell, gaveUp } = ports
  const { lateText } = archive
  const rowOf = (document: DocumentId) => mustBeHere(archive.documents.get(document))
  const lateOf = (group: GroupId, document: DocumentId): readonly Late[] =>
    lateText.pluck({ group, document }, 'late') ?? []

  const drop = (group: GroupId, document: DocumentId): void => {
    archive.documents.remove(document)
    acts.dropped(document)
    forget(document)
    cache.forget(document)
    gaveUp()
    // After the transaction, whichever caller began it.
    queueMicrotask(() => tell(group, document))
  }

  return {
    seal(id, leaves = []) {
      const row = rowOf(id)
      // Unsettled suggestions are nobody's text yet; retiring a document does not accept them.
      const { doc } = cache.get(id)
      const page = settledPage(readPage(doc))
      // Attachments that are left behind would be lost.
      const carried = attached.carried(id)
      const known = new Set([...leaves, ...carried.files.map(file => file.id)])
      const isLost =
        page.blocks.some(({ picture }) => picture && !carried.pictures.has(picture.hash)) ||
        attached.of(id).some(file => !known.has(file.id))
      if (isLost) throw new Failure('figure-missing')
      const { kind, title, language, reference, symbol, status } = page.meta
      const begun = making.begin({
        group: row.group,
        kind,
        title,
        language,
        reference,
        symbol,
        status,
        // The text of a restricted paragraph names its place.
        blocks: page.blocks.map(block =>
          block.label === undefined ? { ...block, id: null, copyOf: block.id } : block,
        ),
        notes: page.notes ?? [],
        partOf: readPartOf(doc) ?? undefined,
        meetingMeta: readMeetingMeta(doc),
        consents: carriedConsents(doc),
        isTemplate: row.shared && readTemplate(doc) !== null,
        picturesOf: id,
        acts: acts.carried(id),
      })
      const successor = begun.id
      try {
        archive.transaction(() => {
          begun.store()
          if (row.shared) {
            making.publishState(successor)
            const seen = contentDigest(readPage(cache.get(successor).doc), digest)
            giveUp(row.group, { document: id, successor, digest: seen })
          } else drop(row.group, id)
        })
      } catch (error) {
        cache.forget(successor)
        throw error
      }
      tell(row.group, successor)
      return successor
    },
    held(document) {
      const row = archive.documents.get(document)
      return row ? parkedIn(archive, document).length : 0
    },
    digestFrom(messages) {
      const doc = replicaFrom(messages, ({ kind, body }) => body && contentOf(kind, body))
      const read = contentDigest(readPage(doc), digest)
      doc.destroy()
      return read
    },
    sealed({ group, document, successor, covers }) {
      const here = lateOf(group, document)
      const loaded = cache.find(document)
      const covered = archive.messages.ofDocument(document, 0).filter(covers)
      const aside = [
        ...parkedIn(archive, document),
        ...archive.journal.pending().map(readEntry),
      ].flatMap(entry => (entry?.document === document ? [entry.update] : []))
      const found = loaded ? [...lateIn(loaded, covered), ...lateAside(loaded, aside)] : []
      acts.retired(document, successor)
      drop(group, document)
      const late = [...lateOf(group, successor), ...here, ...found]
      if (late.length > 0) lateText.put({ group, document: successor, late })
    },
    drop,
    late(document) {
      return [...lateOf(rowOf(document).group, document)]
    },
    settleLate(document, index) {
      const { group } = rowOf(document)
      const left = lateOf(group, document).filter((_, at) => at !== index)
      if (left.length === 0) lateText.remove({ group, document })
      else lateText.put({ group, document, late: left })
      tell(group, document)
    },
  }
}
