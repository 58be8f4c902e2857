// The right to write, asked before an act.
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Texts } from './parts.ts'

export const mustWrite = (ports: Texts, document: DocumentId): void => {
  if (!ports.documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
}
