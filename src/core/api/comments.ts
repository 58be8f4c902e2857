// Answers about comments. Signed messages alone say who wrote one.
import { wasMember } from '#core/group'
import { mentionSign, type Quotation } from '#document'
import type { WaitingMention } from '#shared/contract'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Emit } from '../profile/events.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { Answers, ApiContext } from './api-context.ts'

export type NameOf = (client: number) => MemberId | null

/** The names of the members behind the client ids of a document. */
export const namesIn = (
  { documents, groups, summary }: Pick<OpenProfile, 'documents' | 'groups' | 'summary'>,
  document: DocumentId,
): NameOf => {
  const state = groups.get(summary(document).group).state()
  return client => {
    const device = documents.authorOf(document, client)
    return (device && wasMember(state, device)?.id) ?? null
  }
}

type Authored = { client: number; at: number; quoted?: Quotation | null }

const said = ({ client, at, quoted = null }: Authored, nameOf: NameOf) => ({
  by: nameOf(client),
  quoted,
  at,
})

/** The same member in each document of one audience. */
const mentionsIn = (
  { archive, membersOf, selfIn }: OpenProfile,
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
const waitingMentions = (profile: OpenProfile, group: GroupId): WaitingMention[] => {
  const spaces = [group, ...profile.circles.of(group).map(({ id }) => id)]
  const all = spaces.flatMap(space => mentionsIn(profile, space)).toSorted((a, b) => b.at - a.at)
  return [
    ...new Map(all.toReversed().map(each => [`${each.document} ${each.thread}`, each])).values(),
  ].toSorted((a, b) => b.at - a.at)
}

export const commentAnswers = (
  { profile }: ApiContext,
  emit: Emit,
): Pick<
  Answers,
  'comments.list' | 'comments.authors' | 'comments.disputed' | 'mentions.list' | 'mentions.seen'
> => ({
  'comments.list'({ document }) {
    const { threads, places } = profile().documents.remarks(document)
    const nameOf = namesIn(profile(), document)
    return threads.map(({ id, opening, replies, record, isResolved }) => ({
      id,
      kind: opening.kind,
      ...said(opening, nameOf),
      text: opening.text,
      quote: opening.quote,
      wording: opening.kind === 'proposal' ? opening.wording : null,
      block: places.get(id)?.[0]?.block ?? null,
      resolved: isResolved,
      replies: replies.map(each => ({ ...said(each, nameOf), text: each.text })),
      record: record.map(each => ({ kind: each.kind, ...said(each, nameOf) })),
    }))
  },
  'comments.authors': ({ document, clients }) => clients.map(namesIn(profile(), document)),
  'mentions.list': ({ group }) => waitingMentions(profile(), group),
  'mentions.seen'({ document, thread }) {
    const { archive, documents, summary, selfIn } = profile()
    const space = archive.documents.get(document)?.group
    const member = space === undefined ? null : selfIn(space)
    if (member === null || !documents.seeMentions(document, thread, member)) return
    emit('documents.changed', { group: summary(document).group, document })
  },
  'comments.disputed': ({ document }) => profile().documents.disputed(document),
})
