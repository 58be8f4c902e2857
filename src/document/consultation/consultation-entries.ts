// Entries about consultation rounds, in the log beside the text that also holds comments (see
// `entry-log.ts`): a round began or ended, a reply came, an answer was given. Readers of earlier
// versions pass over these entries. Only writers of the text may add any of them.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId } from '#shared/ids'
import { longestComment, longestName, longestProposed, replyNamings } from '#shared/reply'
import { type Random, EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import { At, newEntryId, readEntryLogs, readerOf, type EntryLog } from '#document/log'

const words = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))

/** UTF-16 units. */
const longestResponse = 4000
const longestQuestion = 4000
const longestUntil = 100
/** The length of a part of the text beside its answers; the rest is in the history. */
export const longestBase = 8000

export const triageStates = ['open', 'accepted', 'partly', 'declined', 'noted'] as const
export type TriageState = (typeof triageStates)[number]

export const ConsultationEntry = v.variant('kind', [
  v.object({
    kind: v.literal('round'),
    at: At,
    round: hex(32),
    digest: hex(64),
    question: words(longestQuestion),
    until: words(longestUntil),
  }),
  v.object({ kind: v.literal('round-over'), at: At }),
  /** An imported reply. Its author is only ever a claim of the reply. */
  v.object({
    kind: v.literal('received'),
    at: At,
    reply: hex(32),
    name: words(longestName),
    organisation: words(longestName),
    naming: v.picklist(replyNamings),
  }),
  /** An answer of a reply to one part of the text; `base` is that part as it was sent. */
  v.object({
    kind: v.literal('answer'),
    of: EntryId,
    /** Null for the text as a whole. */
    block: v.nullable(BlockId),
    order: v.pipe(v.number(), v.integer(), v.minValue(0)),
    place: words(64),
    base: words(longestBase),
    comment: words(longestComment),
    wording: v.nullable(words(longestProposed)),
  }),
  /** The group's answer; of several that did not know of each other all count. */
  v.object({
    kind: v.literal('triage'),
    at: At,
    answer: EntryId,
    state: v.picklist(triageStates),
    response: words(longestResponse),
    replaces: v.pipe(v.array(EntryId), v.maxLength(200)),
  }),
  /** A member made an amendment of it, in that member's name. */
  v.object({ kind: v.literal('taken-up'), at: At, answer: EntryId, amendment: EntryId }),
])
export type ConsultationEntry = v.InferOutput<typeof ConsultationEntry>
export type RoundEntry = Extract<ConsultationEntry, { kind: 'round' }>

/** Entries that no reviewer's message may hold. */
export const consultationEntries: ReadonlySet<unknown> = new Set<ConsultationEntry['kind']>([
  ...(['round', 'round-over', 'received', 'answer', 'triage', 'taken-up'] as const),
])

export const isRound = (entry: ConsultationEntry): entry is RoundEntry => entry.kind === 'round'

const readEntry = readerOf(ConsultationEntry)

export const readRoundLogs = (doc: Y.Doc): EntryLog<ConsultationEntry>[] =>
  readEntryLogs(doc, threadsName, readEntry, isRound)

/** Says something about a round, or begins one for null. Throws what is of no known shape. */
export const writeConsultationEntry = (
  doc: Y.Doc,
  round: EntryId | null,
  entry: ConsultationEntry,
  random: Random,
): EntryId => {
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${round ?? id}/${id}`, v.parse(ConsultationEntry, entry))
  return id
}
