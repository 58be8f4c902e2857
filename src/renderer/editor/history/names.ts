// The names of members, by id.
import type { Group, Member } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import type { Words } from '../../words/index.ts'

export type NameOf = (member: MemberId) => string

export const memberIn = (group: Group | undefined, id: MemberId | null): Member | undefined =>
  group?.memberList.find(each => each.id === id)

export const namesIn = (group: Group | undefined, words: Words): NameOf => {
  return id => memberIn(group, id)?.handle ?? words('history.someone')
}
