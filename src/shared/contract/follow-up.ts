// Work that is left after meetings and decisions: action items, and recommendations with the replies to
// them.
import * as v from 'valibot'
import { Day } from '../document/day.ts'
import { progressStates, replyAnswers, longestSaid } from '../document/meetings/meeting-entries.ts'
import { BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
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
  reply: v.string(),
  by,
  review: v.nullable(v.string()),
})
export type Recommendation = v.InferOutput<typeof Recommendation>

export const RecommendationText = v.object({
  document: DocumentId,
  title: v.string(),
  sent: v.array(v.object({ to: v.string(), day: v.string(), by, at: Time })),
  rows: v.array(Recommendation),
  counts: v.object({ accepted: v.number(), partly: v.number(), not: v.number(), none: v.number() }),
  /** The earliest day of its paragraphs; null for none. */
  review: v.nullable(v.string()),
  isReviewDue: v.boolean(),
  maySay: v.boolean(),
})
export type RecommendationText = v.InferOutput<typeof RecommendationText>

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
  /** Texts that were sent to an addressee, those with a review that is due first. */
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
  'recommendations.answered': {
    input: v.object({ document: DocumentId, block: BlockId, answer: ReplyAnswer, text }),
    output: v.void(),
  },
  'recommendations.review': {
    input: v.object({ document: DocumentId, block: BlockId, day: Day }),
    output: v.void(),
  },
} as const
