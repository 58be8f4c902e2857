// The calls of meetings: an agenda, its calling, dates, answers, attendance, speakers and items.
import * as v from 'valibot'
import { ActId, BlockId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { longestSaid, mostSlots, Zone } from '#document/meetings/log'
import { longestPresenter, mostPapers } from '#document/tree'
import { EntryId } from '#document/ids'
import { ExportFormat, Language, Time, Title } from '../vocabulary.ts'
import {
  Attendance,
  ComingAnswer,
  FloorKind,
  FreeAnswer,
  Meeting,
  MeetingSummary,
} from './meetings.ts'

const agenda = DocumentId
export const longestPlace = 300
/** Items of one consent agenda. */
const mostConsented = 40
const words = v.pipe(v.string(), v.trim(), v.maxLength(longestSaid))
const reason = v.pipe(words, v.minLength(1))
const slot = v.object({ from: Time, until: Time })
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))

/** Fields of a form about an item; a field that is left out stays as it is, null takes it away. */
const itemFields = {
  title: v.optional(Title),
  ask: v.optional(words),
  minutes: v.optional(v.nullable(count(1440))),
  presenter: v.optional(
    v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestPresenter))),
  ),
  papers: v.optional(v.pipe(v.array(DocumentId), v.maxLength(mostPapers))),
}

export const meetingCalls = {
  /** The next ones first, then those without a day, then past ones, the latest first. */
  'meetings.list': {
    input: v.object({ group: GroupId }),
    output: v.object({ mayPlan: v.boolean(), meetings: v.array(MeetingSummary) }),
  },
  'meetings.get': { input: v.object({ agenda }), output: Meeting },
  /** A new agenda of this member alone. Its first item is the approval of the last minutes. */
  'meetings.create': {
    input: v.object({ group: GroupId, title: Title, language: Language }),
    output: v.object({ agenda: DocumentId }),
  },
  /** A new item behind that one with its parts, of the same depth; the last one for null. */
  'meetings.addItem': {
    input: v.object({ agenda, after: v.nullable(BlockId), ...itemFields }),
    output: v.object({ block: BlockId }),
  },
  'meetings.setItem': {
    input: v.object({ agenda, block: BlockId, ...itemFields }),
    output: v.void(),
  },
  /** A closed item: an agenda of the circle, which its members see behind that block. */
  'meetings.closeItem': {
    input: v.object({
      agenda,
      after: v.nullable(BlockId),
      circle: GroupId,
      title: Title,
      minutes: count(1440),
    }),
    output: v.object({ agenda: DocumentId }),
  },
  /** Copies a deferred item or an open action into the agenda, with its origin. */
  'meetings.carry': {
    input: v.object({ agenda, document: DocumentId, block: BlockId }),
    output: v.object({ block: BlockId }),
  },
  /**
   * Says where the meeting is; null for nowhere. `circle`: its readers alone get the words, and a draft of an
   * agenda goes on under the returned id. Failures: `not-permitted`, `text-unsettled`, `has-translations`.
   */
  'meetings.place': {
    input: v.object({
      agenda,
      place: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestPlace))),
      circle: v.nullable(GroupId),
    }),
    output: v.object({ agenda }),
  },
  /**
   * Puts items to a decision without debate, each by a question of its own; one that is asked about as it
   * reads now keeps its question. Failures: `not-found`, `not-permitted`, `not-shared`, `text-open`.
   */
  'meetings.consent': {
    input: v.object({
      agenda,
      blocks: v.pipe(v.array(BlockId), v.minLength(1), v.maxLength(mostConsented)),
      until: Time,
    }),
    output: v.object({ decisions: v.array(ActId) }),
  },
  /** Asks when members can meet. */
  'meetings.dates': {
    input: v.object({
      agenda,
      slots: v.pipe(v.array(slot), v.minLength(1), v.maxLength(mostSlots)),
    }),
    output: v.object({ poll: EntryId }),
  },
  /** Answers, in the place of earlier answers of this member. */
  'meetings.free': {
    input: v.object({
      agenda,
      poll: EntryId,
      slots: v.pipe(v.array(FreeAnswer), v.maxLength(mostSlots)),
      /** The own time zone, which nothing sends but this. */
      zone: v.optional(v.nullable(Zone)),
    }),
    output: v.void(),
  },
  /** Calls the meeting, or changes its time. Shares an agenda that nobody else has. */
  'meetings.call': {
    input: v.object({
      agenda,
      from: Time,
      until: Time,
      zones: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(8)),
      languages: v.pipe(v.array(Language), v.maxLength(8)),
    }),
    output: v.void(),
  },
  'meetings.cancel': { input: v.object({ agenda, reason }), output: v.void() },
  'meetings.coming': {
    input: v.object({ agenda, answer: ComingAnswer, alternate: v.nullable(MemberId) }),
    output: v.void(),
  },
  /** Opens the meeting, with minutes that begin from the agenda. */
  'meetings.open': { input: v.object({ agenda }), output: v.object({ minutes: DocumentId }) },
  /** `agenda`: the one that holds the item. A closed one is said by a convener of its circle. */
  'meetings.item': {
    input: v.object({
      agenda,
      block: BlockId,
      state: v.picklist(['debated', 'decided', 'deferred', 'dropped', 'noted']),
    }),
    output: v.void(),
  },
  /** Failure `items-without-end`. */
  'meetings.end': { input: v.object({ agenda }), output: v.void() },
  'meetings.resume': { input: v.object({ agenda, reason }), output: v.void() },
  /** Marks members. A member without an office marks the own presence alone. */
  'meetings.present': {
    input: v.object({
      agenda,
      members: v.pipe(v.array(MemberId), v.minLength(1), v.maxLength(256)),
      state: Attendance,
      /** Left out: as they were marked before. */
      region: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60))),
      language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{0,35}$/))),
    }),
    output: v.void(),
  },
  /** Asks for the floor. */
  'meetings.floor': {
    input: v.object({ agenda, item: v.nullable(BlockId), what: FloorKind, text: words }),
    output: v.object({ floor: EntryId }),
  },
  'meetings.spoke': {
    input: v.object({ agenda, floor: EntryId, seconds: count(86_400) }),
    output: v.void(),
  },
  'meetings.unfloor': { input: v.object({ agenda, floor: EntryId }), output: v.void() },
  /** A calendar file: times in UTC, no place that is withheld. Failure `not-found` without a day. */
  'meetings.calendar': { input: v.object({ agenda, file: FileGrant }), output: v.void() },
  /** The agenda with times, presenters and papers. PDF is printed elsewhere. */
  'meetings.annotated': {
    input: v.object({ agenda, format: ExportFormat, file: FileGrant }),
    output: v.void(),
  },
} as const
