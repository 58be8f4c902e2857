// A group's own templates: documents that a chair or a rapporteur said are such.
import { DocumentId, GroupId, type MemberId } from '../ids.ts'
import type { Readers } from './documents.ts'
import { type DocumentKind, type Language, type Time, Title } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export type GroupTemplate = {
  document: DocumentId
  title: string
  kind: DocumentKind
  language: Language
  readers: Readers
  /** The member who made it a template, and when by that member's clock. */
  by: MemberId | null
  at: Time
  /** Its words may be others since. */
  changedAt: Time
  changedBy: MemberId | null
}

export const templateCalls = {
  /** The templates of the group and of its circles that this member is in, by title. */
  'templates.list': call({ group: GroupId }, answers<readonly GroupTemplate[]>()),
  /** Refused as `not-shared` for a private document, as `not-permitted` for who may not. */
  'templates.make': call({ document: DocumentId }, answers<void>()),
  'templates.withdraw': call({ document: DocumentId }, answers<void>()),
  /**
   * A new document with what can be read in a template, "Only you" until shared: its paragraphs have
   * ids of their own. Refused as `not-found` for what is no template.
   */
  'templates.begin': call({ template: DocumentId, title: Title }, answers<DocumentId>()),
} as const
