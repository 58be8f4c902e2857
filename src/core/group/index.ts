// Groups: who is a member, with which devices and keys, and how somebody comes in.
export { foundGroup, openGroup, type Environment, type Group } from './group.ts'
export { readInvitation, type Invitation } from './files.ts'
export { askToJoin } from './joining.ts'
export { reduce } from './history.ts'
export { checkRecord, packRecord, unpackRecord } from './read-record.ts'
export type { Membership, SignedRecord } from './records.ts'
export { brokenRule } from './rules.ts'
export {
  activeDevices,
  isActive,
  isStopped,
  memberOf,
  type Device,
  type GroupState,
  type Member,
} from './state.ts'
export type { GroupStorage } from './storage.ts'
export { stretchWords, type Stretch } from './words.ts'
export { signFields } from './write-record.ts'
