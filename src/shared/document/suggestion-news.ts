// Verdicts on suggestions, and which of them came after a state of the document, so that Home names them to their authors.
import type * as Y from 'yjs'
import { readLogs, threadsName } from './comments.ts'
import type { DocumentState } from './document-state.ts'
import type { EntryId } from './entry-log.ts'
import { readWaiting } from './suggestions.ts'

/** `author` and `by`: the clients that suggested and settled. */
export type KnownVerdict = {
  suggestion: EntryId
  author: number
  by: number
  kind: 'accept' | 'reject' | 'withdraw'
  isNew: boolean
}

/** Verdicts on suggestions of members that no longer wait in the text. */
export const verdictsSince = (doc: Y.Doc, { clocks }: DocumentState): KnownVerdict[] => {
  const said = doc.getMap(threadsName)._map
  const isNew = (key: string): boolean => {
    const item = said.get(key)
    return item !== undefined && item.id.clock >= (clocks.get(item.id.client) ?? 0)
  }
  const waiting = new Set(readWaiting(doc).map(({ id }) => id))
  return readLogs(doc).flatMap(({ opening, rest }): KnownVerdict[] => {
    const { id: suggestion, client: author, kind: what, quoted } = opening
    if ((what !== 'suggestion' && what !== 'paragraph') || quoted) return []
    if (waiting.has(suggestion)) return []
    return rest.flatMap(({ kind, client: by, id }): KnownVerdict[] =>
      kind === 'accept' || kind === 'reject' || kind === 'withdraw'
        ? [{ suggestion, author, by, kind, isNew: isNew(`${suggestion}/${id}`) }]
        : [],
    )
  })
}
