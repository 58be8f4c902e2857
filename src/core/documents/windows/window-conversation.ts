// One window's conversation with core: it reads the document, sends edits that pass the gate, and
// gets all others' edits.
import * as Y from 'yjs'
import type { FromCore, Presence } from '#shared/document-port'
import { noRights, type Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { AsRead } from '../replica/index.ts'

export type WindowPort = {
  post(message: FromCore): void
  onMessage(listen: (message: unknown) => void): void
}

/** `rights`: those that it knew when it sent the edit. */
export type EditingWindow = { port: WindowPort; rights: ReadonlySet<Right> }

/** A person's caret, in the form for windows. */
export type Caret = Omit<Extract<FromCore, { kind: 'presence' }>, 'kind'>

/** Ids in the document changed. */
export type Parted = Extract<FromCore, { kind: 'parted' }>

export type ConversationPorts = {
  /**
   * The parts with which a window begins: the replica, a client id for it alone, and its rights.
   */
  open(document: DocumentId): {
    doc: Y.Doc
    asRead: AsRead | null
    clientId: number
    rights: ReadonlySet<Right>
  }
  /**
   * The present rights of a window that writes with `clientId`; null for a document that is not
   * here any more.
   */
  rights(document: DocumentId, clientId: number): ReadonlySet<Right> | null
  /**
   * Throws a Failure at once when the edit is refused; else the promise resolves when it, and all
   * edits of the document before it, are on the disk.
   */
  edit(document: DocumentId, update: Uint8Array, from: EditingWindow): Promise<void>
  /** The window is closed for good: it holds no edits that it might yet send. */
  closed(document: DocumentId, clientId: number): void
  presence(document: DocumentId, presence: Presence): void
  hold(document: DocumentId): () => void
}

/** A Yjs update without content. */
const noEdits = new Uint8Array([0, 0])

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

const isSame = (a: ReadonlySet<Right>, b: ReadonlySet<Right>): boolean =>
  a.size === b.size && a.isSubsetOf(b)

export type WindowConversation = {
  tell(message: FromCore): void
  /** None of its own edits was refused: those on the way are accepted, and the gate decides. */
  reload(parted: Parted): void
  renewRights(): void
  /** The window heard of its rights. */
  told(): void
  /** The client id that the window writes with. */
  writesAs(): number
  open(stateVector: Uint8Array): void
  edit(number: number, update: Uint8Array): void
}

export const openWindowConversation = (
  ports: Pick<ConversationPorts, 'open' | 'rights' | 'edit'>,
  document: DocumentId,
  port: WindowPort,
): WindowConversation => {
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
  let rights: ReadonlySet<Right> | null = null
  /** The rights that it has heard of, and those of which no answer came yet. */
  let heard: ReadonlySet<Right> = noRights
  let unheard: ReadonlySet<Right>[] = []

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
    reload(parted: Parted): void {
      if (isStale) return
      isStale = true
      port.post(parted)
    },
    renewRights(): void {
      // A window that reads the document again gets them then.
      if (isStale || rights === null) return
      const now = ports.rights(document, writesAs)
      if (now === null || isSame(rights, now)) return
      rights = now
      unheard.push(now)
      port.post({ kind: 'rights', rights: [...now] })
    },
    told(): void {
      heard = unheard.shift() ?? heard
    },
    writesAs: (): number => writesAs,
    open(stateVector: Uint8Array): void {
      const { doc, asRead, clientId, rights: now } = ports.open(document)
      const from = known(stateVector)
      rights = heard = now
      unheard = []
      reading++
      isStale = isVoid = false
      durable = 0
      writesAs = clientId
      port.post({
        kind: 'opened',
        clientId,
        // Encoding a long text takes as long as a quarter of reading it.
        ...(asRead && !from
          ? { asRead: { state: asRead.state, edits: [...asRead.edits] }, update: noEdits }
          : { update: Y.encodeStateAsUpdate(doc, from) }),
        stateVector: Y.encodeStateVector(doc),
        rights: [...now],
      })
    },
    edit(number: number, update: Uint8Array): void {
      if (isVoid) return
      const since = reading
      try {
        ports.edit(document, update, { port, rights: heard }).then(
          () => saved(number, since),
          (error: unknown) => since === reading && refuse(number, error),
        )
      } catch (error) {
        refuse(number, error)
      }
    },
  }
}
