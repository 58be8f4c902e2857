// Minutes of meetings: how members are named in them, what came out of the decisions in them, corrections.
import * as v from 'valibot'
import { type ActId, BlockId, DocumentId, type MemberId } from '../ids.ts'
import { speakerNamings, type BlockKind } from '#document/model'
import { type DecisionOutcome, Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export const SpeakerNaming = v.picklist(speakerNamings)
export type SpeakerNaming = v.InferOutput<typeof SpeakerNaming>

/** The decision that a line of minutes states. */
export type LineDecision = {
  block: BlockId
  question: ActId
  /** The document in whose log the question lies. */
  document: DocumentId
  /** The number that the group gave it; empty before it is final. */
  number: string
  state: DecisionOutcome | 'open' | 'withdrawn'
  /** When it was closed, by the clock of the device that closed it first; null while it is not. */
  closedAt: Time | null
  /** Seats that answered; null while it is open. */
  present: number | null
  seats: number
  needed: number
  reservations: number
  /** The first eight hexadecimal digits of its text. */
  text: string
  /** The line reads otherwise than the group decided it. */
  isChanged: boolean
}

/**
 * `line`: a new paragraph can stand beside it. `part`: of a decided item, so that nothing is put in beside it. `end`: as
 * `part`, and the last line of the last item: the minutes go on behind it with a plain paragraph. `end-plain`: as `end`,
 * where plain paragraphs belong to the item, so that the minutes go on with a heading.
 */
export type SettledAs = 'line' | 'part' | 'end' | 'end-plain'

/** A line of minutes that was decided: windows let no one write there. */
export type SettledLine =
  /** The group agreed to its words. An officer can reopen the decision. */
  | { why: 'decision'; block: BlockId; as: SettledAs; question: ActId }
  /** The item of the line was decided in a session that goes on. `mayReopen`: this member can debate it again. */
  | {
      why: 'item'
      block: BlockId
      as: SettledAs
      agenda: DocumentId
      item: BlockId
      mayReopen: boolean
    }

/**
 * Words beside a corrected paragraph: the reason of an amendment, or the first open comment, which can say something
 * else. `by`: null where the member is not named or not known.
 */
export type CorrectionReason = { what: 'amendment' | 'comment'; words: string; by: MemberId | null }

/** A decision by which minutes were approved. */
export type Approval = {
  decision: ActId
  number: string
  outcome: DecisionOutcome
  /** When it was closed, by the clock of the device that closed it first. */
  closedAt: Time
  /** The first eight hexadecimal digits of its text. */
  text: string
}

/** Approved minutes with their approval, and the paragraphs in which their next version differs. */
export type CorrectedMinutes = Approval & {
  document: DocumentId
  /** The edition that the next version becomes. */
  edition: string
  /** The approval of the next version; null before it. */
  approved: Approval | null
  changes: readonly {
    block: BlockId
    place: string
    before: string | null
    now: string | null
    reasons: readonly CorrectionReason[]
  }[]
}

/** The attendance of the meeting, for the empty paragraph of its minutes that asks for it. */
export type AttendanceOffer = {
  block: BlockId
  /** `who`: the member whom a run names. */
  runs: readonly { text: string; who?: MemberId | undefined }[]
  /** The same as the minutes would read. */
  reads: string
  /** Handles of members who are left out, because their marks were made apart and differ. */
  apart: readonly string[]
}

export const minutesCalls = {
  /** How speakers of minutes read, and as what each line names them. */
  'minutes.naming': call(
    { minutes: DocumentId },
    answers<{
      naming: SpeakerNaming
      /** Lines with a speaker, an owner or a choice of their own. */
      lines: readonly {
        block: BlockId
        /** Null where the line follows the minutes. */
        naming: SpeakerNaming | null
        isOffRecord: boolean
        question: ActId | null
        members: readonly { member: MemberId; named: string; role: string; none: string }[]
      }[]
    }>(),
  ),
  /**
   * Begins the next version of approved minutes, from the text that was approved: this member's alone until it is
   * shared. Failure `not-permitted` for minutes without a declared approval.
   */
  'minutes.correct': call({ minutes: DocumentId }, answers<{ minutes: DocumentId }>()),
  /** Whether this member may begin a correction of these minutes. */
  'minutes.mayCorrect': call({ minutes: DocumentId }, answers<boolean>()),
  /** The approved minutes that these correct, and the paragraphs that differ; null for others. */
  'minutes.corrects': call({ minutes: DocumentId }, answers<CorrectedMinutes | null>()),
  /** Gives minutes to all who read them, for corrections. Failures `text-open`, `not-shared`. */
  'minutes.circulate': call(
    {
      minutes: DocumentId,
      /** Corrections are asked for by then; null for no day. */
      until: v.nullable(Time),
    },
    answers<{ draft: number }>(),
  ),
  /** `may`: this member may circulate them now. `times`: by draft. */
  'minutes.circulated': call(
    { minutes: DocumentId },
    answers<{
      may: boolean
      times: readonly {
        by: MemberId
        at: Time
        draft: number
        until: Time | null
        /** The first eight hexadecimal digits of the text. */
        text: string
      }[]
    }>(),
  ),
  /**
   * How many lines of each kind are recorded, and the lines of one item; null for no item. `last`: the last block of
   * the item's part, its heading where nothing stands below; null where the minutes have no such part. `next`: the
   * heading of the item behind it; null for none.
   */
  'minutes.recorded': call(
    { minutes: DocumentId, item: v.nullable(BlockId) },
    answers<{
      counts: { decision: number; reservation: number; action: number; information: number }
      lines: readonly {
        block: BlockId | null
        kind: BlockKind
        number: string
        text: string
        isOffRecord: boolean
      }[]
      last: BlockId | null
      next: BlockId | null
    }>(),
  ),
  /**
   * The attendance that this member may put into minutes that are not decided on. Null before the meeting has ended,
   * where nothing is marked, and in a document that no officer opened the meeting with.
   */
  'minutes.attendance': call({ minutes: DocumentId }, answers<AttendanceOffer | null>()),
  /** The decisions that lines state, computed from the acts of now. */
  'minutes.decisions': call({ minutes: DocumentId }, answers<readonly LineDecision[]>()),
  /** The lines that were decided, in the order of the page. */
  'minutes.settled': call({ minutes: DocumentId }, answers<readonly SettledLine[]>()),
  /**
   * `block`: for this line alone, null to follow the minutes; left out: for the minutes. Failure `line-decided` where a
   * line that was decided would name members more openly.
   */
  'minutes.name': call(
    v.variant('what', [
      v.object({ what: v.literal('minutes'), minutes: DocumentId, naming: SpeakerNaming }),
      v.object({
        what: v.literal('line'),
        minutes: DocumentId,
        block: BlockId,
        naming: v.nullable(SpeakerNaming),
      }),
    ]),
    answers<void>(),
  ),
} as const
