// Search hits gathered by document, in the order in which core ranked the best of each.
import type { SearchHit } from '#shared/contract'
import type { DocumentId } from '#shared/ids'

export type Result = {
  document: DocumentId
  /** The best hit, shown in the list. */
  best: SearchHit
  hits: SearchHit[]
}

export function resultsOf(hits: readonly SearchHit[]): Result[] {
  const results = new Map<DocumentId, Result>()
  for (const hit of hits) {
    const result = results.get(hit.document)
    if (result) result.hits.push(hit)
    else results.set(hit.document, { document: hit.document, best: hit, hits: [hit] })
  }
  return [...results.values()]
}
