// Words that came into the text twice because two people accepted the same amendment, or took in the same
// suggestion of a paragraph, apart: which they are follows from the log and the text alone, so whoever
// takes them out does it for all.
import type * as Y from 'yjs'
import { removeBlock } from './edit-blocks.ts'
import { lengthOf } from './edit-text.ts'
import { isSettlement, readAmendmentLogs } from './amendment-entries.ts'
import { acceptancesIn, mostAcceptances, ownRuns } from './amendment-verdicts.ts'
import type { EntryId } from './entry-log.ts'
import { blockElements } from './layout.ts'
import { readParagraphLogs } from './paragraph-suggestions.ts'
import { readBlock } from './read-page.ts'
import { deleteRuns, hasRuns, wordsInRuns, type Run } from './reword.ts'
import { paragraphOf } from './settle-paragraphs.ts'

type Doubled = { keep: Run[]; drop: Run[] }

/** Of every acceptance but the one with the first name. One that knew of another brought its own. */
const doubledByAmendments = (doc: Y.Doc): Doubled[] =>
  readAmendmentLogs(doc).flatMap(({ rest }) => {
    const accepted = acceptancesIn(rest.filter(isSettlement))
    return accepted.flatMap((entry, at) => {
      const beside = accepted.slice(0, at).find(other => !entry.knew(other) && !other.knew(entry))
      return beside ? [{ keep: ownRuns(beside), drop: ownRuns(entry) }] : []
    })
  })

/**
 * The same of suggestions about paragraphs. Whoever writes in a text settles those, so the words are
 * looked at: they are dropped only where the others say the same.
 */
const doubledBySuggestions = (doc: Y.Doc): { id: EntryId; isNew: boolean; doubled: Doubled[] }[] =>
  readParagraphLogs(doc).flatMap(({ opening, rest }) => {
    const accepted = rest
      .flatMap(entry => (entry.kind === 'accept' ? [{ id: entry.id, runs: entry.runs ?? [] }] : []))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, mostAcceptances)
    if (accepted.length < 2) return []
    const [first, ...more] = accepted
      .map(entry => ({ runs: ownRuns(entry), words: wordsInRuns(doc, ownRuns(entry)) }))
      .toSorted((a, b) => b.words.length - a.words.length)
    const doubled = more.flatMap(({ runs, words }) =>
      first && words !== '' && first.words.includes(words)
        ? [{ keep: first.runs, drop: runs }]
        : [],
    )
    return [{ id: opening.id, isNew: opening.what === 'add', doubled }]
  })

/** A new paragraph that came twice and whose words went is no paragraph, where the other one is. */
const dropEmptyTwins = (doc: Y.Doc, id: EntryId): boolean => {
  const twins = blockElements(doc).filter(block => readBlock(block).id === paragraphOf(id))
  const empty = twins.filter(block => lengthOf(block) === 0)
  if (empty.length === twins.length) return false
  for (const block of empty) removeBlock(block)
  return empty.length > 0
}

/** The same words on every device, so whoever does it first does it for all; false when there was nothing. */
export const dropDoubled = (doc: Y.Doc): boolean => {
  const suggested = doubledBySuggestions(doc)
  const all = [...doubledByAmendments(doc), ...suggested.flatMap(({ doubled }) => doubled)]
  if (all.length + suggested.length === 0) return false
  let changed = false
  doc.transact(() => {
    for (const { keep, drop } of all) {
      const blocks = blockElements(doc)
      if (!blocks.some(block => hasRuns(block, keep))) continue
      for (const block of blocks) if (deleteRuns(block, drop)) changed = true
    }
    for (const { id, isNew } of suggested) if (isNew && dropEmptyTwins(doc, id)) changed = true
  })
  return changed
}
