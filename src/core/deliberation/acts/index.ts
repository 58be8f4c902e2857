// Acts: signed statements that bind a group, and what they mean.
export { isAgreed } from '#shared/outcome'
export type { Act, Header, SignedAct } from './act.ts'
export { actLimits } from './bodies.ts'
export type { Body, BodyOf, DecisionRule, ExportRequest, KnownBody } from './bodies.ts'
export { actIdOf, checkAct, readAct, signActFields, writeAct } from './codec.ts'
export type { Outcome } from './counting.ts'
export { hasSigned, type Described } from './described.ts'
export {
  askedExports,
  exportRuleNow,
  officersToEnd,
  type AskedExport,
  type ExportRule,
} from './exports.ts'
export { standsOn, type ActNode } from './graph.ts'
export { rulesAt, rulesNow } from './group-rules.ts'
export {
  endedItemStates,
  itemStates,
  meetingState,
  plannedMeeting,
  type ItemStanding,
  type ItemState,
  type MeetingState,
} from './meeting-state.ts'
export {
  offices,
  proposing,
  seated,
  type Membership,
  type Person,
  type Standing,
} from './membership.ts'
export { Proceedings } from './proceedings.ts'
export type { NodeOfType } from './question.ts'
export type { QuestionState } from './state.ts'
export { isDecided, ownPartOf, type Asked } from './status.ts'
