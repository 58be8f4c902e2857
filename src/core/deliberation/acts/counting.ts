// Counting: the answer of each seat by a set of acts, and the outcome by the rule of the question.
import type { DecisionChoice, DecisionOutcome } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { outcomeBy } from '#shared/outcome'
import { Pasts, topOf, type Bits } from './bits.ts'
import type { ActType } from './bodies.ts'
import type { ActNode } from './graph.ts'
import type { Standing } from './membership.ts'
import { isLive, seatsIn, type NodeOfType, type Question } from './question.ts'

/** The answer that counts for one seat. */
export type Seat = {
  seat: MemberId
  from: 'own' | 'alternate' | 'heard' | 'seen' | 'none' | 'void'
  choice: DecisionChoice | 'seen' | null
  /** The act that says so. */
  act: ActNode | null
  /** Whether its author said different things apart. */
  apart: boolean
}

export type Outcome = {
  code: DecisionOutcome
  seats: readonly Seat[]
  /** Seats by what counts for them. A heard seat counts under its choice too. */
  counts: Record<DecisionChoice | 'heard' | 'seen' | 'none' | 'void', number>
}

/** From the most cautious on. */
const caution = ['object', 'reservations', 'aside', 'abstain', 'support', 'seen'] as const

type Said<N extends ActNode = ActNode> = { node: N; choice: DecisionChoice | 'seen' }
type HeardOf = Said<NodeOfType<'heard'>>

/** The most cautious first. */
export const byCaution = (a: Said, b: Said): number =>
  caution.indexOf(a.choice) - caution.indexOf(b.choice) ||
  (a.node.record.id < b.node.record.id ? -1 : 1)

/** The most cautious counts of several acts that no other of them stands on. */
const mostCautious = (said: readonly Said[]): (Said & { apart: boolean }) | null => {
  const [first] = said.toSorted(byCaution)
  return first ? { ...first, apart: said.some(({ choice }) => choice !== first.choice) } : null
}

/** The position of a member by these, which are all of that member's. */
const positionIn = (positions: readonly NodeOfType<'position'>[]) =>
  mostCautious(topOf(positions).top.map(node => ({ node, choice: node.record.body.choice })))

/** By seat: the words that were heard of it, of right acts that no other such act about the seat stands on. */
export const heardIn = (
  question: Question,
  heard: readonly NodeOfType<'heard'>[],
  wanted: ReadonlySet<MemberId>,
): Map<MemberId, HeardOf[]> => {
  const count = (heard.at(-1)?.index ?? -1) + 1
  const found = new Map(
    [...wanted].map(seat => [seat, { said: [] as HeardOf[], pasts: new Pasts(count) }]),
  )
  /** The pasts of acts about every wanted seat. */
  const whole = new Pasts(count)
  for (const node of heard.toReversed()) {
    if (whole.has(node) || !question.isRight(node)) continue
    const about = node.record.body.said.filter(({ seat }) => wanted.has(seat))
    for (const { seat, choice } of about) {
      const entry = found.get(seat)
      if (!entry || entry.pasts.has(node)) continue
      entry.said.push({ node, choice })
      entry.pasts.add(node)
    }
    if (about.length === wanted.size) whole.add(node)
  }
  return new Map([...found].map(([seat, { said }]) => [seat, said]))
}

/** The answer of each seat by the acts in `set`, where these are void. */
export const seatsOf = (question: Question, set: Bits, standing: Standing): Seat[] => {
  const live = <T extends ActType>(type: T): NodeOfType<T>[] =>
    question
      .row(type)
      .within(set)
      .filter(node => isLive(node, standing))
  const positions = Map.groupBy(live('position'), ({ member }) => member)
  const seen = new Set(live('seen').map(({ member }) => member))
  const positionOf = (member: MemberId) => positionIn(positions.get(member) ?? [])
  const answered = (members: readonly MemberId[]): boolean =>
    members.some(each => positions.has(each))
  const unanswered = seatsIn(question).filter(
    ({ seat, alternates }) => !answered([seat, ...alternates]),
  )
  const { rule } = question.node.record.body
  const heard = rule.heard
    ? heardIn(question, live('heard'), new Set(unanswered.map(({ seat }) => seat)))
    : new Map<MemberId, Said[]>()

  return seatsIn(question).map(({ seat, alternates }): Seat => {
    const by = (from: Seat['from'], said: (Said & { apart: boolean }) | null): Seat => ({
      seat,
      from,
      choice: said?.choice ?? null,
      act: said?.node ?? null,
      apart: said?.apart ?? false,
    })
    if (standing.isVoid(seat)) return by('void', null)
    const own = positionOf(seat)
    if (own) return by('own', own)
    for (const alternate of alternates) {
      const theirs = standing.isVoid(alternate) ? null : positionOf(alternate)
      if (theirs) return by('alternate', theirs)
    }
    const told = mostCautious(heard.get(seat) ?? [])
    if (told) return by('heard', told)
    return by([seat, ...alternates].some(member => seen.has(member)) ? 'seen' : 'none', null)
  })
}

/** The outcome of the acts in `set`. */
export const outcomeOf = (question: Question, set: Bits, standing: Standing): Outcome => {
  const { rule } = question.node.record.body
  const seats = seatsOf(question, set, standing)
  const of = (holds: (seat: Seat) => boolean): number => seats.filter(holds).length
  const chose = (choice: Seat['choice']): number => of(seat => seat.choice === choice)
  const counts: Outcome['counts'] = {
    support: chose('support'),
    reservations: chose('reservations'),
    abstain: chose('abstain'),
    aside: chose('aside'),
    object: chose('object'),
    heard: of(({ from }) => from === 'heard'),
    seen: of(({ from, choice }) => from === 'seen' || choice === 'seen'),
    none: of(({ from }) => from === 'none'),
    void: of(({ from }) => from === 'void'),
  }
  const answered = of(({ choice }) => choice !== null)
  const present = answered + (rule.kind === 'silence' ? of(({ from }) => from === 'seen') : 0)
  return { code: outcomeBy(rule, counts, present), seats, counts }
}
