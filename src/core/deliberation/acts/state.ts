// The state of one question by a set of acts: open, closed, withdrawn, void or final. It depends on
// no clock and no order of arrival.
import type { DecisionOutcome } from '#shared/contract'
import type { ActId, MemberId } from '#shared/ids'
import { topOf, type Bits } from './bits.ts'
import { outcomeOf, type Outcome } from './counting.ts'
import type { ActNode } from './graph.ts'
import type { Standing } from './membership.ts'
import { isLive, seatsIn, type NodeOfType, type Question } from './question.ts'

/** The closes that hold, and the positions that they stand on: the union of their pasts. */
export type Closed = { is: 'closed'; closes: readonly ActId[]; counted: Bits; outcome: Outcome }

export type Final = Omit<Closed, 'is'> & {
  is: 'final'
  declaration: NodeOfType<'declare'>
  /** Members of seats who signed it, or another declaration that says the same. */
  signers: readonly MemberId[]
  /** Whether another declaration is final too, because a member signed two that differ. */
  twice: boolean
}

export type QuestionState = Closed | Final | { is: 'open' | 'withdrawn' | 'void' }

/** By standing, then by question and closes: an outcome is asked for again and again. */
const outcomes = new WeakMap<Standing, Map<string, Outcome>>()

const outcomeOnce = (
  question: Question,
  closes: readonly ActId[],
  counted: Bits,
  standing: Standing,
): Outcome => {
  const known = outcomes.get(standing) ?? new Map<string, Outcome>()
  outcomes.set(standing, known)
  const key = [question.id, ...closes].join()
  const found = known.get(key) ?? outcomeOf(question, counted, standing)
  known.set(key, found)
  return found
}

/** The state without final declarations and without the question's own author. */
const closedBy = (question: Question, set: Bits, standing: Standing): QuestionState => {
  const counts = (node: ActNode): boolean => isLive(node, standing)
  const reopened = question.row('reopen').topWithin(set, counts).past
  const closes = question.row('close').within(set, reopened).filter(counts)
  if (closes.length > 0) {
    const ids = closes.map(({ record }) => record.id).toSorted()
    let known: Bits | null = null
    // Most rules ask for the state alone.
    return {
      is: 'closed',
      closes: ids,
      get counted() {
        return (known ??= topOf(closes).past)
      },
      get outcome() {
        return outcomeOnce(question, ids, this.counted, standing)
      },
    }
  }
  const isWithdrawn = question.row('withdraw').within(set).some(counts)
  return { is: isWithdrawn ? 'withdrawn' : 'open' }
}

/** By declaration: its past never changes. */
const found = new WeakMap<ActNode, QuestionState>()

/** The state in which a declaration found the question. */
export const stateBefore = (question: Question, declaration: ActNode): QuestionState => {
  const known = found.get(declaration)
  if (known) return known
  const state = closedBy(question, declaration.past, question.standingOf(declaration))
  found.set(declaration, state)
  return state
}

/** Declarations that say the same are one: the same closes, and the same outcome. */
export const sayingOf = (question: Question, declaration: NodeOfType<'declare'>): string => {
  const before = stateBefore(question, declaration)
  const closes = before.is === 'closed' ? before.closes : []
  return saying(closes, declaration.record.body.outcome)
}

const saying = (closes: readonly ActId[], outcome: DecisionOutcome): string =>
  `${closes.join(',')} ${outcome}`

/** The words of a declaration that would say what came out; null where nothing did. */
export const sayingNow = (state: QuestionState): string | null =>
  'closes' in state ? saying(state.closes, state.outcome.code) : null

/** The declaration that more than half of the seats signed. */
const finalIn = (question: Question, set: Bits, standing: Standing): Final | null => {
  const signs = question
    .row('sign')
    .within(set)
    .filter(node => isLive(node, standing))
  const roll = seatsIn(question)
  if (signs.length * 2 <= roll.length) return null
  const declares = question.row('declare').within(set)
  const sayings = new Map(declares.map(node => [node.record.id, sayingOf(question, node)]))
  // An alternate may sign, and makes nothing final: a seat has one signature.
  const seats = new Set(roll.map(({ seat }) => seat))
  const signers = Map.groupBy(
    signs.filter(({ member }) => seats.has(member)),
    ({ record }) => sayings.get(record.body.declare) ?? '',
  )
  const finals = [...Map.groupBy(declares, ({ record }) => sayings.get(record.id) ?? '')]
    .map(([saying, same]) => {
      const members = new Set((signers.get(saying) ?? []).map(({ member }) => member))
      const [declaration] = same.toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1))
      return { declaration, signers: [...members].toSorted() }
    })
    .filter(each => each.signers.length * 2 > roll.length)
    .toSorted(
      (a, b) =>
        b.signers.length - a.signers.length ||
        ((a.declaration?.record.id ?? '') < (b.declaration?.record.id ?? '') ? -1 : 1),
    )
  const [first] = finals
  if (!first?.declaration) return null
  const before = stateBefore(question, first.declaration)
  if (before.is !== 'closed') return null
  const { declaration, signers: members } = first
  return { ...before, is: 'final', declaration, signers: members, twice: finals.length > 1 }
}

/** The state of a question by the acts in `set`, where these are void. */
export const stateOf = (question: Question, set: Bits, standing: Standing): QuestionState => {
  const final = finalIn(question, set, standing)
  if (final) return final
  if (!isLive(question.node, standing)) return { is: 'void' }
  return closedBy(question, set, standing)
}
