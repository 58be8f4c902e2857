// Comments on a document, proposed wordings, their replies, and how they were settled.
import * as v from 'valibot'
import { DeviceId, BlockId, DocumentId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'

/** Null: no member can be shown as the author. */
const by = v.nullable(MemberId)

export const CommentThread = v.object({
  id: v.string(),
  kind: v.picklist(['comment', 'proposal']),
  by,
  at: Time,
  text: v.string(),
  /** The words that it is about, as they were. */
  quote: v.string(),
  /** Other words for them; null in a comment. */
  wording: v.nullable(v.string()),
  /** The paragraph where they stand now; null when they are gone. */
  block: v.nullable(BlockId),
  resolved: v.boolean(),
  replies: v.array(v.object({ by, at: Time, text: v.string() })),
  /** The members who settled it or opened it again, and when. Nothing of it goes away. */
  record: v.array(v.object({ kind: v.picklist(['resolve', 'reopen']), by, at: Time })),
})
export type CommentThread = v.InferOutput<typeof CommentThread>

export const commentCalls = {
  /** The earliest first, settled ones too. */
  'comments.list': { input: v.object({ document: DocumentId }), output: v.array(CommentThread) },
  /** The authors of client ids that a window found in a document. Answers in the same order. */
  'comments.authors': {
    input: v.object({
      document: DocumentId,
      clients: v.pipe(v.array(v.number()), v.maxLength(10_000)),
    }),
    output: v.array(by),
  },
  /** For each place in a document that several devices claim, these devices. */
  'comments.disputed': {
    input: v.object({ document: DocumentId }),
    output: v.array(v.array(DeviceId)),
  },
} as const
