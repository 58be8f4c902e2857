// Groups: members with their devices and keys, and joining.
export { foundCircle, openCircle, takeCircle, type Circle } from './circles/circle.ts'
export { openCircleList, type CircleList } from './circles/circle-list.ts'
export type { CircleAt } from './circles/at-heads.ts'
export { foundGroup, openGroup, type Environment, type Group } from './group.ts'
export { readInvitation, readOpenInvitation, secretOfCode } from './files.ts'
export { askToJoin, prepareToJoin } from './joining.ts'
export { bytesOfPicture, pictureOf, pictureText } from './picture.ts'
export { checkRecord, reduce } from './history.ts'
export type { Membership } from './records.ts'
export { brokenRule } from './rules/index.ts'
export {
  isActive,
  isOutside,
  plenaryDevices,
  isStopped,
  memberOf,
  type Device,
  knownDevice,
  removedBy,
  wasMember,
  type GroupState,
  type Member,
  type PastDevice,
  type PastMember,
} from './state.ts'
export { mayBeOutside, rightsIn, rightsOf } from './rights.ts'
export type { GroupStorage } from './storage.ts'
export { stretchWords, wordsFrom, type Stretch } from './security-words.ts'
