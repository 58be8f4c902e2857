// The documents of this device: the gate that every edit passes, and open documents with their
// windows.
export { checkUpdate, type Verdict } from './gate/check-update.ts'
export { admit, type Admission } from './gate/admit.ts'
export { everyCheck, type CheckName, type Checks, type Rules } from './gate/checks.ts'
export { snapshotLimits, updateLimits, type Limits } from './gate/limits.ts'
export { newReplica } from './replica.ts'
export { openDocuments, type Documents, type DocumentsRooms } from './documents.ts'
export type { NewDocument } from './beginning.ts'
export type { Delivery, Received } from './receive.ts'
export type { Merge } from './merges/index.ts'
export type { Caret, WindowPort } from './windows.ts'
export type { Later } from './timers.ts'
