// Meetings as they are shown: an agenda, its calling, dates, answers, attendance, speakers and items. Acts
// of officers bind; statements of members about themselves are entries beside the agenda.
import * as v from 'valibot'
import type { BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { comingAnswers, floorKinds, freeAnswers, presentStates } from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import type { Time } from '../vocabulary.ts'

export type MeetingState = 'planned' | 'called' | 'open' | 'closed' | 'cancelled'

/** `open`: no officer said how it stands. */
export type ItemState = 'open' | 'debated' | 'decided' | 'deferred' | 'dropped' | 'noted'

export const ComingAnswer = v.picklist(comingAnswers)
export type ComingAnswer = v.InferOutput<typeof ComingAnswer>
export const FreeAnswer = v.picklist(freeAnswers)
export type FreeAnswer = v.InferOutput<typeof FreeAnswer>
export const Attendance = v.picklist(presentStates)
export type Attendance = v.InferOutput<typeof Attendance>
export const FloorKind = v.picklist(floorKinds)
export type FloorKind = v.InferOutput<typeof FloorKind>

/** Members present of those entitled, and those needed; for words such as "7 of 9, 6 needed". */
export type Quorum = {
  present: number
  /** Among them those who take part in writing. */
  inWriting: number
  entitled: number
  needed: number
  isMet: boolean
}

/** Answers of those entitled. `none`: not received. */
export type ComingCounts = { coming: number; apology: number; unsure: number; none: number }

/** The acts that are open to this member now. `attendance`: marks all; `mark`: the own presence. */
export const MeetingAct = v.picklist([
  ...(['edit', 'dates', 'call', 'cancel', 'open', 'item', 'end', 'resume'] as const),
  ...(['attendance', 'mark', 'answer'] as const),
])
export type MeetingAct = v.InferOutput<typeof MeetingAct>

export type MinutesStatus = 'draft' | 'circulated' | 'corrections' | 'approved' | 'notes'

export type MeetingSummary = {
  agenda: DocumentId
  group: GroupId
  /** The group, or the circle that meets. */
  audience: GroupId
  title: string
  /** False for an agenda that only this member has. */
  isShared: boolean
  state: MeetingState
  /** Null until a day is chosen. */
  from: Time | null
  until: Time | null
  /** When the session was opened and closed, as devices of officers claim; null before. */
  opened: Time | null
  closed: Time | null
  /** Officers called it apart for different times. */
  isCalledApart: boolean
  zones: readonly string[]
  languages: readonly string[]
  /** Null for none, and where it is withheld. */
  place: string | null
  isPlaceWithheld: boolean
  /** Numbered items, and the minutes that all items take, closed ones too. */
  items: number
  planned: number
  answers: ComingCounts
  own: ComingAnswer | null
  quorum: Quorum
  /** Whether any member is marked. Otherwise nothing is known of seats and quorum. */
  isMarked: boolean
  /** Seats that were held, also by one who left. */
  attended: number
  /** Seats among these that an alternate held. */
  byAlternate: number
  /** This member is marked as having been there, also where the member left early. */
  hasAttended: boolean
  decided: number
  /** Null before there are any; `notes`: of a meeting that ended without a quorum, as it is marked. */
  minutes: {
    document: DocumentId
    status: MinutesStatus
    corrections: number
    /** Corrections are asked for by then; null for no day, and where they are not in circulation. */
    until: Time | null
    /** When the decision that approved them was closed, and the edition that it names. */
    approved: { at: Time; edition: string } | null
  } | null
  /** Null where no date is being found. */
  poll: {
    slots: number
    from: Time
    until: Time
    answered: number
    entitled: number
    isAnswered: boolean
  } | null
  acts: readonly MeetingAct[]
}

export type AgendaItem = {
  block: BlockId
  /** The agenda that holds it: that of a circle for a closed item. */
  agenda: DocumentId
  /** With the numbers of the items that it is part of: "2 (a)"; empty for a closed item. */
  number: string
  /** 1 to 4. */
  depth: number
  title: string
  /** The paragraphs under the item: they say what the meeting is asked to do. */
  ask: string
  /** Minutes after the meeting begins. */
  begins: number
  /** Minutes of the item with its parts; null where none are given. */
  minutes: number | null
  /** Its parts take more minutes than it has. */
  isOver: boolean
  /** A member, or other words; both null for none. */
  presenter: MemberId | null
  presenterWords: string | null
  /** `title` is null for a paper that is not on this device. */
  papers: readonly {
    document: DocumentId
    title: string | null
    reference: string
    /** Members of the meeting who cannot open it. */
    cannotRead: readonly MemberId[]
  }[]
  state: ItemState
  /** Officers said apart how it stands. */
  isApart: boolean
  /** Null for an item that all see. */
  circle: { id: GroupId; name: string; members: readonly MemberId[] } | null
  /** Where it was carried over from; null for an item of this agenda. */
  carried: { document: DocumentId; block: BlockId; title: string | null } | null
}

/** `agenda`: the one that holds the item, that of a circle for a closed one. */
export type ItemPlace = { agenda: DocumentId; block: BlockId }

export type Speaker = {
  id: EntryId
  member: MemberId
  item: BlockId | null
  what: FloorKind
  text: string
  at: Time
  region: string
  language: string
  /** Seconds that the member spoke in this meeting. */
  seconds: number
  isFirst: boolean
}

export type LeftOver = {
  what: 'deferred' | 'action' | 'recommendation'
  document: DocumentId
  block: BlockId
  /** The agenda, the minutes or the text that hold it. */
  from: string
  words: string
  minutes: number | null
  owner: MemberId | null
  due: string | null
  isLate: boolean
}

export type Meeting = MeetingSummary & {
  list: readonly AgendaItem[]
  /** The item that is debated now; null for none. Blocks have one name within one agenda alone. */
  debated: ItemPlace | null
  /** Items without an end: the meeting cannot end before each has one. */
  undecided: readonly ItemPlace[]
  /** The withheld place, to members of its circle. */
  withheldPlace: { words: string; circle: GroupId; name: string; writes: boolean } | null
  members: readonly {
    member: MemberId
    isEntitled: boolean
    answer: ComingAnswer | null
    alternate: MemberId | null
    /** The alternate who holds the seat; null for the member. */
    heldBy: MemberId | null
    /** Null where nothing was marked. */
    attendance: Attendance | null
    /** When the member left; null where the mark was not made during the session. */
    leftAt: Time | null
    region: string
    language: string
    isApart: boolean
  }[]
  speakers: {
    /** An officer gave the floor; `since` is when, by the clock of that device. Null for nobody. */
    speaking: { speaker: Speaker; since: Time } | null
    /** Points of order and motions come before the next speaker. */
    orders: readonly Speaker[]
    asked: readonly Speaker[]
    /** A suggestion: people, regions and languages not heard yet first. Nobody is moved by it. */
    balanced: readonly EntryId[]
    regions: readonly { region: string; seconds: number }[]
  }
  polls: readonly {
    poll: EntryId
    by: MemberId | null
    at: Time
    slots: readonly { from: Time; until: Time }[]
    /** Null for a member whose answer is not received, and in it for a time without one. */
    answers: readonly {
      member: MemberId
      slots: readonly (FreeAnswer | null)[] | null
      /** The member chose to say where it is; null for all others. */
      zone: string | null
    }[]
    /** The time that most can come to; null before any answer. */
    best: number | null
  }[]
  /** Deferred items and open actions of earlier meetings that no agenda has yet. */
  leftOver: readonly LeftOver[]
  reasons: readonly { what: 'cancel' | 'resume'; by: MemberId; at: Time; reason: string }[]
}
