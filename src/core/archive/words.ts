// How text is cut into words for the search index, and found again: the same words for the index,
// for a query and for the marks in a snippet, in every script the group may write.
//
// A word is a run of letters, digits and their marks; a Chinese, Japanese or Korean character is a
// word of its own, because those scripts put no space between words. It is folded: compatibility
// forms, case, accents, Arabic vowel signs and tatweel go; hamza forms and final letters of Arabic
// become their plain letter; digits of every script become 0 to 9.

export type Word = {
  folded: string
  /** Where it stands in the text, in UTF-16 units. */
  from: number
  to: number
}

const ideograph = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const wordPattern = new RegExp(
  `[${ideograph}]\\p{M}*|(?:(?![${ideograph}])[\\p{L}\\p{N}])(?:(?![${ideograph}])[\\p{L}\\p{N}\\p{M}])*`,
  'gu',
)
const plainLetters: Record<string, string> = { ى: 'ي', ة: 'ه', ٱ: 'ا', ـ: '' }

/** The value of a decimal digit of any script; each script's ten digits stand in a row. */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}

const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ىةٱـ]/gu, letter => plainLetters[letter] ?? letter)
    .replace(/(?![0-9])\p{Nd}/gu, digitValue)

export const wordsOf = (text: string): Word[] => {
  const words: Word[] = []
  for (const match of text.matchAll(wordPattern)) {
    const folded = fold(match[0])
    if (folded === '') continue
    words.push({ folded, from: match.index, to: match.index + match[0].length })
  }
  return words
}

/** The folded words with single spaces between, as the index holds them. */
export const foldedText = (text: string): string =>
  wordsOf(text)
    .map(word => word.folded)
    .join(' ')
