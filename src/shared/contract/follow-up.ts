// Work that is left after meetings and decisions: action items, and recommendations with the replies to
// them.
import * as v from 'valibot'
import { Day } from '#document/model'
import { EntryId } from '#document/ids'
import { longestPlace, longestSaid, progressStates, replyAnswers } from '#document/meetings/log'
import { BlockId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import type { Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export const ProgressState = v.picklist(progressStates)
export type ProgressState = v.InferOutput<typeof ProgressState>
export const ReplyAnswer = v.picklist(replyAnswers)
export type ReplyAnswer = v.InferOutput<typeof ReplyAnswer>

export type ActionItem = {
  /** The minutes that hold it. */
  document: DocumentId
  title: string
  block: BlockId
  /** How the numbered paragraph above it is cited; empty where there is none, and below a heading. */
  place: string
  words: string
  owner: MemberId | null
  due: string | null
  state: ProgressState
  /** Open, and its day has passed by this device's own clock. */
  isLate: boolean
  daysLate: number
  /** No device of the owner has said that it has the text. */
  isUnreached: boolean
  isApart: boolean
  mayAssign: boolean
  /** Its line in the minutes was decided, with owner and day. */
  isDecided: boolean
  /** A decision fixes the minutes, with owner and day. */
  isFixed: boolean
  notes: readonly { by: MemberId | null; at: Time; state: ProgressState; text: string }[]
}

export type Recommendation = {
  block: BlockId
  number: string
  words: string
  /** Null before a member placed one. */
  answer: ReplyAnswer | null
  /** The words of the reply, as a member quoted them. */
  reply: string
  /** The paragraph of the reply, as the reply counts; empty where nobody said it. */
  place: string
  /** The filed reply that the words stand in. */
  in: EntryId | null
  /** The member who placed the answer, and when by that member's own clock. */
  by: MemberId | null
  at: Time | null
  /** Members placed different answers apart. */
  isApart: boolean
  review: string | null
  /** The day of review has come by this device's own clock. */
  isReviewDue: boolean
}

export type FiledReply = {
  id: EntryId
  what: 'file' | 'document'
  /** The name of the file or of the document; empty where this device does not have it. */
  name: string
  isHere: boolean
  /** The attached file of the text; null where it was removed. */
  file: EntryId | null
  document: DocumentId | null
  /** The sending that it answers, and to whom that went. */
  sent: EntryId | null
  to: string
  /** The day of the reply. */
  day: string
  /** The member who filed it, and when by that member's own clock. */
  by: MemberId | null
  at: Time
}

/** A paragraph of a filed reply. `place` is empty where the reply does not count it. */
export type ReplyParagraph = { place: string; words: string }

export type RecommendationText = {
  document: DocumentId
  /** The group or circle whose members read it. */
  audience: GroupId
  title: string
  /** Empty for an adopted text; its rows are then the paragraphs that can be sent. */
  sent: readonly { id: EntryId; to: string; day: string; by: MemberId | null; at: Time }[]
  /** The earliest first. */
  replies: readonly FiledReply[]
  rows: readonly Recommendation[]
  counts: { accepted: number; partly: number; not: number; none: number }
  /** The earliest day of its paragraphs; null for none. */
  review: string | null
  isReviewDue: boolean
  /** Days since the earliest review; 0 before it. */
  daysLate: number
  maySay: boolean
  /** This member may add a file to the text, and so file a reply that is none of the group's documents. */
  mayFile: boolean
}

/** UTF-16 units of a reply that was pasted. */
const longestPasted = 400_000

const text = v.pipe(v.string(), v.trim(), v.maxLength(longestSaid))

export const followUpCalls = {
  /** Late ones first, then by day, those without a day behind them; ended ones last. */
  'actions.list': call({ group: GroupId }, answers<readonly ActionItem[]>()),
  /** Says how it stands, with a note. */
  'actions.progress': call(
    { document: DocumentId, block: BlockId, state: ProgressState, text },
    answers<void>(),
  ),
  /** Owner and day in the minutes. Failures: `text-is-fixed`, `line-decided`. */
  'actions.assign': call(
    { document: DocumentId, block: BlockId, owner: v.nullable(MemberId), due: v.nullable(Day) },
    answers<void>(),
  ),
  /** Texts that were adopted or sent to an addressee, those with a review that is due first. */
  'recommendations.list': call({ group: GroupId }, answers<readonly RecommendationText[]>()),
  'recommendations.sent': call(
    {
      document: DocumentId,
      blocks: v.pipe(v.array(BlockId), v.minLength(1), v.maxLength(200)),
      to: v.pipe(text, v.minLength(1)),
      day: Day,
    },
    answers<void>(),
  ),
  /**
   * Files a reply of the addressee: a file, pasted text, which becomes a file, or a document that the readers of
   * this text read. `instead` is a reply that was filed by mistake. Failures: `not-found`, `not-shared`,
   * `not-permitted`, `other-audience`, `file-too-large`, `file-wrong-kind`.
   */
  'recommendations.file': call(
    {
      document: DocumentId,
      sent: v.nullable(EntryId),
      day: Day,
      reply: v.variant('what', [
        v.object({ what: v.literal('file'), file: FileGrant }),
        v.object({
          what: v.literal('text'),
          name: v.pipe(v.string(), v.maxLength(4096)),
          text: v.pipe(v.string(), v.maxLength(longestPasted), v.regex(/\S/)),
        }),
        v.object({ what: v.literal('document'), document: DocumentId }),
      ]),
      instead: v.nullable(EntryId),
    },
    answers<{ reply: EntryId }>(),
  ),
  /**
   * The paragraphs of a filed reply that is a document or a file of plain text. Another file has none.
   * Failure `not-found`, also while it has not arrived.
   */
  'recommendations.reply': call(
    { document: DocumentId, reply: EntryId },
    answers<{ paragraphs: readonly ReplyParagraph[] }>(),
  ),
  /** `in`: the filed reply that the words stand in. Failure `not-found`. */
  'recommendations.answered': call(
    {
      document: DocumentId,
      block: BlockId,
      answer: ReplyAnswer,
      text,
      in: v.nullable(EntryId),
      place: v.pipe(v.string(), v.trim(), v.maxLength(longestPlace)),
    },
    answers<void>(),
  ),
  /**
   * Writes the table for spreadsheets, after the person said yes: no member and no id is in it. Failures: `not-found`
   * for a text that was not sent, `consent-missing`, `declined`.
   */
  'recommendations.export': call({ document: DocumentId, file: FileGrant }, answers<void>()),
  'recommendations.review': call(
    { document: DocumentId, block: BlockId, day: Day },
    answers<void>(),
  ),
} as const
