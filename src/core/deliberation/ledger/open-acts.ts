// The acts of one document in memory, read from the archive on request: a graph for each document in
// which one began, and the acts that wait.
import { Proceedings, readAct, type Act, type Membership } from '#core/deliberation/acts'
import type { ActRow, Archive } from '#core/archive'
import type { ActId, DocumentId, GroupId } from '#shared/ids'

export type OpenActs = {
  document: DocumentId
  /** The audience. */
  group: GroupId
  graphs: Map<DocumentId, Proceedings>
  waiting: Map<ActId, Act>
  /** Acts that were read. */
  size: number
}

/** The columns that make an act: turning the names of thousands of rows into text takes time. */
const columns = ['group', 'graph', 'depth', 'bytes', 'signature', 'state'] as const
type Row = Pick<ActRow, (typeof columns)[number]>

const actIn = (row: Row): Act[] => {
  const act = readAct(row)
  return act ? [act] : []
}

/** The proceedings of one graph, made when they are first asked for. */
export const graphIn = (
  { graphs, group }: OpenActs,
  graph: DocumentId,
  membership: Membership,
): Proceedings => {
  const known = graphs.get(graph)
  if (known) return known
  const made = new Proceedings({ audience: group, document: graph }, membership)
  graphs.set(graph, made)
  return made
}

/** Null for a document without acts that is not here. */
export const readActs = (
  archive: Pick<Archive, 'acts' | 'documents'>,
  document: DocumentId,
  membershipOf: (group: GroupId) => Membership | null,
): OpenActs | null => {
  const rows = archive.acts.list({ document }, columns)
  const group = rows[0]?.group ?? archive.documents.keyOf(document)?.group
  const membership = group && membershipOf(group)
  if (!group || !membership) return null
  const open: OpenActs = {
    document,
    group,
    graphs: new Map(),
    waiting: new Map(),
    size: rows.length,
  }
  const taken = rows.filter(({ state }) => state === 'taken').toSorted((a, b) => a.depth - b.depth)
  for (const [graph, own] of Map.groupBy(taken, row => row.graph))
    graphIn(open, graph, membership).add(own.flatMap(actIn))
  for (const row of rows)
    if (row.state === 'waiting') for (const act of actIn(row)) open.waiting.set(act.id, act)
  return open
}

/** Acts that stay in memory. */
const mostHeld = 32_768

/** The acts of the documents that were asked about last. */
export class HeldActs {
  readonly #read: (document: DocumentId) => OpenActs | null
  readonly #open = new Map<DocumentId, OpenActs>()
  /** Acts of these documents, as they were read. */
  #held = 0

  constructor(read: (document: DocumentId) => OpenActs | null) {
    this.#read = read
  }

  get(document: DocumentId): OpenActs | null {
    const known = this.#open.get(document)
    const open = known ?? this.#read(document)
    if (!open) return null
    // Moved to the end: the first is the least recently used.
    this.#open.delete(document)
    this.#open.set(document, open)
    if (known) return open
    this.#held += open.size
    this.#makeRoom()
    return open
  }

  forget(document: DocumentId): void {
    this.#held -= this.#open.get(document)?.size ?? 0
    this.#open.delete(document)
  }

  /** The document that was read last stays, however many acts it has. */
  #makeRoom(): void {
    for (const document of this.#open.keys()) {
      if (this.#held <= mostHeld || this.#open.size === 1) return
      this.forget(document)
    }
  }
}
