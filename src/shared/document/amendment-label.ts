// The label of an amendment. Two people who propose apart must not both have number 2, and no one
// gives out numbers offline; so the author's device draws four signs, which are final from the
// first moment. The device draws again where the text has that label. If two amendments were made
// apart with the same four signs, or on purpose, each is called by all that was drawn for it.
import { drawnIn, type EntryId } from './entry-log.ts'

const short = 4

export const shortLabel = (id: EntryId): string => drawnIn(id).slice(0, short).toUpperCase()
const longLabel = (id: EntryId): string => drawnIn(id).toUpperCase()

const countsOf = (labels: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

/** A name for each, no two the same; it depends on what is there and not on its order. */
export const labelsOf = (ids: readonly EntryId[]): Map<EntryId, string> => {
  const [shorts, longs] = [countsOf(ids.map(shortLabel)), countsOf(ids.map(longLabel))]
  return new Map(
    ids.map(id => {
      if (shorts.get(shortLabel(id)) === 1) return [id, shortLabel(id)]
      return [id, longs.get(longLabel(id)) === 1 ? longLabel(id) : id.toUpperCase()]
    }),
  )
}
