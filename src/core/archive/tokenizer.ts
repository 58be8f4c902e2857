// Cuts text into words for the search index and finds them again: the same words for the index,
// for a query and for the marks in a snippet, in every script the group may write.
//
// A word is a run of letters, digits and their marks. Chinese, Japanese, Thai and other scripts put no
// space between words: there each letter with its marks is a word of its own, so letters in a row find
// every text that holds them in a row. A word is folded as `foldText` says. A soft hyphen and a sign of
// direction within a word are no part of it.
//
// SQLite is set to cut at ASCII spaces only (tokenizer 'ascii'): its own tables of letters are
// older than these, and a word that the two cut differently would be stored and never found.
import { foldText } from '#shared/text-folding'

export type Word = {
  folded: string
  /** Where it stands in the text, in UTF-16 units. */
  from: number
  to: number
}

const scripts = [
  ...['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'],
]
const unspaced = scripts.map(script => `\\p{Script=${script}}`).join('')
/** Soft hyphen, joiners and signs of direction. */
const unseen = '\\u00ad\\u061c\\u200d-\\u200f\\u2060'
const spacedWord = new RegExp(`[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}${unseen}]*`, 'gu')
const anyWord = new RegExp(
  `(?=[${unspaced}])[\\p{L}\\p{N}]\\p{M}*` +
    `|(?![${unspaced}])[\\p{L}\\p{N}](?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}${unseen}])*`,
  'gu',
)
const anyUnspaced = new RegExp(`[${unspaced}]`, 'u')
/** Three times as fast as a pattern; a search asks it of some hundred paragraphs. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length

const foldAnew = (word: string): string => foldText(word).replace(/[^\p{L}\p{N}\p{M}]/gu, '')

// A text repeats words, and folding is the expensive step.
const folds = new Map<string, string>()
const foldsKept = 20_000

const fold = (word: string): string => {
  const known = folds.get(word)
  if (known !== undefined) return known
  if (folds.size >= foldsKept) folds.clear()
  const plain = foldAnew(word)
  folds.set(word, plain)
  return plain
}

const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)

/** As the general way, ten times as fast: most blocks are plain ASCII. */
const asciiWords = (text: string): Word[] => {
  const lower = text.toLowerCase()
  const words: Word[] = []
  for (let at = 0; at < lower.length;) {
    while (at < lower.length && !isWordUnit(lower.charCodeAt(at))) at += 1
    const from = at
    while (at < lower.length && isWordUnit(lower.charCodeAt(at))) at += 1
    if (at > from) words.push({ folded: lower.slice(from, at), from, to: at })
  }
  return words
}

export const wordsOf = (text: string): Word[] => {
  if (isAscii(text)) return asciiWords(text)
  const words: Word[] = []
  for (const match of text.matchAll(anyUnspaced.test(text) ? anyWord : spacedWord)) {
    const plain = fold(match[0])
    if (plain === '') continue
    words.push({ folded: plain, from: match.index, to: match.index + match[0].length })
  }
  return words
}

/**
 * A text from which the index takes the words of `wordsOf`. SQLite cuts and folds plain ASCII in
 * the same way; other text is folded here, with single spaces between words.
 */
export const foldedText = (text: string): string =>
  isAscii(text)
    ? text
    : wordsOf(text)
        .map(word => word.folded)
        .join(' ')

/** Whether `word` stands in small ASCII letters and digits; with `isOpen` it may go on. */
const standsIn = (lower: string, word: string, isOpen: boolean): boolean => {
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    const end = at + word.length
    const isWhole = isOpen || !isWordUnit(lower.charCodeAt(end))
    if (isWhole && !isWordUnit(lower.charCodeAt(at - 1))) return true
  }
  return false
}

/**
 * Tells whether a text may have `wanted` of some rows of words (folded; the last word of an open one may go
 * on). It never returns false where `wordsOf` finds them, and costs little, so that most texts need not be
 * cut.
 */
export const finderOf =
  (sought: readonly { words: readonly string[]; open: boolean }[]) =>
  (text: string, wanted: number): boolean => {
    if (wanted > sought.length) return false
    if (!isAscii(text)) return true
    const lower = text.toLowerCase()
    let spare = sought.length - wanted
    return sought.every(({ words, open }) => {
      const last = words.length - 1
      const isIn = words.every((word, at) => standsIn(lower, word, open && at === last))
      return isIn || spare-- > 0
    })
  }

/** Whether a script that puts no space between words writes `word` (folded). */
export const isUnspaced = (word: string): boolean => anyUnspaced.test(word)
