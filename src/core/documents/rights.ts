// What this member may do in a document: all in a private one, which is its writer's own, and in a
// shared one what her role in the group says.
import type { DocumentId, GroupId } from '#shared/ids'
import type { Loaded } from './loaded.ts'
import type { Reach } from './reach.ts'
import type { DocumentsRooms } from './room.ts'
import type { WindowRights } from './windows.ts'

export type Rights = {
  reachIn(document: Pick<Loaded, 'id' | 'group'>): Reach
  /** Whether she may change the words of it now. */
  writesIn(document: Pick<Loaded, 'id' | 'group' | 'writable'>): boolean
  /** Not in a private one: its state is judged when it is shared, by what she may do then. */
  settlesIn(document: Pick<Loaded, 'id' | 'group'>): boolean
  /** Whether what she says beside it may be more than comments. */
  proposesIn(document: Pick<Loaded, 'id' | 'group'>): boolean
  /** What a window of it is told; `hasWriter`: new words can be written down under an id of hers. */
  inWindow(document: Pick<Loaded, 'id' | 'group' | 'writable'>, hasWriter: boolean): WindowRights
}

export const openRights = (
  rooms: Pick<DocumentsRooms, 'archive' | 'reachIn' | 'settlesIn' | 'proposesIn'>,
  /** This session's feed was forked: nobody can tell which branch its words continue. */
  isForked: (group: GroupId) => boolean,
): Rights => {
  /** Asked for every keystroke. */
  const isShared = (id: DocumentId): boolean => rooms.archive.documents.keyOf(id)?.shared === true
  const reachIn: Rights['reachIn'] = ({ id, group }) => {
    if (!isShared(id)) return 'all'
    return isForked(group) ? 'nothing' : (rooms.reachIn?.(group, id) ?? 'all')
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
