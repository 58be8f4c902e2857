// A row of the list of what waits for this person.
import type { LucideIcon } from 'lucide-react'
import type { Group } from '#shared/contract'
import type { Route } from '../../shell/router.ts'

export type WaitingItem = {
  id: string
  icon: LucideIcon
  title: string
  /** Whole sentences. */
  hint: string
  act: string
  place: Route
  /** The row can be put away without the act. */
  isReminder?: boolean
  /** The group waits for this member: the first of them has the primary button. */
  isUrgent?: boolean
}

export const handleOf = (group: Group, id: string): string =>
  [...group.memberList, ...group.pastMembers].find(member => member.id === id)?.handle ?? '?'
