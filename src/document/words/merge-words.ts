// Two changes of one text in one: what each changed of words that the other left alone. Where both
// changed the same words differently, the one that is put in decides, and it is said that they clash.
import { difference, wordsIn } from './word-difference.ts'

/** Takes units `from` to `to` of the text away and puts `insert` there. */
export type Splice = { from: number; to: number; insert: string }

/** A stretch that stayed, went or came; together they are both texts. */
export type WordChange = { kind: 'kept' | 'removed' | 'added'; text: string }

/** Without the words that it takes away and puts back, so that the same change is the same splice. */
const trimmed = (before: string, { from, to, insert }: Splice): Splice => {
  const [old, now] = [wordsIn(before.slice(from, to)), wordsIn(insert)]
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start++
  let end = 0
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const length = (words: readonly string[]): number => words.join('').length
  return {
    from: from + length(old.slice(0, start)),
    to: to - length(old.slice(old.length - end)),
    insert: now.slice(start, now.length - end).join(''),
  }
}

/** The splices that make `after` of `before`, in order. */
export const splicesBetween = (before: string, after: string): Splice[] => {
  const [old, now] = [wordsIn(before), wordsIn(after)]
  const splices: Splice[] = []
  let [x, y, at] = [0, 0, 0]
  for (const { kind, count } of difference(old, now)) {
    if (kind === 'added') {
      const insert = now.slice(y, (y += count)).join('')
      const last = splices.at(-1)
      if (last && last.to === at && last.from < at) last.insert = insert
      else splices.push({ from: at, to: at, insert })
      continue
    }
    const { length } = old.slice(x, (x += count)).join('')
    if (kind === 'kept') y += count
    else splices.push({ from: at, to: at + length, insert: '' })
    at += length
  }
  return splices.map(splice => trimmed(before, splice))
}

/** For each position the removed words before the added ones. */
export const wordChanges = (before: string, after: string): WordChange[] => {
  let at = 0
  const changes = splicesBetween(before, after).flatMap(({ from, to, insert }): WordChange[] => {
    const kept = before.slice(at, from)
    at = to
    return [
      { kind: 'kept', text: kept },
      { kind: 'removed', text: before.slice(from, to) },
      { kind: 'added', text: insert },
    ]
  })
  return [...changes, { kind: 'kept' as const, text: before.slice(at) }].filter(
    ({ text }) => text !== '',
  )
}

const isSame = (a: readonly Splice[], b: readonly Splice[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** Whether two changes are of the same words; two that only put words in beside each other are not. */
const overlap = (a: Splice, b: Splice): boolean => a.from < b.to && b.from < a.to

type Group = { from: number; to: number; first: Splice[]; second: Splice[] }

/** Changes that overlap, and what overlaps those, in the order of the text. */
const groupsOf = (first: readonly Splice[], second: readonly Splice[]): Group[] => {
  const all = [
    ...first.map(splice => ({ splice, side: 'first' as const })),
    ...second.map(splice => ({ splice, side: 'second' as const })),
  ].toSorted((a, b) => a.splice.from - b.splice.from || a.splice.to - b.splice.to)
  const groups: Group[] = []
  for (const { splice, side } of all) {
    const last = groups.at(-1)
    const isTwin =
      last !== undefined && [...last.first, ...last.second].some(each => isSame([each], [splice]))
    if (last && (isTwin || overlap({ ...last, insert: '' }, splice))) {
      last[side].push(splice)
      last.to = Math.max(last.to, splice.to)
    } else {
      const { from, to } = splice
      groups.push({ from, to, first: [], second: [], [side]: [splice] })
    }
  }
  return groups
}

/** Units `from` to `to` of a text with these changes. */
export const applied = (
  text: string,
  { from, to }: { from: number; to: number },
  splices: readonly Splice[],
): string => {
  let [at, result] = [from, '']
  for (const splice of splices) {
    result += text.slice(at, splice.from) + splice.insert
    at = splice.to
  }
  return result + text.slice(at, to)
}

/** Without the letters that a changed word begins and ends with as before. */
const inLetters = (before: string, { from, to, insert }: Splice): Splice => {
  const old = before.slice(from, to)
  const most = Math.min(old.length, insert.length)
  let start = 0
  while (start < most && old[start] === insert[start]) start++
  let end = 0
  while (end < most - start && old.at(-1 - end) === insert.at(-1 - end)) end++
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) }
}

/** Whether `other` only took away what `one` took away too: both together read as `one`. */
export const readsAsOne = (before: string, one: string, other: string): boolean => {
  const changed = splicesBetween(before, one)
  return splicesBetween(before, other)
    .map(splice => inLetters(before, splice))
    .every(
      ({ from, to, insert }) =>
        insert === '' && changed.some(each => each.from <= from && to <= each.to),
    )
}

export type MergedWords = {
  text: string
  /** Both changed the same words differently; there it reads as `second` has it. */
  clashes: boolean
}

/** `base` with the changes of both; what both changed alike is changed once. */
export const mergeWords = (base: string, first: string, second: string): MergedWords => {
  if (first === base) return { text: second, clashes: false }
  if (second === base || first === second) return { text: first, clashes: false }
  let [at, text, clashes] = [0, '', false]
  for (const group of groupsOf(splicesBetween(base, first), splicesBetween(base, second))) {
    text += base.slice(at, group.from)
    at = group.to
    const isBoth = group.first.length > 0 && group.second.length > 0
    if (isBoth && !isSame(group.first, group.second)) clashes = true
    text += applied(base, group, group.second.length > 0 ? group.second : group.first)
  }
  return { text: text + base.slice(at), clashes }
}

/** A stretch of two wordings: in both, or in one of them alone. */
export type BothWords = { whose: 'both' | 'mine' | 'theirs'; text: string }

/** Both wordings in one, change by change: those of `both` and `mine` are mine, those of `both` and `theirs` are theirs. */
export const bothWords = (base: string, mine: string, theirs: string): BothWords[] => {
  let at = 0
  const all = groupsOf(splicesBetween(base, mine), splicesBetween(base, theirs)).flatMap(
    (group): BothWords[] => {
      const kept: BothWords = { whose: 'both', text: base.slice(at, group.from) }
      at = group.to
      const [own, other] = [group.first, group.second].map(each => applied(base, group, each))
      if (own === other) return [kept, { whose: 'both', text: own ?? '' }]
      return [kept, { whose: 'mine', text: own ?? '' }, { whose: 'theirs', text: other ?? '' }]
    },
  )
  return [...all, { whose: 'both' as const, text: base.slice(at) }].filter(
    ({ text }) => text !== '',
  )
}

const endsWord = /[\p{L}\p{N}.,;:!?…)\]»”]$/u
const beginsWord = /^[\p{L}\p{N}]/u
/** Han and its marks are written without spaces. */
const isUnspaced = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]$/u

const besideIt = (text: string, insert: string): string =>
  endsWord.test(text) && !isUnspaced.test(text) && beginsWord.test(insert)
    ? `${text} ${insert}`
    : text + insert

/**
 * `base` with the changes of both, where each changed words that the other left alone: null where they clash. Words
 * that both put in at one place have a space between them.
 */
export const joinedWords = (base: string, mine: string, theirs: string): string | null => {
  const groups = groupsOf(splicesBetween(base, mine), splicesBetween(base, theirs))
  let [at, text] = [0, '']
  for (const [index, group] of groups.entries()) {
    const { from, to, first, second } = group
    if (first.length > 0 && second.length > 0 && !isSame(first, second)) return null
    const insert = applied(base, group, second.length > 0 ? second : first)
    const isBeside = index > 0 && from === at
    text = isBeside ? besideIt(text, insert) : text + base.slice(at, from) + insert
    at = to
  }
  return text + base.slice(at)
}
