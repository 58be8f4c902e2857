// Meaning of the entries about meetings. An entry takes the place of earlier ones about the same
// thing only: nobody takes away the answer of another member. Where several stand because they were
// said apart, the most cautious counts, whatever the order of arrival.
import type * as Y from 'yjs'
import type { BlockId, MemberId } from '#shared/ids'
import type { Random, EntryId } from '#document/ids'
import { byTime, standingOf, type EntryLog, type Said } from '#document/log'
import {
  comingAnswers,
  freeAnswers,
  presentStates,
  progressStates,
  readMeetingLogs,
  replyAnswers,
  writeMeetingEntry,
  type FreeAnswer,
  type MeetingEntry,
  type MeetingEntryOf,
} from './meeting-entries.ts'

type Kind = MeetingEntry['kind']
export type SaidOf<K extends Kind> = Said<MeetingEntryOf<K>>
/** An entry that can take the place of earlier ones. */
type Replacing = { id: EntryId; client: number; at: number; replaces: readonly EntryId[] }

/** The member of a client id; null for a client that nobody can name. */
export type WhoseClient = (client: number) => MemberId | null

/** The entry that counts about one thing, and everything that was said of it. */
export type Holding<E extends Replacing> = {
  entry: E
  by: MemberId
  /** Said apart, and differently. */
  isApart: boolean
  /** The earliest first. */
  record: readonly E[]
}

const isOf =
  <K extends Kind>(kind: K) =>
  (entry: Said<MeetingEntry>): entry is SaidOf<K> =>
    entry.kind === kind

const openingsOf = <K extends Kind>(
  logs: readonly EntryLog<MeetingEntry>[],
  kind: K,
): SaidOf<K>[] => logs.map(({ opening }) => opening).filter(isOf(kind))

/** All that is said beside `at` and `replaces`: two that say the same are one. */
const sayingOf = (entry: Replacing): string => {
  const { id: _id, client: _client, at: _at, ...said } = entry
  return JSON.stringify({ ...said, replaces: [] })
}

const differ = (sayings: readonly string[]): boolean => new Set(sayings).size > 1

/** How entries about one thing count. */
type Counting<E> = {
  /** Puts the most cautious first. */
  rank: (entry: E) => number
  /** Whether entries that stand are apart: by default, where they do not say the same. */
  apart?: (standing: readonly E[]) => boolean
}

/** The least of those that no other one replaces. */
const holdingOf = <E extends Replacing>(
  record: readonly E[],
  { rank, apart = all => differ(all.map(sayingOf)) }: Counting<E>,
  whose: WhoseClient,
): Holding<E> | null => {
  const standing = standingOf(record)
  const [entry] = standing.toSorted((a, b) => rank(a) - rank(b) || byTime(a, b))
  const by = entry ? whose(entry.client) : null
  if (!entry || by === null) return null
  return { entry, by, isApart: apart(standing), record: record.toSorted(byTime) }
}

/** By what each is about; entries of nobody, and those that do not count, are passed over. */
const holdingBy = <E extends Replacing, Key extends string>(
  entries: readonly E[],
  key: (entry: E, by: MemberId) => Key | null,
  counting: Counting<E>,
  whose: WhoseClient,
): Map<Key, Holding<E>> => {
  const groups = new Map<Key, E[]>()
  for (const entry of entries) {
    const by = whose(entry.client)
    const about = by === null ? null : key(entry, by)
    if (about === null) continue
    const known = groups.get(about)
    if (known) known.push(entry)
    else groups.set(about, [entry])
  }
  const found = new Map<Key, Holding<E>>()
  for (const [about, record] of groups) {
    const holding = holdingOf(record, counting, whose)
    if (holding) found.set(about, holding)
  }
  return found
}

export type DatePoll = {
  poll: SaidOf<'dates'>
  by: MemberId | null
  /** For each time of the poll; null where the member did not answer for it. */
  answers: ReadonlyMap<MemberId, readonly (FreeAnswer | null)[]>
  /** Where members who said so are; of zones said apart the one of the later answer. */
  zones: ReadonlyMap<MemberId, string>
}

/** The most cautious answer of those that stand, for each time by itself. */
const answersOf = (
  record: readonly SaidOf<'free'>[],
  slots: number,
): readonly (FreeAnswer | null)[] => {
  const standing = standingOf(record)
  return Array.from({ length: slots }, (_, at) => {
    const said = new Set(standing.map(entry => entry.slots[at]))
    return freeAnswers.find(each => said.has(each)) ?? null
  })
}

const pollOf = ({ opening, rest }: EntryLog<MeetingEntry>, whose: WhoseClient): DatePoll | null => {
  if (opening.kind !== 'dates') return null
  const byMember = Map.groupBy(rest.filter(isOf('free')), ({ client }) => whose(client))
  const answers = new Map(
    [...byMember].flatMap(([member, record]) =>
      member === null ? [] : [[member, answersOf(record, opening.slots.length)]],
    ),
  )
  const zones = new Map(
    [...byMember].flatMap(([member, record]) => {
      const zone = standingOf(record).toSorted(byTime).at(-1)?.zone ?? null
      return member === null || zone === null ? [] : [[member, zone]]
    }),
  )
  return { poll: opening, by: whose(opening.client), answers, zones }
}

export type FloorRequest = {
  entry: SaidOf<'floor'>
  by: MemberId
  /** Gave the wish up, or was taken off the list. */
  isOver: boolean
  /** Null until the member spoke. */
  seconds: number | null
  /** By whom it was said that the member speaks or spoke, the earliest first. */
  spoke: readonly { by: MemberId; at: number }[]
}

const longestOf = (spoken: readonly SaidOf<'spoke'>[]): number | null =>
  spoken.reduce<number | null>((most, { seconds }) => Math.max(most ?? 0, seconds), null)

/** The wishes to speak, in the order of asking. Times are claims. */
const floorsOf = (
  logs: readonly EntryLog<MeetingEntry>[],
  reading: MeetingReading,
): FloorRequest[] => {
  const { whose } = reading
  const spoken = Map.groupBy(openingsOf(logs, 'spoke'), ({ floor }) => floor)
  const ended = Map.groupBy(openingsOf(logs, 'unfloor'), ({ floor }) => floor)
  return openingsOf(logs, 'floor').flatMap(entry => {
    const by = whose(entry.client)
    if (by === null) return []
    const counts = ({ client }: { client: number }): boolean => {
      const author = whose(client)
      return author !== null && marks(reading, author, by)
    }
    const said = (spoken.get(entry.id) ?? []).filter(counts)
    // Where an officer timed it, that counts.
    const timed = standingOf(said.filter(({ client }) => isAnOfficers(reading, client)))
    const seconds = longestOf(timed) || longestOf(standingOf(said))
    const spoke = said.toSorted(byTime).flatMap(({ client, at }) => {
      const author = whose(client)
      return author === null ? [] : [{ by: author, at }]
    })
    return [{ entry, by, isOver: (ended.get(entry.id) ?? []).some(counts), seconds, spoke }]
  })
}

export type MeetingReading = {
  whose: WhoseClient
  /** Marks the presence of others, and ends or times what they say. */
  isOfficer(member: MemberId): boolean
  /** When the session ended; null before, and beside a document without one. */
  endedAt: number | null
}

const marks = ({ isOfficer }: MeetingReading, author: MemberId, member: MemberId): boolean =>
  author === member || isOfficer(author)

const isAnOfficers = ({ whose, isOfficer }: MeetingReading, client: number): boolean => {
  const by = whose(client)
  return by !== null && isOfficer(by)
}

type Present = {
  counted: SaidOf<'present'>[]
  markedByOfficer: ReadonlySet<MemberId>
  markedByAnother: ReadonlySet<MemberId>
}

/**
 * The marks that count, and the members about whom one of an officer stands. A member's own mark after the end gives way
 * to that.
 */
const presentIn = (logs: readonly EntryLog<MeetingEntry>[], reading: MeetingReading): Present => {
  const { whose, endedAt } = reading
  const said = openingsOf(logs, 'present').filter(({ client, member }) => {
    const by = whose(client)
    return by !== null && marks(reading, by, member)
  })
  const isLate = (entry: SaidOf<'present'>): boolean =>
    endedAt !== null && entry.at > endedAt && !isAnOfficers(reading, entry.client)
  const about = Map.groupBy(
    said.filter(entry => !isLate(entry)),
    ({ member }) => member,
  )
  const officers = [...about.values()]
    .flatMap(standingOf)
    .filter(({ client }) => isAnOfficers(reading, client))
  const markedByOfficer = new Set(officers.map(({ member }) => member))
  const ofAnother = officers.filter(({ client, member }) => whose(client) !== member)
  const counted = said.filter(entry => !isLate(entry) || !markedByOfficer.has(entry.member))
  return {
    counted,
    markedByOfficer,
    markedByAnother: new Set(ofAnother.map(({ member }) => member)),
  }
}

export type MeetingLog = {
  polls: readonly DatePoll[]
  coming: ReadonlyMap<MemberId, Holding<SaidOf<'coming'>>>
  present: ReadonlyMap<MemberId, Holding<SaidOf<'present'>>>
  /** Members about whom a mark of an officer stands. */
  markedByOfficer: ReadonlySet<MemberId>
  /** Members about whom the mark of an officer stands who is another member. */
  markedByAnother: ReadonlySet<MemberId>
  /** Authors of marks on others that are not read, since they held no office then and hold none now. */
  passedOver: ReadonlySet<MemberId>
  floors: readonly FloorRequest[]
  motions: readonly { entry: SaidOf<'motion'>; by: MemberId | null }[]
  progress: ReadonlyMap<BlockId, Holding<SaidOf<'progress'>>>
  sent: readonly { entry: SaidOf<'sent'>; by: MemberId | null }[]
  /** Filed replies that no other one replaces, the earliest first. */
  replied: readonly { entry: SaidOf<'replied'>; by: MemberId | null }[]
  answered: ReadonlyMap<BlockId, Holding<SaidOf<'answered'>>>
  reviews: ReadonlyMap<BlockId, Holding<SaidOf<'review'>>>
  from: readonly { entry: SaidOf<'from'>; by: MemberId | null }[]
}

/** Everything that was said about meetings beside a text, from its entries. */
export const meetingLogOf = (
  logs: readonly EntryLog<MeetingEntry>[],
  reading: MeetingReading,
): MeetingLog => {
  const { whose } = reading
  const { counted, markedByOfficer, markedByAnother } = presentIn(logs, reading)
  const named = <K extends Kind>(kind: K) =>
    openingsOf(logs, kind).map(entry => ({ entry, by: whose(entry.client) }))
  const byBlock = ({ block }: { block: BlockId }): BlockId => block
  return {
    polls: logs.map(log => pollOf(log, whose)).filter(poll => poll !== null),
    coming: holdingBy(
      openingsOf(logs, 'coming'),
      (_, by) => by,
      { rank: ({ answer }) => comingAnswers.indexOf(answer) },
      whose,
    ),
    present: holdingBy(
      counted,
      ({ member }) => member,
      {
        // A mark with a region comes before one of the same state without.
        rank: ({ state, region }) => presentStates.indexOf(state) * 2 + (region === '' ? 1 : 0),
        apart: all =>
          differ(all.map(({ state }) => state)) ||
          differ(all.flatMap(({ region }) => region || [])),
      },
      whose,
    ),
    markedByOfficer,
    markedByAnother,
    passedOver: new Set(
      openingsOf(logs, 'present').flatMap(({ client, member }) => {
        const by = whose(client)
        return by === null || marks(reading, by, member) ? [] : [by]
      }),
    ),
    floors: floorsOf(logs, reading),
    motions: named('motion'),
    progress: holdingBy(
      openingsOf(logs, 'progress'),
      byBlock,
      { rank: ({ state }) => progressStates.indexOf(state) },
      whose,
    ),
    sent: named('sent'),
    replied: standingOf(openingsOf(logs, 'replied').filter(({ client }) => whose(client) !== null))
      .toSorted(byTime)
      .map(entry => ({ entry, by: whose(entry.client) })),
    answered: holdingBy(
      openingsOf(logs, 'answered'),
      byBlock,
      { rank: ({ answer }) => replyAnswers.indexOf(answer) },
      whose,
    ),
    reviews: holdingBy(
      openingsOf(logs, 'review'),
      byBlock,
      { rank: ({ day }) => Number(day.replaceAll('-', '')) },
      whose,
    ),
    from: named('from'),
  }
}

const mostReplaced = 200
const idsOf = (standing: readonly { id: EntryId }[]): EntryId[] =>
  standing.map(({ id }) => id).slice(-mostReplaced)

/** The entries that a new one about the same thing takes the place of. */
export const replacedBy = (holding: Holding<Replacing> | undefined): EntryId[] =>
  holding ? idsOf(standingOf(holding.record)) : []

type Writing = { at: number; random: Random }

/** Answers a poll, in the place of earlier answers of the same member. */
export const answerPoll = (
  doc: Y.Doc,
  poll: EntryId,
  slots: readonly FreeAnswer[],
  {
    at,
    random,
    isOwn,
    zone = null,
  }: Writing & { isOwn(client: number): boolean; zone?: string | null },
): EntryId => {
  const log = readMeetingLogs(doc).find(({ opening }) => opening.id === poll)
  const own = (log?.rest ?? []).filter(isOf('free')).filter(({ client }) => isOwn(client))
  const entry = {
    kind: 'free' as const,
    at,
    slots: [...slots],
    ...(zone !== null && { zone }),
    replaces: idsOf(standingOf(own)),
  }
  return writeMeetingEntry(doc, entry, random, poll)
}

/** Says for how long a member spoke, in the place of what was said of it. */
export const saySpoke = (
  doc: Y.Doc,
  floor: EntryId,
  seconds: number,
  { at, random }: Writing,
): EntryId => {
  const known = openingsOf(readMeetingLogs(doc), 'spoke').filter(each => each.floor === floor)
  const replaces = idsOf(known)
  return writeMeetingEntry(doc, { kind: 'spoke', at, floor, seconds, replaces }, random)
}
