// Answers about comments. Signed messages alone say who wrote one.
import type { Quotation } from '#document/log'
import type { Emit } from '#core/profile'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { namesIn, type NameOf } from '#core/drafting/members'
import { waitingMentions } from '#core/drafting/lists'

type Authored = { client: number; at: number; quoted?: Quotation | null }

const said = ({ client, at, quoted = null }: Authored, nameOf: NameOf) => ({
  by: nameOf(client),
  quoted,
  at,
})

export const commentAnswers = (
  { profile }: ApiContext,
  emit: Emit,
): AnswersOn<'comments' | 'mentions'> => ({
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
