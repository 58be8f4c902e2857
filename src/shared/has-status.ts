// Whether a document shows a status.
import type { DocumentKind, DocumentStatus } from './vocabulary.ts'

export type StatusOf = { kind: DocumentKind; status: DocumentStatus }

/** An agenda is no draft of a text to adopt: its meeting says how far it is. */
export const hasStatus = ({ kind, status }: StatusOf): boolean =>
  kind !== 'agenda' || status !== 'draft'
