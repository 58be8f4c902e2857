// Decisions as windows and the command line show them.
import { isDecided, type NodeOfType } from '#core/deliberation/acts'
import { sha256, toHex } from '#core/keys'
import type { Decision, DecisionSummary, Position } from '#shared/contract'
import type { ActId, DocumentId, GroupId } from '#shared/ids'
import { earlierThan } from './earlier-question.ts'
import { actsOn } from './may.ts'
import type { DecisionPorts, FoundQuestion } from './ports.ts'
import { questionsIn } from './ports.ts'
import type { QuestionLine } from './question-line.ts'
import { choiceOf, lineOf } from './reading.ts'
import { textsOf } from './texts.ts'
import { derivedPlace, itemOfQuestion, recordedIn, shownPlace } from './where.ts'

const positionOf = ({ record, member }: NodeOfType<'position'>): Position => ({
  id: record.id,
  member,
  at: record.at,
  choice: record.body.choice,
  reason: record.body.reason,
  reservations: record.body.reservations.map(({ block, words, as }) => ({ block, words, as })),
})

type Listed = { document: DocumentId; audience: GroupId }

const listed = (
  ports: DecisionPorts,
  { document, audience }: Listed,
  { where, may, ...line }: QuestionLine,
): DecisionSummary => {
  const row = ports.archive.documents.get(document)
  return {
    ...line,
    audience,
    document,
    title: row?.title ?? '',
    isMinutes: row?.kind === 'minutes',
    where: where && shownPlace(ports, audience, where),
    // The rights in one document would ask for its text: a list reads none.
    acts: ports.rightsIn(audience).has('propose') ? [...may] : [],
  }
}

const summaryOf = (ports: DecisionPorts, found: FoundQuestion): DecisionSummary =>
  listed(ports, found, lineOf(found))

/** The latest first. No act is read whose meaning is known. */
export const listDecisions = (ports: DecisionPorts, group: GroupId): DecisionSummary[] =>
  ports
    .spaces(group)
    .flatMap(audience =>
      [...ports.readings.in(audience)].flatMap(([document, { questions }]) =>
        ports.archive.documents.keyOf(document)
          ? questions.map(line => listed(ports, { document, audience }, line))
          : [],
      ),
    )
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))

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
    earlier: earlierThan(ports, found),
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
    lateCount: described.lateCount,
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
      counts: seats.map(({ seat, from, choice, isReplaced }) => ({
        member: seat,
        from,
        choice: choiceOf(choice),
        isReplaced,
      })),
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
