// Puts the structs of an update into the causal order in which Yjs integrates them, and reports
// missing ones.
import * as Y from 'yjs'
import type { Id, Scan, Section, Struct } from './scan.ts'

export type Causes = {
  /** Every struct that can be integrated, in such an order. */
  ordered: Struct[]
  /** Something outside the update is not here yet. */
  isMissing: boolean
  /**
   * Structs that refer to each other, to themselves, or to clocks that their own author never
   * wrote.
   */
  isCircular: boolean
  /** How far each client would be known after the update. */
  reach(client: number): number
}

const referencesOf = ({ origin, rightOrigin, parent }: Struct): Id[] =>
  [origin, rightOrigin, typeof parent === 'string' ? null : parent].filter(id => id !== null)

const endOf = ({ structs }: Section): number => {
  const last = structs.at(-1)
  return last ? last.clock + last.length : 0
}

/** `isOwn` recognises the author's client ids: all of their clocks before this update are known. */
export const causesOf = (
  doc: Y.Doc,
  { sections }: Scan,
  isOwn: (client: number) => boolean,
): Causes => {
  const reached = new Map<number, number>()
  const reach = (client: number): number =>
    Math.max(reached.get(client) ?? 0, Y.getState(doc.store, client))
  const byClient = new Map(sections.map(section => [section.client, section]))
  const next = new Map<Section, number>()
  const waiting = new Map<number, Section[]>()
  const ordered: Struct[] = []
  let isMissing = false
  let isCircular = false

  /** The obstacle that keeps `struct` from being next, if any. */
  const obstacle = (struct: Struct): Id | null =>
    referencesOf(struct).find(id =>
      id.client === struct.client ? id.clock >= struct.clock : id.clock >= reach(id.client),
    ) ?? null

  const waitFor = (client: number, section: Section): void => {
    const others = waiting.get(client)
    if (others) others.push(section)
    else waiting.set(client, [section])
  }

  /** Goes on with a section until an obstacle. Returns the sections that this frees. */
  const advance = (section: Section): Section[] => {
    const { client, structs } = section
    const freed: Section[] = []
    for (let at = next.get(section) ?? 0; at < structs.length; at++) {
      next.set(section, at)
      const struct = structs[at]
      if (!struct) break
      const missing = obstacle(struct)
      if (missing?.client === client) {
        isCircular = true
        return freed
      }
      if (missing) {
        const other = byClient.get(missing.client)
        if (other && endOf(other) > missing.clock) waitFor(missing.client, section)
        else if (isOwn(missing.client)) isCircular = true
        else isMissing = true
        return freed
      }
      ordered.push(struct)
      reached.set(client, struct.clock + struct.length)
      freed.push(...(waiting.get(client) ?? []))
      waiting.delete(client)
    }
    next.set(section, structs.length)
    return freed
  }

  const ready = [...sections]
  for (let section = ready.pop(); section; section = ready.pop()) ready.push(...advance(section))
  if (!isMissing && waiting.size > 0) isCircular = true
  return { ordered, isMissing, isCircular, reach }
}
