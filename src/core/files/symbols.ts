// Letters of symbol fonts. Word stores a character of such a font as its place in the font, often
// moved into the private use area; only the font says which letter that is.

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

const symbol = new Map(
  Object.entries(stretches).flatMap(([first, letters]) =>
    Array.from(letters, (letter, at): [number, string] => [Number(first) + at, letter]),
  ),
)

/** The signs of Wingdings that texts use; others give nothing. */
const wingdings = new Map<number, string>([
  [0x21, '✎'],
  [0x28, '☎'],
  [0x2a, '✉'],
  [0x3a, '🖳'],
  [0x4a, '☺'],
  [0x4b, '😐'],
  [0x4c, '☹'],
  [0x6c, '●'],
  [0x6e, '■'],
  [0x6f, '□'],
  [0x71, '❑'],
  [0x76, '❖'],
  [0x9f, '•'],
  [0xa7, '▪'],
  [0xa8, '□'],
  [0xd8, '➢'],
  [0xdf, '←'],
  [0xe0, '→'],
  [0xe1, '↑'],
  [0xe2, '↓'],
  [0xf0, '⇨'],
  [0xfb, '✗'],
  [0xfc, '✓'],
  [0xfd, '☒'],
  [0xfe, '☑'],
])

const fonts = new Map([
  ['symbol', symbol],
  ['wingdings', wingdings],
])

const privateUse = 0xf000

/** The letter at `code` in a font; empty where nobody knows it. */
export const letterOf = (font: string, code: number): string => {
  const known = fonts.get(font.toLowerCase())
  const place = code >= privateUse && code < privateUse + 0x100 ? code - privateUse : code
  // The private place of a font that nobody knows is no letter.
  if (!known) return place === code && code >= 0x20 ? String.fromCodePoint(code) : ''
  return known.get(place) ?? ''
}

export const isSymbolFont = (font: string): boolean => fonts.has(font.toLowerCase())
