// Entries about meetings and what follows from them, in the log beside the text (see `entry-log.ts`):
// dates, attendance, speakers, progress of action items, replies to recommendations. None has an
// effect that binds; older programs pass over them. Anyone who may propose something may say them.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId, DocumentId, MemberId } from '#shared/ids'
import { Level } from '#shared/vocabulary'
import { type Random, EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import { Day } from '#document/model'
import { At, newEntryId, readEntryLogs, readerOf, type EntryLog } from '#document/log'

/** UTF-16 units. */
export const longestSaid = 4000
/** Times that one poll proposes. */
export const mostSlots = 40
/** UTF-16 units of the place in a reply, as the reply counts its paragraphs. */
export const longestPlace = 60
const mostBlocks = 200
const mostReplaced = 200

const words = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const blocks = v.pipe(v.array(BlockId), v.maxLength(mostBlocks))
const replaces = v.pipe(v.array(EntryId), v.maxLength(mostReplaced))
/** UTC milliseconds; the first comes before the second. */
const Slot = v.pipe(
  v.tuple([At, At]),
  v.check(([from, until]) => from < until),
)

/** A time zone by its name, such as "Europe/Rome". */
export const Zone = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/))

/** The narrowest first, as they count where they were said apart. */
export const comingAnswers = ['apology', 'unsure', 'coming'] as const
export type ComingAnswer = (typeof comingAnswers)[number]
export const freeAnswers = ['no', 'maybe', 'yes'] as const
export type FreeAnswer = (typeof freeAnswers)[number]
/** `text`: takes part in writing. */
export const presentStates = ['absent', 'left', 'text', 'remote', 'present'] as const
export type PresentState = (typeof presentStates)[number]
export const progressStates = ['open', 'done', 'dropped'] as const
export type ProgressState = (typeof progressStates)[number]
export const replyAnswers = ['none', 'not', 'partly', 'accepted'] as const
export type ReplyAnswer = (typeof replyAnswers)[number]
export const floorKinds = ['order', 'motion', 'reply', 'speak'] as const
export type FloorKind = (typeof floorKinds)[number]

export const MeetingEntry = v.variant('kind', [
  /** Begins a poll. */
  v.object({
    kind: v.literal('dates'),
    at: At,
    slots: v.pipe(v.array(Slot), v.minLength(1), v.maxLength(mostSlots)),
  }),
  /** In the thread of a poll, an answer for each of its times; `zone` only where the member chose so. */
  v.object({
    kind: v.literal('free'),
    at: At,
    slots: v.pipe(v.array(v.picklist(freeAnswers)), v.maxLength(mostSlots)),
    zone: v.optional(v.fallback(v.nullable(Zone), null)),
    replaces,
  }),
  /** About the author's member. `alternate`: the member who comes instead. */
  v.object({
    kind: v.literal('coming'),
    at: At,
    answer: v.picklist(comingAnswers),
    alternate: v.nullable(MemberId),
    replaces,
  }),
  v.object({
    kind: v.literal('present'),
    at: At,
    member: MemberId,
    state: v.picklist(presentStates),
    region: words(60),
    language: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{0,35}$/)),
    replaces,
  }),
  /** The author's member asks for the floor. */
  v.object({
    kind: v.literal('floor'),
    at: At,
    item: v.nullable(BlockId),
    what: v.picklist(floorKinds),
    text: words(longestSaid),
  }),
  v.object({ kind: v.literal('spoke'), at: At, floor: EntryId, seconds: count(86_400), replaces }),
  v.object({ kind: v.literal('unfloor'), at: At, floor: EntryId }),
  /** A wish to put something to a decision. */
  v.object({ kind: v.literal('motion'), at: At, words: words(longestSaid), blocks }),
  v.object({
    kind: v.literal('progress'),
    at: At,
    block: BlockId,
    state: v.picklist(progressStates),
    text: words(longestSaid),
    replaces,
  }),
  /** Recommendations went to an addressee. `file`: the hash of an attached file. */
  v.object({
    kind: v.literal('sent'),
    at: At,
    blocks,
    to: words(longestSaid),
    day: Day,
    file: v.nullable(hash),
  }),
  /**
   * A reply of the addressee is filed: the hash of an attached file, or a document of the same readers. `sent`: the
   * sending that it answers.
   */
  v.pipe(
    v.object({
      kind: v.literal('replied'),
      at: At,
      sent: v.nullable(EntryId),
      day: Day,
      file: v.nullable(hash),
      document: v.nullable(DocumentId),
      replaces,
    }),
    v.check(({ file, document }) => (file === null) !== (document === null)),
  ),
  /**
   * The reply to one recommendation; `text` are its words. `reply` is the `replied` that they stand in, and `place`
   * the paragraph there. Older programs write neither.
   */
  v.object({
    kind: v.literal('answered'),
    at: At,
    block: BlockId,
    answer: v.picklist(replyAnswers),
    text: words(longestSaid),
    file: v.nullable(hash),
    reply: v.optional(EntryId),
    place: v.optional(words(longestPlace)),
    replaces,
  }),
  v.object({ kind: v.literal('review'), at: At, block: BlockId, day: Day, replaces }),
  /** The text came from another group. `adoption`: the hash of its statement. */
  v.object({
    kind: v.literal('from'),
    at: At,
    level: Level,
    adoption: hash,
    checked: v.picklist(['card', 'unknown']),
  }),
])
export type MeetingEntry = v.InferOutput<typeof MeetingEntry>
export type MeetingEntryOf<K extends MeetingEntry['kind']> = Extract<MeetingEntry, { kind: K }>

const readEntry = readerOf(MeetingEntry)

/** An answer to a poll stands in the thread of that; everything else begins a thread of its own. */
const begins = ({ kind }: MeetingEntry): boolean => kind !== 'free'

/** By thread, the earliest first. An entry of an unknown shape is passed over. */
export const readMeetingLogs = (doc: Y.Doc): EntryLog<MeetingEntry>[] =>
  readEntryLogs(doc, threadsName, readEntry, begins)

/** Says it as `doc.clientID`, in the poll `poll` where it answers one. Throws what has no known shape. */
export const writeMeetingEntry = (
  doc: Y.Doc,
  entry: MeetingEntry,
  random: Random,
  poll: EntryId | null = null,
): EntryId => {
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${poll ?? id}/${id}`, v.parse(MeetingEntry, entry))
  return id
}
