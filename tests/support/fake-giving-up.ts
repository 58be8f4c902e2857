// The fake core's answers about what is given up: sealing renames the document it is asked to seal, and
// remembers what it goes on from.
import type { CoreContract, DocumentSummary, SealedFrom } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = 'documents.seal' | 'documents.sealedFrom' | 'documents.settleLate'

export const fakeGivingUp = (rooms: {
  now: number
  documentOf(id: DocumentId): DocumentSummary
  fresh(bytes: number): string
  changed(document: DocumentSummary): void
}): Pick<Handlers<CoreContract>, Calls> => {
  const { now, documentOf, fresh, changed } = rooms
  const sealed = new Map<DocumentId, SealedFrom>()
  return {
    'documents.seal'({ document: id }) {
      const document = documentOf(id)
      const next = fresh(16) as DocumentId
      document.id = next
      const late = [{ by: null, text: 'Words from far away' }]
      sealed.set(next, { by: document.changedBy, at: now, digest: '0'.repeat(64), late })
      changed(document)
      return { document: next }
    },
    'documents.sealedFrom': ({ document }) => sealed.get(document) ?? null,
    'documents.settleLate'({ document, index }) {
      sealed.get(document)?.late.splice(index, 1)
      changed(documentOf(document))
    },
  }
}
