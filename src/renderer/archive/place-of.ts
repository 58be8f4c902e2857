// Where a hit leads: its document, at its paragraph.
import type { SearchHit } from '#shared/contract'
import type { Place } from '../place.ts'

export const placeOf = (hit: SearchHit): Place => ({
  screen: 'document',
  document: hit.document,
  ...(hit.block === null ? {} : { block: hit.block }),
})
