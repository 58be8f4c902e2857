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
const opening = /(?:^|[\s([{/¿¡\-\u2010-\u2015“«‘„])$/u
/** And behind these where none is open, as in l’« État » and in “said:” without a space. */
const beginsNext = /[’:;,=]$/u
/** An address ends at what is not ASCII: Chinese has no space behind it. */
const address = /(?:^|\s)\S*(?::\/\/|www\.|@)[\x21-\x7e]*$/iu
/** A quotation that is open ends behind a speech that is broken off, as in “I was—”. */
const brokenOff = /\p{L}[-\u2010-\u2015]$/u
/** Inches, minutes: nothing is quoted. */
const number = /\p{N}$/u
/** As 5 in 5' 6", and not as 19 in COVID-19’s. */
const numberAlone = /(?:^|[\s\p{Script=Han}])[^\s\p{L}]*\p{N}$/u

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

/** The open quotation has no words yet, or its speech is broken off. */
const endsHere = (before: string, begun: string): boolean =>
  before.endsWith(begun) || brokenOff.test(before)

const singleTyped = (before: string, language: Language): string | null => {
  const { single: pair } = marks[language]
  const isOpen = pair !== undefined && openIn(before, pair) > 0
  if (!isOpen && numberAlone.test(before)) return null
  if (!pair) return apostrophe
  if (isOpen && endsHere(before, pair[0])) return pair[1]
  const isInWord = /[\p{Script=Latin}\p{N}]$/u.test(before)
  if (joined.has(language) && !isInWord) return pair[isOpen ? 1 : 0]
  return opening.test(before) ? pair[0] : apostrophe
}

/** The last quotation is one word so far. */
const isOneWord = (before: string, open: string): boolean =>
  !/\s/.test(before.slice(before.lastIndexOf(open) + open.length).trimStart())

/** The space within the opening mark stands there, so one that is typed is not a second one. */
export const hasSpaceWithin = (before: string, language: Language): boolean => {
  const { double, within } = marks[language]
  return within !== '' && before.endsWith(`${double[0]}${within}`)
}

/** `before`: the words of the paragraph up to the sign. Null: the straight sign stays, as in an address. */
export const quoteTyped = (
  sign: StraightSign,
  before: string,
  language: Language,
): TypedQuote | null => {
  const isInAddress = address.test(before)
  if (sign === "'") {
    const put = isInAddress ? null : singleTyped(before, language)
    return put === null ? null : { put, instead: 0 }
  }
  const { double, within } = marks[language]
  const [open, close] = double
  const isOpen = openIn(before, double) > 0
  const begun = { put: `${open}${within}`, instead: 0 }
  const ended = { put: `${within}${close}`, instead: 0 }
  if (isInAddress) return isOpen && isOneWord(before, open) ? ended : null
  if (isOpen && endsHere(before, begun.put)) return ended
  if (!isOpen && number.test(before)) return null
  // A person who puts the space of French before the closing mark has the right one.
  if (isOpen && within !== '' && /[ \u00a0\u202f]$/.test(before)) return { ...ended, instead: 1 }
  if (joined.has(language)) return isOpen ? ended : begun
  return opening.test(before) || (!isOpen && beginsNext.test(before)) ? begun : ended
}
