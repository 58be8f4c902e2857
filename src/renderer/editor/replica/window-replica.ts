// One open document in this window: a replica that core keeps up to date over the document's port.
// Every local change goes to core as it is made and counts as saved only when core says that it is
// on the disk. When core refuses one, or the editor fails, the replica is thrown away and reloaded
// from core, so that a faulty page never overwrites a good one.
import * as v from 'valibot'
import * as Y from 'yjs'
import { FromCore, type FromWindow, type Presence } from '#shared/document-port'
import type { FailureCode } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { prepare, receiveUpdate } from '../rescue.ts'
import { atOnce, type Later } from './after-paint.ts'
import { blocksChangedIn } from './changed-blocks.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import type { OpenStore, Store } from './store.ts'

/** Marks what came from core, so that it is not sent back. */
export const fromCore = Symbol('from core')

export type Trouble =
  | { kind: 'refused'; code: FailureCode }
  | { kind: 'withdrawn'; by: MemberId | null; words: string }
  | { kind: 'parted' }
  | { kind: 'editor-failed' }
  | { kind: 'unreachable' }

export type WindowReplicaState = {
  /** `reading`: text from before a reload is shown, and core has not answered yet. */
  phase: 'opening' | 'reading' | 'open' | 'closed'
  /** The replica; another object after each reload. */
  doc: Y.Doc
  writable: boolean
  /** Whether this person may add to what is said beside the text. */
  remarks: boolean
  /** Whether that may be more than comments: other words, amendments, named versions. */
  proposes: boolean
  /** Whether this person settles amendments. */
  settles: boolean
  /** The reason of the last reload, until a person dismisses it. */
  trouble: Trouble | null
  /**
   * Words of this person that core refused, until they are dismissed; whatever trouble came since.
   */
  notTaken: string
}

export type RemoteChange = { by: MemberId | null; blocks: string[] }
export type RemotePresence = Extract<FromCore, { kind: 'presence' }>

export type WindowReplica = {
  state(): WindowReplicaState
  /** Local changes that are not known to be on the disk. */
  unsaved(): number
  /** Shown but unwritten changes count as unsaved, until the returned function is called. */
  hold(): () => void
  subscribe(listen: () => void): () => void
  onRemoteChange(listen: (change: RemoteChange) => void): () => void
  onPresence(listen: (presence: RemotePresence) => void): () => void
  /** The author of the change that is arriving right now. */
  author(): MemberId | null
  /** Says where this person is; not limited here (see `presence.ts`). */
  sendPresence(presence: Presence): void
  /** The editor failed: reload the document from core. */
  editorFailed(): void
  dismissTrouble(): void
  /** Resolves when everything was saved and the window's copy is forgotten. */
  close(): Promise<void>
}

export type WindowReplicaParts = {
  document: DocumentId
  openPort(document: DocumentId): Promise<MessagePort>
  openStore: OpenStore
  /** When what was written here leaves; at once unless said otherwise. */
  later?: Later
  /** Messages from core are taken in after this. */
  shown?: Promise<void>
}

type Replica = {
  doc: Y.Doc
  store: Store
  port: MessagePort | null
  outbox: Outbox
  /** True once `opened` was answered: local changes may leave. */
  level: boolean
  /** It is given up for another one: what happens to it counts no longer. */
  ended: boolean
}

type Bytes = Uint8Array<ArrayBuffer>
const noBytes: Bytes = new Uint8Array()

/** The rights before the text is there, and after. */
const nothing = { writable: false, remarks: false, proposes: false, settles: false }

export function openWindowReplica(parts: WindowReplicaParts): WindowReplica {
  const { document, openPort, openStore, later = atOnce, shown } = parts
  const listeners = new Set<() => void>()
  const remoteChange = new Set<(change: RemoteChange) => void>()
  const presences = new Set<(presence: RemotePresence) => void>()
  let replica = newReplica()
  let state: WindowReplicaState = {
    phase: 'opening',
    doc: replica.doc,
    ...nothing,
    trouble: null,
    notTaken: '',
  }
  let unsaved = 0
  let held = 0
  let settle: (() => void) | null = null
  let author: MemberId | null = null

  const announce = (): void => {
    for (const listen of listeners) listen()
  }
  const tell = (change: Partial<WindowReplicaState>): void => {
    state = { ...state, ...change }
    announce()
  }
  /** Every key changes this number, so it is no part of the state that the whole screen follows. */
  const count = (next: number): void => {
    if (next === unsaved) return
    unsaved = next
    announce()
    if (unsaved === 0) settle?.()
  }
  const counted = (from: Replica): void => {
    if (from === replica && !from.ended) count(from.outbox.count() + held)
  }
  const hold = (change: 1 | -1): void => {
    held += change
    counted(replica)
  }

  function newReplica(): Replica {
    // Deleted text is kept: core's history and others' undo refer to it.
    const doc = new Y.Doc({ gc: false })
    const store = openStore(document, doc)
    const outbox = openOutbox(doc, later, message => post(made, message))
    const made: Replica = { doc, store, port: null, outbox, level: false, ended: false }
    return made
  }
  function post(to: Replica, message: FromWindow): void {
    to.port?.postMessage(message)
  }

  function watch(mine: Replica): void {
    mine.doc.on('update', (update: Uint8Array, origin: unknown, doc, { beforeState }) => {
      if (origin === fromCore || mine.store.isOrigin(origin) || !mine.level) return
      mine.outbox.send(update, beforeState.get(doc.clientID) ?? 0)
      counted(mine)
    })
    mine.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== fromCore || !mine.level) return
      const blocks = blocksChangedIn(transaction)
      if (blocks.length === 0) return
      for (const listen of remoteChange) listen({ by: author, blocks })
    })
  }

  function opened(mine: Replica, message: Extract<FromCore, { kind: 'opened' }>): void {
    const recovered = mine.doc.store.clients.size > 0
    // A window's content may be rescued while more comes in, and the rescue is written with this
    // id.
    if (recovered) mine.doc.clientID = message.clientId
    receiveUpdate(mine.doc, message.update, fromCore)
    // A closed window may have written with it: Yjs takes another where words under its own come in.
    mine.doc.clientID = message.clientId
    mine.level = true
    // After a crash the window may hold what core never saw; deletions come along with it.
    if (recovered) {
      mine.outbox.sendBeyond(message.stateVector)
      counted(mine)
    }
    const { writable, remarks = writable, proposes = remarks, settles = false } = message
    tell({ phase: 'open', writable, remarks, proposes, settles })
  }

  function receive(mine: Replica, message: FromCore): void {
    switch (message.kind) {
      case 'opened':
        return opened(mine, message)
      case 'changed':
        author = message.by
        receiveUpdate(mine.doc, message.update, fromCore)
        author = null
        return
      case 'durable':
        mine.outbox.saved(message.number)
        return counted(mine)
      case 'rights': {
        // Shown letters were written in time.
        prepare(mine.doc)
        const { writable, remarks, proposes, settles } = message
        return tell({ writable, remarks, proposes, settles })
      }
      case 'refused': {
        prepare(mine.doc)
        const words = mine.outbox.words(message.number)
        return startAnew({ kind: 'refused', code: message.code }, words)
      }
      case 'withdrawn':
      case 'parted':
        // Nothing of this person's was refused: a letter that is only shown leaves with what waits.
        prepare(mine.doc)
        return startAnew(message)
      case 'presence':
        for (const listen of presences) listen(message)
    }
  }

  async function start(mine: Replica): Promise<void> {
    watch(mine)
    const opening = openPort(document)
    // A failure during the wait for the store is reported below.
    opening.catch(() => {})
    await mine.store.ready
    if (mine !== replica)
      return opening.then(
        port => port.close(),
        () => {},
      )
    const known = mine.doc.store.clients.size > 0
    if (known) tell({ phase: 'reading' })
    const port = await opening
    if (mine !== replica) return port.close()
    mine.port = port
    port.addEventListener('message', (event: MessageEvent<unknown>) => {
      const read = v.safeParse(FromCore, event.data)
      if (mine === replica && read.success) receive(mine, read.output)
    })
    post(mine, {
      kind: 'open',
      stateVector: known ? (Y.encodeStateVector(mine.doc) as Bytes) : noBytes,
    })
    await shown
    port.start()
  }
  const begin = (mine: Replica): void =>
    void start(mine).catch(() => {
      if (mine === replica) tell({ trouble: { kind: 'unreachable' } })
    })

  async function end(mine: Replica): Promise<void> {
    mine.outbox.empty()
    post(mine, { kind: 'close' })
    mine.port?.close()
    await mine.store.clear()
    mine.doc.destroy()
  }

  /** `words` are in no text any more. */
  function startAnew(trouble: Trouble, words = ''): void {
    const old = replica
    old.ended = true
    const notTaken = [state.notTaken, words].filter(each => each !== '').join('\n')
    tell({ phase: 'opening', ...nothing, trouble, notTaken })
    count(0)
    // The old copy must be gone before the new one opens the same database.
    void end(old).then(() => {
      if (old !== replica || state.phase === 'closed') return
      replica = newReplica()
      counted(replica)
      tell({ doc: replica.doc })
      begin(replica)
    })
  }

  const whenSaved = (): Promise<void> =>
    unsaved === 0 ? Promise.resolve() : new Promise(resolve => (settle = resolve))

  begin(replica)
  const listening = <T>(set: Set<T>, listen: T): (() => void) => {
    set.add(listen)
    return () => void set.delete(listen)
  }
  return {
    state: () => state,
    unsaved: () => unsaved,
    hold() {
      hold(1)
      return () => hold(-1)
    },
    author: () => author,
    subscribe: listen => listening(listeners, listen),
    onRemoteChange: listen => listening(remoteChange, listen),
    onPresence: listen => listening(presences, listen),
    sendPresence: presence => replica.outbox.put({ kind: 'presence', presence }),
    editorFailed: () => startAnew({ kind: 'editor-failed' }),
    dismissTrouble: () => tell({ trouble: null, notTaken: '' }),
    async close() {
      replica.outbox.empty()
      post(replica, { kind: 'presence', presence: null })
      await whenSaved()
      tell({ phase: 'closed', ...nothing })
      await end(replica)
    },
  }
}
