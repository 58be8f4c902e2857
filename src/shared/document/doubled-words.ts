// Words that came into the text twice because two people accepted the same amendment apart: which they
// are follows from the log and the text alone, so whoever takes them out does it for all.
import type * as Y from 'yjs'
import { isSettlement, readAmendmentLogs } from './amendment-entries.ts'
import { clientIn, type EntryId } from './entry-log.ts'
import { blockElements } from './layout.ts'
import { deleteRuns, hasRuns, type Run } from './reword.ts'

/**
 * Words that came into the text twice, because two accepted the same amendment apart: those of every
 * acceptance but the one with the first name. An acceptance that knew of another brought its own.
 */
const doubledRuns = (doc: Y.Doc): { keep: Run[]; drop: Run[] }[] =>
  readAmendmentLogs(doc).flatMap(({ rest }) => {
    const record = rest.filter(isSettlement)
    const byId = new Map(record.map(entry => [entry.id, entry]))
    const before = (id: EntryId): Set<EntryId> => {
      const seen = new Set<EntryId>()
      const ahead = [id]
      for (let at = ahead.pop(); at !== undefined; at = ahead.pop())
        for (const next of byId.get(at)?.replaces ?? [])
          if (!seen.has(next)) {
            seen.add(next)
            ahead.push(next)
          }
      return seen
    }
    const accepted = record.flatMap(entry =>
      entry.kind === 'accept' ? [{ ...entry, seen: before(entry.id) }] : [],
    )
    return accepted.flatMap(({ id, runs, seen }) => {
      const beside = accepted
        .filter(other => !seen.has(other.id) && !other.seen.has(id) && other.id < id)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]
      // Nobody brought in words of others: what says so keeps none and drops none.
      const own = (of: EntryId, all: readonly Run[]): Run[] =>
        all.filter(([client]) => client === clientIn(of))
      return beside ? [{ keep: own(beside.id, beside.runs), drop: own(id, runs) }] : []
    })
  })

/**
 * Takes out again what came into the text twice because two people accepted the same amendment apart.
 * The same words on every device, so whoever does it first does it for all; false when there was nothing.
 */
export const dropDoubled = (doc: Y.Doc): boolean => {
  const doubled = doubledRuns(doc)
  if (doubled.length === 0) return false
  let changed = false
  doc.transact(() => {
    for (const { keep, drop } of doubled) {
      const blocks = blockElements(doc)
      if (!blocks.some(block => hasRuns(block, keep))) continue
      for (const block of blocks) if (deleteRuns(block, drop)) changed = true
    }
  })
  return changed
}
