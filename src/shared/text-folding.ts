// Which letters count as the same for who looks for words, in every script the group may write:
// compatibility forms, case, accents, Arabic vowel signs and tatweel go; hamza forms and final letters
// of Arabic become their plain letter; digits of every script become 0 to 9. Search over all pages,
// find in one page and going to a paragraph fold alike.

const plainLetters: Record<string, string> = { ى: 'ي', ة: 'ه', ٱ: 'ا', ـ: '' }

/** The value of a decimal digit of any script; each script's ten digits stand in a row. */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}

/** The text with its letters and digits folded; every other sign stays. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ىةٱـ]/gu, letter => plainLetters[letter] ?? letter)
    .replace(/(?![0-9])\p{Nd}/gu, digitValue)
