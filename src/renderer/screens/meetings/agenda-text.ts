// The words of an open agenda: its items as they are in the text now, changes to them, and undo of the
// changes of this window alone. Core keeps each change, as it keeps those of the editor.
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { type ItemText, readItems } from '#document/meetings'
import { PageUndo } from '#document/undo'
import { rootOf } from '#document/tree'
import type { DocumentId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import { useWindowReplica } from '../../editor/replica/use-window-replica.ts'
import type { WindowReplica } from '../../editor/replica/window-replica.ts'

export type AgendaSnapshot = {
  /** False until the text is there, and where this member may not change it. */
  canEdit: boolean
  items: readonly ItemText[]
  /** Words of this member that core refused. */
  notTaken: string
}

export type AgendaText = {
  replica: WindowReplica
  snapshot(): AgendaSnapshot
  subscribe(listen: () => void): () => void
  /** `isTyping`: changes that follow one another closely are undone together. */
  change(work: (doc: Y.Doc) => void, isTyping?: boolean): void
  /** False when there is nothing to undo. */
  undo(): boolean
  redo(): boolean
}

const ownChange = Symbol('own change of an agenda')
/** Milliseconds between letters that are undone together. */
const typingPause = 800

function openAgendaText(replica: WindowReplica): AgendaText {
  let shown: AgendaSnapshot = { canEdit: false, items: [], notTaken: '' }
  let doc: Y.Doc | null = null
  let manager: PageUndo | null = null

  const look = (): void => {
    const state = replica.state()
    const isOpen = state.phase === 'open'
    shown = {
      canEdit: isOpen && state.rights.has('write'),
      items: state.phase === 'opening' ? [] : readItems(state.doc),
      notTaken: state.notTaken,
    }
    listeners.tell()
  }
  const leave = (): void => {
    doc?.off('update', look)
    manager?.destroy()
    doc = null
    manager = null
  }
  /** A reloaded text is another object, of which nothing can be undone. */
  const follow = (): void => {
    const state = replica.state()
    if (state.doc !== doc) {
      leave()
      doc = state.doc
      doc.on('update', look)
      manager = new PageUndo(rootOf(doc), {
        trackedOrigins: new Set<unknown>([ownChange]),
        captureTimeout: typingPause,
      })
    }
    look()
  }
  const listeners = new Listeners(() => {
    const stop = replica.subscribe(follow)
    follow()
    return () => {
      stop()
      leave()
    }
  })
  return {
    replica,
    snapshot: () => shown,
    subscribe: listeners.add,
    change(work, isTyping = false) {
      const { doc: now } = replica.state()
      if (!isTyping) manager?.stopCapturing()
      now.transact(() => work(now), ownChange)
      if (!isTyping) manager?.stopCapturing()
    },
    undo: () => manager !== null && manager.undo() !== null,
    redo: () => manager !== null && manager.redo() !== null,
  }
}

const nothing: AgendaSnapshot = { canEdit: false, items: [], notTaken: '' }
const never = (): (() => void) => () => {}

export type OpenedAgenda = AgendaSnapshot & { text: AgendaText | null }

export function useAgendaText(agenda: DocumentId): OpenedAgenda {
  const opened = useWindowReplica(agenda, true)
  const text = useMemo(() => (opened ? openAgendaText(opened.replica) : null), [opened])
  const snapshot = useSyncExternalStore(text?.subscribe ?? never, text?.snapshot ?? (() => nothing))
  return { ...snapshot, text }
}
