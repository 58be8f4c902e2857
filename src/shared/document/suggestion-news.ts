// Verdicts on suggestions that came after a state of the document, so that their authors hear of them.
import type * as Y from 'yjs'
import { readLogs, threadsName } from './comments.ts'
import type { DocumentState } from './document-state.ts'

/** The clients that suggested and settled. */
export type NewVerdict = { author: number; by: number; kind: 'accept' | 'reject' }

/** Suggestions that another file brought in have no member as their author, and are left out. */
export const verdictsSince = (doc: Y.Doc, { clocks }: DocumentState): NewVerdict[] => {
  const said = doc.getMap(threadsName)._map
  const isNew = (key: string): boolean => {
    const item = said.get(key)
    return item !== undefined && item.id.clock >= (clocks.get(item.id.client) ?? 0)
  }
  return readLogs(doc).flatMap(({ opening, rest }): NewVerdict[] => {
    if ((opening.kind !== 'suggestion' && opening.kind !== 'paragraph') || opening.quoted) return []
    return rest.flatMap(({ kind, client, id }): NewVerdict[] =>
      (kind === 'accept' || kind === 'reject') && isNew(`${opening.id}/${id}`)
        ? [{ author: opening.client, by: client, kind }]
        : [],
    )
  })
}
