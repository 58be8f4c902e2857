// Writes a change of several positions of one text as that many splices. Lexical's binding writes
// one splice from the first difference to the last, and so rewrites the text between: concurrent
// insertions there end up in the wrong place. Whole words are compared, so that a replaced word is
// replaced as a whole. The binding compares units and not characters, so changes that begin or end
// with half a character (an emoji put for another) are written here as well: Yjs has no half
// characters, and would spoil both.
import * as Y from 'yjs'

export type Splice = { at: number; remove: number; insert: string }

/** More differing words than this on both sides together are written as one splice. */
const most = 4000

const wordsOf = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu) ?? []

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count++
  return count
}

const commonEnd = (a: readonly string[], b: readonly string[], most: number): number => {
  let count = 0
  while (count < most && a.at(-1 - count) === b.at(-1 - count)) count++
  return count
}

/** Length of the longest common subsequence from each pair of positions on. */
const commonLengths = (a: readonly string[], b: readonly string[]): Uint16Array[] => {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [table[i], table[i + 1]]
      if (row === undefined || below === undefined) continue
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

/** From the end to the beginning, so that each position counts in the text as it was. */
export const splicesBetween = (before: string, after: string): Splice[] => {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const start = commonStart(a, b)
  const end = commonEnd(a, b, Math.min(a.length, b.length) - start)
  const [old, now] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const offset = a.slice(0, start).join('').length
  if (old.length * now.length > most * 100 || old.length + now.length > most)
    return [{ at: offset, remove: old.join('').length, insert: now.join('') }]
  const table = commonLengths(old, now)
  const splices: Splice[] = []
  let [i, j, at] = [0, 0, offset]
  let open: Splice | null = null
  const change = (): Splice => {
    open ??= { at, remove: 0, insert: '' }
    if (splices.at(-1) !== open) splices.push(open)
    return open
  }
  while (i < old.length || j < now.length) {
    const [word = '', next = ''] = [old[i], now[j]]
    if (i < old.length && j < now.length && word === next) {
      open = null
      at += word.length
      i++
      j++
    } else if (
      j >= now.length ||
      (i < old.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))
    ) {
      change().remove += word.length
      at += word.length
      i++
    } else {
      change().insert += next
      j++
    }
  }
  return splices.toReversed()
}

const plainText = (text: Y.XmlText): string | null => {
  const parts = (text.toDelta() as { insert: unknown }[]).map(part => part.insert)
  return parts.every(part => typeof part === 'string') ? parts.join('') : null
}

/** True when `after` is `before` with something put in at one place, as by a key. */
const isInsertion = (before: string, after: string): boolean => {
  const added = after.length - before.length
  if (added <= 0) return false
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  return before.slice(start) === after.slice(start + added)
}

const isHigh = (unit: string | undefined): boolean => /[\uD800-\uDBFF]/.test(unit ?? '')
const isLow = (unit: string | undefined): boolean => /[\uDC00-\uDFFF]/.test(unit ?? '')

/** The one splice of whole characters, where the units that differ begin or end inside one; else null. */
const spliceOfCharacters = (before: string, after: string): Splice | null => {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  const isStartInside = isHigh(before[start - 1])
  const isEndInside = end > 0 && isLow(before.at(-end))
  if (!isStartInside && !isEndInside) return null
  const at = isStartInside ? start - 1 : start
  const room = Math.min(isEndInside ? end - 1 : end, most - at)
  const kept = room > 0 && isLow(before.at(-room)) ? room - 1 : room
  return { at, remove: before.length - at - kept, insert: after.slice(at, after.length - kept) }
}

/**
 * The insertion that ends at the caret; null for any other change. The binding looks for it behind letters that are the
 * same: these would be marked as words of a suggestion, and stay when it is rejected.
 */
const insertionBefore = (caret: number, before: string, after: string): Splice | null => {
  const at = caret - (after.length - before.length)
  if (at < 0 || at >= caret || caret > after.length) return null
  const isThere =
    before.slice(0, at) === after.slice(0, at) && before.slice(at) === after.slice(caret)
  const isWhole = !(isHigh(before[at - 1]) && isLow(before[at])) && !isHigh(after[caret - 1])
  return isThere && isWhole ? { at, remove: 0, insert: after.slice(at, caret) } : null
}

/** Where a change was made: the caret after it, and the selection before it, in UTF-16 units of the block's text. */
export type Around = { caret: number | null; selected: { from: number; to: number } | null }

/**
 * Words typed over a selection, without whole words that come back at its beginning or end; null for any other change.
 * The binding keeps letters that both have in common: where another member types over the same words, these letters
 * go with theirs.
 */
export const replacement = (
  { caret, selected }: Around,
  before: string,
  after: string,
): Splice | null => {
  if (caret === null || selected === null || caret < selected.from) return null
  const { from, to } = selected
  const isThere =
    before.slice(0, from) === after.slice(0, from) && before.slice(to) === after.slice(caret)
  if (!isThere) return null
  const [old, now] = [wordsOf(before.slice(from, to)), wordsOf(after.slice(from, caret))]
  const shared = commonStart(old, now)
  const ending = commonEnd(old, now, Math.min(old.length, now.length) - shared)
  // A first letter that is a word of the selection too is a new one: nothing else came with it.
  const [start, end] = shared + ending < now.length ? [shared, ending] : [0, 0]
  return {
    at: from + old.slice(0, start).join('').length,
    remove: old.slice(start, old.length - end).join('').length,
    insert: now.slice(start, now.length - end).join(''),
  }
}

/**
 * Makes `text` read `wanted` where that takes more than one splice, or one that the binding would
 * begin or end inside a character or a replaced word, or put elsewhere than before the caret; else leaves it to
 * the binding.
 */
export const spliceWords = (text: Y.XmlText, wanted: string, around: Around): void => {
  const before = plainText(text)
  if (before === null || before === wanted || before === '' || wanted === '') return
  const { caret } = around
  const typed = caret === null ? null : insertionBefore(caret, before, wanted)
  if (typed) return text.insert(typed.at, typed.insert)
  const over = replacement(around, before, wanted)
  if (over) {
    text.delete(over.at, over.remove)
    return text.insert(over.at, over.insert)
  }
  const splices = isInsertion(before, wanted) ? [] : splicesBetween(before, wanted)
  const whole = splices.length < 2 ? spliceOfCharacters(before, wanted) : null
  if (whole === null && splices.length < 2) return
  for (const { at, remove, insert } of whole === null ? splices : [whole]) {
    if (remove > 0) text.delete(at, remove)
    if (insert !== '') text.insert(at, insert)
  }
}
