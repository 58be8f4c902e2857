// Work that is left after meetings and decisions: action items, and recommendations with the replies to
// them.
import * as v from 'valibot'
import { Day } from '#document/model'
import { EntryId } from '#document/ids'
import { longestPlace, longestSaid, progressStates, replyAnswers } from '#document/meetings/log'
import { BlockId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'

export const ProgressState = v.picklist(progressStates)
export type ProgressState = v.InferOutput<typeof ProgressState>
export const ReplyAnswer = v.picklist(replyAnswers)
export type ReplyAnswer = v.InferOutput<typeof ReplyAnswer>

const by = v.nullable(MemberId)

export const ActionItem = v.object({
  /** The minutes that hold it. */
  document: DocumentId,
  title: v.string(),
  block: BlockId,
  /** How the paragraph is cited; empty where it has no number. */
  place: v.string(),
  words: v.string(),
  owner: v.nullable(MemberId),
  due: v.nullable(v.string()),
  state: ProgressState,
  /** Open, and its day has passed by this device's own clock. */
  isLate: v.boolean(),
  daysLate: v.number(),
  /** No device of the owner has said that it has the text. */
  isUnreached: v.boolean(),
  isApart: v.boolean(),
  mayAssign: v.boolean(),
  notes: v.array(v.object({ by, at: Time, state: ProgressState, text: v.string() })),
})
export type ActionItem = v.InferOutput<typeof ActionItem>

export const Recommendation = v.object({
  block: BlockId,
  number: v.string(),
  words: v.string(),
  /** Null before a member placed one. */
  answer: v.nullable(ReplyAnswer),
  /** The words of the reply, as a member quoted them. */
  reply: v.string(),
  /** The paragraph of the reply, as the reply counts; empty where nobody said it. */
  place: v.string(),
  /** The filed reply that the words stand in. */
  in: v.nullable(EntryId),
  /** The member who placed the answer, and when by that member's own clock. */
  by,
  at: v.nullable(Time),
  /** Members placed different answers apart. */
  isApart: v.boolean(),
  review: v.nullable(v.string()),
  /** The day of review has come by this device's own clock. */
  isReviewDue: v.boolean(),
})
export type Recommendation = v.InferOutput<typeof Recommendation>

export const FiledReply = v.object({
  id: EntryId,
  what: v.picklist(['file', 'document']),
  /** The name of the file or of the document; empty where this device does not have it. */
  name: v.string(),
  isHere: v.boolean(),
  /** The attached file of the text; null where it was removed. */
  file: v.nullable(EntryId),
  document: v.nullable(DocumentId),
  /** The sending that it answers, and to whom that went. */
  sent: v.nullable(EntryId),
  to: v.string(),
  /** The day of the reply. */
  day: v.string(),
  /** The member who filed it, and when by that member's own clock. */
  by,
  at: Time,
})
export type FiledReply = v.InferOutput<typeof FiledReply>

/** A paragraph of a filed reply. `place` is empty where the reply does not count it. */
export const ReplyParagraph = v.object({ place: v.string(), words: v.string() })
export type ReplyParagraph = v.InferOutput<typeof ReplyParagraph>

export const RecommendationText = v.object({
  document: DocumentId,
  /** The group or circle whose members read it. */
  audience: GroupId,
  title: v.string(),
  /** Empty for an adopted text; its rows are then the paragraphs that can be sent. */
  sent: v.array(v.object({ id: EntryId, to: v.string(), day: v.string(), by, at: Time })),
  /** The earliest first. */
  replies: v.array(FiledReply),
  rows: v.array(Recommendation),
  counts: v.object({ accepted: v.number(), partly: v.number(), not: v.number(), none: v.number() }),
  /** The earliest day of its paragraphs; null for none. */
  review: v.nullable(v.string()),
  isReviewDue: v.boolean(),
  /** Days since the earliest review; 0 before it. */
  daysLate: v.number(),
  maySay: v.boolean(),
  /** This member may add a file to the text, and so file a reply that is none of the group's documents. */
  mayFile: v.boolean(),
})
export type RecommendationText = v.InferOutput<typeof RecommendationText>

/** UTF-16 units of a reply that was pasted. */
const longestPasted = 400_000

const text = v.pipe(v.string(), v.trim(), v.maxLength(longestSaid))

export const followUpCalls = {
  /** Late ones first, then by day, those without a day behind them; ended ones last. */
  'actions.list': { input: v.object({ group: GroupId }), output: v.array(ActionItem) },
  /** Says how it stands, with a note. */
  'actions.progress': {
    input: v.object({ document: DocumentId, block: BlockId, state: ProgressState, text }),
    output: v.void(),
  },
  /** Owner and day in the minutes. */
  'actions.assign': {
    input: v.object({
      document: DocumentId,
      block: BlockId,
      owner: v.nullable(MemberId),
      due: v.nullable(Day),
    }),
    output: v.void(),
  },
  /** Texts that were adopted or sent to an addressee, those with a review that is due first. */
  'recommendations.list': {
    input: v.object({ group: GroupId }),
    output: v.array(RecommendationText),
  },
  'recommendations.sent': {
    input: v.object({
      document: DocumentId,
      blocks: v.pipe(v.array(BlockId), v.minLength(1), v.maxLength(200)),
      to: v.pipe(text, v.minLength(1)),
      day: Day,
    }),
    output: v.void(),
  },
  /**
   * Files a reply of the addressee: a file, pasted text, which becomes a file, or a document that the readers of
   * this text read. `instead` is a reply that was filed by mistake. Failures: `not-found`, `not-shared`,
   * `not-permitted`, `other-audience`, `file-too-large`, `file-wrong-kind`.
   */
  'recommendations.file': {
    input: v.object({
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
    }),
    output: v.object({ reply: EntryId }),
  },
  /**
   * The paragraphs of a filed reply that is a document or a file of plain text. Another file has none.
   * Failure `not-found`, also while it has not arrived.
   */
  'recommendations.reply': {
    input: v.object({ document: DocumentId, reply: EntryId }),
    output: v.object({ paragraphs: v.array(ReplyParagraph) }),
  },
  /** `in`: the filed reply that the words stand in. Failure `not-found`. */
  'recommendations.answered': {
    input: v.object({
      document: DocumentId,
      block: BlockId,
      answer: ReplyAnswer,
      text,
      in: v.nullable(EntryId),
      place: v.pipe(v.string(), v.trim(), v.maxLength(longestPlace)),
    }),
    output: v.void(),
  },
  /**
   * Writes the table for spreadsheets, after the person said yes: no member and no id is in it. Failures: `not-found`
   * for a text that was not sent, `consent-missing`, `declined`.
   */
  'recommendations.export': {
    input: v.object({ document: DocumentId, file: FileGrant }),
    output: v.void(),
  },
  'recommendations.review': {
    input: v.object({ document: DocumentId, block: BlockId, day: Day }),
    output: v.void(),
  },
} as const
