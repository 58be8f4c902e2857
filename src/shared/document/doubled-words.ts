// Words that came into the text twice because two people accepted the same amendment apart: which they
// are follows from the log and the text alone, so whoever takes them out does it for all.
import type * as Y from 'yjs'
import { isSettlement, readAmendmentLogs } from './amendment-entries.ts'
import { acceptancesIn, ownRuns } from './amendment-verdicts.ts'
import { blockElements } from './layout.ts'
import { deleteRuns, hasRuns, type Run } from './reword.ts'

/** Those of every acceptance but the one with the first name. One that knew of another brought its own. */
const doubledRuns = (doc: Y.Doc): { keep: Run[]; drop: Run[] }[] =>
  readAmendmentLogs(doc).flatMap(({ rest }) => {
    const accepted = acceptancesIn(rest.filter(isSettlement))
    return accepted.flatMap((entry, at) => {
      const beside = accepted.slice(0, at).find(other => !entry.knew(other) && !other.knew(entry))
      return beside ? [{ keep: ownRuns(beside), drop: ownRuns(entry) }] : []
    })
  })

/** The same words on every device, so whoever does it first does it for all; false when there was nothing. */
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
