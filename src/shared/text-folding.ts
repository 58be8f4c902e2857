// Letters that count as the same for a person who looks for words, in every script the group may
// write. Compatibility forms, case, accents, Arabic vowel signs and tatweel go. Hamza forms and final
// letters of Arabic, and the letters that Persian and Urdu write in their own way, become one plain
// letter. A joined letter of Latin becomes the letters that it joins. Digits of every script become
// 0 to 9. Vowels of Thai and its neighbours stay: without them its words are others. Search over all
// pages, find in one page and going to a paragraph fold alike.

const arabic = { ى: 'ي', ة: 'ه', ٱ: 'ا', ـ: '', ی: 'ي', ې: 'ي', ے: 'ي', ک: 'ك' }
const persian = { ە: 'ه', ہ: 'ه', ھ: 'ه', ۃ: 'ه' }
const latin = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i' }
const plainLetters: Readonly<Record<string, string>> = { ...arabic, ...persian, ...latin }
const anyPlain = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

/** Marks without which a word is the same one; those of Thai are its four tones and its silent sign. */
const droppedMarks =
  /[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\u0e48-\u0e4c]/u
const dropped = (mark: string): string => (droppedMarks.test(mark) ? '' : mark)

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
    .replace(/\p{M}/gu, dropped)
    .replace(anyPlain, letter => plainLetters[letter] ?? letter)
    .replace(/(?![0-9])\p{Nd}/gu, digitValue)
