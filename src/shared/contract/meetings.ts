// Meetings as they are shown: an agenda, its calling, dates, answers, attendance, speakers and items. Acts
// of officers bind; statements of members about themselves are entries beside the agenda.
import * as v from 'valibot'
import { BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { comingAnswers, floorKinds, freeAnswers, presentStates } from '#document/meetings/log'
import { EntryId } from '#document/ids'
import { Time } from '../vocabulary.ts'

export const MeetingState = v.picklist(['planned', 'called', 'open', 'closed', 'cancelled'])
export type MeetingState = v.InferOutput<typeof MeetingState>

/** `open`: no officer said how it stands. */
export const ItemState = v.picklist(['open', 'debated', 'decided', 'deferred', 'dropped', 'noted'])
export type ItemState = v.InferOutput<typeof ItemState>

export const ComingAnswer = v.picklist(comingAnswers)
export type ComingAnswer = v.InferOutput<typeof ComingAnswer>
export const FreeAnswer = v.picklist(freeAnswers)
export type FreeAnswer = v.InferOutput<typeof FreeAnswer>
export const Attendance = v.picklist(presentStates)
export type Attendance = v.InferOutput<typeof Attendance>
export const FloorKind = v.picklist(floorKinds)
export type FloorKind = v.InferOutput<typeof FloorKind>

/** Members present of those entitled, and those needed; for words such as "7 of 9, 6 needed". */
export const Quorum = v.object({
  present: v.number(),
  /** Among them those who take part in writing. */
  inWriting: v.number(),
  entitled: v.number(),
  needed: v.number(),
  isMet: v.boolean(),
})
export type Quorum = v.InferOutput<typeof Quorum>

/** Answers of those entitled. `none`: not received. */
export const ComingCounts = v.object({
  coming: v.number(),
  apology: v.number(),
  unsure: v.number(),
  none: v.number(),
})

/** The acts that are open to this member now. `attendance`: marks all; `mark`: the own presence. */
export const MeetingAct = v.picklist([
  ...(['edit', 'dates', 'call', 'cancel', 'open', 'item', 'end', 'resume'] as const),
  ...(['attendance', 'mark', 'answer'] as const),
])
export type MeetingAct = v.InferOutput<typeof MeetingAct>

export const MinutesStatus = v.picklist(['draft', 'circulated', 'corrections', 'approved', 'notes'])
export type MinutesStatus = v.InferOutput<typeof MinutesStatus>

export const MeetingSummary = v.object({
  agenda: DocumentId,
  group: GroupId,
  /** The group, or the circle that meets. */
  audience: GroupId,
  title: v.string(),
  /** False for an agenda that only this member has. */
  isShared: v.boolean(),
  state: MeetingState,
  /** Null until a day is chosen. */
  from: v.nullable(Time),
  until: v.nullable(Time),
  /** When the session was opened and closed, as devices of officers claim; null before. */
  opened: v.nullable(Time),
  closed: v.nullable(Time),
  /** Officers called it apart for different times. */
  isCalledApart: v.boolean(),
  zones: v.array(v.string()),
  languages: v.array(v.string()),
  /** Null for none, and where it is withheld. */
  place: v.nullable(v.string()),
  isPlaceWithheld: v.boolean(),
  /** Numbered items, and the minutes that all items take, closed ones too. */
  items: v.number(),
  planned: v.number(),
  answers: ComingCounts,
  own: v.nullable(ComingAnswer),
  quorum: Quorum,
  /** Whether any member is marked. Otherwise nothing is known of seats and quorum. */
  isMarked: v.boolean(),
  /** Seats that were held, also by one who left. */
  attended: v.number(),
  /** Seats among these that an alternate held. */
  byAlternate: v.number(),
  /** This member is marked as having been there, also where the member left early. */
  hasAttended: v.boolean(),
  decided: v.number(),
  /** Null before there are any; `notes`: of a meeting that ended without a quorum, as it is marked. */
  minutes: v.nullable(
    v.object({
      document: DocumentId,
      status: MinutesStatus,
      corrections: v.number(),
      /** Corrections are asked for by then; null for no day, and where they are not in circulation. */
      until: v.nullable(Time),
      /** When the decision that approved them was closed, and the edition that it names. */
      approved: v.nullable(v.object({ at: Time, edition: v.string() })),
    }),
  ),
  /** Null where no date is being found. */
  poll: v.nullable(
    v.object({
      slots: v.number(),
      from: Time,
      until: Time,
      answered: v.number(),
      entitled: v.number(),
      isAnswered: v.boolean(),
    }),
  ),
  acts: v.array(MeetingAct),
})
export type MeetingSummary = v.InferOutput<typeof MeetingSummary>

export const AgendaItem = v.object({
  block: BlockId,
  /** The agenda that holds it: that of a circle for a closed item. */
  agenda: DocumentId,
  /** As printed; empty for a closed item. */
  number: v.string(),
  /** 1 to 4. */
  depth: v.number(),
  title: v.string(),
  /** The paragraphs under the item: they say what the meeting is asked to do. */
  ask: v.string(),
  /** Minutes after the meeting begins. */
  begins: v.number(),
  /** Minutes of the item with its parts; null where none are given. */
  minutes: v.nullable(v.number()),
  /** Its parts take more minutes than it has. */
  isOver: v.boolean(),
  /** A member, or other words; both null for none. */
  presenter: v.nullable(MemberId),
  presenterWords: v.nullable(v.string()),
  /** `title` is null for a paper that is not on this device. */
  papers: v.array(
    v.object({
      document: DocumentId,
      title: v.nullable(v.string()),
      reference: v.string(),
      /** Members of the meeting who cannot open it. */
      cannotRead: v.array(MemberId),
    }),
  ),
  state: ItemState,
  /** Officers said apart how it stands. */
  isApart: v.boolean(),
  /** Null for an item that all see. */
  circle: v.nullable(v.object({ id: GroupId, name: v.string(), members: v.array(MemberId) })),
  /** Where it was carried over from; null for an item of this agenda. */
  carried: v.nullable(
    v.object({ document: DocumentId, block: BlockId, title: v.nullable(v.string()) }),
  ),
})
export type AgendaItem = v.InferOutput<typeof AgendaItem>

/** `agenda`: the one that holds the item, that of a circle for a closed one. */
export const ItemPlace = v.object({ agenda: DocumentId, block: BlockId })
export type ItemPlace = v.InferOutput<typeof ItemPlace>

export const Speaker = v.object({
  id: EntryId,
  member: MemberId,
  item: v.nullable(BlockId),
  what: FloorKind,
  text: v.string(),
  at: Time,
  region: v.string(),
  language: v.string(),
  /** Seconds that the member spoke in this meeting. */
  seconds: v.number(),
  isFirst: v.boolean(),
})
export type Speaker = v.InferOutput<typeof Speaker>

export const LeftOver = v.object({
  what: v.picklist(['deferred', 'action', 'recommendation']),
  document: DocumentId,
  block: BlockId,
  /** The agenda, the minutes or the text that hold it. */
  from: v.string(),
  words: v.string(),
  minutes: v.nullable(v.number()),
  owner: v.nullable(MemberId),
  due: v.nullable(v.string()),
  isLate: v.boolean(),
})
export type LeftOver = v.InferOutput<typeof LeftOver>

export const Meeting = v.object({
  ...MeetingSummary.entries,
  list: v.array(AgendaItem),
  /** The item that is debated now; null for none. Blocks have one name within one agenda alone. */
  debated: v.nullable(ItemPlace),
  /** Items without an end: the meeting cannot end before each has one. */
  undecided: v.array(ItemPlace),
  /** The withheld place, to members of its circle. */
  withheldPlace: v.nullable(
    v.object({ words: v.string(), circle: GroupId, name: v.string(), writes: v.boolean() }),
  ),
  members: v.array(
    v.object({
      member: MemberId,
      isEntitled: v.boolean(),
      answer: v.nullable(ComingAnswer),
      alternate: v.nullable(MemberId),
      /** The alternate who holds the seat; null for the member. */
      heldBy: v.nullable(MemberId),
      /** Null where nothing was marked. */
      attendance: v.nullable(Attendance),
      /** When the member left; null where the mark was not made during the session. */
      leftAt: v.nullable(Time),
      region: v.string(),
      language: v.string(),
      isApart: v.boolean(),
    }),
  ),
  speakers: v.object({
    /** An officer gave the floor; `since` is when, by the clock of that device. Null for nobody. */
    speaking: v.nullable(v.object({ speaker: Speaker, since: Time })),
    /** Points of order and motions come before the next speaker. */
    orders: v.array(Speaker),
    asked: v.array(Speaker),
    /** A suggestion: people, regions and languages not heard yet first. Nobody is moved by it. */
    balanced: v.array(EntryId),
    regions: v.array(v.object({ region: v.string(), seconds: v.number() })),
  }),
  polls: v.array(
    v.object({
      poll: EntryId,
      by: v.nullable(MemberId),
      at: Time,
      slots: v.array(v.object({ from: Time, until: Time })),
      /** Null for a member whose answer is not received, and in it for a time without one. */
      answers: v.array(
        v.object({
          member: MemberId,
          slots: v.nullable(v.array(v.nullable(FreeAnswer))),
          /** The member chose to say where it is; null for all others. */
          zone: v.nullable(v.string()),
        }),
      ),
      /** The time that most can come to; null before any answer. */
      best: v.nullable(v.number()),
    }),
  ),
  /** Deferred items and open actions of earlier meetings that no agenda has yet. */
  leftOver: v.array(LeftOver),
  reasons: v.array(
    v.object({
      what: v.picklist(['cancel', 'resume']),
      by: MemberId,
      at: Time,
      reason: v.string(),
    }),
  ),
})
export type Meeting = v.InferOutput<typeof Meeting>
