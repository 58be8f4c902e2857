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
}

const actIn = (row: ActRow): Act[] => {
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
  const rows = archive.acts.list({ document })
  const group = rows[0]?.group ?? archive.documents.keyOf(document)?.group
  const membership = group && membershipOf(group)
  if (!group || !membership) return null
  const open: OpenActs = { document, group, graphs: new Map(), waiting: new Map() }
  const taken = rows.filter(({ state }) => state === 'taken').toSorted((a, b) => a.depth - b.depth)
  for (const [graph, own] of Map.groupBy(taken, row => row.graph))
    graphIn(open, graph, membership).add(own.flatMap(actIn))
  for (const row of rows)
    if (row.state === 'waiting') for (const act of actIn(row)) open.waiting.set(act.id, act)
  return open
}
