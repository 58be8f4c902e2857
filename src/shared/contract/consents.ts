// Consents of the respondents of a field assessment, by their codes.
import * as v from 'valibot'
import { NewConsent } from '#document/consultation'
import { BlockId, DocumentId, MemberId } from '../ids.ts'
import { Right, Time } from '../vocabulary.ts'

export const Scope = NewConsent.entries.scope
const Until = NewConsent.entries.until

export const ConsentItem = v.object({
  code: v.string(),
  /** Null for a code of the text of which nothing was said. */
  scope: v.nullable(Scope),
  until: Until,
  what: v.array(v.string()),
  /** On this device's day: whether words under it may leave the group, and if not, why. */
  standing: v.picklist(['covers', 'nobody', 'unknown', 'withdrawn', 'group', 'expired']),
  /** Said apart, and differently: the narrower counts. */
  apart: v.boolean(),
  /** Paragraphs that it stands in. */
  blocks: v.array(v.object({ block: v.nullable(BlockId), place: v.string() })),
  record: v.array(
    v.object({ by: v.nullable(MemberId), at: Time, scope: Scope, until: Until, what: v.string() }),
  ),
})
export type ConsentItem = v.InferOutput<typeof ConsentItem>

export const consentCalls = {
  /** The statements on each code, and the codes in the text without a statement. */
  'consents.list': {
    input: v.object({ document: DocumentId }),
    output: v.object({ rights: v.array(Right), items: v.array(ConsentItem) }),
  },
  /** In the place of what was said of this code. Refused as `not-permitted` for who does not write. */
  'consents.put': {
    input: v.object({ document: DocumentId, ...NewConsent.entries }),
    output: v.void(),
  },
} as const
