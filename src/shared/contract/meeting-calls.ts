// The calls of meetings: an agenda, its calling, dates, answers, attendance, speakers and items.
import * as v from 'valibot'
import { type ActId, BlockId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { longestSaid, mostSlots, Zone } from '#document/meetings/log'
import { longestPresenter, mostPapers } from '#document/tree'
import { EntryId } from '#document/ids'
import { ExportFormat, Language, Time, Title } from '../vocabulary.ts'
import {
  Attendance,
  ComingAnswer,
  FloorKind,
  FreeAnswer,
  type Meeting,
  type MeetingSummary,
} from './meetings.ts'
import { answers, call } from '../rpc.ts'

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
  'meetings.list': call(
    { group: GroupId },
    answers<{ mayPlan: boolean; meetings: readonly MeetingSummary[] }>(),
  ),
  'meetings.get': call({ agenda }, answers<Meeting>()),
  /** A new agenda of this member alone. Its first item is the approval of the last minutes. */
  'meetings.create': call(
    { group: GroupId, title: Title, language: Language },
    answers<{ agenda: DocumentId }>(),
  ),
  /**
   * A new item behind that one with its parts, of the same depth; the last one for null. Failures of all calls that
   * change an agenda: `not-found`, `text-is-fixed`, `not-permitted`, also once the meeting has ended.
   */
  'meetings.addItem': call(
    { agenda, after: v.nullable(BlockId), ...itemFields },
    answers<{ block: BlockId }>(),
  ),
  /** Failure `not-permitted` for an item that an officer ended. */
  'meetings.setItem': call({ agenda, block: BlockId, ...itemFields }, answers<void>()),
  /** A closed item: an agenda of the circle, which its members see behind that block. */
  'meetings.closeItem': call(
    { agenda, after: v.nullable(BlockId), circle: GroupId, title: Title, minutes: count(1440) },
    answers<{ agenda: DocumentId }>(),
  ),
  /** Copies a deferred item or an open action into the agenda, with its origin. */
  'meetings.carry': call(
    { agenda, document: DocumentId, block: BlockId },
    answers<{ block: BlockId }>(),
  ),
  /**
   * Says where the meeting is; null for nowhere. `circle`: its readers alone get the words, and a draft of an
   * agenda goes on under the returned id. Failures: `not-permitted`, `text-unsettled`, `has-translations`.
   */
  'meetings.place': call(
    {
      agenda,
      place: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestPlace))),
      circle: v.nullable(GroupId),
    },
    answers<{ agenda: DocumentId }>(),
  ),
  /** Items that a consent agenda can take. One whose text is open has to be settled first. */
  'meetings.consentable': call(
    { agenda },
    answers<{ items: readonly { block: BlockId; isTextOpen: boolean }[] }>(),
  ),
  /**
   * Puts items to a decision without debate, each by a question of its own. One item that cannot go refuses all. Failures:
   * `not-found`; `not-permitted`, also before the call and after the end; `not-shared`, `text-open`; `decision-open` for
   * an item with an open question, also of a consent agenda that failed half-way: leave that item out;
   * `decided-already` for an item that was agreed, or decided, deferred, dropped or noted.
   */
  'meetings.consent': call(
    {
      agenda,
      blocks: v.pipe(v.array(BlockId), v.minLength(1), v.maxLength(mostConsented)),
      until: Time,
    },
    answers<{ decisions: readonly ActId[] }>(),
  ),
  /** Asks when members can meet. */
  'meetings.dates': call(
    { agenda, slots: v.pipe(v.array(slot), v.minLength(1), v.maxLength(mostSlots)) },
    answers<{ poll: EntryId }>(),
  ),
  /** Answers, in the place of earlier answers of this member. */
  'meetings.free': call(
    {
      agenda,
      poll: EntryId,
      slots: v.pipe(v.array(FreeAnswer), v.maxLength(mostSlots)),
      /** The own time zone, which nothing sends but this. */
      zone: v.optional(v.nullable(Zone)),
    },
    answers<void>(),
  ),
  /** Calls the meeting, or changes its time. Shares an agenda that nobody else has. */
  'meetings.call': call(
    {
      agenda,
      from: Time,
      until: Time,
      zones: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(8)),
      languages: v.pipe(v.array(Language), v.maxLength(8)),
    },
    answers<void>(),
  ),
  'meetings.cancel': call({ agenda, reason }, answers<void>()),
  /** Until the meeting has ended. */
  'meetings.coming': call(
    { agenda, answer: ComingAnswer, alternate: v.nullable(MemberId) },
    answers<void>(),
  ),
  /** Opens the meeting, with minutes that begin from the agenda. */
  'meetings.open': call({ agenda }, answers<{ minutes: DocumentId }>()),
  /** `agenda`: the one that holds the item. A closed one is said by a convener of its circle. */
  'meetings.item': call(
    {
      agenda,
      block: BlockId,
      state: v.picklist(['debated', 'decided', 'deferred', 'dropped', 'noted']),
    },
    answers<void>(),
  ),
  /** Failure `items-without-end`. */
  'meetings.end': call({ agenda }, answers<void>()),
  'meetings.resume': call({ agenda, reason }, answers<void>()),
  /** Marks members. A member without an office marks the own presence alone. */
  'meetings.present': call(
    {
      agenda,
      members: v.pipe(v.array(MemberId), v.minLength(1), v.maxLength(256)),
      state: Attendance,
      /** Left out: as they were marked before. */
      region: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60))),
      language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{0,35}$/))),
    },
    answers<void>(),
  ),
  /** Asks for the floor. */
  'meetings.floor': call(
    { agenda, item: v.nullable(BlockId), what: FloorKind, text: words },
    answers<{ floor: EntryId }>(),
  ),
  /** Gives the floor with no seconds, and times the speech. One that began before the end is timed after it too. */
  'meetings.spoke': call({ agenda, floor: EntryId, seconds: count(86_400) }, answers<void>()),
  'meetings.unfloor': call({ agenda, floor: EntryId }, answers<void>()),
  /** A calendar file: times in UTC, no place that is withheld. Failure `not-found` without a day. */
  'meetings.calendar': call({ agenda, file: FileGrant }, answers<void>()),
  /** The agenda with times, presenters and papers. PDF is printed elsewhere. */
  'meetings.annotated': call({ agenda, format: ExportFormat, file: FileGrant }, answers<void>()),
} as const
