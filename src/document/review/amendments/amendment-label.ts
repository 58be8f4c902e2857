// The label of an amendment, as people say it: "2", or "2 k" where another one has the number too. The author's device
// counts on from the numbers that it knows, and the number stands in the entry, so that nothing changes it. Two
// people apart can give the same number. Then letters join, from the drawn part of each id: a letter by order, as in
// "2 a" and "2 b", would move to another amendment when a third one with the number comes (decision 0114).
import { drawnIn, type EntryId } from '#document/ids'

/** An earlier version gives no number, and neither does a text with too many. */
export const highestNumber = 9999

export type Numbered = { id: EntryId; number?: number | undefined }

/**
 * One more than all numbers up to the count of amendments, and none that is there: a number above the count was made
 * up, or passes over one that was. Undefined where there are too many.
 */
export const nextNumber = (all: readonly Numbered[]): number | undefined => {
  const given = all.flatMap(({ number = 0 }) => (number <= all.length ? [number] : []))
  const taken = new Set(all.map(({ number }) => number))
  let next = Math.max(0, ...given) + 1
  while (taken.has(next)) next++
  return next > highestNumber ? undefined : next
}

const digits = '234567'
/** The drawn part in letters alone, and behind that the id, which no other amendment has. */
const lettersOf = (id: EntryId): string =>
  `${drawnIn(id).replaceAll(/\d/g, sign => 'abcdef'[digits.indexOf(sign)] ?? sign)}-${id}`

const commonLength = (one: string, other: string): number => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

/** The fewest letters by which each differs from all others: more of them join, and none ever changes. */
const joined = (ids: readonly EntryId[]): [EntryId, string][] => {
  const sorted = ids.map(id => ({ id, letters: lettersOf(id) }))
  sorted.sort((a, b) => (a.letters < b.letters ? -1 : 1))
  return sorted.map(({ id, letters }, at) => {
    const beside = [sorted[at - 1], sorted[at + 1]]
    const common = beside.map(other => (other ? commonLength(letters, other.letters) : 0))
    return [id, letters.slice(0, Math.max(...common) + 1)]
  })
}

const short = 4
const countsOf = (labels: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

/** As a person may type a number, or a number with its letters. */
const isLikeNumber = /^\d+[A-Z]*$/

/** Without a number, by the first signs that were drawn, then by all of them, then by the id. */
const withoutNumber = (ids: readonly EntryId[]): [EntryId, string][] => {
  const longOf = (id: EntryId): string => drawnIn(id).toUpperCase()
  const shortOf = (id: EntryId): string => longOf(id).slice(0, short)
  const [shorts, longs] = [countsOf(ids.map(shortOf)), countsOf(ids.map(longOf))]
  const isFree = (label: string, counts: ReadonlyMap<string, number>): boolean =>
    counts.get(label) === 1 && !isLikeNumber.test(label)
  return ids.map(id => {
    if (isFree(shortOf(id), shorts)) return [id, shortOf(id)]
    return [id, isFree(longOf(id), longs) ? longOf(id) : id.toUpperCase()]
  })
}

/** No two the same; it depends on what is there and not on its order. A space that does not break joins letters. */
export const labelsOf = (all: readonly Numbered[]): Map<EntryId, string> => {
  const byNumber = Map.groupBy(all, ({ number }) => number)
  return new Map(
    [...byNumber].flatMap(([number, same]): [EntryId, string][] => {
      const ids = same.map(({ id }) => id)
      if (number === undefined) return withoutNumber(ids)
      if (ids.length === 1) return ids.map(id => [id, `${number}`])
      return joined(ids).map(([id, letters]) => [id, `${number}\u00a0${letters}`])
    }),
  )
}

/**
 * The one with this id, or with this label, typed with another space, or none, or in capitals. Undefined for a name that
 * fits two.
 */
export const amendmentNamed = <Each extends { id: string; label: string }>(
  all: readonly Each[],
  typed: string,
): Each | undefined => {
  const plain = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()
  const fitting = all.filter(({ label }) => plain(label) === plain(typed))
  return all.find(({ id }) => id === typed) ?? (fitting.length === 1 ? fitting[0] : undefined)
}
