// What a role lets its member do, in one sentence. Two of them say something else of who is let in with
// them than of who is given them once she has the group's key.
import type { Role } from '#shared/contract'
import type { Words } from '../words/index.ts'

type OutsideRole = Extract<Role, 'secretariat' | 'guest'>

/** Whoever is invited with it is let in without a key to what the group shares. */
export const isOutsideRole = (role: Role): role is OutsideRole =>
  role === 'secretariat' || role === 'guest'

/** `outside`: of somebody who has no key to what the group shares, where the role is one of those. */
export const whatRoleDoes = (role: Role, outside: boolean, words: Words): string =>
  words(
    outside && isOutsideRole(role) ? `members.role.${role}.outside` : `members.role.${role}.does`,
  )
