// Letters of symbol fonts. Word stores a character of such a font as its place in the font, often
// moved into the private use area; only the font says which letter that is.

import { count, type Foreign } from '#document/flow'
import { placesOfSigns } from './symbol-fonts.ts'

/** Adobe's encoding of the Symbol font as Unicode publishes it, by the first place of each stretch. */
const stretches: Record<number, string> = {
  0x20: ' !∀#∃%&∋()∗+,−./0123456789:;<=>?',
  0x40: '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_',
  0x60: '‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼',
  0xa0: '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵',
  0xc0: 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓',
  0xe0: '◊⟨®©™∑',
  0xf1: '⟩∫',
}

const tableOf = (...tables: Record<number, string>[]): ReadonlyMap<number, string> =>
  new Map(
    tables
      .flatMap(Object.entries<string>)
      .flatMap(([first, letters]) =>
        Array.from(letters, (letter, at): [number, string] => [Number(first) + at, letter]),
      ),
  )

/** Numbers in circles, white and black, as two fonts have them. */
const circled = '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'

/** Signs that most fonts have, in place of others that show the same. */
const usual: Record<string, Record<number, string>> = {
  wingdings: {
    ...{ 0x21: '✎', 0x28: '☎', 0x2a: '✉', 0x6c: '●', 0x6e: '■□', 0x80: circled, 0x9e: '·' },
    ...{ 0xa8: '□', 0xaa: '✦', 0xd8: '➢', 0xdf: '←→↑↓↖↗↙↘', 0xfb: '✗✓☒☑' },
  },
  'wingdings 2': { 0x4f: '✗✓☒☑☒☒', 0x95: '·••●', 0x9f: '▪■', 0xae: '◆', 0xea: '★' },
  'wingdings 3': { 0x66: '←→↑↓↖↗↙↘', 0x74: '◄►', 0x7d: '▶' },
  webdings: { 0x33: '◀▶▲▼', 0x61: '✓', 0x63: '□', 0x67: '■', 0x6e: '●' },
}

/** The signs of each font. */
const fonts = new Map([
  ['symbol', tableOf(stretches)],
  ...Object.entries(placesOfSigns).map(([font, places]): [string, ReadonlyMap<number, string>] => [
    font,
    tableOf(places, usual[font] ?? {}),
  ]),
])

const privateUse = 0xf000

/** Unicode has a letter of this number, no half of one. */
const isLetter = (code: number): boolean =>
  code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)

/** The letter at `code` in a font; empty where nobody knows it, as at places of the private use area. */
export const letterOf = (font: string, code: number): string => {
  const place = code >= privateUse && code < privateUse + 0x100 ? code - privateUse : code
  const known = fonts.get(font.toLowerCase())?.get(place)
  if (known !== undefined) return known
  if (place === 0x20) return ' '
  return place === code && isLetter(code) ? String.fromCodePoint(code) : ''
}

/** Counts a letter that a symbol font shows: as text now, or as unknown. */
export const countSign = (
  letter: string,
  { altered, leftOut }: Pick<Foreign, 'altered' | 'leftOut'>,
) => (letter === '' ? count(leftOut, 'unknown-symbol') : count(altered, 'symbol'))

/** Places of a symbol font, spelled with the letters that it shows. Letters stay: fonts are set on words too. */
export const spelledIn = (
  font: string,
  text: string,
  counts: Pick<Foreign, 'altered' | 'leftOut'>,
): string =>
  fonts.has(font.toLowerCase())
    ? text.replace(/\p{Co}/gu, own => {
        const letter = letterOf(font, own.codePointAt(0) ?? 0)
        if (letter !== own && letter !== ' ') countSign(letter, counts)
        return letter
      })
    : text
