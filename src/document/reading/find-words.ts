// Finding words in one text as they are written there, signs and spaces too. Letters are folded as in
// the search over all pages, and apostrophes and quotation marks of all shapes are alike, unless the
// words are sought exactly as they were typed.
import { foldText } from '#shared/text-folding'

export type Sought = {
  text: string
  /** Case and accents count. */
  exact: boolean
  /** Not within a longer word. Ideographs are words of their own. */
  whole: boolean
}

/** UTF-16 units of the text. */
export type Found = { from: number; to: number }

/** A folded text, and which units of the text each of its units came from. */
type Folded = { text: string; from: readonly number[]; to: readonly number[] }

const signs: Record<string, string> = { '’': "'", '‘': "'", ʼ: "'", '“': '"', '”': '"', '„': '"' }

const foldedSigns = new Map<string, string>()
const foldSign = (sign: string): string => {
  let plain = foldedSigns.get(sign)
  if (plain === undefined) foldedSigns.set(sign, (plain = signs[sign] ?? foldText(sign)))
  return plain
}

/** Marks belong to the letter before them. */
const fold = (text: string): Folded => {
  let plain = ''
  const [from, to]: [number[], number[]] = [[], []]
  let at = 0
  for (const sign of text) {
    const end = at + sign.length
    const letters = foldSign(sign)
    for (let unit = 0; unit < letters.length; unit++) {
      from.push(at)
      to.push(end)
    }
    if (letters === '')
      for (let last = to.length - 1; last >= 0 && to[last] === at; last--) to[last] = end
    plain += letters
    at = end
  }
  return { text: plain, from, to }
}

const ascii = /^[\0-\x7f]*$/
const isWord = (sign: string | undefined): boolean =>
  sign !== undefined &&
  /[\p{L}\p{N}\p{M}]/u.test(sign) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(sign)

const signBefore = (text: string, at: number): string | undefined =>
  /[\uDC00-\uDFFF]/.test(text[at - 1] ?? '') ? text.slice(at - 2, at) : text[at - 1]

const isWhole = (text: string, { from, to }: Found): boolean => {
  const [first, last] = [String.fromCodePoint(text.codePointAt(from) ?? 0), signBefore(text, to)]
  const after = to < text.length ? String.fromCodePoint(text.codePointAt(to) ?? 0) : undefined
  return !(isWord(first) && isWord(signBefore(text, from))) && !(isWord(last) && isWord(after))
}

function* every(text: string, sought: string): Generator<number> {
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) yield at
}

/** Where the words stand, from the beginning, none over another. */
export const findWords = (text: string, { text: typed, exact, whole }: Sought): Found[] => {
  const isPlain = exact || (ascii.test(text) && ascii.test(typed))
  const wanted = exact ? typed : fold(typed).text
  if (wanted === '') return []
  const of: Folded | null = isPlain ? null : fold(text)
  const searched = of?.text ?? (exact ? text : text.toLowerCase())
  const found: Found[] = []
  for (const at of every(searched, wanted)) {
    const end = at + wanted.length
    const from = of ? (of.from[at] ?? 0) : at
    const to = of ? (of.to[end - 1] ?? 0) : end
    // Half of a sign that stands for several letters is no match.
    const isCut = of !== null && (of.from[at - 1] === from || of.to[end] === to)
    const isAfterLast = from >= (found.at(-1)?.to ?? 0)
    if (isCut || !isAfterLast || (whole && !isWhole(text, { from, to }))) continue
    found.push({ from, to })
  }
  return found
}
