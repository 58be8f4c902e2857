// Decisions: questions put to a group with an exact text, positions of members, closes, outcomes and
// signatures. All of it is computed from signed acts; no clock and no order of arrival decides.
import * as v from 'valibot'
import type { Cell } from '#document/model'
import type { EmptyLine } from '#document/reading'
import { ActId, BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import {
  type DecisionAct,
  DecisionChoice,
  type DecisionOutcome,
  Language,
  Time,
} from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** More than (`more`), or at least, a/b of support and objections. */
const Threshold = v.object({ a: v.number(), b: v.number(), more: v.boolean() })

export const DecisionRule = v.object({
  kind: v.picklist(['consensus', 'silence', 'vote']),
  /** Seats that have to answer. */
  quorum: v.number(),
  /** The share of a vote, or of the vote that consensus falls back on; null for none. */
  threshold: v.nullable(Threshold),
  /** Positions that an officer heard and wrote down count until the member's own. */
  heard: v.boolean(),
})
export type DecisionRule = v.InferOutput<typeof DecisionRule>

/** The outcome that a set of acts gives. */
export type Tally = {
  code: DecisionOutcome
  agreed: boolean
  /** Seats on the roll, those that answered as the quorum counts it, and those needed. */
  seats: number
  present: number
  quorum: number
  /** A heard seat counts under its choice too. `none`: not received. */
  counts: {
    support: number
    reservations: number
    abstain: number
    aside: number
    object: number
    heard: number
    seen: number
    none: number
    void: number
  }
}

/** `declared`: closed, and officers said what came out; not enough members signed it yet. */
export type DecisionState = 'open' | 'closed' | 'declared' | 'final' | 'withdrawn' | 'void'

/** The facts that this device checked for its own member. */
export type OwnPart = {
  isOnTheRoll: boolean
  choice: DecisionChoice | null
  /** The last positions are among those that counted; null while open, or without a position. */
  isCounted: boolean | null
  /** Words that an officer wrote down wait for this member's own position, or count for the seat. */
  isHeard: boolean
  /** The last positions, given on two devices apart, differ. */
  isApart: boolean
  hasSigned: boolean
}

export type DecisionSummary = {
  id: ActId
  /** The group, or the circle whose members decide. */
  audience: GroupId
  document: DocumentId
  /** The title of the document now. */
  title: string
  /**
   * The item at which it is asked; null outside a meeting, and where its agenda is not here. A list has it
   * where the question names it; else it follows from the text of the decision.
   */
  where: {
    /** The agenda that holds the item: that of a circle for a closed one. */
    agenda: DocumentId
    block: BlockId
    /** The agenda of the meeting, and its title now. */
    meeting: DocumentId
    title: string
  } | null
  purpose: 'adopt' | 'decide'
  /** The question is about minutes: a group approves minutes, and adopts other texts. */
  isMinutes: boolean
  words: string
  by: MemberId
  at: Time
  /** Positions are asked for by then; null for no day. */
  until: Time | null
  state: DecisionState
  /** The number that the group gave with the declaration; empty before it. */
  number: string
  /** The outcome, or the one that a close would give now; null where withdrawn or void. */
  outcome: Tally | null
  own: OwnPart
  /** The acts that this member may do here now, in the order of the screen. */
  acts: readonly DecisionAct[]
}

/** Bound to a paragraph and its line in the exact text; null: to the text as a whole. */
export type Reservation = {
  block: BlockId | null
  words: string
  /** How the member wants to be printed outside; empty: not shown. */
  as: string
}

/** One position, as its author signed it. */
export type Position = {
  id: ActId
  member: MemberId
  at: Time
  choice: DecisionChoice
  reason: string
  reservations: readonly Reservation[]
}

export type DecisionSeat = {
  member: MemberId
  alternates: readonly MemberId[]
  /** Where the answer comes from. `void`: a taken device had let the seat in. */
  from: 'own' | 'alternate' | 'heard' | 'seen' | 'none' | 'void'
  choice: DecisionChoice | null
  /** The position that counts, or would; null where it was heard, seen or not received. */
  position: Position | null
  /** Earlier positions of the seat and its alternates that do not count, the latest first. */
  others: readonly Position[]
  /** Words that officers wrote down for this seat, and no later ones replace: first those that count, or would. */
  heard: readonly { choice: DecisionChoice | null; reason: string; by: MemberId; at: Time }[]
  /** Different things were said apart; the most cautious counts. */
  isApart: boolean
  /** The member is in the group no more. */
  hasLeft: boolean
}

export type DecisionText = {
  document: DocumentId
  language: string
  /** Lower-case hexadecimal SHA-256 of the text file. */
  sha256: string
  size: number
  /** The file is on this device, and is what the question names. */
  isHere: boolean
}

export type Decision = DecisionSummary & {
  /** The item as it reads now; null where there is none, or it is gone. A closed item has no number. */
  item: { number: string; words: string } | null
  /** Lines of minutes that state its outcome. */
  recorded: readonly { document: DocumentId; title: string; block: BlockId; place: string }[]
  /** The decision before an open one on the same item, line or document, where it decided nothing; else null. */
  earlier: ActId | null
  rule: DecisionRule
  edition: string
  texts: readonly DecisionText[]
  files: readonly { name: string; sha256: string; size: number }[]
  /** The declaration that this one replaces, and the decision that replaces this one. */
  replaces: ActId | null
  replacedBy: ActId | null
  seats: readonly DecisionSeat[]
  /** Positions that came after the close: they count nothing unless it is reopened. */
  late: readonly Position[]
  /** All positions that came after the close; `late` has at most eight of one member. */
  lateCount: number
  explanations: readonly {
    id: ActId
    member: MemberId
    at: Time
    what: 'explanation' | 'lifts'
    block: BlockId | null
    words: string
    as: string
  }[]
  /**
   * The closes that hold, each with the choice that it counts for each seat. `isReplaced`: another choice counts, and
   * was given on top of that one.
   */
  closes: readonly {
    id: ActId
    by: MemberId
    at: Time
    counts: readonly {
      member: MemberId
      from: DecisionSeat['from']
      choice: DecisionChoice | null
      isReplaced: boolean
    }[]
  }[]
  reopened: readonly { by: MemberId; at: Time; reason: string }[]
  withdrawn: readonly { by: MemberId; at: Time; reason: string }[]
  declarations: readonly {
    id: ActId
    by: MemberId
    at: Time
    outcome: DecisionOutcome
    number: string
    /** A later close changed what came out. */
    isOvertaken: boolean
    signers: readonly { member: MemberId; at: Time; as: string }[]
    symbol: string
  }[]
  /** Members who signed two declarations that differ. */
  signedTwice: readonly MemberId[]
  /** An officer wrote something here that this version does not know. */
  hasLaterActs: boolean
  /** The statement that members sign, whole, and digests of its parts; null where nothing is adopted. */
  statement: { text: string; sha256: string; record: string; reservations: number } | null
}

export type { EmptyLine }

/** One paragraph of the exact text, as it is printed and signed. */
export type TextLine = {
  block: BlockId | null
  kind: string
  number: string
  /** As it is cited, "8 (b)"; empty where it has no number. */
  place: string
  language: string
  direction: string
  text: string
  /** A restricted paragraph, signed as "Withheld". */
  isWithheld: boolean
  /** In a table of the text. */
  cell?: Cell
}

/** An obstacle to a question. `block`: where; null for the whole. */
export type Blocker = {
  code:
    /** The text is being decided, or was adopted; the same for a line of minutes. */
    | 'deciding'
    | 'adopted'
    | 'line-deciding'
    | 'line-decided'
    | 'bracket-open'
    | 'suggestion-open'
    | 'amendment-open'
    | 'no-office'
    | 'not-shared'
    | 'no-form'
    | 'text-too-long'
  block: BlockId | null
  place: string
  /** The labels of amendments that are open there. */
  labels?: readonly string[] | undefined
}

/** `before`: null for a paragraph that came into the draft. */
const TakenWords = v.object({ block: BlockId, before: v.nullable(v.string()), after: v.string() })
type TakenWords = v.InferOutput<typeof TakenWords>

const decision = ActId
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const named = v.pipe(v.string(), v.trim(), v.maxLength(120))

export const decisionCalls = {
  /** The latest first. `mayAsk`: this member may put a text to a decision. */
  'decisions.list': call(
    { group: GroupId },
    answers<{ mayAsk: boolean; decisions: readonly DecisionSummary[] }>(),
  ),
  'decisions.get': call({ decision }, answers<Decision>()),
  /** The exact text in one of its languages. Failure `not-found` where the file is not here. */
  'decisions.text': call(
    { decision, language: v.string() },
    answers<{
      title: string
      direction: string
      lines: readonly TextLine[]
      empty: readonly EmptyLine[]
    }>(),
  ),
  /** Paragraphs written apart from the decided text, and the next draft that takes them. */
  'decisions.apart': call(
    { decision },
    answers<
      readonly {
        /** The text in this language, and the document that has its words now. */
        language: string
        document: DocumentId
        lines: readonly {
          block: BlockId
          place: string
          /** Null for a paragraph that the decided text lacks, and for one that is gone. */
          decided: string | null
          now: string | null
          /** Members whose devices signed the words; none where only words were taken out. */
          by: readonly MemberId[]
          /** The next draft has them. */
          isTaken: boolean
        }[]
        /** The one that this member writes in, the oldest of several. */
        draft: { document: DocumentId; title: string; isWritable: boolean } | null
        mayTake: boolean
      }[]
    >(),
  ),
  /**
   * Takes words written apart into the next draft of their language: the one that is there, or a private copy that
   * keeps all words. It removes none. `language`: null for the first text that has words apart. Failure `not-permitted`
   * where none are to be taken.
   */
  'decisions.takeApart': call(
    { decision, language: v.nullable(v.string()) },
    answers<{ draft: DocumentId; isNew: boolean; taken: readonly TakenWords[] }>(),
  ),
  /**
   * Takes back what nobody changed since, a draft that is new as a whole; `kept`: how many changes stay.
   * Failure `not-found` for another document.
   */
  'decisions.takeApartBack': call(
    {
      decision,
      draft: DocumentId,
      isNew: v.boolean(),
      taken: v.pipe(v.array(TakenWords), v.readonly()),
    },
    answers<{ kept: number }>(),
  ),
  /** The parts of a question about this document, and the obstacles to it. */
  'decisions.prepare': call(
    { document: DocumentId, block: v.nullable(BlockId) },
    answers<{
      blockers: readonly Blocker[]
      texts: readonly {
        document: DocumentId
        language: Language
        paragraphs: number
        /** Only the paragraph, where the question is about one. */
        empty: readonly EmptyLine[]
      }[]
      openComments: number
      /** `mayLeaveOut`: a term of this member is on record. */
      seats: readonly {
        member: MemberId
        alternates: readonly MemberId[]
        mayLeaveOut: boolean
        hasEnded: boolean
      }[]
      /** By the group's rules, or what fits most groups. */
      rule: DecisionRule
      days: number
      /** Declarations about this document that a new question can replace. */
      replaceable: readonly { declaration: ActId; number: string }[]
      /** The adoption of the text that this one goes on from, and the edition that follows; null for none. */
      corrects: { declaration: ActId; edition: string } | null
      /** Items of meetings at which it can be asked, that under which the text stands first. */
      places: readonly {
        agenda: DocumentId
        block: BlockId
        title: string
        number: string
        words: string
      }[]
    }>(),
  ),
  /**
   * Puts the text as it stands to a decision. `block`: that paragraph alone. Failures `text-open`;
   * `decision-open` and `decided-already`, also for a version in one of the languages; `rule-too-weak`,
   * `quorum-too-high`, `not-found` for an item or a declaration that is not offered.
   */
  'decisions.ask': call(
    {
      document: DocumentId,
      block: v.nullable(BlockId),
      purpose: v.picklist(['adopt', 'decide']),
      words: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
      languages: v.array(Language),
      rule: DecisionRule,
      until: v.nullable(Time),
      edition: v.pipe(v.string(), v.trim(), v.maxLength(20)),
      leftOut: v.array(MemberId),
      replaces: v.nullable(ActId),
      /** One of the places that were offered; null for none. */
      where: v.nullable(v.object({ agenda: DocumentId, block: BlockId })),
    },
    answers<{ decision: ActId }>(),
  ),
  /** Says that this member has seen the question. */
  'decisions.see': call({ decision }, answers<void>()),
  /** Failure `reason-missing` for an objection without one. */
  'decisions.position': call(
    {
      decision,
      choice: DecisionChoice,
      reason: v.pipe(v.string(), v.trim(), v.maxLength(4000)),
      reservations: v.pipe(
        v.array(v.object({ block: v.nullable(BlockId), words: reason, as: named })),
        v.maxLength(20),
        v.readonly(),
      ),
    },
    answers<void>(),
  ),
  /** An explanation of position, without effect; or taking back an own reservation (`lifts`). */
  'decisions.explain': call(
    {
      decision,
      what: v.picklist(['explanation', 'lifts']),
      block: v.nullable(BlockId),
      words: reason,
      as: named,
    },
    answers<void>(),
  ),
  /**
   * Writes down what members said aloud. Each confirms or corrects it from an own device. Failure `reason-missing`
   * for an objection without its reason.
   */
  'decisions.hear': call(
    {
      decision,
      said: v.pipe(
        v.array(
          v.object({
            member: MemberId,
            choice: v.nullable(DecisionChoice),
            reason: v.pipe(v.string(), v.trim(), v.maxLength(4000)),
          }),
        ),
        v.minLength(1),
        v.maxLength(256),
      ),
    },
    answers<void>(),
  ),
  'decisions.close': call({ decision }, answers<void>()),
  'decisions.reopen': call({ decision, reason }, answers<void>()),
  'decisions.withdraw': call({ decision, reason }, answers<void>()),
  'decisions.declare': call(
    { decision, number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)) },
    answers<void>(),
  ),
  /** Signs the outcome. `as`: how this member wants to appear outside; empty: not shown. */
  'decisions.sign': call({ decision, as: named }, answers<void>()),
  /** Writes down the symbol that the secretariat gave. */
  'decisions.register': call(
    {
      decision,
      symbol: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
      day: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))),
    },
    answers<void>(),
  ),
} as const
