// The pictures and files of documents. Those of a private document lie beside it in the archive;
// those of a shared one are its messages, in pieces. The pieces of one feed, in their order, decide
// which picture counts, so every device comes to the same hash, size, type and progress.
import type { Archive, EnclosureProgress } from '#core/archive'
import { digest, fromHex, toHex, type Bytes } from '#core/keys'
import {
  largestAttachment,
  largestPicture,
  mostPictures,
  type Attachment,
  type Picture,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { resendOf } from './resend.ts'
import { cleanPicture, readPicture } from './picture-file.ts'
import { type Enclosure, isEnclosure, piecesIn, piecesOf, readPiece } from './pieces.ts'

/** A piece of a picture: authentic, in its place, and from a member who writes in the document. */
export type PieceDelivery = {
  group: GroupId
  feed: FeedId
  document: DocumentId
  id: MessageId
  body: Bytes
  /**
   * Part of a snapshot for this device alone, where pictures of several authors come in one feed.
   */
  handover?: boolean
}

/** `waits` for the next piece; `whole`: this was the last one; `unknown`: of a later version. */
export type Taken = 'waits' | 'whole' | 'unknown' | { refused: string }

/** A picture or file of a document; `hash` as 64 hexadecimal digits. */
export type Enclosed = { what: Enclosure; hash: string }

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

/** The limit of one feed for one document; a member who needs more has to unlock once more. */
export const mostOfFeed = { bytes: 64 * 1024 * 1024, pictures: mostPictures } as const

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
  const { draftEnclosures, keptEnclosures, enclosureProgress, messages } = archive

  const rowOf = (document: DocumentId) => {
    const row = archive.documents.get(document)
    if (!row) throw new Failure('not-found')
    return row
  }

  /** The whole of these messages; `last` is the body of one that is not kept yet. */
  const joined = (ids: readonly MessageId[], size: number, last?: Bytes): Bytes | null => {
    const whole = new Uint8Array(size)
    let at = 0
    for (const [index, id] of ids.entries()) {
      const isLast = last !== undefined && index === ids.length - 1
      const body = isLast ? last : messages.get(id)?.body
      const piece = body && readPiece(body)
      if (!piece || at + piece.bytes.length > size) return null
      whole.set(piece.bytes, at)
      at += piece.bytes.length
    }
    return at === size ? whole : null
  }

  const progressOf = (
    key: Pick<EnclosureProgress, 'group' | 'document' | 'feed'>,
  ): EnclosureProgress =>
    enclosureProgress.get(key) ?? { ...key, coming: null, bytes: 0, pictures: 0 }

  /** One that came whole once: its pieces may have gone since, where the disk lost them. */
  const keptOf = (group: GroupId, document: DocumentId, enclosed: Enclosed) =>
    keptEnclosures.get({ group, document, ...enclosed })
  const isThere = (id: MessageId): boolean => messages.hasBody(id)
  const size = (document: DocumentId, enclosed: Enclosed): number | null => {
    const { group } = rowOf(document)
    const draft = draftEnclosures.pluck({ document, ...enclosed }, 'size')
    if (draft !== null) return draft
    const found = keptOf(group, document, enclosed)
    return found?.messages.every(isThere) ? found.size : null
  }

  const bytes = (document: DocumentId, enclosed: Enclosed): Bytes | null => {
    const { group } = rowOf(document)
    const draft = draftEnclosures.get({ document, ...enclosed })
    if (draft) return draft.content
    const found = keptOf(group, document, enclosed)
    return found && joined(found.messages, found.size)
  }

  const take = (delivery: PieceDelivery): Taken => {
    const { group, feed, document, id, body, handover = false } = delivery
    const piece = readPiece(body)
    if (!piece) return { refused: 'malformed' }
    const { what, size, index } = piece
    if (!isEnclosure(what)) return 'unknown'
    const hash = toHex(piece.hash)
    const enclosed = { what, hash }
    const before = keptOf(group, document, enclosed)
    if (before?.messages.includes(id)) {
      // The disk lost it: it counted when it came first.
      if (before.messages.every(each => each === id || isThere(each))) came(group, document)
      return 'whole'
    }
    const so = progressOf({ group, document, feed })
    if (index === 0) {
      so.bytes += size
      so.pictures++
      so.coming = { what, hash, size, messages: [] }
      const isTooMuch = so.bytes > mostOfFeed.bytes || so.pictures > mostOfFeed.pictures
      if (isTooMuch && !handover) return { refused: 'too-much' }
    }
    const { coming } = so
    const isSame = coming?.what === what && coming.hash === hash && coming.size === size
    if (!isSame || coming.messages.length !== index) return { refused: 'out-of-order' }
    coming.messages.push(id)
    const isLast = coming.messages.length === piecesIn(size)
    if (isLast) so.coming = null
    enclosureProgress.put(so)
    if (!isLast) return 'waits'
    const whole = joined(coming.messages, size, body)
    if (!whole || toHex(digest(what, whole)) !== hash) return { refused: 'other-bytes' }
    if (what === 'picture' && !readPicture(whole)) return { refused: 'no-picture' }
    if (!before?.messages.every(isThere)) {
      keptEnclosures.put({ group, document, ...enclosed, size, messages: coming.messages })
      came(group, document)
    }
    return 'whole'
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
      const taken = id && take({ group, feed, document, id, body })
      if (taken !== 'waits' && taken !== 'whole') throw new Failure('file-too-large')
    }
  }

  const keep = (document: DocumentId, what: Enclosure, whole: Bytes): string => {
    const row = rowOf(document)
    const hash = toHex(digest(what, whole))
    const enclosed = { what, hash }
    if (!row.shared)
      draftEnclosures.put({ document, ...enclosed, size: whole.length, content: whole })
    else if (size(document, enclosed) === null) send(row, what, whole)
    return hash
  }

  const kept = (document: DocumentId): Enclosed[] => {
    const { group } = rowOf(document)
    return (['picture', 'file'] as const).flatMap(what =>
      keptEnclosures
        .list({ group, document, what })
        .filter(each => each.messages.every(isThere))
        .map(({ hash }) => ({ what, hash })),
    )
  }

  return {
    bytes,
    size,
    take,
    add(document, given) {
      const clean = cleanPicture(given)
      const found = clean && readPicture(clean)
      if (!clean || !found) throw new Failure('file-wrong-kind')
      if (clean.length > largestPicture) throw new Failure('file-too-large')
      return { ...found, size: clean.length, hash: keep(document, 'picture', clean) }
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
        const whole = bytes(from, enclosed)
        if (whole) keep(to, enclosed.what, whole)
      }
    },
    kept,
    bringAgain(document, lackedBy) {
      const row = rowOf(document)
      for (const enclosed of kept(document)) {
        const again = resendOf(archive, now, { document, ...enclosed })
        const lacking = [...lackedBy].filter(([, hashes]) => hashes.has(enclosed.hash))
        const due = again.due(lacking.map(([device]) => device))
        if (due.length === 0) continue
        const whole = bytes(document, enclosed)
        const so = progressOf({ group: row.group, document, feed: feedOf(row.group) })
        const isFull = so.pictures >= mostOfFeed.pictures
        if (!whole || isFull || so.bytes + whole.length > mostOfFeed.bytes) continue
        send(row, enclosed.what, whole)
        again.brought(due)
      }
    },
    *contents(document) {
      for (const enclosed of kept(document)) {
        const whole = bytes(document, enclosed)
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
