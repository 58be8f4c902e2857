// The windows that show a document. A window is the nearest peer: it gets a client id of its own,
// its edits pass the gate, and it gets all others' edits.
import * as v from 'valibot'
import * as Y from 'yjs'
import { type FromCore, FromWindow, isEdit, type Presence } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'

export type WindowPort = {
  post(message: FromCore): void
  onMessage(listen: (message: unknown) => void): void
}

/** A person's caret, in the form for windows. */
export type Caret = Omit<Extract<FromCore, { kind: 'presence' }>, 'kind'>

/** The rights of a window. */
export type WindowRights = Omit<Extract<FromCore, { kind: 'rights' }>, 'kind'>

/** Text that windows were shown, and its author. */
type Withdrawn = Extract<FromCore, { kind: 'withdrawn' }>
/** Ids in the document changed. */
type Parted = Extract<FromCore, { kind: 'parted' }>

export type Windows = {
  /** Until the returned function is called. */
  attach(document: DocumentId, port: WindowPort): () => void
  tell(document: DocumentId, message: FromCore, except?: WindowPort): void
  /** Whether any window shows it. */
  has(document: DocumentId): boolean
  /**
   * Windows show text that does not hold any more: they get a message and read the document again.
   */
  withdraw(document: DocumentId, shown: Withdrawn | Parted): void
  /** The rights in a document may have changed: each window with other rights gets the new ones. */
  renewRights(): void
  close(): void
}

export type WindowRooms = {
  /**
   * The parts with which a window begins: the replica, a client id for it alone, and its rights.
   */
  open(document: DocumentId): { doc: Y.Doc; clientId: number } & WindowRights
  /**
   * The present rights of a window that writes with `clientId`; null for a document that is not
   * here any more.
   */
  rights(document: DocumentId, clientId: number): WindowRights | null
  /**
   * Throws a Failure at once when the edit is refused; else the promise resolves when it, and all
   * edits of the document before it, are on the disk.
   */
  edit(document: DocumentId, update: Uint8Array, from: WindowPort): Promise<void>
  /** The window is closed for good: it holds no edits that it might yet send. */
  closed(document: DocumentId, clientId: number): void
  presence(document: DocumentId, presence: Presence): void
  hold(document: DocumentId): () => void
}

/** Work after this promise happens within the turn; `queueMicrotask` takes longer. */
const thisTurn = Promise.resolve()

/** Clients in a state vector, at about ten bytes each, that no document comes near. */
const longestStateVector = 1024 * 1024

/** The state vector that a window claims; nothing when it is malformed. */
const known = (stateVector: Uint8Array): Uint8Array | undefined => {
  if (stateVector.length === 0 || stateVector.length > longestStateVector) return undefined
  try {
    Y.decodeStateVector(stateVector)
    return stateVector
  } catch {
    return undefined
  }
}

const isSame = (a: WindowRights, b: WindowRights): boolean =>
  a.writable === b.writable &&
  a.remarks === b.remarks &&
  a.proposes === b.proposes &&
  a.settles === b.settles

export const openWindows = (rooms: WindowRooms): Windows => {
  const shown = new Map<DocumentId, Map<WindowPort, ReturnType<typeof serve>>>()
  const detaching = new Set<() => void>()

  /** One window's side of the conversation. */
  const serve = (document: DocumentId, port: WindowPort) => {
    /**
     * Edits that came since it last read the document again; its messages after a refusal are void.
     */
    let reading = 0
    /** The window gets no changes, and reads the document again. */
    let isStale = true
    /** Its messages are ignored. */
    let isVoid = true
    let durable = 0
    let isTelling = false
    let writesAs = 0
    /** The rights that it got last. */
    let rights: WindowRights | null = null

    const saved = (number: number, since: number): void => {
      if (since !== reading) return
      durable = Math.max(durable, number)
      if (isTelling) return
      isTelling = true
      // One message for all edits of the same write to the disk.
      void thisTurn.then(() => {
        isTelling = false
        if (since === reading) port.post({ kind: 'durable', number: durable })
      })
    }
    const refuse = (number: number, error: unknown): void => {
      isStale = isVoid = true
      reading++
      const code = error instanceof Failure ? error.code : 'internal'
      port.post({ kind: 'refused', number, code })
    }
    return {
      tell: (message: FromCore): void => void (isStale || port.post(message)),
      /** None of its own edits was refused: those on the way are accepted, and the gate decides. */
      withdraw(withdrawn: Withdrawn | Parted): void {
        if (isStale) return
        isStale = true
        port.post(withdrawn)
      },
      renewRights(): void {
        // A window that reads the document again gets them then.
        if (isStale || rights === null) return
        const now = rooms.rights(document, writesAs)
        if (now === null || isSame(rights, now)) return
        rights = now
        port.post({ kind: 'rights', ...now })
      },
      writesAs: (): number => writesAs,
      open(stateVector: Uint8Array): void {
        const { doc, clientId, writable, remarks, proposes, settles } = rooms.open(document)
        rights = { writable, remarks, proposes, settles }
        reading++
        isStale = isVoid = false
        durable = 0
        writesAs = clientId
        port.post({
          kind: 'opened',
          clientId,
          update: Y.encodeStateAsUpdate(doc, known(stateVector)),
          stateVector: Y.encodeStateVector(doc),
          ...rights,
        })
      },
      edit(number: number, update: Uint8Array): void {
        if (isVoid) return
        const since = reading
        try {
          rooms.edit(document, update, port).then(
            () => saved(number, since),
            (error: unknown) => since === reading && refuse(number, error),
          )
        } catch (error) {
          refuse(number, error)
        }
      },
    }
  }

  const attach = (document: DocumentId, port: WindowPort): (() => void) => {
    const window = serve(document, port)
    const ports = shown.get(document) ?? new Map<WindowPort, typeof window>()
    shown.set(document, ports.set(port, window))
    const release = rooms.hold(document)
    let isAttached = true
    const detach = (): void => {
      if (!isAttached) return
      isAttached = false
      detaching.delete(detach)
      ports.delete(port)
      release()
      if (ports.size > 0) return
      shown.delete(document)
      rooms.presence(document, null)
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
      else if (output.kind === 'presence') rooms.presence(document, output.presence)
      else if (output.kind === 'close') {
        detach()
        rooms.closed(document, window.writesAs())
      }
    })
    return detach
  }

  return {
    attach,
    tell(document, message, except) {
      for (const [port, window] of shown.get(document) ?? [])
        if (port !== except) window.tell(message)
    },
    has: document => shown.has(document),
    withdraw(document, withdrawn) {
      for (const window of shown.get(document)?.values() ?? []) window.withdraw(withdrawn)
    },
    renewRights() {
      for (const ports of shown.values()) for (const window of ports.values()) window.renewRights()
    },
    close() {
      for (const detach of [...detaching]) detach()
    },
  }
}
