// One open document in this window: a replica that core keeps up to date over the document's port.
// Every local change goes to core as it is made and counts as saved only when core says that it is
// on the disk. When core refuses one, or the editor fails, the replica is thrown away and reloaded
// from core, so that a faulty page never overwrites a good one.
import * as v from 'valibot'
import * as Y from 'yjs'
import { noRights, type Right } from '#shared/contract'
import { applyOpened } from '#document/tree'
import { FromCore, type FromWindow, type Presence } from '#shared/document-port'
import type { FailureCode } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import { whenNothingIsComposed } from '../input/composed-words.ts'
import { receiveUpdate } from '../collab/rescue.ts'
import { atOnce, type Later } from './after-paint.ts'
import { blocksChangedIn } from './changed-blocks.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import type { OpenStore, Store } from './store.ts'

/** Marks what came from core, so that it is not sent back. */
const fromCore = Symbol('from core')

export type Trouble =
  | { kind: 'refused'; code: FailureCode }
  | { kind: 'parted' }
  | { kind: 'editor-failed' }
  | { kind: 'unreachable' }

export type WindowReplicaState = {
  /** `reading`: text from before a reload is shown, and core has not answered yet. */
  phase: 'opening' | 'reading' | 'open' | 'closed'
  /** The replica; another object after each reload. */
  doc: Y.Doc
  /** The rights of this person in it; none before the text is there, and after. */
  rights: ReadonlySet<Right>
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

function post(to: Replica, message: FromWindow): void {
  to.port?.postMessage(message)
}

function newReplica(openStore: OpenStore, document: DocumentId, later: Later): Replica {
  // Deleted text is kept: core's history and others' undo refer to it.
  const doc = new Y.Doc({ gc: false })
  const store = openStore(document, doc)
  const outbox = openOutbox(doc, later, message => post(made, message))
  const made: Replica = { doc, store, port: null, outbox, level: false, ended: false }
  return made
}

async function end(mine: Replica): Promise<void> {
  mine.outbox.empty()
  post(mine, { kind: 'close' })
  mine.port?.close()
  await mine.store.clear()
  mine.doc.destroy()
}

type Unsaved = {
  number(): number
  /** Counts the changes of the outbox. */
  count(changes: number): void
  /** Nothing counts any more: the replica is given up. */
  reset(): void
  whenNone(): Promise<void>
}

/** Every key changes this number, so it is no part of the state that the whole screen follows. */
function openUnsaved(announce: () => void): Unsaved {
  let number = 0
  let settle: (() => void) | null = null
  const set = (next: number): void => {
    if (next === number) return
    number = next
    announce()
    if (number === 0) settle?.()
  }
  return {
    number: () => number,
    count: set,
    reset: () => set(0),
    whenNone: () => (number === 0 ? Promise.resolve() : new Promise(resolve => (settle = resolve))),
  }
}

/** The state of a window replica, and the listeners to it, to remote changes and to presence. */
function openNews(doc: Y.Doc) {
  const listeners = new Listeners()
  const remoteChanges = new Listeners<RemoteChange>()
  const presences = new Listeners<RemotePresence>()
  let state: WindowReplicaState = {
    phase: 'opening',
    doc,
    rights: noRights,
    trouble: null,
    notTaken: '',
  }
  const announce = (): void => listeners.tell()
  return {
    state: () => state,
    announce,
    tell(change: Partial<WindowReplicaState>): void {
      state = { ...state, ...change }
      announce()
    },
    remote: (change: RemoteChange): void => remoteChanges.tell(change),
    presence: (presence: RemotePresence): void => presences.tell(presence),
    subscribe: listeners.add,
    onRemoteChange: remoteChanges.add,
    onPresence: presences.add,
  }
}

/** `onSent`: a local change went into the outbox. `onRemote`: core changed these blocks. */
type Watching = { onSent: () => void; onRemote: (blocks: string[]) => void }

function watchReplica(mine: Replica, { onSent, onRemote }: Watching): void {
  mine.doc.on('update', (update: Uint8Array, origin: unknown, doc, { beforeState }) => {
    if (origin === fromCore || mine.store.isOrigin(origin) || !mine.level) return
    mine.outbox.send(update, beforeState.get(doc.clientID) ?? 0)
    onSent()
  })
  mine.doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (transaction.origin !== fromCore || !mine.level) return
    const blocks = blocksChangedIn(transaction)
    if (blocks.length > 0) onRemote(blocks)
  })
}

/** Takes in the text of core, and sends what the window had written before a crash. */
function adopt(mine: Replica, message: Extract<FromCore, { kind: 'opened' }>): void {
  const recovered = mine.doc.store.clients.size > 0
  // A window's content may be rescued while more comes in, and the rescue is written with this
  // id.
  if (recovered) mine.doc.clientID = message.clientId
  if (message.asRead) applyOpened(mine.doc, message, fromCore)
  else receiveUpdate(mine.doc, message.update, fromCore)
  // A closed window may have written with it: Yjs takes another where words under its own come in.
  mine.doc.clientID = message.clientId
  mine.level = true
  // After a crash the window may hold what core never saw; deletions come along with it.
  if (recovered) mine.outbox.sendBeyond(message.stateVector)
}

type Connecting = {
  opening: Promise<MessagePort>
  /** False once another replica took the place of this one. */
  isCurrent: () => boolean
  /** Text from before a reload is shown. */
  onKnown: () => void
  onMessage: (message: FromCore) => void
  shown: Promise<void> | undefined
}

async function connect(mine: Replica, parts: Connecting): Promise<void> {
  const { opening, isCurrent, onKnown, onMessage, shown } = parts
  // A failure during the wait for the store is reported below.
  opening.catch(() => {})
  await mine.store.ready
  if (!isCurrent())
    return opening.then(
      port => port.close(),
      () => {},
    )
  const known = mine.doc.store.clients.size > 0
  if (known) onKnown()
  const port = await opening
  if (!isCurrent()) return port.close()
  mine.port = port
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    const read = v.safeParse(FromCore, event.data)
    if (isCurrent() && read.success) onMessage(read.output)
  })
  post(mine, {
    kind: 'open',
    stateVector: known ? (Y.encodeStateVector(mine.doc) as Bytes) : noBytes,
  })
  await shown
  port.start()
}

export function openWindowReplica(parts: WindowReplicaParts): WindowReplica {
  const { document, openPort, openStore, later = atOnce, shown } = parts
  let replica = newReplica(openStore, document, later)
  const news = openNews(replica.doc)
  const { state, tell } = news
  let author: MemberId | null = null
  const unsaved = openUnsaved(news.announce)
  const counted = (from: Replica): void => {
    if (from === replica && !from.ended) unsaved.count(from.outbox.count())
  }

  function receive(mine: Replica, message: FromCore): void {
    switch (message.kind) {
      case 'opened':
        adopt(mine, message)
        counted(mine)
        return tell({ phase: 'open', rights: new Set(message.rights) })
      case 'changed':
        return whenNothingIsComposed(mine.doc, () => {
          author = message.by
          receiveUpdate(mine.doc, message.update, fromCore)
          author = null
        })
      case 'durable':
        mine.outbox.saved(message.number)
        return counted(mine)
      case 'rights':
        // Edits that wait leave before it: they were written by the rights of before.
        mine.outbox.put({ kind: 'told' })
        return tell({ rights: new Set(message.rights) })
      case 'refused': {
        const words = mine.outbox.words(message.number)
        return reload({ kind: 'refused', code: message.code }, words)
      }
      case 'parted':
        return reload(message)
      case 'presence':
        return news.presence(message)
    }
  }

  async function start(mine: Replica): Promise<void> {
    watchReplica(mine, {
      onSent: () => counted(mine),
      onRemote: blocks => news.remote({ by: author, blocks }),
    })
    await connect(mine, {
      opening: openPort(document),
      isCurrent: () => mine === replica,
      onKnown: () => tell({ phase: 'reading' }),
      onMessage: message => receive(mine, message),
      shown,
    })
  }
  const begin = (mine: Replica): void =>
    void start(mine).catch(() => {
      if (mine === replica) tell({ trouble: { kind: 'unreachable' } })
    })

  /** `words` are in no text any more. */
  function reload(trouble: Trouble, words = ''): void {
    const old = replica
    old.ended = true
    const notTaken = [state().notTaken, words].filter(each => each !== '').join('\n')
    tell({ phase: 'opening', rights: noRights, trouble, notTaken })
    unsaved.reset()
    // The old copy must be gone before the new one opens the same database.
    void end(old).then(() => {
      if (old !== replica || state().phase === 'closed') return
      replica = newReplica(openStore, document, later)
      counted(replica)
      tell({ doc: replica.doc })
      begin(replica)
    })
  }

  begin(replica)
  return {
    state,
    unsaved: unsaved.number,
    author: () => author,
    subscribe: news.subscribe,
    onRemoteChange: news.onRemoteChange,
    onPresence: news.onPresence,
    sendPresence: presence => replica.outbox.put({ kind: 'presence', presence }),
    editorFailed: () => reload({ kind: 'editor-failed' }),
    dismissTrouble: () => tell({ trouble: null, notTaken: '' }),
    async close() {
      replica.outbox.empty()
      post(replica, { kind: 'presence', presence: null })
      await unsaved.whenNone()
      tell({ phase: 'closed', rights: noRights })
      await end(replica)
    },
  }
}
