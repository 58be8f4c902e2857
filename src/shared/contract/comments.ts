// Comments on a document, proposed wordings, their replies, and how they were settled.
import * as v from 'valibot'
import { DeviceId, BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'

/** Null: no member can be shown as the author. */
const by = v.nullable(MemberId)
/**
 * The name in a file under which it was brought in: a quotation of that file, not a member. Null
 * where a member said it; `by` is who brought it in. `date` is what the file claims.
 */
export const QuotedAuthor = v.nullable(
  v.object({ name: v.string(), file: v.string(), date: v.nullable(Time) }),
)

export const CommentThread = v.object({
  id: v.string(),
  kind: v.picklist(['comment', 'proposal']),
  by,
  quoted: QuotedAuthor,
  at: Time,
  text: v.string(),
  /** The words that it is about, as they were. */
  quote: v.string(),
  /** Other words for them; null in a comment. */
  wording: v.nullable(v.string()),
  /** The paragraph where they stand now; null when they are gone. */
  block: v.nullable(BlockId),
  resolved: v.boolean(),
  replies: v.array(v.object({ by, quoted: QuotedAuthor, at: Time, text: v.string() })),
  /** The members who settled it or opened it again, and when. Nothing of it goes away. */
  record: v.array(
    v.object({ kind: v.picklist(['resolve', 'reopen']), by, quoted: QuotedAuthor, at: Time }),
  ),
})
export type CommentThread = v.InferOutput<typeof CommentThread>

/** A comment that mentions this member, or answers a comment of this member, while its thread is open. */
export const WaitingMention = v.object({
  document: DocumentId,
  title: v.string(),
  thread: v.string(),
  by,
  at: Time,
  /** True: the comment answers one of this member, and does not mention the member. */
  isAnswer: v.boolean(),
})
export type WaitingMention = v.InferOutput<typeof WaitingMention>

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
  /**
   * Mentions of this member and answers in documents of the group and its circles, the newest first; of each thread the
   * last one, and none of a thread that was opened on this device since.
   */
  'mentions.list': { input: v.object({ group: GroupId }), output: v.array(WaitingMention) },
  /** The thread was opened on this device. */
  'mentions.seen': {
    input: v.object({ document: DocumentId, thread: v.string() }),
    output: v.void(),
  },
  /** For each place in a document that several devices claim, these devices. */
  'comments.disputed': {
    input: v.object({ document: DocumentId }),
    output: v.array(v.array(DeviceId)),
  },
} as const
