// Whether a document shows a status, and whether a decision fixes its text.
import type { DocumentKind, DocumentStatus } from './vocabulary.ts'

export type StatusOf = { kind: DocumentKind; status: DocumentStatus }

/** An agenda is no draft of a text to adopt: its meeting says how far it is. */
export const hasStatus = ({ kind, status }: StatusOf): boolean =>
  kind !== 'agenda' || status !== 'draft'

const fixed: ReadonlySet<DocumentStatus> = new Set(['deciding', 'adopted', 'replaced'])

/** A decision about the text is open, or adopted it. */
export const isFixedText = ({ status }: Pick<StatusOf, 'status'>): boolean => fixed.has(status)
