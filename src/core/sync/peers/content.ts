// Digests of the readable content of a group's shared documents. Two devices with the same heads
// compare them. A difference means that one of the two took something in wrongly. Its copy is then
// rebuilt from the messages, which are authoritative.
import { bytesUpTo, digest, equal, fromHex, listOf, toHex, type Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'

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

export const openContent = (
  archive: SyncArchive,
  group: Pick<SyncGroup, 'id'>,
  documents: Pick<SyncDocuments, 'digestOf' | 'rebuild' | 'unsealed'>,
  /** Some messages of the document are held back here, and others show another content. */
  isHeldUp: (document: DocumentId) => boolean,
): Content => {
  const { contentDigests, contentDifferences } = archive
  /**
   * The digest is kept with the last message that it covers, so that only a document that changed
   * is read again.
   */
  const digestOf = (id: DocumentId): Bytes | null => {
    const kept = contentDigests.get({ group: group.id, document: id })
    const known = kept?.position ?? 0
    const last = archive.messages.lastOf(id)
    if (kept && last <= known) return kept.digest
    const now = documents.digestOf(id)
    if (!now) return null
    const position = Math.max(last, known)
    contentDigests.put({ group: group.id, document: id, position, digest: now })
    return now
  }
  const all = (): Contents | null => {
    if (documents.unsealed(group.id) > 0) return null
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
    contentDifferences.list({ group: group.id }).map(({ document }) => document)
  const differ = (document: DocumentId, digest: Bytes): void =>
    contentDifferences.put({ group: group.id, document, digest })
  const settle = (document: DocumentId): void =>
    contentDifferences.remove({ group: group.id, document })

  return {
    all,
    differing,
    agree: () => differing().forEach(settle),
    compare(theirs) {
      let isChanged = false
      for (const [id, mine] of all() ?? []) {
        const other = theirs.get(id)
        if (!other) continue
        if (equal(mine, other)) {
          settle(id)
          continue
        }
        const before = contentDifferences.pluck({ group: group.id, document: id }, 'digest')
        differ(id, mine)
        // The document was rebuilt already with the same result: the other copy is wrong, or both
        // are right.
        if (before && equal(before, mine)) continue
        contentDigests.remove({ group: group.id, document: id })
        documents.rebuild(id)
        const now = digestOf(id)
        if (!now) continue
        isChanged ||= !equal(now, mine)
        if (equal(now, other)) settle(id)
        else differ(id, now)
      }
      return isChanged
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
