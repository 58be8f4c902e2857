// The windows that show a document. A window is the nearest peer: it gets a client id of its own,
// its edits pass the gate, and it hears of everybody else's.
import * as v from 'valibot'
import * as Y from 'yjs'
import { type FromCore, FromWindow, type Presence } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'

export type WindowPort = {
  post(message: FromCore): void
  onMessage(listen: (message: unknown) => void): void
}

/** Somebody's caret, as windows are told. */
export type Caret = Omit<Extract<FromCore, { kind: 'presence' }>, 'kind'>

export type Windows = {
  /** Until the returned function is called. */
  attach(document: DocumentId, port: WindowPort): () => void
  tell(document: DocumentId, message: FromCore, except?: WindowPort): void
  /** Whether any window shows it. */
  shows(document: DocumentId): boolean
}

export type WindowRooms = {
  /** What a window needs to begin: the replica, a client id for it alone, and whether it may write. */
  open(document: DocumentId): { doc: Y.Doc; clientId: number; writable: boolean }
  /** Resolves when the edit is on the disk; rejects with a Failure when it was not taken. */
  edit(document: DocumentId, update: Uint8Array, from: WindowPort): Promise<void>
  presence(document: DocumentId, presence: Presence): void
  hold(document: DocumentId): () => void
}

export const openWindows = (rooms: WindowRooms): Windows => {
  const shown = new Map<DocumentId, Set<WindowPort>>()

  const begin = (document: DocumentId, port: WindowPort, stateVector: Uint8Array): void => {
    const { doc, clientId, writable } = rooms.open(document)
    port.post({
      kind: 'opened',
      clientId,
      update: Y.encodeStateAsUpdate(doc, stateVector.length > 0 ? stateVector : undefined),
      stateVector: Y.encodeStateVector(doc),
      writable,
    })
  }
  const edit = async (
    document: DocumentId,
    port: WindowPort,
    number: number,
    update: Uint8Array,
  ): Promise<void> => {
    try {
      await rooms.edit(document, update, port)
      port.post({ kind: 'durable', number })
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'internal'
      port.post({ kind: 'refused', number, code })
    }
  }

  return {
    attach(document, port) {
      const ports = shown.get(document) ?? new Set()
      shown.set(document, ports.add(port))
      const release = rooms.hold(document)
      let attached = true
      const detach = (): void => {
        if (!attached) return
        attached = false
        ports.delete(port)
        release()
        if (ports.size === 0) rooms.presence(document, null)
      }
      port.onMessage(message => {
        const said = v.safeParse(FromWindow, message)
        if (!attached || !said.success) return
        const { output } = said
        if (output.kind === 'open') begin(document, port, output.stateVector)
        else if (output.kind === 'edit') void edit(document, port, output.number, output.update)
        else if (output.kind === 'presence') rooms.presence(document, output.presence)
        else detach()
      })
      return detach
    },
    tell(document, message, except) {
      for (const port of shown.get(document) ?? []) if (port !== except) port.post(message)
    },
    shows: document => (shown.get(document)?.size ?? 0) > 0,
  }
}
