// Previews: the beginning of a long text, kept beside its lists and search and updated with them,
// so that it is shown as soon after many years of edits as on the first day (decision 0040). Where
// the text changed since, or is in memory, its replica gives the preview.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, equal, utf8 } from '#core/keys'
import type { Look } from '#shared/contract'
import { firstBlocks, readVersionOf } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import type * as Y from 'yjs'

type Notes = Archive['notes']

const lookNote = (document: DocumentId): string => `documents/look/${document}`
/**
 * A new number whenever `firstBlocks` finds the words of other paragraphs, or numbers them
 * otherwise.
 */
const format = 1
const limit = 1 << 24

const lookAt = (doc: Y.Doc): Look => ({
  blocks: firstBlocks(doc),
  isVersion: readVersionOf(doc) !== null,
})

/** Null where none is kept: of a short text, or by another version of the app. */
const previewOf = (notes: Notes, group: GroupId, document: DocumentId): Look | null => {
  const bytes = notes.get(group, lookNote(document))
  const list = bytes && decodeStrict(bytes, limit)
  const [known, kind, text] = Array.isArray(list) ? list : []
  if (known !== format || kind !== 'look' || !(text instanceof Uint8Array)) return null
  return JSON.parse(new TextDecoder().decode(text)) as Look
}

export const forgetPreview = (notes: Notes, group: GroupId, document: DocumentId): void =>
  notes.remove(group, lookNote(document))

/** In the transaction that updates lists. */
export const notePreview = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  doc: Y.Doc,
): void => {
  const look = lookAt(doc)
  if (look.blocks.length === 0) return forgetPreview(notes, group, document)
  const bytes = encode([format, 'look', utf8(JSON.stringify(look))])
  const kept = notes.get(group, lookNote(document))
  // Most edits are further down.
  if (!kept || !equal(kept, bytes)) notes.put(group, lookNote(document), bytes)
}

type Ports = {
  archive: Pick<Archive, 'documents' | 'notes'>
  cache: { has(document: DocumentId): boolean; get(document: DocumentId): { doc: Y.Doc } }
  /** Whether lists and search show the present state. */
  isLevel(document: DocumentId): boolean
}

/** Throws `not-found`. */
export const previewIn =
  ({ archive, cache, isLevel }: Ports) =>
  (id: DocumentId): Look => {
    const group = archive.documents.keyOf(id)?.group
    const kept = group && !cache.has(id) && isLevel(id) ? previewOf(archive.notes, group, id) : null
    return kept ?? lookAt(cache.get(id).doc)
  }
