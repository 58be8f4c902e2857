// The plain copies of named versions, the first hundred of a document, that this device keeps once
// they are proven: they can be read when the document's layout changed, and when the history that
// made them is gone.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, utf8 } from '#core/keys'
import type { EntryId, Page } from '#shared/document'
import type { DocumentId } from '#shared/ids'

export type Copies = {
  get(document: DocumentId, version: EntryId): Page | null
  has(document: DocumentId, version: EntryId): boolean
  /**
   * No more copies are kept of it: an attacker names versions at little cost, and a copy is a whole
   * text.
   */
  isFull(document: DocumentId): boolean
  put(document: DocumentId, version: EntryId, page: Page): void
  forget(document: DocumentId): void
}

const prefix = (document: DocumentId): string => `documents/version/${document}/`
const limit = 1 << 27
/** The limit for one document. */
const mostCopies = 100

export const openCopies = ({ notes }: Pick<Archive, 'notes'>): Copies => {
  const read = (document: DocumentId, version: EntryId): Uint8Array | null =>
    notes.get(null, prefix(document) + version)
  const counts = new Map<DocumentId, number>()
  const countOf = (document: DocumentId): number => {
    const known = counts.get(document) ?? notes.list(null, prefix(document)).length
    counts.set(document, known)
    return known
  }
  return {
    isFull: document => countOf(document) >= mostCopies,
    has: (document, version) => notes.has(null, prefix(document) + version),
    get(document, version) {
      const bytes = read(document, version)
      const list = bytes && decodeStrict(bytes, limit)
      const [format, kind, text] = Array.isArray(list) ? list : []
      if (format !== 1 || kind !== 'page' || !(text instanceof Uint8Array)) return null
      return JSON.parse(new TextDecoder().decode(text)) as Page
    },
    put(document, version, page) {
      const count = countOf(document) + (read(document, version) === null ? 1 : 0)
      notes.put(null, prefix(document) + version, encode([1, 'page', utf8(JSON.stringify(page))]))
      counts.set(document, count)
    },
    forget(document) {
      counts.delete(document)
      for (const { name } of notes.list(null, prefix(document))) notes.remove(null, name)
    },
  }
}
