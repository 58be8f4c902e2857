// Acts: signed statements that bind a group, and what they mean.
export { isAgreed } from '#shared/outcome'
export type { Act, Header, SignedAct } from './act.ts'
export { actLimits, choices, outcomes } from './bodies.ts'
export type {
  ActType,
  Body,
  BodyOf,
  Choice,
  DecisionRule,
  KnownBody,
  OutcomeCode,
} from './bodies.ts'
export { actIdOf, checkAct, readAct, signActFields, writeAct } from './codec.ts'
export type { Outcome, Seat } from './counting.ts'
export { standsOn, type ActNode } from './graph.ts'
export type { Membership, Person, Standing } from './membership.ts'
export { Proceedings } from './proceedings.ts'
export type { Question } from './question.ts'
export type { QuestionState } from './state.ts'
export type { Statement } from './statement.ts'
export { ownPartOf, textStatuses, type Asked, type OwnPart, type TextStatus } from './status.ts'
