// Comments on a text: a log of threads in a map beside the body (see `entry-log.ts`).
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId } from '#shared/ids'
import { type Random, EntryId } from '#document/ids'
import { plainText } from '#document/tree'
import {
  At,
  newEntryId,
  readEntryLogs,
  standingOf,
  type EntryLog,
  type Said,
  Quotation,
} from '#document/log'
import { Mentions, type Mention } from './mentions.ts'
import { blockKinds } from '#document/model'

export const threadsName = 'threads'

/** UTF-16 units. */
export const longestRemark = 4000
export const longestQuote = 400
/** UTF-16 units; two of them and a reason fit in the largest value that the gate lets in. */
export const longestWording = 8000
const mostReplaced = 200

const Text = v.pipe(v.string(), v.maxLength(longestRemark))
const Wording = v.pipe(v.string(), v.maxLength(longestWording))
/** Text from a faulty app enters no document with signs that break one. */
const proposed = v.transform(plainText)
const about = {
  /** UTC milliseconds, as the author's device claims them. */
  at: At,
  /** The block in which the words begin. */
  block: BlockId,
  /** The words, as they were. */
  quote: v.pipe(v.string(), v.maxLength(longestQuote)),
  /** Where they begin and end: Yjs relative positions (JSON). */
  start: v.unknown(),
  end: v.unknown(),
  text: Text,
}
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Client id, first clock, length. */
const Run = v.tuple([Count, Count, Count])
/** Paragraphs that one entry names. */
export const mostAlong = 200
const Blocks = v.pipe(v.array(BlockId), v.maxLength(mostAlong))
/** A new paragraph, no more of it, another kind of it, other words for it; and where it stands. */
const paragraphChanges = [
  ...(['add', 'remove', 'kind', 'words'] as const),
  ...(['move', 'split', 'join'] as const),
] as const
/** The entries of the same thread that this one takes the place of. */
const settled = { at: At, replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)) }

/** Changes that wait in the text itself, marked with this entry's id; see `suggestions.ts`. */
const InText = v.object({ kind: v.literal('suggestion'), at: At })
const Comment = v.object({ kind: v.literal('comment'), ...about })
const Reply = v.object({ kind: v.literal('reply'), at: At, text: Text })
const Resolve = v.object({ kind: v.literal('resolve'), ...settled })
/**
 * A change of a whole paragraph, which waits beside the text; see `paragraph-suggestions.ts`. `block`:
 * the paragraph, or the one that a new one would follow; null for the beginning. `base`: its words as
 * they were. One that would move stands behind `after` then, first for null, and takes `along` what
 * follows it there. A split one would end at `place`, in units of `base`. A joined one would be one with
 * `after`, the one before it, which read `wording`.
 */
const Paragraph = v.object({
  kind: v.literal('paragraph'),
  at: At,
  what: v.picklist(paragraphChanges),
  block: v.nullable(BlockId),
  base: Wording,
  why: Text,
  wording: v.pipe(Wording, proposed),
  as: v.nullable(v.picklist(blockKinds)),
  after: v.optional(v.nullable(BlockId)),
  along: v.optional(Blocks),
  place: v.optional(Count),
})

/** These blocks, or words in this one, stand in brackets; see `bracket-log.ts`. */
const Bracket = v.object({ kind: v.literal('bracket'), at: At, blocks: Blocks })

const Plain = v.variant('kind', [
  v.object({ ...Comment.entries, mentions: Mentions }),
  /** Other words for those quoted; it changes nothing until a writer puts them in. */
  v.object({ kind: v.literal('proposal'), ...about, wording: v.pipe(Text, proposed) }),
  InText,
  Paragraph,
  /** Words that the suggestion's author struck: runs of a client's clocks. */
  v.object({ kind: v.literal('strike'), runs: v.pipe(v.array(Run), v.maxLength(1000)) }),
  /**
   * With the words that it took away: two may settle it apart, and differently. `runs`: the words that
   * came into the text, where it was beside it.
   */
  v.object({
    kind: v.picklist(['accept', 'reject']),
    at: At,
    removed: Text,
    runs: v.optional(v.pipe(v.array(Run), v.maxLength(2000))),
    /** The suggestion as it waited in the text, for the list of settled ones. */
    was: v.optional(
      v.object({
        inserted: Text,
        struck: Text,
        formatted: Text,
        formats: v.pipe(Count, v.maxValue(2047)),
        blocks: v.optional(Blocks),
      }),
    ),
  }),
  /** By its author, of what waits beside the text. */
  v.object({ kind: v.literal('withdraw'), at: At }),
  v.object({ ...Reply.entries, mentions: Mentions }),
  Resolve,
  v.object({ kind: v.literal('reopen'), ...settled }),
  Bracket,
  /** The outcome of a set of versions, in the thread of the set. */
  v.object({
    kind: v.literal('settle'),
    ...settled,
    verdict: v.picklist(['keep', 'drop', 'open', 'back']),
    version: EntryId,
    kept: v.pipe(v.array(v.object({ version: EntryId, blocks: Blocks })), v.maxLength(200)),
  }),
  /** Words that went by the entry `by`; long ones in several parts. */
  v.object({
    kind: v.literal('gone'),
    by: EntryId,
    version: EntryId,
    part: Count,
    text: Text,
    block: BlockId,
    /** The kind of the whole block that went; null for words in one. */
    as: v.nullable(v.picklist(blockKinds)),
    /** Where they stood: a Yjs relative position (JSON). */
    place: v.unknown(),
  }),
])
/** From, to, the bits of the formats, and the address of a link or none: of words of a new paragraph. */
const Look = v.tuple([
  Count,
  Count,
  v.pipe(Count, v.maxValue(127)),
  v.pipe(v.string(), v.maxLength(2000)),
])
/** The form that a file gives a new paragraph, beside its words. */
const shown = {
  looks: v.optional(v.pipe(v.array(Look), v.maxLength(500))),
  direction: v.optional(v.picklist(['ltr', 'rtl'])),
}
/** The entries that a file, or a copy of a text, may bring in under another name. A file mentions nobody. */
const Quotable = v.variant('kind', [
  Comment,
  InText,
  v.object({ ...Paragraph.entries, ...shown }),
  Reply,
  Resolve,
  Bracket,
])
const Quoted = v.object({ kind: v.literal('quoted'), ...Quotation.entries, entry: Quotable })
/** `quoted`: the name in a file under which it was brought in. */
export type Entry = v.InferOutput<typeof Plain> &
  v.InferOutput<v.ObjectSchema<typeof shown, undefined>> & { quoted?: Quotation }
export type QuotableEntry = v.InferOutput<typeof Quotable>
export type Opening = Extract<Entry, { kind: 'comment' | 'proposal' }>
type Settling = Extract<Entry, { kind: 'resolve' | 'reopen' }>

/** Entry kinds reserved for writers, because they describe edits to the text. */
export const writersEntries: ReadonlySet<unknown> = new Set<Entry['kind']>([
  ...(['suggestion', 'strike', 'accept', 'reject', 'bracket', 'settle', 'gone'] as const),
])

const commenting: ReadonlySet<unknown> = new Set<Entry['kind']>([
  ...(['comment', 'reply', 'resolve', 'reopen'] as const),
])
/** Whether a value, of whatever shape, says no more than a comment: all that a commenter may say. */
export const isCommenting = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && commenting.has(value.kind)

export type Thread = {
  id: EntryId
  opening: Said<Opening>
  /** In the order of their times, which are claims. */
  replies: Said<Extract<Entry, { kind: 'reply' }>>[]
  /** Every settling and reopening there was, in the order of their times. */
  record: Said<Settling>[]
  /** It was settled, and not reopened since or concurrently. */
  isResolved: boolean
}

const isOpening = (entry: Entry): entry is Opening =>
  entry.kind === 'comment' || entry.kind === 'proposal'
const begins = (entry: Entry): boolean =>
  isOpening(entry) || ['suggestion', 'paragraph', 'bracket'].includes(entry.kind)
const isSettling = (entry: Said<Entry>): entry is Said<Settling> =>
  entry.kind === 'resolve' || entry.kind === 'reopen'
const isReply = (entry: Said<Entry>): entry is Thread['replies'][number] => entry.kind === 'reply'

const resolvedBy = (record: readonly Said<Settling>[]): boolean => {
  const standing = standingOf(record)
  return standing.length > 0 && standing.every(({ kind }) => kind === 'resolve')
}

export type Log = EntryLog<Entry>

const Stored = v.union([Plain, Quoted])

const readEntry = (value: unknown): Entry | null => {
  const read = v.safeParse(Stored, value)
  if (!read.success) return null
  if (read.output.kind !== 'quoted') return read.output
  const { name, file, date, entry } = read.output
  return { ...entry, quoted: { name, file, date } }
}

/** All entries, by thread, the earliest first. An entry of an unknown shape is passed over. */
export const readLogs = (doc: Y.Doc, clocks?: Map<EntryId, number>): Log[] =>
  readEntryLogs(doc, threadsName, readEntry, begins, clocks)

/** Every thread of comments in the document, the earliest first. */
export const readThreads = (doc: Y.Doc): Thread[] =>
  readLogs(doc).flatMap(({ opening, rest }) => {
    if (!isOpening(opening)) return []
    const record = rest.filter(isSettling)
    const replies = rest.filter(isReply)
    return [{ id: opening.id, opening, replies, record, isResolved: resolvedBy(record) }]
  })

/** Says something in a thread, or begins one for null. */
export const writeEntry = (
  doc: Y.Doc,
  thread: EntryId | null,
  entry: Entry,
  random: Random,
): EntryId => {
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${thread ?? id}/${id}`, v.parse(Plain, entry))
  return id
}

/** Says under the name in a file what stands there; begins a thread where `thread` is `id`. */
export const writeQuoted = (
  doc: Y.Doc,
  { thread, id }: { thread: EntryId; id: EntryId },
  quoted: Quotation,
  entry: QuotableEntry,
): void =>
  void doc
    .getMap(threadsName)
    .set(`${thread}/${id}`, v.parse(Quoted, { kind: 'quoted', ...quoted, entry }))

/** Begins a thread as `doc.clientID`. Throws what is not of the shape of an entry. */
export const openThread = (doc: Y.Doc, opening: Opening, random: Random): EntryId =>
  writeEntry(doc, null, opening, random)

export const replyTo = (
  doc: Y.Doc,
  thread: EntryId,
  said: { at: number; text: string; mentions?: Mention[] },
  random: Random,
): EntryId => writeEntry(doc, thread, { kind: 'reply', ...said }, random)

/** Settles a thread, or opens it again. Everything said before stays. */
export const settleThread = (
  doc: Y.Doc,
  thread: EntryId,
  kind: Settling['kind'],
  at: number,
  random: Random,
): EntryId | null => {
  const known = readThreads(doc).find(({ id }) => id === thread)
  if (!known || known.isResolved === (kind === 'resolve')) return null
  const replaces = standingOf(known.record).map(({ id }) => id)
  return writeEntry(doc, thread, { kind, at, replaces: replaces.slice(-mostReplaced) }, random)
}
