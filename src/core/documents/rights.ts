// The rights of this member in a document: all in a private one, and in a shared one those of the
// member's role in the group.
import type { DocumentId, GroupId } from '#shared/ids'
import type { DocumentReplica } from './document-replica.ts'
import type { Reach } from './reach.ts'
import type { DocumentsPorts } from './api.ts'
import type { WindowRights } from './windows.ts'

export type Rights = {
  reachIn(document: Pick<DocumentReplica, 'id' | 'group'>): Reach
  /** Whether the member may change its text now. */
  writesIn(document: Pick<DocumentReplica, 'id' | 'group' | 'writable'>): boolean
  /** Not in a private one: its state is judged when it is shared, by the rights at that time. */
  settlesIn(document: Pick<DocumentReplica, 'id' | 'group'>): boolean
  /** Whether the member's statements beside it may be more than comments. */
  proposesIn(document: Pick<DocumentReplica, 'id' | 'group'>): boolean
  /**
   * The rights for a window of it; `hasWriter`: new text can be written under an id of this device.
   */
  inWindow(
    document: Pick<DocumentReplica, 'id' | 'group' | 'writable'>,
    hasWriter: boolean,
  ): WindowRights
}

export const openRights = (
  rooms: Pick<DocumentsPorts, 'archive' | 'reachIn' | 'settlesIn' | 'proposesIn'>,
  /** This session's feed was forked: the branch that its text continues is unknown. */
  isForked: (group: GroupId) => boolean,
): Rights => {
  /** Read on every keystroke. */
  const isShared = (id: DocumentId): boolean => rooms.archive.documents.keyOf(id)?.shared === true
  const reachIn: Rights['reachIn'] = ({ id, group }) => {
    if (!isShared(id)) return 'all'
    return isForked(group) ? 'nothing' : (rooms.reachIn?.(group) ?? 'all')
  }
  const settlesIn: Rights['settlesIn'] = ({ id, group }) =>
    isShared(id) && (rooms.settlesIn?.(group) ?? true)
  const proposesIn: Rights['proposesIn'] = ({ id, group }) =>
    !isShared(id) || (rooms.proposesIn?.(group) ?? true)
  return {
    reachIn,
    settlesIn,
    proposesIn,
    writesIn: document => document.writable() && reachIn(document) === 'all',
    inWindow(document, hasWriter) {
      const reach = hasWriter && document.writable() ? reachIn(document) : 'nothing'
      const writable = reach === 'all'
      const settles = writable && settlesIn(document)
      const remarks = reach !== 'nothing'
      return { writable, remarks, proposes: remarks && proposesIn(document), settles }
    },
  }
}
