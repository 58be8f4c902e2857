// The pictures and files that are here: drafts of private documents, and those of shared ones, whose
// pieces are messages. The pieces of one feed, in their order, decide which picture counts, so every
// device comes to the same hash, size, type and progress.
import type { Archive, EnclosureProgress, KeptEnclosure } from '#core/archive'
import { digest, toHex, type Bytes } from '#core/keys'
import type { PieceDelivery } from '#core/messages'
import { mostPictures } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import { readPicture } from './picture-file.ts'
import { type Enclosure, isEnclosure, piecesIn, readPiece } from './pieces.ts'

/** `waits` for the next piece; `whole`: this was the last one; `unknown`: of a later version. */
export type Taken = 'waits' | 'whole' | 'unknown' | { refused: string }

/** A picture or file of a document; `hash` as 64 hexadecimal digits. */
export type Enclosed = { what: Enclosure; hash: string }

/** The limit of one feed for one document; a member who needs more has to unlock once more. */
export const mostOfFeed = { bytes: 64 * 1024 * 1024, pictures: mostPictures } as const

type Ports = {
  archive: Archive
  /** A picture is here now that was not. */
  came(group: GroupId, document: DocumentId): void
}

export class EnclosureStore {
  private readonly archive: Archive
  private readonly came: Ports['came']

  private readonly isThere = (id: MessageId): boolean => this.archive.messages.hasBody(id)

  constructor({ archive, came }: Ports) {
    this.archive = archive
    this.came = came
  }

  /** The number of its bytes, without reading them; null where it is not here, or not all of it. */
  size(document: DocumentId, enclosed: Enclosed): number | null {
    const group = this.groupOf(document)
    const draft = this.archive.draftEnclosures.pluck({ document, ...enclosed }, 'size')
    if (draft !== null) return draft
    const found = this.keptOf(group, document, enclosed)
    return found?.messages.every(this.isThere) ? found.size : null
  }

  /** Null where it is not here, or not all of it. */
  bytes(document: DocumentId, enclosed: Enclosed): Bytes | null {
    const group = this.groupOf(document)
    const draft = this.archive.draftEnclosures.get({ document, ...enclosed })
    if (draft) return draft.content
    const found = this.keptOf(group, document, enclosed)
    return found && this.joined(found.messages, found.size)
  }

  /** The enclosures of a shared document that are whole here. */
  kept(document: DocumentId): Enclosed[] {
    const group = this.groupOf(document)
    return (['picture', 'file'] as const).flatMap(what =>
      this.archive.keptEnclosures
        .list({ group, document, what })
        .filter(each => each.messages.every(this.isThere))
        .map(({ hash }) => ({ what, hash })),
    )
  }

  /** How far the pieces of a feed for a document have come. */
  progressOf(key: Pick<EnclosureProgress, 'group' | 'document' | 'feed'>): EnclosureProgress {
    return (
      this.archive.enclosureProgress.get(key) ?? { ...key, coming: null, bytes: 0, pictures: 0 }
    )
  }

  /** A message of a member; in the transaction that keeps it. */
  take(delivery: PieceDelivery): Taken {
    const { group, feed, document, id, body, handover } = delivery
    const piece = readPiece(body)
    if (!piece) return { refused: 'malformed' }
    const { what, size, index } = piece
    if (!isEnclosure(what)) return 'unknown'
    const hash = toHex(piece.hash)
    const enclosed = { what, hash }
    const before = this.keptOf(group, document, enclosed)
    if (before?.messages.includes(id)) {
      // The disk lost it: it counted when it came first.
      if (before.messages.every(each => each === id || this.isThere(each)))
        this.came(group, document)
      return 'whole'
    }
    const so = this.progressOf({ group, document, feed })
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
    this.archive.enclosureProgress.put(so)
    if (!isLast) return 'waits'
    const whole = this.joined(coming.messages, size, body)
    if (!whole || toHex(digest(what, whole)) !== hash) return { refused: 'other-bytes' }
    if (what === 'picture' && !readPicture(whole)) return { refused: 'no-picture' }
    if (!before?.messages.every(this.isThere)) {
      this.archive.keptEnclosures.put({
        group,
        document,
        ...enclosed,
        size,
        messages: coming.messages,
      })
      this.came(group, document)
    }
    return 'whole'
  }

  /** The whole of these messages; `last` is the body of one that is not kept yet. */
  private joined(ids: readonly MessageId[], size: number, last?: Bytes): Bytes | null {
    const whole = new Uint8Array(size)
    let at = 0
    for (const [index, id] of ids.entries()) {
      const isLast = last !== undefined && index === ids.length - 1
      const body = isLast ? last : this.archive.messages.get(id)?.body
      const piece = body && readPiece(body)
      if (!piece || at + piece.bytes.length > size) return null
      whole.set(piece.bytes, at)
      at += piece.bytes.length
    }
    return at === size ? whole : null
  }

  /** One that came whole once: its pieces may have gone since, where the disk lost them. */
  private keptOf(group: GroupId, document: DocumentId, enclosed: Enclosed): KeptEnclosure | null {
    return this.archive.keptEnclosures.get({ group, document, ...enclosed })
  }

  private groupOf(document: DocumentId): GroupId {
    const group = this.archive.documents.keyOf(document)?.group
    if (!group) throw new Failure('not-found')
    return group
  }
}
