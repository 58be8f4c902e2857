// Decisions: questions put to a group with an exact text, positions of members, closes, outcomes and
// signatures. All of it is computed from signed acts; no clock and no order of arrival decides.
import * as v from 'valibot'
import { ActId, BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { DecisionAct, DecisionChoice, DecisionOutcome, Language, Time } from '../vocabulary.ts'
import { TextCell } from './text-cell.ts'

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
export const Tally = v.object({
  code: DecisionOutcome,
  agreed: v.boolean(),
  /** Seats on the roll, those that answered as the quorum counts it, and those needed. */
  seats: v.number(),
  present: v.number(),
  quorum: v.number(),
  /** A heard seat counts under its choice too. `none`: not received. */
  counts: v.object({
    support: v.number(),
    reservations: v.number(),
    abstain: v.number(),
    aside: v.number(),
    object: v.number(),
    heard: v.number(),
    seen: v.number(),
    none: v.number(),
    void: v.number(),
  }),
})
export type Tally = v.InferOutput<typeof Tally>

/** `declared`: closed, and officers said what came out; not enough members signed it yet. */
export const DecisionState = v.picklist([
  'open',
  'closed',
  'declared',
  'final',
  'withdrawn',
  'void',
])
export type DecisionState = v.InferOutput<typeof DecisionState>

/** The facts that this device checked for its own member. */
export const OwnPart = v.object({
  isOnTheRoll: v.boolean(),
  choice: v.nullable(DecisionChoice),
  /** The last positions are among those that counted; null while open, or without a position. */
  isCounted: v.nullable(v.boolean()),
  /** Words that an officer wrote down wait for this member's own position, or count for the seat. */
  isHeard: v.boolean(),
  /** The last positions, given on two devices apart, differ. */
  isApart: v.boolean(),
  hasSigned: v.boolean(),
})
export type OwnPart = v.InferOutput<typeof OwnPart>

export const DecisionSummary = v.object({
  id: ActId,
  /** The group, or the circle whose members decide. */
  audience: GroupId,
  document: DocumentId,
  /** The title of the document now. */
  title: v.string(),
  /**
   * The item at which it is asked; null outside a meeting, and where its agenda is not here. A list has it
   * where the question names it; else it follows from the text of the decision.
   */
  where: v.nullable(
    v.object({
      /** The agenda that holds the item: that of a circle for a closed one. */
      agenda: DocumentId,
      block: BlockId,
      /** The agenda of the meeting, and its title now. */
      meeting: DocumentId,
      title: v.string(),
    }),
  ),
  purpose: v.picklist(['adopt', 'decide']),
  /** The question is about minutes: a group approves minutes, and adopts other texts. */
  isMinutes: v.boolean(),
  words: v.string(),
  by: MemberId,
  at: Time,
  /** Positions are asked for by then; null for no day. */
  until: v.nullable(Time),
  state: DecisionState,
  /** The number that the group gave with the declaration; empty before it. */
  number: v.string(),
  /** The outcome, or the one that a close would give now; null where withdrawn or void. */
  outcome: v.nullable(Tally),
  own: OwnPart,
  /** The acts that this member may do here now, in the order of the screen. */
  acts: v.array(DecisionAct),
})
export type DecisionSummary = v.InferOutput<typeof DecisionSummary>

/** Bound to a paragraph and its line in the exact text; null: to the text as a whole. */
export const Reservation = v.object({
  block: v.nullable(BlockId),
  words: v.string(),
  /** How the member wants to be printed outside; empty: not shown. */
  as: v.string(),
})
export type Reservation = v.InferOutput<typeof Reservation>

/** One position, as its author signed it. */
export const Position = v.object({
  id: ActId,
  member: MemberId,
  at: Time,
  choice: DecisionChoice,
  reason: v.string(),
  reservations: v.array(Reservation),
})
export type Position = v.InferOutput<typeof Position>

export const DecisionSeat = v.object({
  member: MemberId,
  alternates: v.array(MemberId),
  /** Where the answer comes from. `void`: a taken device had let the seat in. */
  from: v.picklist(['own', 'alternate', 'heard', 'seen', 'none', 'void']),
  choice: v.nullable(DecisionChoice),
  /** The position that counts, or would; null where it was heard, seen or not received. */
  position: v.nullable(Position),
  /** Earlier positions of the seat and its alternates that do not count, the latest first. */
  others: v.array(Position),
  /** Words that officers wrote down for this seat, and no later ones replace. */
  heard: v.array(
    v.object({ choice: v.nullable(DecisionChoice), reason: v.string(), by: MemberId, at: Time }),
  ),
  /** Different things were said apart; the most cautious counts. */
  isApart: v.boolean(),
  /** The member is in the group no more. */
  hasLeft: v.boolean(),
})
export type DecisionSeat = v.InferOutput<typeof DecisionSeat>

export const DecisionText = v.object({
  document: DocumentId,
  language: v.string(),
  /** Lower-case hexadecimal SHA-256 of the text file. */
  sha256: v.string(),
  size: v.number(),
  /** The file is on this device, and is what the question names. */
  isHere: v.boolean(),
})
export type DecisionText = v.InferOutput<typeof DecisionText>

export const Decision = v.object({
  ...DecisionSummary.entries,
  /** The item as it reads now; null where there is none, or it is gone. A closed item has no number. */
  item: v.nullable(v.object({ number: v.string(), words: v.string() })),
  /** Lines of minutes that state its outcome. */
  recorded: v.array(
    v.object({ document: DocumentId, title: v.string(), block: BlockId, place: v.string() }),
  ),
  rule: DecisionRule,
  edition: v.string(),
  texts: v.array(DecisionText),
  files: v.array(v.object({ name: v.string(), sha256: v.string(), size: v.number() })),
  /** The declaration that this one replaces, and the decision that replaces this one. */
  replaces: v.nullable(ActId),
  replacedBy: v.nullable(ActId),
  seats: v.array(DecisionSeat),
  /** Positions that came after the close: they count nothing unless it is reopened. */
  late: v.array(Position),
  /** All positions that came after the close; `late` has at most eight of one member. */
  lateCount: v.number(),
  explanations: v.array(
    v.object({
      id: ActId,
      member: MemberId,
      at: Time,
      what: v.picklist(['explanation', 'lifts']),
      block: v.nullable(BlockId),
      words: v.string(),
      as: v.string(),
    }),
  ),
  /** The closes that hold, each with the choice that it counts for each seat. */
  closes: v.array(
    v.object({
      id: ActId,
      by: MemberId,
      at: Time,
      counts: v.array(v.object({ member: MemberId, choice: v.nullable(DecisionChoice) })),
    }),
  ),
  reopened: v.array(v.object({ by: MemberId, at: Time, reason: v.string() })),
  withdrawn: v.array(v.object({ by: MemberId, at: Time, reason: v.string() })),
  declarations: v.array(
    v.object({
      id: ActId,
      by: MemberId,
      at: Time,
      outcome: DecisionOutcome,
      number: v.string(),
      /** A later close changed what came out. */
      isOvertaken: v.boolean(),
      signers: v.array(v.object({ member: MemberId, at: Time, as: v.string() })),
      symbol: v.string(),
    }),
  ),
  /** Members who signed two declarations that differ. */
  signedTwice: v.array(MemberId),
  /** An officer wrote something here that this version does not know. */
  hasLaterActs: v.boolean(),
  /** The statement that members sign, whole, and digests of its parts; null where nothing is adopted. */
  statement: v.nullable(
    v.object({
      text: v.string(),
      sha256: v.string(),
      record: v.string(),
      reservations: v.number(),
    }),
  ),
})
export type Decision = v.InferOutput<typeof Decision>

/** A line with a number or a sign and no words. */
export const EmptyLine = v.object({
  block: v.nullable(BlockId),
  /** As it is cited, "8 (b)"; empty where it has no number. */
  place: v.string(),
  /** The first words of the line above that has some; empty at the beginning. */
  after: v.string(),
})
export type EmptyLine = v.InferOutput<typeof EmptyLine>

/** One paragraph of the exact text, as it is printed and signed. */
export const TextLine = v.object({
  block: v.nullable(BlockId),
  kind: v.string(),
  number: v.string(),
  /** As it is cited, "8 (b)"; empty where it has no number. */
  place: v.string(),
  language: v.string(),
  direction: v.string(),
  text: v.string(),
  /** A restricted paragraph, signed as "Withheld". */
  isWithheld: v.boolean(),
  /** In a table of the text. */
  cell: v.exactOptional(TextCell),
})
export type TextLine = v.InferOutput<typeof TextLine>

/** An obstacle to a question. `block`: where; null for the whole. */
export const Blocker = v.object({
  code: v.picklist([
    'bracket-open',
    'suggestion-open',
    'amendment-open',
    'no-office',
    'not-shared',
    'no-form',
    'text-too-long',
  ]),
  block: v.nullable(BlockId),
  place: v.string(),
  /** The labels of amendments that are open there. */
  labels: v.optional(v.array(v.string())),
})
export type Blocker = v.InferOutput<typeof Blocker>

/** `before`: null for a paragraph that came into the draft. */
const TakenWords = v.object({ block: BlockId, before: v.nullable(v.string()), after: v.string() })

const decision = ActId
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const named = v.pipe(v.string(), v.trim(), v.maxLength(120))

export const decisionCalls = {
  /** The latest first. `mayAsk`: this member may put a text to a decision. */
  'decisions.list': {
    input: v.object({ group: GroupId }),
    output: v.object({ mayAsk: v.boolean(), decisions: v.array(DecisionSummary) }),
  },
  'decisions.get': { input: v.object({ decision }), output: Decision },
  /** The exact text in one of its languages. Failure `not-found` where the file is not here. */
  'decisions.text': {
    input: v.object({ decision, language: v.string() }),
    output: v.object({
      title: v.string(),
      direction: v.string(),
      lines: v.array(TextLine),
      empty: v.array(EmptyLine),
    }),
  },
  /** Paragraphs written apart from the decided text, and the next draft that takes them. */
  'decisions.apart': {
    input: v.object({ decision }),
    output: v.array(
      v.object({
        /** The text in this language, and the document that has its words now. */
        language: v.string(),
        document: DocumentId,
        lines: v.array(
          v.object({
            block: BlockId,
            place: v.string(),
            /** Null for a paragraph that the decided text lacks, and for one that is gone. */
            decided: v.nullable(v.string()),
            now: v.nullable(v.string()),
            /** Members whose devices signed the words; none where only words were taken out. */
            by: v.array(MemberId),
            /** The next draft has them. */
            isTaken: v.boolean(),
          }),
        ),
        /** The one that this member writes in, the oldest of several. */
        draft: v.nullable(
          v.object({ document: DocumentId, title: v.string(), isWritable: v.boolean() }),
        ),
        mayTake: v.boolean(),
      }),
    ),
  },
  /**
   * Takes words written apart into the next draft of their language: the one that is there, or a private copy that
   * keeps all words. It removes none. Failure `not-permitted` where none are to be taken.
   */
  'decisions.takeApart': {
    /** `language`: null for the first text that has words apart. */
    input: v.object({ decision, language: v.nullable(v.string()) }),
    output: v.object({ draft: DocumentId, isNew: v.boolean(), taken: v.array(TakenWords) }),
  },
  /**
   * Takes back what nobody changed since, a draft that is new as a whole; `kept`: how many changes stay.
   * Failure `not-found` for another document.
   */
  'decisions.takeApartBack': {
    input: v.object({
      decision,
      draft: DocumentId,
      isNew: v.boolean(),
      taken: v.array(TakenWords),
    }),
    output: v.object({ kept: v.number() }),
  },
  /** The parts of a question about this document, and the obstacles to it. */
  'decisions.prepare': {
    input: v.object({ document: DocumentId, block: v.nullable(BlockId) }),
    output: v.object({
      blockers: v.array(Blocker),
      texts: v.array(
        v.object({
          document: DocumentId,
          language: Language,
          paragraphs: v.number(),
          /** Only the paragraph, where the question is about one. */
          empty: v.array(EmptyLine),
        }),
      ),
      openComments: v.number(),
      /** `mayLeaveOut`: a term of this member is on record. */
      seats: v.array(
        v.object({
          member: MemberId,
          alternates: v.array(MemberId),
          mayLeaveOut: v.boolean(),
          hasEnded: v.boolean(),
        }),
      ),
      /** By the group's rules, or what fits most groups. */
      rule: DecisionRule,
      days: v.number(),
      /** Declarations about this document that a new question can replace. */
      replaceable: v.array(v.object({ declaration: ActId, number: v.string() })),
      /** The adoption of the text that this one goes on from, and the edition that follows; null for none. */
      corrects: v.nullable(v.object({ declaration: ActId, edition: v.string() })),
      /** Items of meetings at which it can be asked, that under which the text stands first. */
      places: v.array(
        v.object({
          agenda: DocumentId,
          block: BlockId,
          title: v.string(),
          number: v.string(),
          words: v.string(),
        }),
      ),
    }),
  },
  /**
   * Puts the text as it stands to a decision. `block`: that paragraph alone. Failures `text-open`,
   * `rule-too-weak`, `quorum-too-high`, `not-found` for an item that is not offered.
   */
  'decisions.ask': {
    input: v.object({
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
    }),
    output: v.object({ decision: ActId }),
  },
  /** Says that this member has seen the question. */
  'decisions.see': { input: v.object({ decision }), output: v.void() },
  /** Failure `reason-missing` for an objection without one. */
  'decisions.position': {
    input: v.object({
      decision,
      choice: DecisionChoice,
      reason: v.pipe(v.string(), v.trim(), v.maxLength(4000)),
      reservations: v.pipe(
        v.array(v.object({ block: v.nullable(BlockId), words: reason, as: named })),
        v.maxLength(20),
      ),
    }),
    output: v.void(),
  },
  /** An explanation of position, without effect; or taking back an own reservation (`lifts`). */
  'decisions.explain': {
    input: v.object({
      decision,
      what: v.picklist(['explanation', 'lifts']),
      block: v.nullable(BlockId),
      words: reason,
      as: named,
    }),
    output: v.void(),
  },
  /** Writes down what members said aloud. Each confirms or corrects it from an own device. */
  'decisions.hear': {
    input: v.object({
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
    }),
    output: v.void(),
  },
  'decisions.close': { input: v.object({ decision }), output: v.void() },
  'decisions.reopen': { input: v.object({ decision, reason }), output: v.void() },
  'decisions.withdraw': { input: v.object({ decision, reason }), output: v.void() },
  'decisions.declare': {
    input: v.object({
      decision,
      number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
    }),
    output: v.void(),
  },
  /** Signs the outcome. `as`: how this member wants to appear outside; empty: not shown. */
  'decisions.sign': { input: v.object({ decision, as: named }), output: v.void() },
  /** Writes down the symbol that the secretariat gave. */
  'decisions.register': {
    input: v.object({
      decision,
      symbol: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
      day: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))),
    }),
    output: v.void(),
  },
} as const
