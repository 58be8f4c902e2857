// A group's own templates: documents that a chair or a rapporteur said are such.
import * as v from 'valibot'
import { DocumentId, GroupId, MemberId } from '../ids.ts'
import { Readers } from './documents.ts'
import { DocumentKind, Language, Time, Title } from '../vocabulary.ts'

export const GroupTemplate = v.object({
  document: DocumentId,
  title: v.string(),
  kind: DocumentKind,
  language: Language,
  readers: Readers,
  /** The member who made it a template, and when by that member's clock. */
  by: v.nullable(MemberId),
  at: Time,
  /** Its words may be others since. */
  changedAt: Time,
  changedBy: v.nullable(MemberId),
})
export type GroupTemplate = v.InferOutput<typeof GroupTemplate>

export const templateCalls = {
  /** The templates of the group and of its circles that this member is in, by title. */
  'templates.list': { input: v.object({ group: GroupId }), output: v.array(GroupTemplate) },
  /** Refused as `not-shared` for a private document, as `not-permitted` for who may not. */
  'templates.make': { input: v.object({ document: DocumentId }), output: v.void() },
  'templates.withdraw': { input: v.object({ document: DocumentId }), output: v.void() },
  /**
   * A new document with what can be read in a template, "Only you" until shared: its paragraphs have
   * ids of their own. Refused as `not-found` for what is no template.
   */
  'templates.begin': {
    input: v.object({ template: DocumentId, title: Title }),
    output: DocumentId,
  },
} as const
