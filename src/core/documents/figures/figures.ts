// The pictures and files of documents. A private document has them beside it in the archive;
// those of a shared one are its messages, in pieces.
import type { Archive } from '#core/archive'
import { digest, fromHex, toHex, type Bytes } from '#core/keys'
import type { PieceDelivery } from '#core/messages'
import { largestAttachment, type Attachment } from '#document/files'
import type { Picture } from '#document/model'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { EnclosureStore, mostOfFeed, type Enclosed, type Taken } from './enclosure-store.ts'
import { resendOf } from './resend.ts'
import { namedPicture } from './picture-file.ts'
import { type Enclosure, piecesOf } from './pieces.ts'

export type Figures = {
  /**
   * Keeps a picture for a document, and sends it where that is shared; in a transaction. Metadata
   * is removed first. Failures: `file-wrong-kind`, `file-too-large` (also when this session brought
   * as many into this document as one may).
   */
  add(document: DocumentId, bytes: Bytes): Picture
  /** The same for a file, as it is. Failure `file-too-large`. */
  enclose(document: DocumentId, bytes: Bytes): { hash: string; size: number }
  /**
   * Null where it is not here, or not all of it. Bytes that came as a file are no picture, even
   * where a block names them as one: nothing has checked them.
   */
  bytes(document: DocumentId, enclosed: Enclosed): Bytes | null
  /** The number of its bytes, without reading them; null where it is not here, or not all of it. */
  size(document: DocumentId, enclosed: Enclosed): number | null
  /** A message of a member; in the transaction that keeps it. */
  take(delivery: PieceDelivery): Taken
  /** Attachments of a private document that is shared now: only those that belong to it now. */
  publish(document: DocumentId, wanted: readonly Enclosed[]): void
  /** Another, private document gets these too, as far as they are here. */
  copy(from: DocumentId, to: DocumentId, wanted: readonly Enclosed[]): void
  /** Pictures and files of a shared document that are whole here. */
  kept(document: DocumentId): Enclosed[]
  /**
   * Sends those of these hashes that are kept again, for the devices that lack them: for each a day
   * after the last time and then after twice as long each time, whatever it states, and as many as
   * this session may still bring. In a transaction.
   */
  bringAgain(document: DocumentId, lackedBy: ReadonlyMap<DeviceId, ReadonlySet<string>>): void
  /** Bodies of the pictures that are here, for a newcomer. */
  contents(document: DocumentId): Iterable<Bytes>
}

export const openFigures = (ports: {
  archive: Archive
  feedOf(group: GroupId): FeedId
  publish(group: GroupId, document: DocumentId, kind: 'blob', body: Bytes): void
  /** UTC milliseconds. */
  now(): number
  /** A picture is here now that was not. */
  came(group: GroupId, document: DocumentId): void
}): Figures => {
  const { archive, feedOf, publish, now, came } = ports
  const { draftEnclosures, messages } = archive
  const store = new EnclosureStore({ archive, came })

  const rowOf = (document: DocumentId) => {
    const row = archive.documents.get(document)
    if (!row) throw new Failure('not-found')
    return row
  }

  /** In messages of this session, which count here like everywhere. */
  const send = (
    { id: document, group }: { id: DocumentId; group: GroupId },
    what: Enclosure,
    whole: Bytes,
  ): void => {
    for (const body of piecesOf(what, digest(what, whole), whole)) {
      publish(group, document, 'blob', body)
      const feed = feedOf(group)
      const id = messages.head(group, feed)?.id
      const taken = id && store.take({ group, feed, document, id, body, handover: false })
      if (taken !== 'waits' && taken !== 'whole') throw new Failure('file-too-large')
    }
  }

  const keep = (document: DocumentId, what: Enclosure, whole: Bytes): string => {
    const row = rowOf(document)
    const hash = toHex(digest(what, whole))
    const enclosed = { what, hash }
    if (!row.shared)
      draftEnclosures.put({ document, ...enclosed, size: whole.length, content: whole })
    else if (store.size(document, enclosed) === null) send(row, what, whole)
    return hash
  }

  return {
    bytes: (document, enclosed) => store.bytes(document, enclosed),
    size: (document, enclosed) => store.size(document, enclosed),
    take: delivery => store.take(delivery),
    add(document, given) {
      const { picture, bytes } = namedPicture(given)
      keep(document, 'picture', bytes)
      return picture
    },
    enclose(document, given) {
      if (given.length > largestAttachment) throw new Failure('file-too-large')
      return { hash: keep(document, 'file', given), size: given.length }
    },
    publish(document, wanted) {
      const drafts = wanted.map(({ what, hash }) => ({
        what,
        whole: draftEnclosures.pluck({ document, what, hash }, 'content'),
      }))
      draftEnclosures.remove({ document })
      for (const { what, whole } of drafts) if (whole) keep(document, what, whole)
    },
    copy(from, to, wanted) {
      for (const enclosed of wanted) {
        const whole = store.bytes(from, enclosed)
        if (whole) keep(to, enclosed.what, whole)
      }
    },
    kept: document => store.kept(document),
    bringAgain(document, lackedBy) {
      const row = rowOf(document)
      for (const enclosed of store.kept(document)) {
        const again = resendOf(archive, now, { document, ...enclosed })
        const lacking = [...lackedBy].filter(([, hashes]) => hashes.has(enclosed.hash))
        const due = again.due(lacking.map(([device]) => device))
        if (due.length === 0) continue
        const whole = store.bytes(document, enclosed)
        const so = store.progressOf({ group: row.group, document, feed: feedOf(row.group) })
        const isFull = so.pictures >= mostOfFeed.pictures
        if (!whole || isFull || so.bytes + whole.length > mostOfFeed.bytes) continue
        send(row, enclosed.what, whole)
        again.brought(due)
      }
    },
    *contents(document) {
      for (const enclosed of store.kept(document)) {
        const whole = store.bytes(document, enclosed)
        if (whole) yield* piecesOf(enclosed.what, fromHex(enclosed.hash), whole)
      }
    },
  }
}

/** The pictures and files of these blocks and attachments, each once. */
export const enclosedIn = (
  blocks: readonly { picture?: Picture | undefined }[],
  files: readonly Pick<Attachment, 'hash'>[],
): Enclosed[] => {
  const pictures = new Set(blocks.flatMap(({ picture }) => picture?.hash ?? []))
  return [
    ...[...pictures].map((hash): Enclosed => ({ what: 'picture', hash })),
    ...[...new Set(files.map(({ hash }) => hash))].map((hash): Enclosed => ({
      what: 'file',
      hash,
    })),
  ]
}
