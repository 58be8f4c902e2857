// The count of decisions that ask something of this member, for the navigation.
import type { GroupId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { askedOf } from './asked.ts'
import { useNow } from './now.ts'

/** How many decisions of the group ask something of this member. */
export function useDecisionsWaiting(group: GroupId): number {
  const now = useNow()
  const { value } = useAnswer('decisions.list', { group }, ['decisions.changed', 'groups.changed'])
  return value?.decisions.filter(each => askedOf(each, now) !== null).length ?? 0
}
