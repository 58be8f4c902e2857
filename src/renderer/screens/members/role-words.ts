// The rights of a role, in one sentence. Two roles read differently for a member who was admitted
// with them and for one who got them while holding the group's key.
import type { Role } from '#shared/contract'
import type { Words } from '../../words/index.ts'

type OutsideRole = Extract<Role, 'secretariat' | 'guest'>

/** A person invited with it is admitted without a key to the group's shared texts. */
export const isOutsideRole = (role: Role): role is OutsideRole =>
  role === 'secretariat' || role === 'guest'

/**
 * `outside`: for a member without a key to the group's shared texts, where the role is one of
 * those.
 */
export const whatRoleDoes = (role: Role, outside: boolean, words: Words): string =>
  words(
    outside && isOutsideRole(role) ? `members.role.${role}.outside` : `members.role.${role}.does`,
  )
