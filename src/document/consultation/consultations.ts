// The rounds of a document and what came of them: replies as they say of themselves, what they say
// about each part of the text, and what the group answers. Computed from the log alone, so it is the
// same on every device that has the same.
import type * as Y from 'yjs'
import {
  isRound,
  readRoundLogs,
  type ConsultationEntry,
  type RoundEntry,
  type TriageState,
} from './consultation-entries.ts'
import { standingOf, type EntryLog, type Said } from '#document/log'
import type { EntryId } from '#document/ids'

type Entry<Kind extends ConsultationEntry['kind']> = Said<
  Extract<ConsultationEntry, { kind: Kind }>
>

export type Triage = Entry<'triage'>

export type Answered = {
  entry: Entry<'answer'>
  received: Entry<'received'>
  /** The group's present answers: several where members answered apart; none before the first. */
  standing: readonly Triage[]
  state: TriageState
  /** Every answer there was, in the order of their times. */
  record: readonly Triage[]
  amendments: readonly EntryId[]
}

export type ConsultationRound = {
  entry: Said<RoundEntry>
  isOver: boolean
  /** In the order in which they were taken in. */
  received: readonly Entry<'received'>[]
  /** In the order of the text, and of the replies below that. */
  answers: readonly Answered[]
}

const ofKind = <Kind extends ConsultationEntry['kind']>(
  rest: readonly Said<ConsultationEntry>[],
  kind: Kind,
): Entry<Kind>[] => rest.filter((entry): entry is Entry<Kind> => entry.kind === kind)

/** Where members differ nothing is settled. */
const stateOf = ([first, ...others]: readonly Triage[]): TriageState =>
  first && others.every(({ state }) => state === first.state) ? first.state : 'open'

const roundOf = ({ opening, rest }: EntryLog<ConsultationEntry>): ConsultationRound | null => {
  if (!isRound(opening)) return null
  const received = ofKind(rest, 'received')
  const byId = new Map(received.map(each => [each.id, each]))
  const triage = Map.groupBy(ofKind(rest, 'triage'), ({ answer }) => answer)
  const taken = Map.groupBy(ofKind(rest, 'taken-up'), ({ answer }) => answer)
  const answers = ofKind(rest, 'answer').flatMap((entry): Answered[] => {
    const reply = byId.get(entry.of)
    // Only the client that imported a reply adds to it.
    if (!reply || reply.client !== entry.client) return []
    const record = triage.get(entry.id) ?? []
    const standing = standingOf(record)
    return [
      {
        entry,
        received: reply,
        record,
        standing,
        state: stateOf(standing),
        amendments: (taken.get(entry.id) ?? []).map(({ amendment }) => amendment),
      },
    ]
  })
  const orderOf = new Map(received.map(({ id }, at) => [id, at]))
  return {
    entry: opening,
    received,
    isOver: ofKind(rest, 'round-over').length > 0,
    answers: answers.toSorted(
      (a, b) =>
        a.entry.order - b.entry.order ||
        (orderOf.get(a.received.id) ?? 0) - (orderOf.get(b.received.id) ?? 0),
    ),
  }
}

/** Every round of the document, the earliest first. */
export const readConsultations = (doc: Y.Doc): ConsultationRound[] =>
  readRoundLogs(doc).flatMap(log => roundOf(log) ?? [])

/**
 * The source of an answer as people outside the group may be told it: as far as the reply allows.
 */
export const namedOutside = ({
  name,
  organisation,
  naming,
}: Pick<Entry<'received'>, 'name' | 'organisation' | 'naming'>): string => {
  if (naming === 'withheld') return ''
  return (naming === 'named' ? [name, organisation] : [organisation])
    .filter(each => each !== '')
    .join(', ')
}
