// Spaces of an open profile: groups and circles, as exchange and documents ask for them.
import { rightsOf, type CircleList } from '#core/group'
import { noRights } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import type { Spaces } from '#core/drafting'
import type { GroupList } from './group-list.ts'

export const openSpaces = (groups: GroupList, circles: CircleList): Spaces => {
  const spaceOf = (space: GroupId) =>
    groups.all().find(({ id }) => id === space) ?? circles.get(space)
  return {
    groups,
    circles,
    homeOf: space =>
      groups.all().some(({ id }) => id === space) ? space : (circles.find(space)?.parent ?? space),
    spaceOf,
    membersOf: space => spaceOf(space).state(),
    selfIn: space => spaceOf(space).self.member,
    rightsIn(space) {
      const { self, state } = spaceOf(space)
      const member = self.member && state().members.get(self.member)
      return member ? rightsOf(member) : noRights
    },
  }
}
