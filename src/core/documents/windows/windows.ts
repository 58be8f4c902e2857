// The windows that show a document. A window is the nearest peer: it gets a client id of its own,
// its edits pass the gate, and it gets all others' edits.
import * as v from 'valibot'
import { type FromCore, FromWindow, isEdit } from '#shared/document-port'
import type { DocumentId } from '#shared/ids'
import {
  openWindowConversation,
  type Parted,
  type WindowConversation,
  type WindowPort,
  type ConversationPorts,
} from './window-conversation.ts'

export type { Caret, ConversationPorts, EditingWindow, WindowPort } from './window-conversation.ts'

export type Windows = {
  /** Until the returned function is called. */
  attach(document: DocumentId, port: WindowPort): () => void
  /** `said` makes the message, where a window gets it. */
  tell(document: DocumentId, said: () => FromCore, except?: WindowPort | null): void
  /**
   * Windows show text that does not hold any more: they get a message and read the document again.
   */
  reload(document: DocumentId, parted: Parted): void
  /** The rights in a document may have changed: each window with other rights gets the new ones. */
  renewRights(): void
  close(): void
}

export const openWindows = (ports: ConversationPorts): Windows => {
  const shown = new Map<DocumentId, Map<WindowPort, WindowConversation>>()
  const detaching = new Set<() => void>()

  const attach = (document: DocumentId, port: WindowPort): (() => void) => {
    const window = openWindowConversation(ports, document, port)
    const windows = shown.get(document) ?? new Map<WindowPort, WindowConversation>()
    shown.set(document, windows.set(port, window))
    const release = ports.hold(document)
    let isAttached = true
    const detach = (): void => {
      if (!isAttached) return
      isAttached = false
      detaching.delete(detach)
      windows.delete(port)
      release()
      if (windows.size > 0) return
      shown.delete(document)
      ports.presence(document, null)
    }
    detaching.add(detach)
    port.onMessage(message => {
      if (!isAttached) return
      if (isEdit(message)) {
        window.edit(message.number, message.update)
        return
      }
      const said = v.safeParse(FromWindow, message)
      if (!said.success) return
      const { output } = said
      if (output.kind === 'open') window.open(output.stateVector)
      else if (output.kind === 'told') window.told()
      else if (output.kind === 'presence') ports.presence(document, output.presence)
      else if (output.kind === 'close') {
        detach()
        ports.closed(document, window.writesAs())
      }
    })
    return detach
  }

  return {
    attach,
    tell(document, said, except) {
      const windows = shown.get(document)
      if (!windows || (windows.size === 1 && except && windows.has(except))) return
      const message = said()
      for (const [port, window] of windows) if (port !== except) window.tell(message)
    },
    reload(document, parted) {
      for (const window of shown.get(document)?.values() ?? []) window.reload(parted)
    },
    renewRights() {
      for (const ports of shown.values()) for (const window of ports.values()) window.renewRights()
    },
    close() {
      for (const detach of [...detaching]) detach()
    },
  }
}
