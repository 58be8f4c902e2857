// Everything that the acts say about one question: what counts for each seat, what does not, and who
// closed, declared and signed.
import type { DecisionChoice } from '#shared/contract'
import type { ActId, MemberId } from '#shared/ids'
import { hasBit, topOf, type Bits } from './bits.ts'
import { actLimits } from './bodies.ts'
import { byCaution, heardIn, outcomeOf, seatsOf, type Outcome, type Seat } from './counting.ts'
import { standsOn, type ActNode } from './graph.ts'
import type { Standing } from './membership.ts'
import { isLive, seatsIn, type NodeOfType, type Question } from './question.ts'
import { sayingOf, sayingNow, type QuestionState } from './state.ts'

export type Heard = { node: NodeOfType<'heard'>; choice: DecisionChoice | 'seen'; reason: string }

export type DescribedSeat = {
  /** The answer that counts for it, or would if the question were closed now. */
  counted: Seat
  alternates: readonly MemberId[]
  /** Positions of the seat and its alternates that came in time and do not count, the latest of each first. */
  others: readonly NodeOfType<'position'>[]
  /** Words that were heard of it, and that no later `heard` about it replaces: first those that count, or would. */
  heard: readonly Heard[]
}

/** The answer of a seat by one close alone. `isReplaced`: the choice that counts was given on top of it. */
export type ListedSeat = Seat & { isReplaced: boolean }

export type DescribedDeclaration = {
  node: NodeOfType<'declare'>
  /** Other closes hold by now, or something else came out. */
  isOvertaken: boolean
  signs: readonly NodeOfType<'sign'>[]
  registered: readonly NodeOfType<'register'>[]
}

export type Described = {
  question: Question
  state: QuestionState
  /** As the state, and `declared` where a declaration says what came out. */
  is: QuestionState['is'] | 'declared'
  /** The outcome, or the one that a close would give; null where it is withdrawn or void. */
  outcome: Outcome | null
  seats: readonly DescribedSeat[]
  /** Positions that no close that holds stands on, at most eight of one member. */
  late: readonly NodeOfType<'position'>[]
  /** All of them. */
  lateCount: number
  explanations: readonly NodeOfType<'say'>[]
  /** Closes that hold, at most eight of one member: each was joined into the outcome. */
  closes: readonly { node: NodeOfType<'close'>; seats: readonly ListedSeat[] }[]
  reopened: readonly NodeOfType<'reopen'>[]
  withdrawn: readonly NodeOfType<'withdraw'>[]
  declarations: readonly DescribedDeclaration[]
  /** The declaration that a member of the roll signs now. */
  standing: DescribedDeclaration | null
  signedTwice: readonly MemberId[]
}

const latestFirst = (a: ActNode, b: ActNode): number => b.depth - a.depth || b.index - a.index

/**
 * By seat: words that were heard of it, and that no later `heard` about it replaces, the most cautious first. Words in
 * `counted` come before words that no close stands on, which replace none of them.
 */
const heardOf = (question: Question, counted: Bits, standing: Standing): Map<MemberId, Heard[]> => {
  const live = question.row('heard').nodes.filter(node => isLive(node, standing))
  if (live.length === 0) return new Map()
  const seats = new Set(seatsIn(question).map(({ seat }) => seat))
  const [timely, late] = [true, false].map(isTimely => {
    const nodes = live.filter(({ index }) => hasBit(counted, index) === isTimely)
    return heardIn(question, nodes, seats)
  })
  const saidOf = (seat: MemberId, all: typeof timely): Heard[] =>
    (all?.get(seat) ?? []).toSorted(byCaution).map(({ node, choice }) => {
      const said = node.record.body.said.find(each => each.seat === seat)
      return { node, choice, reason: said?.reason ?? '' }
    })
  return new Map([...seats].map(seat => [seat, [...saidOf(seat, timely), ...saidOf(seat, late)]]))
}

/**
 * The acts of each member that are shown, the latest first: as many as an act names of one device. Nobody reads
 * thousands of positions of one member.
 */
const latestOfEach = <N extends ActNode>(nodes: readonly N[]): N[] => {
  const shown = [...Map.groupBy(nodes, ({ member }) => member).values()].flatMap(own =>
    own.toSorted(latestFirst).slice(0, actLimits.ofDevice),
  )
  return shown.toSorted(latestFirst)
}

const declarationsOf = (question: Question, state: QuestionState): DescribedDeclaration[] => {
  const now = sayingNow(state)
  return question
    .right('declare')
    .map(node => ({
      node,
      isOvertaken: sayingOf(question, node) !== now,
      signs: question.right('sign').filter(({ record }) => record.body.declare === node.record.id),
      registered: question
        .right('register')
        .filter(({ record }) => record.body.declare === node.record.id),
    }))
    .toSorted((a, b) => (a.node.record.id < b.node.record.id ? -1 : 1))
}

/** Members who signed declarations that say different things. */
const signedTwice = (question: Question): MemberId[] => {
  const sayings = new Map(
    question.right('declare').map(node => [node.record.id, sayingOf(question, node)]),
  )
  const signed = Map.groupBy(question.right('sign'), ({ member }) => member)
  return [...signed]
    .filter(([, own]) => new Set(own.map(each => sayings.get(each.record.body.declare))).size > 1)
    .map(([member]) => member)
}

/** The positions that may count: those on which the closes stand, or all while none holds. */
const countedIn = (state: QuestionState, all: Bits): Bits =>
  'counted' in state ? state.counted : all

type Answers = {
  /** The positions that count, or are replaced by them. */
  positions: readonly NodeOfType<'position'>[]
  heard: ReadonlyMap<MemberId, readonly Heard[]>
}

/** Whether the choice that counts for a seat now was given on top of the answer that a close lists. */
const isLater = ({ from, choice, act, seat }: Seat, listed: Seat, answers: Answers): boolean => {
  const before = listed.act
  if (!act || !before) return false
  const { positions, heard } = answers
  const own = (): ActNode[] =>
    topOf(positions.filter(({ member }) => member === act.member)).top.filter(
      ({ record }) => record.body.choice === choice,
    )
  const notes = (heard.get(seat) ?? []).filter(note => note.choice === choice)
  const nodes = from === 'heard' ? notes.map(({ node }) => node) : own()
  return nodes.some(node => standsOn(node, before))
}

/** Whether a member signed what came out, by any of the declarations that say it. */
export const hasSigned = ({ declarations }: Described, member: MemberId | null): boolean =>
  declarations.some(
    ({ isOvertaken, signs }) => !isOvertaken && signs.some(sign => sign.member === member),
  )

export const describe = (
  question: Question,
  state: QuestionState,
  all: Bits,
  standing: Standing,
): Described => {
  const counted = countedIn(state, all)
  const isOver = state.is === 'withdrawn' || state.is === 'void'
  const outcome =
    'outcome' in state ? state.outcome : isOver ? null : outcomeOf(question, counted, standing)
  const seats = outcome?.seats ?? seatsOf(question, counted, standing)
  const given = question.right('position').filter(node => isLive(node, standing))
  const isTimely = ({ index }: ActNode): boolean => hasBit(counted, index)
  const late = given.filter(node => !isTimely(node))
  const positions = given.filter(isTimely)
  const byMember = Map.groupBy(latestOfEach(positions), ({ member }) => member)
  const saidBy = (members: readonly MemberId[]): NodeOfType<'position'>[] => {
    const [first = [], ...more] = members.flatMap(member => {
      const own = byMember.get(member)
      return own ? [own] : []
    })
    return more.length === 0 ? first : [first, ...more].flat().toSorted(latestFirst)
  }
  const heard = heardOf(question, counted, standing)
  const listedBy = ({ past }: ActNode): ListedSeat[] =>
    seatsOf(question, past, standing).map((listed, at) => {
      const now = seats[at] as Seat
      const isReplaced = listed.choice !== now.choice && isLater(now, listed, { positions, heard })
      return { ...listed, isReplaced }
    })
  const declarations = declarationsOf(question, state)
  const holds = new Set<ActId>('closes' in state ? state.closes : [])
  const final = state.is === 'final' ? state.declaration.record.id : null
  const current =
    final === null
      ? declarations.find(({ isOvertaken }) => state.is === 'closed' && !isOvertaken)
      : declarations.find(({ node }) => node.record.id === final)
  return {
    question,
    state,
    is: state.is === 'closed' && current ? 'declared' : state.is,
    outcome,
    seats: seatsIn(question).map(({ seat, alternates }, at) => {
      const own = seats[at] as Seat
      return {
        counted: own,
        alternates,
        others: saidBy([seat, ...alternates]).filter(node => node !== own.act),
        heard: heard.get(seat) ?? [],
      }
    }),
    late: latestOfEach(late),
    lateCount: late.length,
    explanations: question.right('say').filter(node => isLive(node, standing)),
    closes: latestOfEach(question.right('close').filter(({ record }) => holds.has(record.id)))
      .toSorted((a, b) => a.index - b.index)
      .map(node => ({ node, seats: listedBy(node) })),
    reopened: question.right('reopen'),
    withdrawn: question.right('withdraw'),
    declarations,
    standing: current ?? null,
    signedTwice: signedTwice(question),
  }
}
