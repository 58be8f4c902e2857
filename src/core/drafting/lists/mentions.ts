// Mentions of this member in comments that wait.
import { wasMember } from '#core/group'
import { mentionSign } from '#document/review/comments'
import type { WaitingMention } from '#shared/contract'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'

/** The same member in each document of one audience. */
const mentionsIn = (
  { archive, membersOf, selfIn }: Texts & Spaces,
  space: GroupId,
): WaitingMention[] => {
  const self = selfIn(space)
  if (self === null) return []
  const state = membersOf(space)
  // Out of the circle or the group, nothing is shown.
  const reader = state.members.get(self)
  if (!reader) return []
  const ofReader = { member: reader.id, open: true, seen: false }
  const isSelf = (device: DeviceId): boolean => wasMember(state, device)?.id === self
  return [mentionSign + reader.handle, '']
    .flatMap(words => archive.mentions.list({ ...ofReader, words }))
    .flatMap(({ document, thread, by, at, words }) => {
      const row = archive.documents.get(document)
      if (row?.group !== space || !row.shared || (by && isSelf(by))) return []
      const author = (by && wasMember(state, by)?.id) ?? null
      return [{ document, title: row.title, thread, by: author, at, isAnswer: words === '' }]
    })
}

/** Newest first; of several in one thread the newest. */
export const waitingMentions = (ports: Texts & Spaces, group: GroupId): WaitingMention[] => {
  const spaces = [group, ...ports.circles.of(group).map(({ id }) => id)]
  const all = spaces.flatMap(space => mentionsIn(ports, space)).toSorted((a, b) => b.at - a.at)
  return [
    ...new Map(all.toReversed().map(each => [`${each.document} ${each.thread}`, each])).values(),
  ].toSorted((a, b) => b.at - a.at)
}
