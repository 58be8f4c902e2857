// Limits of the conflicts that are kept of one document: others determine the length of a paragraph
// and the number of concurrent edits, and an unreadable list would hide all that is in it.
import type { FormattedWords, Side } from '#document/history/conflicts'
import type { Conflict } from '#core/archive'

/** Beyond this the earliest go. */
const mostMerges = 1000
/** UTF-16 units in a list, and runs of equal formats: decoded lists have 262,144 items at most. */
const [mostLetters, mostRuns] = [1 << 23, 10_000]
/** UTF-16 units of each wording; the second where a list with such ones does not fit. */
const [long, brief] = [100_000, 2_000]
/** One run for so many units. */
const lettersARun = 100

const beginningOf = (text: string, most: number): string => {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd8_00 && last < 0xdc_00 ? most - 1 : most)
}

const shortened = (merge: Conflict, most: number): Conflict => {
  let { isShortened } = merge
  const cut = (text: string): string => {
    if (text.length > most) isShortened = true
    return beginningOf(text, most)
  }
  const side = ({ change, text }: Side): Side => ({
    change,
    text: text === null ? null : cut(text),
  })
  const formatted = (runs: FormattedWords): FormattedWords => {
    const kept: FormattedWords = []
    let left = most
    for (const { href, ...run } of runs) {
      if (left <= 0 || kept.length === most / lettersARun) break
      if (run.text.length + (href?.length ?? 0) > left) isShortened = true
      const text = beginningOf(run.text, left)
      left -= text.length
      const hasRoom = href !== undefined && href.length <= left
      if (hasRoom) left -= href.length
      kept.push({ ...run, text, ...(hasRoom && { href }) })
    }
    if (kept.length < runs.length) isShortened = true
    return kept
  }
  const { before, mine, theirs, values, formats } = merge
  const words = { before: cut(before), mine: side(mine), theirs: side(theirs) }
  return {
    ...merge,
    ...words,
    values: values.map(each => ({
      name: each.name,
      before: cut(each.before),
      mine: cut(each.mine),
      theirs: cut(each.theirs),
    })),
    formats: formats && {
      isClash: formats.isClash,
      before: formatted(formats.before),
      mine: formatted(formats.mine),
      theirs: formatted(formats.theirs),
    },
    isShortened,
  }
}

const runsIn = ({ formats }: Conflict): FormattedWords =>
  formats ? [...formats.before, ...formats.mine, ...formats.theirs] : []

const lettersIn = (merge: Conflict): number =>
  [
    ...[merge.before, merge.mine.text ?? '', merge.theirs.text ?? ''],
    ...merge.values.flatMap(each => [each.before, each.mine, each.theirs]),
    ...runsIn(merge).flatMap(({ text, href = '' }) => [text, href]),
  ].reduce((sum, { length }) => sum + length, 0)

/** How many of them fit, counted from the end. */
const fittingOf = (merges: readonly Conflict[]): number => {
  let [letters, runs] = [0, 0]
  const first = merges.findLastIndex(merge => {
    letters += lettersIn(merge)
    runs += runsIn(merge).length
    return letters > mostLetters || runs > mostRuns
  })
  return merges.length - 1 - first
}

/** The last of them that there is room for. Long wordings are cut before an early one goes. */
export const bounded = (merges: readonly Conflict[]): Conflict[] => {
  const last = merges.slice(-mostMerges).map(merge => shortened(merge, long))
  if (fittingOf(last) === last.length) return last
  const short = last.map(merge => shortened(merge, brief))
  return short.slice(short.length - fittingOf(short))
}
