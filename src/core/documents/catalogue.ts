// What lists and search show of a document: its row and its text in the index. The row follows each
// change at once; words and index follow when the typing pauses, and after a crash.
import type { Archive } from '#core/archive'
import { countWords, readMeta, readPage, blockText } from '#shared/document'
import type { DocumentId, MemberId } from '#shared/ids'
import type { Library } from './library.ts'

export type Catalogue = {
  /** The document changed; in the transaction that keeps the change. */
  changed(id: DocumentId, by: MemberId | null): void
  /** Brings words and index of every changed document level. */
  level(): void
  close(): void
}

const stale = 'documents/stale/'
const pause = 1500

export const openCatalogue = (archive: Archive, library: Library, now: () => number): Catalogue => {
  let timer: NodeJS.Timeout | undefined

  const levelOne = (id: DocumentId): void => {
    const document = library.find(id)
    const row = archive.documents.get(id)
    archive.transaction(() => {
      archive.notes.remove(null, stale + id)
      if (!document || !row) return
      const page = readPage(document.doc)
      archive.documents.put({ ...row, words: countWords(page) })
      archive.search.replace(
        id,
        page.blocks.map(block => ({
          block: block.id,
          number: block.number,
          text: blockText(block),
        })),
      )
    })
  }
  const level = (): void => {
    clearTimeout(timer)
    timer = undefined
    for (const { name } of archive.notes.list(null, stale)) {
      levelOne(name.slice(stale.length) as DocumentId)
    }
  }
  return {
    changed(id, by) {
      const row = archive.documents.get(id)
      const document = library.find(id)
      if (!row || !document) return
      const { kind, title, language, reference, status } = readMeta(document.doc)
      archive.documents.put({
        ...row,
        ...{ kind, title, language, reference, status },
        changedAt: now(),
        changedBy: by,
      })
      archive.notes.put(null, stale + id, new Uint8Array())
      timer ??= setTimeout(level, pause)
    },
    level,
    close: () => clearTimeout(timer),
  }
}
