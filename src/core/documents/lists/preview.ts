// Previews: the beginning of a long text, kept beside its lists and search and updated with them,
// so that it is shown as soon after many years of edits as on the first day (decision 0040). Where
// the text changed since, or is in memory, its replica gives the preview.
import type { Archive } from '#core/archive'
import type { Look } from '#shared/contract'
import { firstBlocks } from '#document/reading'
import { readVersionOf } from '#document/languages'
import type { DocumentId } from '#shared/ids'
import type * as Y from 'yjs'

/**
 * A new number whenever `firstBlocks` finds the words of other paragraphs, or numbers them
 * otherwise.
 */
const format = 1

const lookAt = (doc: Y.Doc): Look => ({
  blocks: firstBlocks(doc),
  isVersion: readVersionOf(doc) !== null,
})

/** In the transaction that updates lists. */
export const notePreview = (
  { previews }: Pick<Archive, 'previews'>,
  document: DocumentId,
  doc: Y.Doc,
): void => {
  const made = lookAt(doc)
  if (made.blocks.length === 0) return previews.remove({ document })
  const look = JSON.stringify(made)
  const kept = previews.get({ document })
  // Most edits are further down.
  if (kept?.format !== format || kept.look !== look) previews.put({ document, format, look })
}

type Ports = {
  archive: Pick<Archive, 'documents' | 'previews'>
  cache: { has(document: DocumentId): boolean; get(document: DocumentId): { doc: Y.Doc } }
  /** Whether lists and search show the present state. */
  isLevel(document: DocumentId): boolean
}

/** Throws `not-found`. */
export const previewIn =
  ({ archive, cache, isLevel }: Ports) =>
  (id: DocumentId): Look => {
    const isRead = archive.documents.keyOf(id) && !cache.has(id) && isLevel(id)
    // None is kept of a short text, or of another version of the app.
    const kept = isRead ? archive.previews.get({ document: id }) : null
    if (kept?.format === format) return JSON.parse(kept.look) as Look
    return lookAt(cache.get(id).doc)
  }
