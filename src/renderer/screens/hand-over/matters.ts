// Open work of a member, as rows that another member takes, in the words of the lists they are from.
import { CalendarDays, FileText, ListChecks, type LucideIcon, Scale, Signpost } from 'lucide-react'
import type {
  ActionItem,
  DecisionSummary,
  DocumentSummary,
  MeetingSummary,
  RecommendationText,
} from '#shared/contract'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { purposeOf, quorumWords, shortOutcome } from '../decisions/rule-words.ts'
import { stateWords } from '../decisions/sentences.tsx'
import { dayInWords, daysUntil } from '../follow-up/days.ts'
import { statusWordOf } from '../../ui/status-word.ts'
import type { Words } from '../../words/index.ts'

export type OpenMatter = {
  id: string
  icon: LucideIcon
  name: string
  hint: string
  due: string | null
  item: { document: DocumentId; block: BlockId } | null
}

export type Lists = {
  group: GroupId
  self: MemberId
  now: number
  decisions: readonly DecisionSummary[]
  meetings: readonly MeetingSummary[]
  actions: readonly ActionItem[]
  texts: readonly RecommendationText[]
  documents: readonly DocumentSummary[]
}

const officerActs = ['close', 'reopen', 'withdraw', 'declare'] as const

/** Decisions that only an officer can lead on. Decisions of a circle are named to nobody else. */
const ofDecisions = ({ group, decisions }: Lists, words: Words): OpenMatter[] =>
  decisions
    .filter(
      ({ audience, state, acts }) =>
        audience === group &&
        (state === 'open' || state === 'closed' || state === 'declared') &&
        officerActs.some(act => acts.includes(act)),
    )
    .map(decision => {
      const { id, words: question, outcome, state } = decision
      const parts = [
        stateWords(decision, false, words),
        ...(state === 'open' && outcome ? [quorumWords(outcome, words)] : []),
      ]
      return {
        id,
        icon: Scale,
        name: question,
        hint: words.sentences(parts.map(text => words('home.sentence', { text }))),
        due: null,
        item: null,
      }
    })

const ofMeetings = ({ group, meetings }: Lists, words: Words): OpenMatter[] =>
  meetings
    .filter(
      ({ audience, isShared, state, acts }) =>
        isShared &&
        audience === group &&
        state !== 'closed' &&
        state !== 'cancelled' &&
        acts.includes('call'),
    )
    .map(({ agenda, title, from, items }) => ({
      id: agenda,
      icon: CalendarDays,
      name: title,
      hint:
        from === null
          ? words('meetings.noDay', { items })
          : words('meetings.onDay', { day: words.date(from), items }),
      due: null,
      item: null,
    }))

/** Documents that the whole group reads. One that is not listed yet may be a circle's. */
const readByAll = (documents: Lists['documents']): Set<DocumentId> =>
  new Set(documents.flatMap(({ id, readers }) => (readers.kind === 'group' ? [id] : [])))

/** Own action items in minutes that the whole group reads. */
const ofActions = ({ self, now, actions, documents }: Lists, words: Words): OpenMatter[] => {
  const known = readByAll(documents)
  return actions
    .filter(
      ({ owner, state, document }) => owner === self && state === 'open' && known.has(document),
    )
    .map(({ document, block, words: name, title, due }) => ({
      id: `${document} ${block}`,
      icon: ListChecks,
      name,
      hint:
        due === null
          ? words('hand-over.action', { title })
          : words('hand-over.action.due', { title, day: dayInWords(due, now, words) }),
      due,
      item: { document, block },
    }))
}

const ofReviews = ({ now, texts, documents }: Lists, words: Words): OpenMatter[] => {
  const known = readByAll(documents)
  return texts
    .filter(
      ({ document, rows, review }) =>
        known.has(document) &&
        (review !== null || rows.some(({ answer }) => answer === null || answer === 'none')),
    )
    .map(({ document, title, rows, review }) => {
      const open = rows.filter(({ answer }) => answer === null || answer === 'none').length
      const parts = [
        ...(open > 0 ? [words('hand-over.unanswered', { count: open })] : []),
        ...(review === null
          ? []
          : daysUntil(review, now) <= 0
            ? [words('follow-up.reviewDue')]
            : [words('follow-up.reviewOn', { day: dayInWords(review, now, words) })]),
      ]
      return {
        id: document,
        icon: Signpost,
        name: title,
        hint: words.sentences(parts.map(text => words('home.sentence', { text }))),
        due: review,
        item: null,
      }
    })
}

/** Texts that go round, of which this member settles comments and amendments. */
const ofDocuments = ({ documents }: Lists, words: Words): OpenMatter[] =>
  documents
    .filter(
      ({ readers, status, rights }) =>
        readers.kind === 'group' && status === 'consultation' && rights.includes('settle'),
    )
    .map(({ id, kind, title, status }) => ({
      id,
      icon: FileText,
      name: title,
      hint: words('home.sentence', { text: words(statusWordOf({ kind, status })) }),
      due: null,
      item: null,
    }))

export const mattersOf = (lists: Lists, words: Words): OpenMatter[] => [
  ...ofDecisions(lists, words),
  ...ofMeetings(lists, words),
  ...ofActions(lists, words),
  ...ofReviews(lists, words),
  ...ofDocuments(lists, words),
]

export type PackageList = { id: string; heading: string; lines: string[] }

/** Texts, minutes and decisions that the successor should know of and the whole group reads. */
export const listsOf = (
  { group, decisions, meetings, documents }: Lists,
  words: Words,
): PackageList[] => {
  const texts = documents
    .filter(({ readers, status }) => readers.kind === 'group' && status === 'adopted')
    .map(({ title, reference }) =>
      reference === '' ? title : words('hand-over.text', { title, reference }),
    )
  const minutes = meetings
    .filter(({ audience, minutes: its }) => audience === group && its?.status === 'approved')
    .map(({ title, from, opened }) => {
      const time = opened ?? from
      return time === null ? title : words('hand-over.minutesOf', { title, day: words.date(time) })
    })
  const decided = decisions
    .filter(
      ({ audience, state }) => audience === group && (state === 'declared' || state === 'final'),
    )
    .flatMap(decision => {
      const { number, words: question, outcome } = decision
      return outcome === null
        ? []
        : [
            words('hand-over.decided', {
              number,
              question,
              outcome: shortOutcome(outcome, purposeOf(decision), words),
            }),
          ]
    })
  return [
    { id: 'texts', heading: words('hand-over.texts'), lines: texts },
    { id: 'minutes', heading: words('hand-over.minutes'), lines: minutes },
    { id: 'decisions', heading: words('hand-over.decisions'), lines: decided },
  ].filter(({ lines }) => lines.length > 0)
}
