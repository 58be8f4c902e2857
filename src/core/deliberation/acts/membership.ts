// The port through which acts ask about membership records. A group and a circle both answer it.
import type { CircleRole, Level, Role } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'

export type Person = {
  role: Role | CircleRole
  /** Whether a term of this member is on record, which lets a roll leave the member out. */
  hasTerm: boolean
}

/** Roles with an office, and roles with a seat. A convener has both in a circle. */
export const offices: readonly string[] = ['chair', 'rapporteur', 'convener']
export const seated: readonly string[] = ['chair', 'rapporteur', 'member', 'convener']

/** Roles that may say something beside a text that binds others: those with the right to propose. */
export const proposing: readonly string[] = [...seated, 'alternate', 'reviewer']

/** The membership after given heads. */
export type Standing = {
  level: Level
  /** The member whose active device this is; null for any other device. */
  memberOf(device: DeviceId): MemberId | null
  /** Members with an active device; in a circle those who are in it and active in the group. */
  people: ReadonlyMap<MemberId, Person>
  /** Whether all admissions of this member or device are void. */
  isVoid(who: MemberId | DeviceId): boolean
}

export type Membership = {
  /** Null where a head is missing, or where a record at or below it is of a later version. */
  at(heads: readonly RecordId[]): Standing | null
  /** Whether each of `older` is among `heads` or in their past. False for one that is missing. */
  covers(heads: readonly RecordId[], older: readonly RecordId[]): boolean
}
