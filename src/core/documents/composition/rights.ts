// The rights of this device in a document now: all but settling in a private one, and in a shared
// one those of the member's role in the group. The gate never asks here about others: it judges a
// message by the rights at the place of the message.
import { noRights, rightsAlone, type Right } from '#shared/contract'
import type { DocumentsPorts } from '../api.ts'
import type { DocumentReplica } from '../replica/index.ts'

type Asked = Pick<DocumentReplica, 'id' | 'group' | 'writable'>

const writing: ReadonlySet<Right> = new Set(['write'])

export type Rights = {
  rightsNow(document: Asked): ReadonlySet<Right>
  /**
   * The rights for a window of it; `hasWriter`: new text can be written under an id of this device.
   */
  inWindow(document: Asked, hasWriter: boolean): ReadonlySet<Right>
  /** A decision fixes the text: windows and scripts change it no more. The gate never asks. */
  isFixed(document: Asked): boolean
}

export const openRights = (
  { archive, rightsIn, acts }: Pick<DocumentsPorts, 'archive' | 'rightsIn' | 'acts'>,
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
  const isFixed: Rights['isFixed'] = ({ id, group }) =>
    archive.documents.keyOf(id)?.shared === true && acts.isFixed(group, id)
  return {
    rightsNow,
    isFixed,
    inWindow(document, hasWriter) {
      const rights = hasWriter ? rightsNow(document) : noRights
      return isFixed(document) ? rights.difference(writing) : rights
    },
  }
}
