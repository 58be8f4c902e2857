// The rights of each role. No other place says what a role may do beside the rules of membership.
// Exchange judges a message by the rights of its device at the record heads of the message.
import type { DeviceId } from '#shared/ids'
import { noRights, type Right, type Role } from '#shared/contract'
import { memberOf, type GroupState } from './state.ts'

const table: { readonly [role in Role]: readonly Right[] } = {
  chair: ['write', 'remark', 'propose', 'settle', 'voice'],
  rapporteur: ['write', 'remark', 'propose', 'settle', 'voice'],
  member: ['write', 'remark', 'propose', 'voice'],
  alternate: ['write', 'remark', 'propose', 'voice'],
  observer: ['voice'],
  reviewer: ['remark', 'propose', 'voice'],
  commenter: ['remark', 'voice'],
  secretariat: [],
  guest: [],
}

const sets = new Map(Object.entries(table).map(([role, rights]) => [role, new Set(rights)]))

/**
 * A member outside the plenary has no rights: a message could not be published, and would hold up
 * all later ones.
 */
export const rightsOf = ({ role, outside }: { role: Role; outside: boolean }): ReadonlySet<Right> =>
  (outside ? undefined : sets.get(role)) ?? noRights

/** The rights of an active device in `state`; none for every other one. */
export const rightsIn = (state: GroupState, device: DeviceId): ReadonlySet<Right> => {
  const member = memberOf(state, device)
  return member ? rightsOf(member) : noRights
}

/** Roles for invitations and members outside the plenary: those without a voice. */
export const mayBeOutside = (role: Role): boolean =>
  !rightsOf({ role, outside: false }).has('voice')
