// The edits of this device: from windows and from core, through the gate into the journal, and from
// there into messages.
import { noRights } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import type { DocumentsPorts } from '../api.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { openEditing, type Editing, openWindows, type Windows } from '../windows/index.ts'
import { openFlush, type Flush } from '../flush/index.ts'
import { openHistory, type History } from '../history/index.ts'
import type { RemarkAlone } from '../acts.ts'
import { openRemarkAlone } from './remark-alone.ts'
import { openRights, type Rights } from './rights.ts'
import type { Texts } from './texts.ts'

export type Writing = {
  rightsNow: Rights['rightsNow']
  isFixed: Rights['isFixed']
  editing: Editing
  windows: Windows
  history: History
  flush: Flush
  remarkAlone: RemarkAlone
  /** The ids of a document changed: results that were read from it before are void. */
  parted(document: DocumentReplica): void
  /** Removes a document from the memory of these rooms. */
  forget(document: DocumentId): void
}

/** `isForked`: this session's feed was forked. */
export const openWriting = (
  ports: DocumentsPorts,
  texts: Texts,
  isForked: (group: GroupId) => boolean,
): Writing => {
  const { archive, selfOf, live } = ports
  const { tell, tellOf, unsent, cache, catalogue, merges } = texts
  const room = { ...ports, ...texts }
  const { rightsNow, inWindow, isFixed } = openRights(ports, isForked)
  const editing = openEditing({
    ...room,
    rightsNow,
    isFixed,
    isHeldUp: id => flush.isHeldUp(id),
    edited(document, { made, isPlain }, from) {
      const { id, group } = document
      windows.tell(id, () => ({ kind: 'changed', update: made, by: selfOf(group) }), from)
      const isLive = live(group)
      // Lists are told once more when edits go out, without a link up to 30 seconds later. Letters behind letters
      // that wait are told then alone, all other edits at once.
      if (!isLive && !(isPlain && unsent.has(id))) queueMicrotask(() => tell(group, id))
      if (!isPlain && catalogue.followTitle(document, selfOf(group)))
        queueMicrotask(() => tell(group, id))
      unsent.note(id)
      flush.note(made.length, isLive)
    },
  })

  const windows = openWindows({
    open(id) {
      const document = cache.get(id)
      const clientId = editing.newWriter(document)
      const { doc, asRead } = document
      return { doc, asRead, clientId: clientId ?? 0, rights: inWindow(document, clientId !== null) }
    },
    rights(id, clientId) {
      const document = cache.find(id)
      return document && inWindow(document, clientId !== 0)
    },
    edit: editing.edit,
    closed: editing.closed,
    hold: cache.hold,
    presence: (id, presence) => {
      const row = archive.documents.get(id)
      if (row?.shared) ports.sendPresence(row.group, id, presence)
    },
  })

  const history = openHistory({ ...room, editing: () => editing, told: tellOf })

  const flush = openFlush({ ...room, parted: document => parted(document), editing, history })

  const remarkAlone = openRemarkAlone({
    ...room,
    editing,
    windows,
    history,
    flush,
    rightsIn: group => (isForked(group) ? noRights : ports.rightsIn(group)),
  })

  const parted = ({ id }: DocumentReplica): void => {
    history.parted(id)
    merges.parted(id)
    archive.previews.remove({ document: id })
    windows.reload(id, { kind: 'parted' })
  }
  const forget = (id: DocumentId): void => {
    for (const room of [unsent, editing, merges, history]) room.forget(id)
  }

  return { rightsNow, isFixed, editing, windows, history, flush, remarkAlone, parted, forget }
}
