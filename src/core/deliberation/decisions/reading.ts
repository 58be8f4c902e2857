// The meaning of the acts of one document for the member of this device, as lists show it. Plain values: they are kept.
import {
  hasSigned,
  isAgreed,
  isDecided,
  meetingState,
  ownPartOf,
  type Asked,
  type MeetingState,
  type Outcome,
} from '#core/deliberation/acts'
import type { DocumentActs } from '#core/deliberation/ledger'
import {
  DocumentStatus,
  everyRight,
  type DecisionChoice,
  type OwnPart,
  type Tally,
} from '#shared/contract'
import type { ActId, DocumentId, MemberId } from '#shared/ids'
import { actsOn, type SaidQuestion } from './may.ts'
import type { QuestionLine } from './question-line.ts'

/** A text that a question names; `isFirst`: the document in which the graph of the acts began. */
type NamedText = { document: DocumentId; isFirst: boolean }

type OwnReading = {
  status: DocumentStatus
  /** The approval that was closed last. */
  approved: { at: number; edition: string } | null
  /** Null for a document without acts of a meeting. */
  meeting: MeetingState | null
}

export type ActReading = {
  status: DocumentStatus
  /** By the graph in which new acts of the document stand. */
  own: OwnReading | null
  /** Declarations of questions that adopted, and those that decided questions replace. */
  declarations: readonly ActId[]
  replaces: readonly ActId[]
  /** Texts of questions that are open, or adopted; and of all. */
  fixed: readonly NamedText[]
  named: readonly NamedText[]
  isOpen: boolean
  questions: readonly QuestionLine[]
}

/** The first in the order of the list: a document may carry on several graphs. */
export const firstOf = (all: readonly DocumentStatus[]): DocumentStatus =>
  DocumentStatus.options.find(status => all.includes(status)) ?? 'draft'

/** A question that adopts fixes its texts while it is open, and once they are adopted. */
export const fixesText = (asked: Asked): boolean =>
  asked.question.node.record.body.purpose === 'adopt' &&
  (asked.state.is === 'open' || isDecided(asked))

export const choiceOf = (choice: DecisionChoice | 'seen' | null): DecisionChoice | null =>
  choice === 'seen' ? null : choice

const tallyOf = ({ described }: SaidQuestion, outcome: Outcome): Tally => {
  const { rule, roll } = described.question.node.record.body
  const { code, counts, seats } = outcome
  const answered = seats.filter(({ choice }) => choice !== null).length
  const seen = seats.filter(({ from }) => from === 'seen').length
  return {
    code,
    agreed: isAgreed(code),
    seats: roll.length,
    present: answered + (rule.kind === 'silence' ? seen : 0),
    quorum: rule.quorum,
    counts: { ...counts },
  }
}

const ownPart = ({ described, self }: SaidQuestion): OwnPart => {
  const { question, state, seats } = described
  const member = self ?? ('' as MemberId)
  const own = ownPartOf({ question, state }, member)
  const seat = seats.find(({ counted }) => counted.seat === member)
  const positions = [...described.late, ...(seat?.others ?? [])].filter(
    each => each.member === member,
  )
  const counted = seat?.counted.from === 'own' ? seat.counted.choice : null
  const [last] = positions.toSorted((a, b) => b.depth - a.depth)
  const isAfter = last !== undefined && last.depth > (seat?.counted.act?.depth ?? -1)
  const choice = isAfter || counted === null ? (last?.record.body.choice ?? counted) : counted
  return {
    ...own,
    isHeard: own.isHeard || (seat !== undefined && seat.heard.length > 0 && choice === null),
    choice: choiceOf(choice),
    hasSigned: hasSigned(described, self),
  }
}

export const lineOf = (found: SaidQuestion): QuestionLine => {
  const { described } = found
  const { record, member } = described.question.node
  const { purpose, words, until, where } = record.body
  return {
    id: record.id,
    where,
    purpose,
    words,
    by: member,
    at: record.at,
    until,
    state: described.is,
    number: described.standing?.node.record.body.number ?? '',
    outcome: described.outcome && tallyOf(found, described.outcome),
    own: ownPart(found),
    may: actsOn(found, everyRight),
  }
}

/** The approval that was closed last: corrections after an approval are a decision of their own. */
const approvalIn = (asked: readonly Asked[]): OwnReading['approved'] => {
  const approvals = asked.flatMap(each => {
    const { question, state } = each
    const { purpose, edition } = question.node.record.body
    if (purpose !== 'adopt' || !('closes' in state) || !isDecided(each)) return []
    const closes = question.right('close').filter(({ record }) => state.closes.includes(record.id))
    return closes.length === 0
      ? []
      : [{ at: Math.min(...closes.map(({ record }) => record.at)), edition }]
  })
  return approvals.toSorted((a, b) => b.at - a.at)[0] ?? null
}

export const readingOf = (
  { graphs: all, own, today }: DocumentActs,
  self: MemberId | null,
): ActReading => {
  const graphs = [...all]
  const asked = graphs.flatMap(([graph, proceedings]) =>
    proceedings.asked(today).map(each => ({ ...each, graph, proceedings })),
  )
  const adopting = asked.filter(
    ({ question, state }) => question.node.record.body.purpose === 'adopt' && state.is !== 'void',
  )
  const textsOf = (questions: typeof asked): NamedText[] =>
    questions.flatMap(({ question, graph }) =>
      question.node.record.body.texts.map(({ document }) => ({
        document,
        isFirst: document === graph,
      })),
    )
  return {
    status: firstOf(graphs.map(([, each]) => each.status(today, new Set()))),
    own: own
      ? {
          status: own.status(today, new Set()),
          approved: approvalIn(own.asked(today)),
          meeting: meetingState(own, today),
        }
      : null,
    declarations: adopting
      .filter(isDecided)
      .flatMap(({ question }) => question.right('declare').map(({ record }) => record.id)),
    replaces: graphs.flatMap(([, proceedings]) => proceedings.replaced(today)),
    fixed: textsOf(adopting.filter(fixesText)),
    named: textsOf(adopting),
    isOpen: asked.some(({ state }) => state.is === 'open'),
    questions: asked.flatMap(({ question, proceedings }) => {
      const described = proceedings.describe(question.id, today)
      return described ? [lineOf({ proceedings, today, described, self })] : []
    }),
  }
}
