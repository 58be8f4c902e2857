// Decisions as windows and the command line show them.
import {
  isAgreed,
  isDecided,
  ownPartOf,
  type NodeOfType,
  type Outcome,
} from '#core/deliberation/acts'
import { sha256, toHex } from '#core/keys'
import type {
  Decision,
  DecisionChoice,
  DecisionSummary,
  Tally,
  OwnPart,
  Position,
} from '#shared/contract'
import type { ActId, MemberId } from '#shared/ids'
import { actsOn } from './may.ts'
import type { DecisionPorts, FoundQuestion } from './ports.ts'
import { questionsIn } from './ports.ts'
import { textsOf } from './texts.ts'
import { derivedPlace, itemOfQuestion, recordedIn, signedPlaceOf } from './where.ts'

const choiceOf = (choice: DecisionChoice | 'seen' | null): DecisionChoice | null =>
  choice === 'seen' ? null : choice

const tallyOf = ({ described }: FoundQuestion, outcome: Outcome): Tally => {
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

const positionOf = ({ record, member }: NodeOfType<'position'>): Position => ({
  id: record.id,
  member,
  at: record.at,
  choice: record.body.choice,
  reason: record.body.reason,
  reservations: record.body.reservations.map(({ block, words, as }) => ({ block, words, as })),
})

const ownPart = ({ described, self }: FoundQuestion): OwnPart => {
  const { question, state, seats, standing } = described
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
    hasSigned: standing?.signs.some(sign => sign.member === self) ?? false,
  }
}

export const summaryOf = (ports: DecisionPorts, found: FoundQuestion): DecisionSummary => {
  const { document, audience, described } = found
  const { record, member } = described.question.node
  const { purpose, words, until } = record.body
  return {
    id: record.id,
    audience,
    document,
    title: ports.archive.documents.get(document)?.title ?? '',
    where: signedPlaceOf(ports, found),
    purpose,
    words,
    by: member,
    at: record.at,
    until,
    state: described.is,
    number: described.standing?.node.record.body.number ?? '',
    outcome: described.outcome && tallyOf(found, described.outcome),
    own: ownPart(found),
    // The rights in one document would ask for its text: a list reads none.
    acts: actsOn(found, ports.rightsIn(audience)),
  }
}

/** The latest first. */
export const listDecisions = (
  ports: DecisionPorts,
  group: Parameters<typeof questionsIn>[1],
): DecisionSummary[] =>
  questionsIn(ports, group)
    .toSorted(
      (a, b) =>
        b.described.question.node.record.at - a.described.question.node.record.at ||
        (a.described.question.id < b.described.question.id ? -1 : 1),
    )
    .map(found => summaryOf(ports, found))

/** The decided question that replaces one of these declarations. */
const replacedBy = (
  ports: DecisionPorts,
  { audience }: FoundQuestion,
  declarations: ReadonlySet<ActId>,
): ActId | null =>
  questionsIn(ports, audience).find(({ described: { question, state } }) => {
    const { replaces } = question.node.record.body
    return replaces !== null && declarations.has(replaces) && isDecided({ question, state })
  })?.described.question.id ?? null

const statementView = ({ described, proceedings, today }: FoundQuestion): Decision['statement'] => {
  const statement = proceedings.statement(described.question.id, today)
  if (!statement) return null
  const record = Buffer.from(statement.record)
  return {
    text: new TextDecoder().decode(statement.adoption),
    sha256: toHex(sha256(statement.adoption)),
    record: toHex(sha256(statement.record)),
    reservations: record
      .toString()
      .split('\n')
      .filter(line => line.startsWith('["reservation"')).length,
  }
}

export const decisionOf = (ports: DecisionPorts, found: FoundQuestion): Decision => {
  const { described, proceedings, audience } = found
  const { question } = described
  const { rule, edition, files, replaces } = question.node.record.body
  const { members } = ports.membersOf(audience)
  const said = ({ record, member }: NodeOfType<'reopen'> | NodeOfType<'withdraw'>) => ({
    by: member,
    at: record.at,
    reason: record.body.reason,
  })
  const summary = summaryOf(ports, found)
  const where = summary.where ?? derivedPlace(ports, found)
  return {
    ...summary,
    where,
    acts: actsOn(found, ports.documents.rightsNow(found.document)),
    item: itemOfQuestion(ports, where),
    recorded: recordedIn(ports, found),
    rule,
    edition,
    texts: textsOf(ports, found),
    files: files.map(({ name, sha256: digest, size }) => ({ name, sha256: toHex(digest), size })),
    replaces,
    replacedBy: replacedBy(
      ports,
      found,
      new Set(described.declarations.map(({ node }) => node.record.id)),
    ),
    seats: described.seats.map(({ counted, alternates, others, heard }) => ({
      member: counted.seat,
      alternates: [...alternates],
      from: counted.from,
      choice: choiceOf(counted.choice),
      position:
        counted.act?.record.body.type === 'position'
          ? positionOf(counted.act as NodeOfType<'position'>)
          : null,
      others: others.map(positionOf),
      heard: heard.map(({ node, choice, reason }) => ({
        choice: choiceOf(choice),
        reason,
        by: node.member,
        at: node.record.at,
      })),
      isApart: counted.apart,
      hasLeft: !members.has(counted.seat),
    })),
    late: described.late.map(positionOf),
    explanations: described.explanations.map(({ record, member }) => ({
      id: record.id,
      member,
      at: record.at,
      what: record.body.what,
      block: record.body.block,
      words: record.body.words,
      as: record.body.as,
    })),
    closes: described.closes.map(({ node, seats }) => ({
      id: node.record.id,
      by: node.member,
      at: node.record.at,
      counts: seats.map(({ seat, choice }) => ({ member: seat, choice: choiceOf(choice) })),
    })),
    reopened: described.reopened.map(said),
    withdrawn: described.withdrawn.map(said),
    declarations: described.declarations.map(({ node, isOvertaken, signs, registered }) => ({
      id: node.record.id,
      by: node.member,
      at: node.record.at,
      outcome: node.record.body.outcome,
      number: node.record.body.number,
      isOvertaken,
      signers: signs.map(({ member, record }) => ({ member, at: record.at, as: record.body.as })),
      symbol: registered.at(-1)?.record.body.symbol ?? '',
    })),
    signedTwice: [...described.signedTwice],
    hasLaterActs: proceedings.hasLaterActs(question.id),
    statement: statementView(found),
  }
}
