// Whose device wrote a message: one that is active now, one that was and was removed, or nobody's.
import type { DeviceId, MemberId } from '#shared/ids'
import type { SyncGroup } from './doors.ts'

export type Authors = {
  /** Active as all records here say. */
  isActive(device: DeviceId): boolean
  /** It was active and was removed, or what let it in was voided. */
  isPast(device: DeviceId): boolean
  /** Of a past device too: what she wrote stays hers. */
  memberOf(device: DeviceId): MemberId | null
}

export const openAuthors = (group: Pick<SyncGroup, 'state' | 'pastMember'>): Authors => {
  const active = (device: DeviceId) => group.state().devices.get(device)
  const past = (device: DeviceId): MemberId | null => group.pastMember?.(device) ?? null
  return {
    isActive: device => active(device) !== undefined,
    isPast: device => active(device) === undefined && past(device) !== null,
    memberOf: device => active(device)?.member ?? past(device),
  }
}
