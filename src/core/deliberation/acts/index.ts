// Acts: signed statements that bind a group, and what they mean.
export type { Act, Header, SignedAct } from './act.ts'
export { actLimits, choices, outcomes } from './bodies.ts'
export type { ActType, Body, BodyOf, Choice, KnownBody, OutcomeCode } from './bodies.ts'
export { actIdOf, checkAct, readAct, signActFields, writeAct } from './codec.ts'
