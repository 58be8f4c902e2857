// The plain copy of each named version that this device keeps once it is proven: it can be read when the
// document's layout is another one, and when the history that it was made from is not here any more.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, utf8 } from '#core/keys'
import type { EntryId, Page } from '#shared/document'
import type { DocumentId } from '#shared/ids'

export type Copies = {
  get(document: DocumentId, version: EntryId): Page | null
  has(document: DocumentId, version: EntryId): boolean
  put(document: DocumentId, version: EntryId, page: Page): void
  forget(document: DocumentId): void
}

const prefix = (document: DocumentId): string => `documents/version/${document}/`
const limit = 1 << 27

export const openCopies = ({ notes }: Pick<Archive, 'notes'>): Copies => {
  const read = (document: DocumentId, version: EntryId): Uint8Array | null =>
    notes.get(null, prefix(document) + version)
  return {
    has: (document, version) => read(document, version) !== null,
    get(document, version) {
      const bytes = read(document, version)
      const list = bytes && decodeStrict(bytes, limit)
      const [format, kind, text] = Array.isArray(list) ? list : []
      if (format !== 1 || kind !== 'page' || !(text instanceof Uint8Array)) return null
      return JSON.parse(new TextDecoder().decode(text)) as Page
    },
    put: (document, version, page) =>
      notes.put(null, prefix(document) + version, encode([1, 'page', utf8(JSON.stringify(page))])),
    forget(document) {
      for (const { name } of notes.list(null, prefix(document))) notes.remove(null, name)
    },
  }
}
