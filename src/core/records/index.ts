// Records: graphs of signed records, one engine for all kinds of them.
export {
  deviceIdOf,
  packRecord,
  recordIdOf,
  signFields,
  unpackRecord,
  type Types,
} from './codec.ts'
export { defineRecords, type Extension, type History } from './define.ts'
export * from './fields.ts'
export { emptyGraph, extendGraph, inOrder, nameable, pastOf, recordsBeyond } from './graph.ts'
export type { Broken, Graph, Judge, NodeOf, OfferedOf, Place, Placed } from './graph.ts'
export { openLog, type RecordStorage, type Sieve, type Taken } from './log.ts'
export { recordLimits, type RecordWith, type SignedRecord } from './record.ts'
