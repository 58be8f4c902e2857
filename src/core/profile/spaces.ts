// Spaces of an open profile: groups and circles, as exchange and documents ask for them.
import { rightsOf, type Circle, type CircleList, type Group } from '#core/group'
import { noRights, type Right } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import type { GroupList } from './group-list.ts'

export type Spaces = {
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** Failure `not-found`. */
  spaceOf(space: GroupId): Group | Circle
  /** The rights of this device's member in what is shared there; none for one who left or was removed. */
  rightsIn(space: GroupId): ReadonlySet<Right>
}

export const openSpaces = (groups: GroupList, circles: CircleList): Spaces => {
  const homeOf = (space: GroupId): GroupId =>
    groups.all().some(({ id }) => id === space) ? space : (circles.find(space)?.parent ?? space)
  const spaceOf = (space: GroupId) =>
    groups.all().find(({ id }) => id === space) ?? circles.get(space)
  const rightsIn = (space: GroupId): ReadonlySet<Right> => {
    const { self, state } = spaceOf(space)
    const member = self.member && state().members.get(self.member)
    return member ? rightsOf(member) : noRights
  }
  return { homeOf, spaceOf, rightsIn }
}
