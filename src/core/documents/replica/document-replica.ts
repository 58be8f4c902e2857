// The document replica: one document in memory, with the writers of its client ids. It is made from
// the archive and the journal (`load-document.ts`), and can be thrown away and made again at any time.
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import { isNewer, metaName } from '#document/tree'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import type { Contests, Leftover } from '../contested/index.ts'
import type { Authors, ClientRow, Entry } from '../bodies/index.ts'
import { admit, type Admission, type Rules, updateLimits, scanUpdate } from '../gate/index.ts'

export type Taken = {
  admission: Admission
  /** The change as one update of its own; null when there was none, and within `together`. */
  made: Bytes | null
  /** It may have changed something. */
  isNew: boolean
  /** The clients whose text is new in it. */
  clients: readonly number[]
  /** Letters that follow others, and nothing else. */
  isPlain: boolean
}

/** An edit may write with these client ids. */
export const rulesFor = (rows: readonly ClientRow[], rights: () => ReadonlySet<Right>): Rules => {
  const ids = new Set(rows.map(({ client }) => client))
  return { limits: updateLimits, allowed: client => ids.has(client), rights }
}

const isDeleting = (update: Bytes): boolean => {
  const scan = scanUpdate(update)
  return typeof scan !== 'string' && scan.deletes.length > 0
}

/** A long text as the archive had it: a folded state, as a V2 update, and the edits after it. */
export type AsRead = { state: Bytes; edits: readonly Bytes[] }

/** The parts of a replica. `doc` has all of the archive. */
export type ReplicaParts = {
  id: DocumentId
  group: GroupId
  /** This device in the group. */
  self: DeviceId
  doc: Y.Doc
  authors: Authors
  contests: Contests
  leftover: Leftover
  unfolded: { count: number; bytes: number }
  folded: number
  asRead: AsRead | null
}

export class DocumentReplica {
  readonly id: DocumentId
  readonly group: GroupId
  /** This device in the group. */
  readonly self: DeviceId
  /** The replica, with all accepted updates. */
  readonly doc: Y.Doc
  readonly authors: Authors
  readonly contests: Contests
  readonly leftover: Leftover
  /** Messages and drafts since the last folded state, and their bytes. */
  readonly unfolded: { count: number; bytes: number }
  /** Bytes of the last folded state. */
  folded: number
  /** The bytes that the replica was made of, until it changes; null for a short text. */
  asRead: AsRead | null
  /** Edits of this device that now build on text that is here, but did not at first. */
  freed: readonly Entry[] = []
  /**
   * A transaction failed: the replica may show a message that neither archive nor journal has,
   * which nothing elsewhere reflects. True until it was compared with them.
   */
  isUnkept = false
  /** Text is missing that messages or parked edits build on; a reload shows them when it comes. */
  lacks = false
  private readonly meta: Y.Map<unknown>
  private isTogether = false

  constructor({
    id,
    group,
    self,
    doc,
    authors,
    contests,
    leftover,
    unfolded,
    folded,
    asRead,
  }: ReplicaParts) {
    this.id = id
    this.group = group
    this.self = self
    this.doc = doc
    this.authors = authors
    this.contests = contests
    this.leftover = leftover
    this.unfolded = unfolded
    this.folded = folded
    this.asRead = asRead
    this.meta = doc.getMap(metaName)
  }

  /** Applies an update, if the gate accepts it. */
  take(update: Bytes, rules: Rules): Taken {
    const { doc, isTogether } = this
    let clients: number[] = []
    let made: Bytes | null = null
    let isPlain = false
    const keep = (change: Bytes): void => void (made = change)
    const admission = admit(doc, update, rules, {
      lets(structs, isShort) {
        clients = structs.map(({ client }) => client)
        isPlain = isShort
        // Yjs encodes a change only for a listener. Plain letters have the same bytes in it.
        if (!isPlain) doc.on('update', keep)
        else if (!isTogether) made = update
      },
    })
    if (!isPlain) doc.off('update', keep)
    const isNew = isTogether ? clients.length > 0 || isDeleting(update) : made !== null
    if (isNew) this.asRead = null
    return { admission, made, isNew, clients, isPlain }
  }

  /**
   * All updates of `work` are one transaction of the replica: Yjs goes through all clients for
   * each.
   */
  together(work: () => void): void {
    if (this.isTogether) return work()
    this.isTogether = true
    try {
      Y.transact(this.doc, work, null, false)
    } finally {
      this.isTogether = false
    }
  }

  /** The newest layout that this version knows; a newer one is read and not edited. */
  writable(): boolean {
    return !isNewer(this.meta.get('schema'))
  }
}
