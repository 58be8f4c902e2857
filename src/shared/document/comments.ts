// What people say about a text, in a map beside the body. The map is a log: one value for each thing
// said, written once. Nobody can take back or write over what another said, because a reader passes
// over deletions, and an entry counts only under a name that holds the client id of who wrote it.
// Who that is follows from the signed message (client id, device, member) and stands in no field.
import * as v from 'valibot'
import * as Y from 'yjs'
import { BlockId } from '../ids.ts'
import { newBlockId, type Random } from './block-id.ts'
import { blockKinds } from './page.ts'

export const threadsName = 'threads'

const name = /^([0-9a-z]{1,11})-[a-z2-7]{10}$/
/** `<client id in base 36>-<ten characters of a-z2-7>`: a thread, or one entry of it. */
export const EntryId = v.pipe(v.string(), v.regex(name), v.brand('EntryId'))
export type EntryId = v.InferOutput<typeof EntryId>

export const isEntryId = (value: string): value is EntryId => name.test(value)

/** UTF-16 units. */
export const longestRemark = 4000
export const longestQuote = 400
const mostReplaced = 200

const Text = v.pipe(v.string(), v.maxLength(longestRemark))
const At = v.pipe(v.number(), v.integer(), v.minValue(0))
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
const Blocks = v.pipe(v.array(BlockId), v.maxLength(200))
/** The entries of the same thread that this one takes the place of. */
const settled = { at: At, replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)) }

export const Entry = v.variant('kind', [
  v.object({ kind: v.literal('comment'), ...about }),
  /** Other words for those quoted; changes nothing until somebody who may write puts them in. */
  v.object({ kind: v.literal('proposal'), ...about, wording: Text }),
  /** Changes that wait in the text itself, marked with this entry's id; see `suggestions.ts`. */
  v.object({ kind: v.literal('suggestion'), at: At }),
  /** Words that the suggestion's author struck: runs of a client's clocks. */
  v.object({ kind: v.literal('strike'), runs: v.pipe(v.array(Run), v.maxLength(1000)) }),
  /** With the words that it took away: two may settle it apart, and differently. */
  v.object({ kind: v.picklist(['accept', 'reject']), at: At, removed: Text }),
  v.object({ kind: v.literal('reply'), at: At, text: Text }),
  v.object({ kind: v.literal('resolve'), ...settled }),
  v.object({ kind: v.literal('reopen'), ...settled }),
  /** These blocks, or words in this one, stand in brackets; see `bracket-log.ts`. */
  v.object({ kind: v.literal('bracket'), at: At, blocks: Blocks }),
  /** What became of a set of versions, in the thread of the set. */
  v.object({
    ...{ kind: v.literal('settle'), ...settled },
    verdict: v.picklist(['keep', 'drop', 'open', 'back']),
    version: EntryId,
    kept: v.pipe(v.array(v.object({ version: EntryId, blocks: Blocks })), v.maxLength(200)),
  }),
  /** Words that went by the entry `by`; long ones in several parts. */
  v.object({
    ...{ kind: v.literal('gone'), by: EntryId, version: EntryId, part: Count, text: Text },
    block: BlockId,
    /** The kind of the whole block that went; null for words in one. */
    as: v.nullable(v.picklist(blockKinds)),
    /** Where they stood: a Yjs relative position (JSON). */
    place: v.unknown(),
  }),
])
export type Entry = v.InferOutput<typeof Entry>
export type Opening = Extract<Entry, { kind: 'comment' | 'proposal' }>
type Settling = Extract<Entry, { kind: 'resolve' | 'reopen' }>

/** What only who writes in the text can say, because it is about what she does to it. */
export const writersEntries: ReadonlySet<unknown> = new Set<Entry['kind']>([
  ...(['suggestion', 'strike', 'accept', 'reject', 'bracket', 'settle', 'gone'] as const),
])

/** What was said, and the client id that said it. */
export type Said<Kind extends Entry> = Kind & { id: EntryId; client: number }

export type Thread = {
  id: EntryId
  opening: Said<Opening>
  /** In the order of their times, which are claims. */
  replies: Said<Extract<Entry, { kind: 'reply' }>>[]
  /** Every settling and reopening there was, in the order of their times. */
  record: Said<Settling>[]
  /** Nobody reopened it since, or beside, it was settled. */
  isResolved: boolean
}

/** Who wrote an entry, if it is not made up: see `valuesUnder`. */
export const clientIn = (id: string): number => Number.parseInt(name.exec(id)?.[1] ?? '', 36)

/**
 * Every value that was ever put under a key, whether or not somebody wrote over it since, with the
 * client and the clock that it was written at. The first of a client is the last here.
 */
export function* valuesUnder(
  last: Y.Item,
): Generator<{ value: unknown; client: number; clock: number }> {
  for (let item: Y.Item | null = last; item !== null; item = item.left) {
    const { client, clock } = item.id
    if (!(item.content instanceof Y.ContentAny)) continue
    // Values of one client that were overwritten since may have become one item.
    const { arr } = item.content
    for (let at = arr.length - 1; at >= 0; at--) yield { value: arr[at], client, clock: clock + at }
  }
}

export const isOpening = (entry: Entry): entry is Opening =>
  entry.kind === 'comment' || entry.kind === 'proposal'
const begins = (entry: Entry): boolean =>
  isOpening(entry) || entry.kind === 'suggestion' || entry.kind === 'bracket'
const isSettling = (entry: Said<Entry>): entry is Said<Settling> =>
  entry.kind === 'resolve' || entry.kind === 'reopen'
const isReply = (entry: Said<Entry>): entry is Thread['replies'][number] => entry.kind === 'reply'

const timeOf = (entry: Entry): number => ('at' in entry ? entry.at : 0)
const byTime = (a: Said<Entry>, b: Said<Entry>): number =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** What replaces nothing that counts, and is not replaced, is how it stands. */
const resolvedBy = (record: readonly Said<Settling>[]): boolean => {
  const replaced = new Set(record.flatMap(({ replaces }) => replaces))
  const standing = record.filter(({ id }) => !replaced.has(id))
  return standing.length > 0 && standing.every(({ kind }) => kind === 'resolve')
}

/** What began, and what else was said in the same thread, in the order of the times. */
export type Log = { opening: Said<Entry>; rest: Said<Entry>[] }

/** Everything that was said, by thread, the earliest first. What has no known shape is passed over. */
export const readLogs = (doc: Y.Doc): Log[] => {
  const entries = new Map<EntryId, Said<Entry>[]>()
  const openings = new Map<EntryId, Said<Entry>>()
  for (const [key, last] of doc.getMap(threadsName)._map) {
    const [thread = '', id = '', ...more] = key.split('/')
    if (!isEntryId(thread) || !isEntryId(id) || more.length > 0) continue
    const author = clientIn(id)
    // Of several under one name by one client the first counts: it is at the end of this walk.
    let found: Said<Entry> | null = null
    for (const { value, client } of valuesUnder(last)) {
      const read = client === author ? v.safeParse(Entry, value) : null
      if (read?.success) found = { ...read.output, id, client }
    }
    if (found === null) continue
    if (thread === id && begins(found)) openings.set(id, found)
    else if (thread !== id && !begins(found)) {
      const known = entries.get(thread)
      if (known) known.push(found)
      else entries.set(thread, [found])
    }
  }
  return [...openings.values()].toSorted(byTime).map(opening => ({
    opening,
    rest: (entries.get(opening.id) ?? []).toSorted(byTime),
  }))
}

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
  const id = `${doc.clientID.toString(36)}-${newBlockId(random)}` as EntryId
  doc.getMap(threadsName).set(`${thread ?? id}/${id}`, v.parse(Entry, entry))
  return id
}

/** Begins a thread as `doc.clientID`. Throws what is not of the shape of an entry. */
export const openThread = (doc: Y.Doc, opening: Opening, random: Random): EntryId =>
  writeEntry(doc, null, opening, random)

export const replyTo = (
  doc: Y.Doc,
  thread: EntryId,
  { at, text }: { at: number; text: string },
  random: Random,
): EntryId => writeEntry(doc, thread, { kind: 'reply', at, text }, random)

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
  const replaced = new Set(known.record.flatMap(({ replaces }) => replaces))
  const replaces = known.record.map(({ id }) => id).filter(id => !replaced.has(id))
  return writeEntry(doc, thread, { kind, at, replaces: replaces.slice(-mostReplaced) }, random)
}
