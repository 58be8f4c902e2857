// Where comments begin and end in the content of a file.
import type { EntryId } from '#shared/document'
import type { SheetComment } from '../sheet.ts'
import { paragraphsIn, type FilePart, type Stretch } from './parts.ts'

/** Comments that begin before a stretch of words, or end behind it. */
type Edges = { begin: readonly EntryId[]; end: readonly EntryId[] }

export type RemarkPlaces = {
  of(stretch: Stretch): Edges
  /** Comments on words that are gone. */
  unplaced: readonly EntryId[]
}

const none: Edges = { begin: [], end: [] }

/** Each comment from its first to its last words. */
export const remarkPlaces = (
  comments: readonly SheetComment[],
  parts: readonly FilePart[],
): RemarkPlaces => {
  const ends = new Map<EntryId, { first: Stretch; last: Stretch }>()
  for (const { stretches } of paragraphsIn(parts))
    for (const stretch of stretches) {
      const { item } = stretch
      const remarks = item.is === 'caption' || item.is === 'picture' ? [] : (item.run.remarks ?? [])
      for (const id of remarks)
        ends.set(id, { first: ends.get(id)?.first ?? stretch, last: stretch })
    }
  const edges = new Map<Stretch, { begin: EntryId[]; end: EntryId[] }>()
  const at = (stretch: Stretch) => {
    const found = edges.get(stretch) ?? { begin: [], end: [] }
    edges.set(stretch, found)
    return found
  }
  for (const [id, { first, last }] of ends) {
    at(first).begin.push(id)
    at(last).end.push(id)
  }
  const unplaced = comments.flatMap(({ id }) => (ends.has(id) ? [] : [id]))
  return { of: stretch => edges.get(stretch) ?? none, unplaced }
}
