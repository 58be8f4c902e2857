// Formal amendments of a document: what each would change, who stands by it, and how it was settled.
import { type BlockId, DocumentId, type MemberId } from '../ids.ts'
import type { Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** Null: no member can be shown as the author, or the author is not to be named. */
type By = MemberId | null
type Naming = 'named' | 'role' | 'withheld'

export type AmendmentItem = {
  id: string
  /** The name that people use; it never changes and is the same on every device. */
  label: string
  by: By
  /** The author's role, where the author wants to be named by it alone. */
  role: string | null
  naming: Naming
  at: Time
  why: string
  /** The paragraph where it stands now, and how that is cited; null when it is gone. */
  block: BlockId | null
  place: string | null
  /** The label of the amendment that it would amend. */
  to: string | null
  /** The labels of those that it was made from. */
  parts: readonly string[]
  /** The words that it would change, as they were; what it proposes; what accepting it would make. */
  base: string
  wording: string
  result: string
  /** The words are others by now; and where it would change them. */
  changed: boolean
  overlapping: boolean
  sponsors: readonly { by: By; role: string | null; naming: Naming; at: Time }[]
  standing: 'open' | 'accepted' | 'declined' | 'withdrawn'
  /** People settled it differently while apart. */
  apart: boolean
  record: readonly { kind: 'accept' | 'decline' | 'withdraw' | 'reopen'; by: By; at: Time }[]
  /** Other open ones for the same words, by label. */
  clashes: readonly { label: string; handled: boolean }[]
}

export const amendmentCalls = {
  /** The earliest first, settled ones too. */
  'amendments.list': call({ document: DocumentId }, answers<readonly AmendmentItem[]>()),
} as const
