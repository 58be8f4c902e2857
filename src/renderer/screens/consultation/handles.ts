// Members by their ids, those who left too.
import type { GroupId, MemberId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'

/** Undefined where no member can be shown. */
export const useHandles = (
  group: GroupId | null,
): ((member: MemberId | null) => string | undefined) => {
  const { value } = useAnswer('groups.get', group && { group }, ['groups.changed'])
  const all = value ? [...value.memberList, ...value.pastMembers] : []
  return member => all.find(({ id }) => id === member)?.handle
}
