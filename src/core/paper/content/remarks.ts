// Where comments begin and end in the content of a file.
import type { EntryId } from '#document/ids'
import type { SheetComment } from '../sheet.ts'
import { paragraphsIn, type FilePart, type Stretch } from './parts.ts'

/** The marks of one comment in a format. */
type RemarkSigns = { begin(comment: EntryId): string; end(comment: EntryId): string }

/** The marks of all comments that begin before a stretch of words, and of those that end behind it. */
export type RemarkMarks = {
  before(stretch: Stretch): string
  behind(stretch: Stretch): string
  /** Comments on words that are gone. */
  unplaced: readonly EntryId[]
}

/** Each comment from its first to its last words. */
export const remarkMarks = (
  comments: readonly SheetComment[],
  parts: readonly FilePart[],
  signs: RemarkSigns,
): RemarkMarks => {
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
  return {
    before: stretch => (edges.get(stretch)?.begin ?? []).map(signs.begin).join(''),
    behind: stretch => (edges.get(stretch)?.end ?? []).map(signs.end).join(''),
    unplaced,
  }
}
