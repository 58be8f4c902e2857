// Answers about comments. Signed messages alone say who wrote one.
import { wasMember } from '#core/group'
import type { Quotation } from '#shared/document'
import type { DocumentId, MemberId } from '#shared/ids'
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

export const commentAnswers = ({
  profile,
}: ApiContext): Pick<Answers, 'comments.list' | 'comments.authors' | 'comments.disputed'> => ({
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
  'comments.disputed': ({ document }) => profile().documents.disputed(document),
})
