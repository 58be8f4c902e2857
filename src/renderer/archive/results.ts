// Search hits gathered by document, in the order in which core ranked the best of each.
import type { SearchHit } from '#shared/contract'
import type { DocumentId } from '#shared/ids'

export type Result = {
  document: DocumentId
  /** The best hit, shown in the list. */
  best: SearchHit
  hits: SearchHit[]
}

export function resultsOf(hits: SearchHit[]): Result[] {
  const results = new Map<DocumentId, Result>()
  for (const hit of hits) {
    const result = results.get(hit.document)
    if (result) result.hits.push(hit)
    else results.set(hit.document, { document: hit.document, best: hit, hits: [hit] })
  }
  return [...results.values()]
}

/** How many results each value of a facet has, in the order in which they first appear. */
export function counted<K>(results: Result[], of: (result: Result) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const result of results) counts.set(of(result), (counts.get(of(result)) ?? 0) + 1)
  return counts
}

/** `chosen` switched for one value. */
export function toggled<K>(chosen: ReadonlySet<K>, value: K): Set<K> {
  const next = new Set(chosen)
  if (!next.delete(value)) next.add(value)
  return next
}
