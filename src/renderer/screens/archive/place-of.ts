// Where a hit leads: its document, at its paragraph.
import type { SearchHit } from '#shared/contract'
import type { Route } from '../../shell/router.ts'

export const placeOf = (hit: Pick<SearchHit, 'document' | 'block'>): Route => ({
  screen: 'document',
  document: hit.document,
  ...(hit.block === null ? {} : { block: hit.block }),
})
