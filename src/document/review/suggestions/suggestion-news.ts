// Suggestions that were settled since a state of the document, so that Home names them to their authors.
import type * as Y from 'yjs'
import type { SameMember } from '#document/review/amendments'
import { readLogs } from '#document/review/comments'
import type { DocumentState } from '#document/history/versions'
import type { EntryId } from '#document/ids'
import { readWaiting, waitingIn } from './suggestions.ts'

/** A suggestion that waited in the state and waits no longer. `author` and `by` are clients. */
export type SettledSince = {
  suggestion: EntryId
  author: number
  /** The verdicts that came since, in the order of their times, which are claims. */
  verdicts: { by: number; kind: 'accept' | 'reject' | 'withdraw' }[]
}

/**
 * Suggestions of members alone. Words wait as long as they are marked, whatever a member says of them; a suggestion for
 * a paragraph waits until the first verdict on it.
 */
export const settledSince = (
  doc: Y.Doc,
  state: DocumentState,
  isSame: SameMember,
): SettledSince[] => {
  const clocks = new Map<EntryId, number>()
  const logs = readLogs(doc, clocks)
  const isNew = (client: number, id: EntryId): boolean =>
    (clocks.get(id) ?? 0) >= (state.clocks.get(client) ?? 0)
  const waiting = new Set(readWaiting(doc).map(({ id }) => id))
  let before: ReadonlySet<EntryId> | null = null
  return logs.flatMap(({ opening, rest }): SettledSince[] => {
    const { id: suggestion, client: author, kind: what, quoted } = opening
    if ((what !== 'suggestion' && what !== 'paragraph') || quoted || waiting.has(suggestion))
      return []
    const verdicts = rest.flatMap(({ kind, client: by, id }) =>
      kind === 'accept' || kind === 'reject' || (kind === 'withdraw' && isSame(by, author))
        ? [{ kind, by, isNew: isNew(by, id) }]
        : [],
    )
    const since = verdicts.filter(each => each.isNew)
    if (since.length === 0) return []
    const waited =
      isNew(author, suggestion) ||
      (what === 'paragraph'
        ? since.length === verdicts.length
        : (before ??= waitingIn(doc, state)).has(suggestion))
    return waited ? [{ suggestion, author, verdicts: since }] : []
  })
}
