// The rights of this device in a document now: all but settling in a private one, and in a shared
// one those of the member's role in the group. The gate never asks here about others: it judges a
// message by the rights at the place of the message.
import { noRights, rightsAlone, type Right } from '#shared/contract'
import type { DocumentsPorts } from './api.ts'
import type { DocumentReplica } from './document-replica.ts'

type Asked = Pick<DocumentReplica, 'id' | 'group' | 'writable'>

export type Rights = {
  rightsNow(document: Asked): ReadonlySet<Right>
  /**
   * The rights for a window of it; `hasWriter`: new text can be written under an id of this device.
   */
  inWindow(document: Asked, hasWriter: boolean): ReadonlySet<Right>
}

export const openRights = (
  { archive, rightsIn }: Pick<DocumentsPorts, 'archive' | 'rightsIn'>,
  /** This session's feed was forked: the branch that its text continues is unknown. */
  isForked: (group: DocumentReplica['group']) => boolean,
): Rights => {
  /** Read on every keystroke. */
  const rightsNow: Rights['rightsNow'] = document => {
    const { id, group } = document
    if (!document.writable()) return noRights
    if (archive.documents.keyOf(id)?.shared !== true) return rightsAlone
    return isForked(group) ? noRights : rightsIn(group)
  }
  return {
    rightsNow,
    inWindow: (document, hasWriter) => (hasWriter ? rightsNow(document) : noRights),
  }
}
