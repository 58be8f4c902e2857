// What each role may do. Membership acts are judged by the rules; what is written in documents by the
// sync room, which asks `mayWrite` of the role that the author had where her message stands.
import type { Role } from '#shared/contract'
import type { DocumentId } from '#shared/ids'

const writers: ReadonlySet<Role> = new Set(['chair', 'rapporteur', 'member', 'alternate'])

/** People from outside the group: they have no part in who belongs to it. */
const outside: ReadonlySet<Role> = new Set(['secretariat', 'guest'])

/** The roles that somebody outside the plenary can be invited with and given. */
export const mayBeOutside = (role: Role): boolean => outside.has(role)

/** Changes the documents of the group. */
export const mayWrite = (role: Role): boolean => writers.has(role)

/** What a guest's record names where she is there for none of the group's documents. */
export const noDocument = '00'.repeat(16) as DocumentId

/** A role, and the document that it is for where it is a guest's. */
export type Office = { role: Role; guestOf: DocumentId | null }

/** Says something beside that text of the group: a guest beside the one that she is there for. */
export const mayRemark = ({ role, guestOf }: Office, document: DocumentId | null): boolean =>
  mayWrite(role) ||
  role === 'reviewer' ||
  role === 'commenter' ||
  (role === 'guest' && document !== null && document === guestOf)

/** What a member's messages may change in a document of the group. */
export type Reach = 'all' | 'remarks' | 'nothing'

/**
 * `remarks`: comments and proposed wordings beside the text, and no word of the text itself. Whoever is
 * outside the plenary says nothing there, though an admission beside her letting in may have given her a text:
 * what she wrote could go into no message, and would keep back all that comes after it.
 */
export const reachOf = (office: Office & { outside: boolean }, document: DocumentId): Reach => {
  if (office.outside) return 'nothing'
  return mayWrite(office.role) ? 'all' : mayRemark(office, document) ? 'remarks' : 'nothing'
}

/** Of those who say something beside a text: proposes other words for it, and stands by such. */
export const mayPropose = (role: Role): boolean => role !== 'commenter'

/** Settles what others suggest in a document. */
export const maySettle = (role: Role): boolean => role === 'chair' || role === 'rapporteur'

/** Shuts out another's device, proposes and seconds; counts among those who decide together. */
export const hasVoice = (role: Role): boolean => !outside.has(role)
