// Rules: which acts have an effect. An act is judged in its own past, so every device comes to the
// same verdict at any time. An act that breaks a rule is kept. The rules of these types never
// change: a later version with another rule needs another type.
import { equal, sha256, verifyPlain } from '#core/keys'
import type { ActId } from '#shared/ids'
import { checkAct } from './codec.ts'
import type { ActType, Threshold } from './bodies.ts'
import { hasBit } from './bits.ts'
import type { ActNode } from './graph.ts'
import { offices, proposing, seated, type Membership, type Standing } from './membership.ts'
import { seatsIn, type NodeOfType, type Question } from './question.ts'
import { stateBefore, stateOf } from './state.ts'
import { statementOf } from './statement.ts'

/** The facts that a rule may ask for. */
export type Context = {
  membership: Membership
  /** The membership at the heads of the act. */
  standing: Standing
  /** The question that the act is about, if that is right. */
  question: Question | null
  /** The call that the act is about, if that is right. */
  call: ActNode | null
  /** The request for a second look that the act is about, if that is right. */
  request: NodeOfType<'export'> | null
}

type Rule<T extends ActType> = (node: NodeOfType<T>, context: Context) => boolean
type AnyRule = (node: ActNode, context: Context) => boolean

const chairs: readonly string[] = ['chair', 'convener']

const holds = (
  standing: Standing,
  member: ActNode['member'],
  roles: readonly string[],
): boolean => {
  const role = standing.people.get(member)?.role
  return role !== undefined && roles.includes(role)
}

export const holdsAnOffice = ({ member }: ActNode, standing: Standing): boolean =>
  holds(standing, member, offices)

const mustHoldAnOffice: AnyRule = (node, { standing }) => holdsAnOffice(node, standing)

const mustBeChair: AnyRule = ({ member }, { standing }) => holds(standing, member, chairs)

const mustBeAboutAQuestion: AnyRule = (_, { question }) => question !== null

const mustBeAboutACall: Rule<'meeting'> = ({ record }, { call }) =>
  record.body.what === 'call' || call !== null

/** A member with a term on record may be left out. */
const mustNameTheWholeRoll: Rule<'question'> = ({ record: { body } }, { standing }) => {
  const seats = new Set(body.roll.map(({ seat }) => seat))
  const isWhole = [...standing.people].every(
    ([member, { hasTerm }]) => seats.has(member) || hasTerm || !holds(standing, member, seated),
  )
  return (
    isWhole &&
    body.roll.every(
      ({ seat, alternates }) =>
        holds(standing, seat, seated) &&
        alternates.every(member => holds(standing, member, ['alternate'])),
    )
  )
}

/** Whether whatever reaches `one` reaches `other` too. */
const isAtLeast = (one: Threshold, other: Threshold): boolean => {
  const difference = one.a * other.b - other.a * one.b
  return difference > 0 || (difference === 0 && (one.more || !other.more))
}

/** The question is not weaker than each of the group's rules that it carries. */
const mustKeepTheRules: Rule<'question'> = ({ record }, { membership }) =>
  record.body.rules.every(signed => {
    const act = checkAct(signed)
    if (act?.body.type !== 'rules' || act.audience !== record.audience) return false
    if (!membership.covers(record.heads, act.heads)) return false
    const then = membership.at(act.heads)
    const author = then?.memberOf(act.device)
    if (!then || !author || !holds(then, author, chairs)) return false
    const { rule, roll } = record.body
    const { quorum, vote, heard } = act.body
    const asked = { a: rule.quorum, b: roll.length, more: false }
    return (
      reaches(quorum, asked) &&
      (rule.threshold === null || isAtLeast(rule.threshold, vote)) &&
      (heard || !rule.heard)
    )
  })

/** Whether that many of so many seats are the share that is asked for. */
const reaches = ({ a, b, more }: Threshold, asked: Threshold): boolean => {
  const difference = asked.a * b - a * asked.b
  return more ? difference > 0 : difference >= 0
}

const mustBeOnTheRoll: AnyRule = ({ member }, { question }) =>
  question !== null && question.roll.has(member)

const isBlank = (words: string): boolean => !/\S/.test(words)

const mustGiveReasons: Rule<'position'> = ({ record: { body } }) =>
  (body.choice !== 'object' || !isBlank(body.reason)) &&
  body.reservations.every(({ words }) => !isBlank(words))

const mustNameSeats: Rule<'heard'> = ({ record: { body } }, { question }) => {
  const seats = new Set(question ? seatsIn(question).map(({ seat }) => seat) : [])
  return body.said.every(({ seat }) => seats.has(seat))
}

const stateIn = (node: ActNode, { question, standing }: Context) =>
  question ? stateOf(question, node.past, standing) : null

const mustFindItOpen: AnyRule = (node, context) => stateIn(node, context)?.is === 'open'

const mustFindItClosed: AnyRule = (node, context) => stateIn(node, context)?.is === 'closed'

/** A body does not go back behind a declaration; it asks again. */
const mustFindItUndeclared: AnyRule = ({ past }, { question }) =>
  question === null || question.row('declare').within(past).length === 0

const mustSayWhatCameOut: Rule<'declare'> = (node, context) => {
  const { question, standing } = context
  const before = stateIn(node, context)
  if (!question || before?.is !== 'closed') return false
  const { outcome, statement } = node.record.body
  if (before.outcome.code !== outcome) return false
  const computed = statementOf(question, before, standing)
  if (!computed || !statement) return computed === null && statement === null
  return equal(sha256(computed.adoption), statement)
}

/** The right declaration with this id in the past of an act about the same question. */
const declarationOf = (id: ActId, { past }: ActNode, question: Question | null) =>
  question?.right('declare').find(({ record, index }) => record.id === id && hasBit(past, index))

const mustNameADeclaration: Rule<'register'> = (node, { question }) =>
  declarationOf(node.record.body.declare, node, question) !== undefined

const mustSignTheStatement: Rule<'sign'> = (node, { question }) => {
  const { declare, key, signature } = node.record.body
  const declaration = declarationOf(declare, node, question)
  const before = question && declaration ? stateBefore(question, declaration) : null
  if (!question || !declaration || before?.is !== 'closed') return false
  const statement = statementOf(question, before, question.standingOf(declaration))
  if (!statement) return key === null && signature === null
  return key !== null && signature !== null && verifyPlain(statement.adoption, signature, key)
}

const mustHoldAnOfficeForTheRule: Rule<'export'> = (node, { standing }) =>
  node.record.body.what !== 'rule' || holdsAnOffice(node, standing)

const mustHaveARoleThatProposes: Rule<'export'> = ({ member }, { standing }) =>
  holds(standing, member, proposing)

const mustBeAboutARequest: Rule<'export'> = ({ record }, { request }) =>
  record.subject === null || request !== null

/** No member looks at what the same member lets out, on whatever device. */
const mustBeAnotherMember: Rule<'export'> = ({ record, member }, { request }) =>
  !['confirm', 'decline'].includes(record.body.what) || member !== request?.member

const mustBeTheMemberWhoAsked: Rule<'export'> = ({ record, member }, { request }) =>
  !['withdraw', 'written'].includes(record.body.what) || member === request?.member

/** The device of the second member computed both by itself. */
const mustNameTheFile: Rule<'export'> = ({ record: { body } }, { request }) => {
  if (body.what !== 'confirm') return true
  const asked = request?.record.body
  return asked?.what === 'ask' && equal(body.list, asked.list) && equal(body.file, asked.file)
}

/** By type, each rule by its name. */
export const rules: { [T in ActType]: Record<string, Rule<T>> } = {
  question: { mustHoldAnOffice, mustNameTheWholeRoll, mustKeepTheRules },
  seen: { mustBeAboutAQuestion, mustBeOnTheRoll },
  position: { mustBeAboutAQuestion, mustBeOnTheRoll, mustGiveReasons },
  heard: { mustBeAboutAQuestion, mustHoldAnOffice, mustNameSeats },
  close: { mustBeAboutAQuestion, mustHoldAnOffice, mustFindItOpen },
  reopen: { mustBeAboutAQuestion, mustHoldAnOffice, mustFindItClosed, mustFindItUndeclared },
  withdraw: { mustBeAboutAQuestion, mustHoldAnOffice, mustFindItOpen },
  declare: { mustBeAboutAQuestion, mustHoldAnOffice, mustSayWhatCameOut },
  sign: { mustBeAboutAQuestion, mustBeOnTheRoll, mustSignTheStatement },
  say: { mustBeAboutAQuestion, mustBeOnTheRoll },
  register: { mustBeAboutAQuestion, mustHoldAnOffice, mustNameADeclaration },
  circulate: { mustHoldAnOffice },
  rules: { mustBeChair },
  card: { mustHoldAnOffice },
  meeting: { mustHoldAnOffice, mustBeAboutACall },
  export: {
    mustHoldAnOfficeForTheRule,
    mustHaveARoleThatProposes,
    mustBeAboutARequest,
    mustBeAnotherMember,
    mustBeTheMemberWhoAsked,
    mustNameTheFile,
  },
}

/** The name of the first rule that an act breaks; null for one that is right. */
export const brokenRule = (node: ActNode, context: Context): string | null => {
  const { type } = node.record.body
  if (type === 'unknown') return 'mustBeKnown'
  const own = rules[type] as Record<string, AnyRule>
  const broken = Object.entries(own).find(([, isKept]) => !isKept(node, context))
  return broken?.[0] ?? null
}
