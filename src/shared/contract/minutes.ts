// Minutes of meetings: how members are named in them, what came out of the decisions in them, corrections.
import * as v from 'valibot'
import { ActId, BlockId, DocumentId, MemberId } from '../ids.ts'
import { speakerNamings, blockKinds } from '#document/model'
import { DecisionOutcome, Time } from '../vocabulary.ts'

export const SpeakerNaming = v.picklist(speakerNamings)

/** The decision that a line of minutes states. */
export const LineDecision = v.object({
  block: BlockId,
  question: ActId,
  /** The document in whose log the question lies. */
  document: DocumentId,
  /** The number that the group gave it; empty before it is final. */
  number: v.string(),
  state: v.union([DecisionOutcome, v.picklist(['open', 'withdrawn'])]),
  /** When it was closed, by the clock of the device that closed it first; null while it is not. */
  closedAt: v.nullable(Time),
  /** Seats that answered; null while it is open. */
  present: v.nullable(v.number()),
  seats: v.number(),
  needed: v.number(),
  reservations: v.number(),
  /** The first eight hexadecimal digits of its text. */
  text: v.string(),
  /** The line reads otherwise than the group decided it. */
  isChanged: v.boolean(),
})
export type LineDecision = v.InferOutput<typeof LineDecision>

/**
 * `line`: a new paragraph can stand beside it. `part`: of a decided item, so that nothing is put in beside it. `end`: as
 * `part`, and the last line of the last item: the minutes go on behind it with a plain paragraph. `end-plain`: as `end`,
 * where plain paragraphs belong to the item, so that the minutes go on with a heading.
 */
export const SettledAs = v.picklist(['line', 'part', 'end', 'end-plain'])
export type SettledAs = v.InferOutput<typeof SettledAs>

/** A line of minutes that was decided: windows let no one write there. */
export const SettledLine = v.variant('why', [
  /** The group agreed to its words. An officer can reopen the decision. */
  v.object({ why: v.literal('decision'), block: BlockId, as: SettledAs, question: ActId }),
  /** The item of the line was decided in a session that goes on. `mayReopen`: this member can debate it again. */
  v.object({
    why: v.literal('item'),
    block: BlockId,
    as: SettledAs,
    agenda: DocumentId,
    item: BlockId,
    mayReopen: v.boolean(),
  }),
])
export type SettledLine = v.InferOutput<typeof SettledLine>

/**
 * Words beside a corrected paragraph: the reason of an amendment, or the first open comment, which can say something
 * else. `by`: null where the member is not named or not known.
 */
export const CorrectionReason = v.object({
  what: v.picklist(['amendment', 'comment']),
  words: v.string(),
  by: v.nullable(MemberId),
})
export type CorrectionReason = v.InferOutput<typeof CorrectionReason>

/** A decision by which minutes were approved. */
export const Approval = v.object({
  decision: ActId,
  number: v.string(),
  outcome: DecisionOutcome,
  /** When it was closed, by the clock of the device that closed it first. */
  closedAt: Time,
  /** The first eight hexadecimal digits of its text. */
  text: v.string(),
})
export type Approval = v.InferOutput<typeof Approval>

/** Approved minutes, and the paragraphs in which their next version differs. */
export const CorrectedMinutes = v.object({
  document: DocumentId,
  /** The approval of these minutes. */
  ...Approval.entries,
  /** The edition that the next version becomes. */
  edition: v.string(),
  /** The approval of the next version; null before it. */
  approved: v.nullable(Approval),
  changes: v.array(
    v.object({
      block: BlockId,
      place: v.string(),
      before: v.nullable(v.string()),
      now: v.nullable(v.string()),
      reasons: v.array(CorrectionReason),
    }),
  ),
})
export type CorrectedMinutes = v.InferOutput<typeof CorrectedMinutes>

/** The attendance of the meeting, for the empty paragraph of its minutes that asks for it. */
export const AttendanceOffer = v.object({
  block: BlockId,
  /** `who`: the member whom a run names. */
  runs: v.array(v.object({ text: v.string(), who: v.optional(MemberId) })),
  /** The same as the minutes would read. */
  reads: v.string(),
  /** Handles of members who are left out, because their marks were made apart and differ. */
  apart: v.array(v.string()),
})
export type AttendanceOffer = v.InferOutput<typeof AttendanceOffer>

export const minutesCalls = {
  /** How speakers of minutes read, and as what each line names them. */
  'minutes.naming': {
    input: v.object({ minutes: DocumentId }),
    output: v.object({
      naming: SpeakerNaming,
      /** Lines with a speaker, an owner or a choice of their own. */
      lines: v.array(
        v.object({
          block: BlockId,
          /** Null where the line follows the minutes. */
          naming: v.nullable(SpeakerNaming),
          isOffRecord: v.boolean(),
          question: v.nullable(ActId),
          members: v.array(
            v.object({ member: MemberId, named: v.string(), role: v.string(), none: v.string() }),
          ),
        }),
      ),
    }),
  },
  /**
   * Begins the next version of approved minutes, from the text that was approved: this member's alone until it is
   * shared. Failure `not-permitted` for minutes without a declared approval.
   */
  'minutes.correct': {
    input: v.object({ minutes: DocumentId }),
    output: v.object({ minutes: DocumentId }),
  },
  /** Whether this member may begin a correction of these minutes. */
  'minutes.mayCorrect': { input: v.object({ minutes: DocumentId }), output: v.boolean() },
  /** The approved minutes that these correct, and the paragraphs that differ; null for others. */
  'minutes.corrects': {
    input: v.object({ minutes: DocumentId }),
    output: v.nullable(CorrectedMinutes),
  },
  /** Gives minutes to all who read them, for corrections. Failures `text-open`, `not-shared`. */
  'minutes.circulate': {
    input: v.object({
      minutes: DocumentId,
      /** Corrections are asked for by then; null for no day. */
      until: v.nullable(Time),
    }),
    output: v.object({ draft: v.number() }),
  },
  /** `may`: this member may circulate them now. `times`: by draft. */
  'minutes.circulated': {
    input: v.object({ minutes: DocumentId }),
    output: v.object({
      may: v.boolean(),
      times: v.array(
        v.object({
          by: MemberId,
          at: Time,
          draft: v.number(),
          until: v.nullable(Time),
          /** The first eight hexadecimal digits of the text. */
          text: v.string(),
        }),
      ),
    }),
  },
  /**
   * How many lines of each kind are recorded, and the lines of one item; null for no item. `last`: the last block of
   * the item's part, its heading where nothing stands below; null where the minutes have no such part.
   */
  'minutes.recorded': {
    input: v.object({ minutes: DocumentId, item: v.nullable(BlockId) }),
    output: v.object({
      counts: v.object({
        decision: v.number(),
        reservation: v.number(),
        action: v.number(),
        information: v.number(),
      }),
      lines: v.array(
        v.object({
          block: v.nullable(BlockId),
          kind: v.picklist(blockKinds),
          number: v.string(),
          text: v.string(),
          isOffRecord: v.boolean(),
        }),
      ),
      last: v.nullable(BlockId),
    }),
  },
  /**
   * The attendance that this member may put into minutes that are not decided on. Null before the meeting has ended,
   * where nothing is marked, and in a document that no officer opened the meeting with.
   */
  'minutes.attendance': {
    input: v.object({ minutes: DocumentId }),
    output: v.nullable(AttendanceOffer),
  },
  /** The decisions that lines state, computed from the acts of now. */
  'minutes.decisions': { input: v.object({ minutes: DocumentId }), output: v.array(LineDecision) },
  /** The lines that were decided, in the order of the page. */
  'minutes.settled': { input: v.object({ minutes: DocumentId }), output: v.array(SettledLine) },
  /** `block`: for this line alone, null to follow the minutes; left out: for the minutes. */
  'minutes.name': {
    input: v.variant('what', [
      v.object({ what: v.literal('minutes'), minutes: DocumentId, naming: SpeakerNaming }),
      v.object({
        what: v.literal('line'),
        minutes: DocumentId,
        block: BlockId,
        naming: v.nullable(SpeakerNaming),
      }),
    ]),
    output: v.void(),
  },
} as const
