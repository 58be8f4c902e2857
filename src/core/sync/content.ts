// Digests of the readable content of a group's shared documents. Two devices with the same heads
// compare them. A difference means that one of the two took something in wrongly. Its copy is then
// rebuilt from the messages, which are authoritative.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  digest,
  encode,
  equal,
  fromHex,
  listOf,
  toHex,
  type Bytes,
} from '#core/keys'
import type { DocumentId } from '#shared/ids'
import type { SyncArchive, SyncDocuments, SyncGroup } from './ports.ts'

export type Contents = ReadonlyMap<DocumentId, Bytes>

export type Content = {
  /**
   * 32 bytes for each shared document; null while some documents hold edits that are in no message
   * yet.
   */
  all(): Contents | null
  /**
   * Compares with the content of a device with the same heads. True when a copy here was rebuilt.
   */
  compare(theirs: Contents): boolean
  /** The contents of both are equal. */
  agree(): void
  /** Documents that still differed after they had been rebuilt. */
  differing(): DocumentId[]
}

/** 32 bytes over all of them. */
export const digestOfContents = (contents: Contents): Bytes =>
  digest(
    'content',
    ...[...contents]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([id, of]) => [fromHex(id), of]),
  )

const readNote = 'sync/content/'
const differsNote = 'sync/differs/'

export const openContent = (
  archive: SyncArchive,
  group: Pick<SyncGroup, 'id'>,
  documents: SyncDocuments,
  /** Some messages of the document are held back here, and others show another content. */
  isHeldUp: (document: DocumentId) => boolean = () => false,
): Content => {
  /**
   * The digest is kept with the last message that it covers, so that only a document that changed
   * is read again.
   */
  const digestOf = (id: DocumentId): Bytes | null => {
    const kept = archive.notes.get(group.id, readNote + id)
    const list = kept && listOf(decodeStrict(kept, 256), 2)
    const known = countOf(list?.[0]) ?? 0
    const last = archive.messages.lastOf(id)
    const before = bytesUpTo(list?.[1], 32)
    if (last <= known && before) return before
    const now = documents.digestOf?.(id)
    if (!now) return null
    archive.notes.put(group.id, readNote + id, encode([Math.max(last, known), now]))
    return now
  }
  const all = (): Contents | null => {
    if (!documents.digestOf || (documents.unsealed?.(group.id) ?? 0) > 0) return null
    const shared = archive.documents
      .list(group.id)
      .filter(({ id, shared: isShared }) => isShared && !isHeldUp(id))
    const found = new Map<DocumentId, Bytes>()
    for (const { id } of shared) {
      const of = digestOf(id)
      if (of) found.set(id, of)
    }
    return found
  }
  const differing = (): DocumentId[] =>
    archive.notes
      .list(group.id, differsNote)
      .map(({ name }) => name.slice(differsNote.length) as DocumentId)
  const settle = (id: DocumentId): void => archive.notes.remove(group.id, differsNote + id)

  return {
    all,
    differing,
    agree: () => differing().forEach(settle),
    compare(theirs) {
      let isAnew = false
      for (const [id, mine] of all() ?? []) {
        const other = theirs.get(id)
        if (!other) continue
        if (equal(mine, other)) {
          settle(id)
          continue
        }
        const note = archive.notes.get(group.id, differsNote + id)
        archive.notes.put(group.id, differsNote + id, mine)
        // The document was rebuilt already with the same result: the other copy is wrong, or both
        // are right.
        if (note && equal(note, mine)) continue
        archive.notes.remove(group.id, readNote + id)
        documents.rebuild?.(id)
        const anew = digestOf(id)
        if (!anew) continue
        isAnew ||= !equal(anew, mine)
        if (equal(anew, other)) settle(id)
        else archive.notes.put(group.id, differsNote + id, anew)
      }
      return isAnew
    },
  }
}

/** The form for a link. */
export const contentsToWire = (contents: Contents) =>
  [...contents].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, of]) => [fromHex(id), of])

export const contentFromWire = (value: unknown): [DocumentId, Bytes] | null => {
  const list = Array.isArray(value) ? listOf(value, 2) : null
  const id = bytesUpTo(list?.[0], 16)
  const of = bytesUpTo(list?.[1], 32)
  return id?.length === 16 && of?.length === 32 ? [toHex(id) as DocumentId, of] : null
}
