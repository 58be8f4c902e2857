// The leaders of a group: they invite, and without them no one joins.
import type { Group, Member } from '#shared/contract'

/** Chairs with a device in the group: one whose devices are all out cannot invite. */
const chairsOf = ({ memberList }: Group): Member[] =>
  memberList.filter(
    ({ role, devices }) => role === 'chair' && devices.some(({ state }) => state === 'active'),
  )

/** Others are left, and none of them is a chair. */
export const isOnlyChair = (group: Group, { id }: Member): boolean => {
  const chairs = chairsOf(group)
  return chairs.length === 1 && chairs[0]?.id === id && group.memberList.length > 1
}

/** It has none, and this member has a word in who is next. */
export const lacksChair = (group: Group): boolean =>
  group.state === 'active' && group.acts.includes('change-role') && chairsOf(group).length === 0
