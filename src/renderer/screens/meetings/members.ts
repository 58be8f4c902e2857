// Members of the group by their ids, those who left too, as the screens of meetings show them.
import { useMemo } from 'react'
import type { Group, Member } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'

export type Members = {
  group: Group | undefined
  self: Member | undefined
  of(id: MemberId | null): Member | undefined
  /** The member was in the group, and is no longer. */
  hasLeft(id: MemberId | null): boolean
  /** In a list: the handle, "You", or that the member is not known here. */
  nameOf(id: MemberId | null): string
  /** In a sentence, where "You" would ask for another verb. */
  handleOf(id: MemberId | null): string
}

export function useMembers(id: GroupId | null): Members {
  const words = useWords()
  const { value: group } = useAnswer('groups.get', id && { group: id }, ['groups.changed'])
  return useMemo(() => {
    const all = new Map<string, Member>(
      group ? [...group.pastMembers, ...group.memberList].map(each => [each.id, each]) : [],
    )
    const of: Members['of'] = member => (member === null ? undefined : all.get(member))
    const handleOf: Members['handleOf'] = member =>
      of(member)?.handle ?? words('meetings.unknownMember')
    return {
      group,
      self: group?.memberList.find(({ self }) => self),
      of,
      hasLeft: member => group?.pastMembers.some(({ id }) => id === member) === true,
      nameOf: member => (of(member)?.self ? words('meetings.you') : handleOf(member)),
      handleOf,
    }
  }, [group, words])
}
