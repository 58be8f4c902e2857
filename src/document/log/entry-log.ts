// A log in a map beside the body: one value for each entry, under `thread/entry`, written once. No
// author can remove or overwrite the entry of another, because a reader passes over deletions, and
// an entry counts only under a name that holds the client id of its author. The author follows from
// the signed message (client id, device, member) and stands in no field.
import * as v from 'valibot'
import * as Y from 'yjs'
import { newBlockId, type Random, clientIn, isEntryId, type EntryId } from '#document/ids'

export const newEntryId = (doc: Y.Doc, random: Random): EntryId =>
  `${doc.clientID.toString(36)}-${newBlockId(random)}` as EntryId

/** UTC milliseconds, as the author's device claims them. */
export const At = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Reads a value that any device may have written: null for one of another shape. */
export const readerOf =
  <Shape>(shape: v.GenericSchema<unknown, Shape>) =>
  (value: unknown): Shape | null => {
    const read = v.safeParse(shape, value)
    return read.success ? read.output : null
  }

/** An entry, and the client id that wrote it. */
export type Said<Kind> = Kind & { id: EntryId; client: number }

/** The opening entry, and the other entries of the same thread, in the order of the times. */
export type EntryLog<Entry> = { opening: Said<Entry>; rest: Said<Entry>[] }

/**
 * Every value that was ever put under a key, also overwritten ones, with the client and the clock
 * of its writing. Their order says nothing: an app can put one before its earlier ones.
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

/**
 * The first value of `author` under a key, by that client's own clock, among those that `read`
 * knows: no later value can come before it.
 */
export const firstUnder = <Entry>(
  last: Y.Item,
  author: number,
  read: (value: unknown) => Entry | null,
): { entry: Entry; clock: number } | null => {
  let found: { entry: Entry; clock: number } | null = null
  for (const { value, client, clock } of valuesUnder(last)) {
    if (client !== author || (found !== null && found.clock < clock)) continue
    const entry = read(value)
    if (entry) found = { entry, clock }
  }
  return found
}

const timeOf = (entry: object): number =>
  'at' in entry && typeof entry.at === 'number' ? entry.at : 0

/** Times are claims: they order what is shown, and nothing else. */
export const byTime = <Entry extends object>(a: Said<Entry>, b: Said<Entry>): number =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * Everything that was said in the map `root`, by thread, the earliest first. `read` gives null for
 * what has no known shape, which is passed over; `begins` tells what a thread can begin with. `clocks` takes the clock
 * of each author's client when it first wrote an entry.
 */
export const readEntryLogs = <Entry extends object>(
  doc: Y.Doc,
  root: string,
  read: (value: unknown) => Entry | null,
  begins: (entry: Entry) => boolean,
  clocks?: Map<EntryId, number>,
): EntryLog<Entry>[] => {
  const entries = new Map<EntryId, Said<Entry>[]>()
  const openings = new Map<EntryId, Said<Entry>>()
  for (const [key, last] of doc.getMap(root)._map) {
    const [thread = '', id = '', ...more] = key.split('/')
    if (!isEntryId(thread) || !isEntryId(id) || more.length > 0) continue
    const client = clientIn(id)
    const first = firstUnder(last, client, read)
    if (first === null) continue
    const found = { ...first.entry, id, client }
    clocks?.set(id, first.clock)
    if (thread === id && begins(found)) openings.set(id, found)
    else if (thread !== id && !begins(found)) {
      const known = entries.get(thread)
      if (known) known.push(found)
      else entries.set(thread, [found])
    }
  }
  return [...openings.values()]
    .toSorted(byTime)
    .map(opening => ({ opening, rest: (entries.get(opening.id) ?? []).toSorted(byTime) }))
}

/**
 * Entries that no other entry replaces: several where people settled it apart. Names that lead in a
 * circle are made up, since no one knows of a later entry: they replace nothing, so that no author
 * is left out without an entry in place.
 */
export const standingOf = <Entry extends { id: EntryId; replaces: readonly EntryId[] }>(
  record: readonly Entry[],
): Entry[] => {
  const byId = new Map(record.map(entry => [entry.id, entry]))
  const replaced = new Set(record.flatMap(({ replaces }) => replaces))
  const known = new Set<EntryId>()
  const ahead = record.filter(({ id }) => !replaced.has(id))
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    if (known.has(next.id)) continue
    known.add(next.id)
    ahead.push(...next.replaces.flatMap(id => byId.get(id) ?? []))
  }
  return record.filter(({ id }) => !replaced.has(id) || !known.has(id))
}
