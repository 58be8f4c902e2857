// Formal amendments of a document: what each would change, who stands by it, and how it was settled.
import * as v from 'valibot'
import { BlockId, DocumentId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'

/** Null: no member can be shown as the author, or the author is not to be named. */
const by = v.nullable(MemberId)
const Naming = v.picklist(['named', 'role', 'withheld'])

export const AmendmentItem = v.object({
  id: v.string(),
  /** The name that people use; it never changes and is the same on every device. */
  label: v.string(),
  by,
  /** The author's role, where the author wants to be named by it alone. */
  role: v.nullable(v.string()),
  naming: Naming,
  at: Time,
  why: v.string(),
  /** The paragraph where it stands now, and how that is cited; null when it is gone. */
  block: v.nullable(BlockId),
  place: v.nullable(v.string()),
  /** The label of the amendment that it would amend. */
  to: v.nullable(v.string()),
  /** The labels of those that it was made from. */
  parts: v.array(v.string()),
  /** The words that it would change, as they were; what it proposes; what accepting it would make. */
  base: v.string(),
  wording: v.string(),
  result: v.string(),
  /** The words are others by now; and where it would change them. */
  changed: v.boolean(),
  overlapping: v.boolean(),
  sponsors: v.array(v.object({ by, role: v.nullable(v.string()), naming: Naming, at: Time })),
  standing: v.picklist(['open', 'accepted', 'declined', 'withdrawn']),
  /** People settled it differently while apart. */
  apart: v.boolean(),
  record: v.array(
    v.object({ kind: v.picklist(['accept', 'decline', 'withdraw', 'reopen']), by, at: Time }),
  ),
  /** Other open ones for the same words, by label. */
  clashes: v.array(v.object({ label: v.string(), handled: v.boolean() })),
})
export type AmendmentItem = v.InferOutput<typeof AmendmentItem>

export const amendmentCalls = {
  /** The earliest first, settled ones too. */
  'amendments.list': { input: v.object({ document: DocumentId }), output: v.array(AmendmentItem) },
} as const
