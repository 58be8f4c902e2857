// The quotation marks of each language while a person types the straight ones, as United Nations texts
// in that language have them: “ ” in English, Spanish and Chinese, « » in French (with U+00A0 within,
// as the words of the window), Russian and Arabic.
import type { Language } from '#shared/contract'

type Pair = readonly [open: string, close: string]
/** Without single marks, as French and Russian are, the single sign is the apostrophe everywhere. */
type Marks = { double: Pair; single?: Pair; within: string }

const curly: Pair = ['“', '”']
const single: Pair = ['‘', '’']
const angled: Pair = ['«', '»']
const english: Marks = { double: curly, single, within: '' }
const marks: Record<Language, Marks> = {
  en: english,
  es: english,
  zh: english,
  ar: { double: angled, single, within: '' },
  fr: { double: angled, within: '\u00a0' },
  ru: { double: angled, within: '' },
}

const apostrophe = '’'
/** Quotations begin in the middle of what looks like one word: Chinese has no spaces, Arabic joins its “and”. */
const joined: ReadonlySet<Language> = new Set(['ar', 'zh'])

/** A quotation begins behind these. */
const opening = /(?:^|[\s([{/\-\u2010-\u2015“«‘„])$/u
/** And behind these where none is open, as in l’« État » and in “said:” without a space. */
const beginsNext = /[’:;,=]$/u
const address = /(?:^|\s)\S*(?::\/\/|www\.|@)\S*$/iu

export type StraightSign = '"' | "'"

/** `put` comes in the place of the sign, and of as many units before it. */
export type TypedQuote = { put: string; instead: number }

/** Quotations that are begun and not ended. */
const openIn = (text: string, [open, close]: Pair): number => {
  let count = 0
  for (const sign of text)
    if (sign === open) count++
    else if (sign === close && count > 0) count--
  return count
}

const singleTyped = (before: string, language: Language): string => {
  const { single: pair } = marks[language]
  if (!pair) return apostrophe
  const begins = opening.test(before)
  const isInWord = /[\p{Script=Latin}\p{N}]$/u.test(before)
  if (language === 'zh' && !isInWord) return pair[openIn(before, pair) > 0 ? 1 : 0]
  return begins ? pair[0] : apostrophe
}

/** `before`: the words of the paragraph up to the sign. Null: the straight sign stays, as in an address. */
export const quoteTyped = (
  sign: StraightSign,
  before: string,
  language: Language,
): TypedQuote | null => {
  if (address.test(before)) return null
  if (sign === "'") return { put: singleTyped(before, language), instead: 0 }
  const { double, within } = marks[language]
  const [open, close] = double
  const isOpen = openIn(before, double) > 0
  const begun = { put: `${open}${within}`, instead: 0 }
  // A person who puts the space of French before the closing mark has the right one.
  if (isOpen && within !== '' && before.endsWith(' '))
    return { put: `${within}${close}`, instead: 1 }
  if (joined.has(language)) return isOpen ? { put: close, instead: 0 } : begun
  if (opening.test(before) || (!isOpen && beginsNext.test(before))) return begun
  // Inches, minutes: nothing is quoted.
  if (!isOpen && /\p{N}$/u.test(before)) return null
  return { put: `${within}${close}`, instead: 0 }
}
