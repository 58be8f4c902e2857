// The history of a document: named versions, sittings and comparisons.
export { openHistory } from './history.ts'
export type { History, Moment } from './shapes.ts'
