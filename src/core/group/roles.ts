// Rights by role. The rules judge membership acts. Exchange judges messages for documents: it asks
// `mayWrite` of the author's role at the message's heads.
import type { Role } from '#shared/contract'
import type { DocumentId } from '#shared/ids'

const writers: ReadonlySet<Role> = new Set(['chair', 'rapporteur', 'member', 'alternate'])

/** People from outside the group, without a voice about membership. */
const outside: ReadonlySet<Role> = new Set(['secretariat', 'guest'])

/** Roles for invitations and members outside the plenary. */
export const mayBeOutside = (role: Role): boolean => outside.has(role)

/** Whether the role changes the documents of the group. */
export const mayWrite = (role: Role): boolean => writers.has(role)

/** The document in the record of a guest who has none of the group's documents. */
export const noDocument = '00'.repeat(16) as DocumentId

/** A role, and the document of a guest. */
export type Office = { role: Role; guestOf: DocumentId | null }

/** Whether the role comments on that text of the group. A guest comments on one document. */
export const mayRemark = ({ role, guestOf }: Office, document: DocumentId | null): boolean =>
  mayWrite(role) ||
  role === 'reviewer' ||
  role === 'commenter' ||
  (role === 'guest' && document !== null && document === guestOf)

/** Changes that a member's messages may make in a document of the group. */
export type Reach = 'all' | 'remarks' | 'nothing'

/**
 * `remarks`: comments and suggestions beside the text, and no change of the text itself. A member
 * outside the plenary has no rights, though a record concurrent with the admission may name a
 * document: the message could not be published, and would hold up all later ones.
 */
export const reachOf = (office: Office & { outside: boolean }, document: DocumentId): Reach => {
  if (office.outside) return 'nothing'
  return mayWrite(office.role) ? 'all' : mayRemark(office, document) ? 'remarks' : 'nothing'
}

/** Whether a member who comments may also suggest other words and support amendments. */
export const mayPropose = (role: Role): boolean => role !== 'commenter'

/** Whether the role settles suggestions in a document. */
export const maySettle = (role: Role): boolean => role === 'chair' || role === 'rapporteur'

/** Whether the role shuts out devices, proposes and seconds, and counts in consent. */
export const hasVoice = (role: Role): boolean => !outside.has(role)
