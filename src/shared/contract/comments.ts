// Comments on a document, proposed wordings, their replies, and how they were settled.
import * as v from 'valibot'
import { type DeviceId, type BlockId, DocumentId, GroupId, type MemberId } from '../ids.ts'
import type { Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** Null: no member can be shown as the author. */
type By = MemberId | null
/**
 * The name in a file under which it was brought in: a quotation of that file, not a member. Null
 * where a member said it; `by` is who brought it in. `date` is what the file claims.
 */
export type QuotedAuthor = { name: string; file: string; date: Time | null } | null

export type CommentThread = {
  id: string
  kind: 'comment' | 'proposal'
  by: By
  quoted: QuotedAuthor
  at: Time
  text: string
  /** The words that it is about, as they were. */
  quote: string
  /** Other words for them; null in a comment. */
  wording: string | null
  /** The paragraph where they stand now; null when they are gone. */
  block: BlockId | null
  resolved: boolean
  replies: readonly { by: By; quoted: QuotedAuthor; at: Time; text: string }[]
  /** The members who settled it or opened it again, and when. Nothing of it goes away. */
  record: readonly { kind: 'resolve' | 'reopen'; by: By; quoted: QuotedAuthor; at: Time }[]
}

/** A comment that mentions this member, or answers a comment of this member, while its thread is open. */
export type WaitingMention = {
  document: DocumentId
  title: string
  thread: string
  by: By
  at: Time
  /** True: the comment answers one of this member, and does not mention the member. */
  isAnswer: boolean
}

export const commentCalls = {
  /** The earliest first, settled ones too. */
  'comments.list': call({ document: DocumentId }, answers<readonly CommentThread[]>()),
  /** The authors of client ids that a window found in a document. Answers in the same order. */
  'comments.authors': call(
    { document: DocumentId, clients: v.pipe(v.array(v.number()), v.maxLength(10_000)) },
    answers<readonly By[]>(),
  ),
  /**
   * Mentions of this member and answers in documents of the group and its circles, the newest first; of each thread the
   * last one, and none of a thread that was opened on this device since.
   */
  'mentions.list': call({ group: GroupId }, answers<readonly WaitingMention[]>()),
  /** The thread was opened on this device. */
  'mentions.seen': call({ document: DocumentId, thread: v.string() }, answers<void>()),
  /** For each place in a document that several devices claim, these devices. */
  'comments.disputed': call({ document: DocumentId }, answers<readonly (readonly DeviceId[])[]>()),
} as const
