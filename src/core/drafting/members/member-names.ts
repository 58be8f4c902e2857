// The members behind client ids. Signed messages alone say who wrote something.
import { wasMember, type Group } from '#core/group'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'
import type { SameMember } from '#document/review/amendments'

export type NameOf = (client: number) => MemberId | null

/** The group that a document, or the circle of a document, belongs to. Failure `not-found`. */
export const groupOf = (
  { archive, groups, homeOf }: Texts & Spaces,
  document: DocumentId,
): Group => {
  const key = archive.documents.keyOf(document)
  if (!key) throw new Failure('not-found')
  return groups.get(homeOf(key.group))
}

/** The names of the members behind the client ids of a document. */
export const namesIn = (ports: Texts & Spaces, document: DocumentId): NameOf => {
  const state = groupOf(ports, document).state()
  return client => {
    const device = ports.documents.authorOf(document, client)
    return (device && wasMember(state, device)?.id) ?? null
  }
}

export const sameBy =
  (nameOf: NameOf): SameMember =>
  (a, b) =>
    a === b || (nameOf(a) !== null && nameOf(a) === nameOf(b))

export const sameMemberIn = (ports: Texts & Spaces, document: DocumentId): SameMember =>
  sameBy(namesIn(ports, document))
