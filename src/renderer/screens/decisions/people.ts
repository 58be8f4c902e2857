// Members as a decision names them, those who left too.
import { useMemo } from 'react'
import type { Member } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useWords, type Words } from '../../words/index.ts'

export type People = {
  all: readonly Member[]
  of(member: MemberId): Member | undefined
  self: Member | undefined
  /** The handle, or a sign for a member that this device does not know. */
  handle(member: MemberId): string
  /**
   * The authors of an act, for a sentence. `self`: the reader alone is the author. Such a sentence has other words,
   * since "you" takes another form behind a preposition.
   */
  by(...members: readonly MemberId[]): { name: string; self: 'yes' | 'no' }
  /** Handles, and "you", for a list that stands for itself. */
  names(members: readonly MemberId[]): string
  /** Handles alone, as the subject of a sentence. */
  handles(members: readonly MemberId[]): string
}

const unknown = '?'

/** Names in one sentence; with more, the first of them and how many follow. */
const most = 12
const first = 10

function peopleOf(all: readonly Member[], words: Words): People {
  const byId = new Map(all.map(member => [member.id, member]))
  const handle = (id: MemberId): string => byId.get(id)?.handle ?? unknown
  const isSelf = (id: MemberId): boolean => byId.get(id)?.self === true
  const name = (id: MemberId): string => (isSelf(id) ? words('decisions.you') : handle(id))
  const inSentence = (members: readonly MemberId[], read: (id: MemberId) => string): string =>
    members.length <= most
      ? words.list(members.map(read))
      : words.list([
          ...members.slice(0, first).map(read),
          words('decisions.names.more', { count: members.length - first }),
        ])
  const names = (members: readonly MemberId[]): string => inSentence(members, name)
  return {
    all,
    of: id => byId.get(id),
    self: all.find(({ self }) => self),
    handle,
    by(...members) {
      const authors = [...new Set(members)]
      return {
        name: names(authors),
        self: authors.length > 0 && authors.every(isSelf) ? 'yes' : 'no',
      }
    },
    names,
    handles: members => inSentence(members, handle),
  }
}

export function usePeople(group: GroupId | null): People {
  const words = useWords()
  const { value } = useAnswer('groups.get', group && { group }, [
    'groups.changed',
    'network.changed',
  ])
  return useMemo(
    () => peopleOf(value ? [...value.memberList, ...value.pastMembers] : [], words),
    [value, words],
  )
}
