// How one number is written in one language. Forms follow the United Nations Editorial Manual:
// paragraphs 1. (a) (i) a., headings I. A. 1. (a); French, Spanish and Russian close without opening: a) i).
// Reports in Chinese count their sections 一. 二. and keep the Latin letters below.
import type { Language } from '#shared/vocabulary'

/** Western digits in every language unless the group chooses the Arabic-Indic ones. */
export type Digits = 'western' | 'arabic-indic'

/** Writes the ordinal `n`, counted from 1, as the mark of its level. */
export type Mark = (n: number) => string

const romanParts: readonly (readonly [string, number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
]

/** Lower-case Roman numerals, for 1 to 3999. */
export const roman: Mark = n => {
  let left = n
  let text = ''
  for (const [letters, value] of romanParts) for (; left >= value; left -= value) text += letters
  return text
}

/** The n-th sign; after the last the signs are doubled, then tripled: z, aa, bb. */
const sign = (signs: readonly string[], n: number): string =>
  (signs[(n - 1) % signs.length] ?? '').repeat(Math.ceil(n / signs.length))

const latin = 'abcdefghijklmnopqrstuvwxyz'.split('')
export const letter: Mark = n => sign(latin, n)

// The abjad order, which United Nations documents in Arabic use for subparagraphs and sections.
const abjad = 'أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ'.split(' ')
const abjadNames =
  'ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون سين عين فاء صاد قاف راء شين تاء ثاء خاء ذال ضاد ظاء غين'.split(
    ' ',
  )
const ordinals = 'أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا'.split(' ')
const units = 'حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع'.split(' ')

/** Adverbial ordinals: firstly, secondly, up to twentieth; figures beyond. */
const ordinal = (n: number, figure: Mark): string => {
  if (n <= 10) return ordinals[n - 1] ?? ''
  if (n < 20) return `${units[n - 11] ?? ''} عشر`
  return n === 20 ? 'عشرون' : figure(n)
}

const figures =
  (digits: Digits): Mark =>
  n =>
    digits === 'western'
      ? String(n)
      : String(n).replace(/\d/g, digit => String.fromCharCode(0x660 + Number(digit)))

/** Marks from the outermost level inwards. */
export type Marks = { headings: readonly Mark[]; paragraphs: readonly Mark[] }

const arabic = (figure: Mark): Marks => ({
  headings: [
    n => `${ordinal(n, figure)} -`,
    n => `${sign(abjadNames, n)} -`,
    n => `${figure(n)} -`,
    n => `(${sign(abjad, n)})`,
  ],
  paragraphs: [
    n => `${figure(n)} -`,
    n => `(${sign(abjad, n)})`,
    n => `‘${figure(n)}’`,
    n => `${sign(abjad, n)} -`,
  ],
})

/** These close a bracket that they do not open. */
const closing: ReadonlySet<Language> = new Set(['fr', 'es', 'ru'])

const hanDigits = Array.from('一二三四五六七八九')

/** 一 to 九十九; figures beyond. */
const han: Mark = n => {
  if (n > 99) return String(n)
  const [tens, units] = [Math.floor(n / 10), n % 10]
  return [tens > 1 ? hanDigits[tens - 1] : '', tens > 0 ? '十' : '', hanDigits[units - 1]].join('')
}

/** The marks of a language. */
export const marksOf = (language: Language, digits: Digits = 'western'): Marks => {
  const figure = figures(digits)
  if (language === 'ar') return arabic(figure)
  const opening = closing.has(language) ? '' : '('
  return {
    headings: [
      n => `${language === 'zh' ? han(n) : roman(n).toUpperCase()}.`,
      n => `${letter(n).toUpperCase()}.`,
      n => `${n}.`,
      n => `${opening}${letter(n)})`,
    ],
    paragraphs: [
      n => `${n}.`,
      n => `${opening}${letter(n)})`,
      n => `${opening}${roman(n)})`,
      n => `${letter(n)}.`,
    ],
  }
}
