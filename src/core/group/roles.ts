// Rights by role. The rules judge membership acts. Exchange judges messages for documents: it asks
// `mayWrite` of the author's role at the message's heads.
import type { Role } from '#shared/contract'

const writers: ReadonlySet<Role> = new Set(['chair', 'rapporteur', 'member', 'alternate'])

/** People from outside the group, without a voice about membership. */
const outside: ReadonlySet<Role> = new Set(['secretariat', 'guest'])

/** Roles for invitations and members outside the plenary. */
export const mayBeOutside = (role: Role): boolean => outside.has(role)

/** Whether the role changes the documents of the group. */
export const mayWrite = (role: Role): boolean => writers.has(role)

/** Whether the role comments on the texts of the group. */
export const mayRemark = (role: Role): boolean =>
  mayWrite(role) || role === 'reviewer' || role === 'commenter'

/** Changes that a member's messages may make in a document of the group. */
export type Reach = 'all' | 'remarks' | 'nothing'

/**
 * `remarks`: comments and suggestions beside the text, and no change of the text itself. A member
 * outside the plenary has no rights: the message could not be published, and would hold up all
 * later ones.
 */
export const reachOf = ({ role, outside }: { role: Role; outside: boolean }): Reach => {
  if (outside) return 'nothing'
  return mayWrite(role) ? 'all' : mayRemark(role) ? 'remarks' : 'nothing'
}

/** Whether a member who comments may also suggest other words and support amendments. */
export const mayPropose = (role: Role): boolean => role !== 'commenter'

/** Whether the role settles suggestions in a document. */
export const maySettle = (role: Role): boolean => role === 'chair' || role === 'rapporteur'

/** Whether the role shuts out devices, proposes and seconds, and counts in consent. */
export const hasVoice = (role: Role): boolean => !outside.has(role)
