// Records of a circle and their bytes. They have the form of group records, in a graph whose root
// has the type `circle`. Members and keys follow from them and from the group.
import {
  array,
  ascendingBy,
  bodiesOf,
  id,
  listOf,
  mark,
  oneOf,
  orNull,
  text,
  type RecordWith,
  type Types,
} from '#core/records'
import { CircleRole } from '#shared/contract'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import { epochBoxes } from '../bodies.ts'
import { limits, type EpochBoxes } from '../records.ts'

export type CircleBody =
  /** `member` is the member whose device founds the circle within `group`. */
  | { type: 'circle'; group: GroupId; name: string; member: MemberId; epoch: EpochBoxes }
  /** Adds a member, or with `role` null further devices of a member who is in. */
  | {
      type: 'bring'
      member: MemberId
      devices: readonly DeviceId[]
      role: CircleRole | null
      epoch: EpochBoxes
    }
  /** `epoch` is null when the author leaves: the author must not know the next key. */
  | { type: 'part'; member: MemberId; epoch: EpochBoxes | null }
  | { type: 'appoint'; member: MemberId; role: CircleRole }
  | { type: 'renew'; epoch: EpochBoxes }
  /**
   * Whether the circle follows the group: conveners' devices add each member who reads the group's
   * documents.
   */
  | { type: 'follow'; follows: boolean }

/** `group` is the circle's own id. */
export type CircleRecord = RecordWith<CircleBody>

/** Limits beyond which no record is read or kept. */
export const circleLimits = {
  devices: 64,
  /** Most devices of an epoch. */
  boxes: 256,
  /** Most records of a circle. */
  records: 400,
  /** The same, with a convener's removal and the records that it follows. */
  withRemovals: 900,
  /**
   * Number of records up to which following the group adds members automatically. The rest is for
   * people's acts.
   */
  following: 200,
  /** Most records of one member who is no convener that no other member's record follows. */
  unanswered: 64,
} as const

const member = id<MemberId>()
const role = oneOf(CircleRole.options)
const epoch = epochBoxes(circleLimits.boxes)

const bodies = bodiesOf<CircleBody>({
  circle: array({ group: id<GroupId>(), name: text(1, limits.name), member, epoch }),
  bring: array({
    member,
    devices: ascendingBy(listOf(id<DeviceId>(), 1, circleLimits.devices), device => device),
    role: orNull(role),
    epoch,
  }),
  part: array({ member, epoch: orNull(epoch) }),
  appoint: array({ member, role }),
  renew: array({ epoch }),
  follow: array({ follows: mark }),
})

/** A record of an unknown type is not read: a circle has no later types. */
export const circleTypes: Types<CircleBody> = {
  root: 'circle',
  read: (type, fields) => (bodies.has(type) ? bodies.read(type, fields) : null),
  write: bodies.write,
}
