// Spaces of an open profile: groups and circles, as exchange and documents ask for them.
import type { Circle } from '#core/group'
import { maySettle, type Group } from '#core/group'
import type { Role } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import type { CircleList } from '../circle-list.ts'
import type { GroupList } from '../group-list.ts'

export type Spaces = {
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** Failure `not-found`. */
  spaceOf(space: GroupId): Group | Circle
  /** The role of this device's member there. */
  roleIn(space: GroupId): Role | undefined
  settlesIn(space: GroupId): boolean
}

export const openSpaces = (groups: GroupList, circles: CircleList): Spaces => {
  const homeOf = (space: GroupId): GroupId =>
    groups.all().some(({ id }) => id === space) ? space : (circles.find(space)?.parent ?? space)
  const spaceOf = (space: GroupId) =>
    groups.all().find(({ id }) => id === space) ?? circles.get(space)
  const roleIn = (space: GroupId): Role | undefined => {
    const { self, state } = spaceOf(space)
    return self.member ? state().members.get(self.member)?.role : undefined
  }
  const settlesIn = (space: GroupId): boolean => {
    const role = roleIn(space)
    return role !== undefined && maySettle(role)
  }
  return { homeOf, spaceOf, roleIn, settlesIn }
}
