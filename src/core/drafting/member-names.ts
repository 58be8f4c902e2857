// The members behind client ids. Signed messages alone say who wrote something.
import { wasMember } from '#core/group'
import type { DocumentId, MemberId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { SameMember } from '#document/review/amendments'

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

export const sameBy =
  (nameOf: NameOf): SameMember =>
  (a, b) =>
    a === b || (nameOf(a) !== null && nameOf(a) === nameOf(b))

export const sameMemberIn = (profile: OpenProfile, document: DocumentId): SameMember =>
  sameBy(namesIn(profile, document))
