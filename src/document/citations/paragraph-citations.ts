// Paragraphs that a text cites by number, in the six languages: "paragraph 42", "paras. 3 (a) and 7",
// "par. 5 à 8", "párrafo 3 a)", "الفقرة 42", "пункт 42", "第42段". A list goes on only upwards, so that
// a number that merely follows is not taken into it.
import type { Language } from '#shared/vocabulary'
import { foldText } from '#shared/text-folding'

/** "42", "3 (b)" in the marks of the text; `last` where it is a range. */
export type Cited = { first: string; last: string | null }

const space = String.raw`[ \u00a0]?`

type Named = Exclude<Language, 'zh'>

/** Words before a number. */
const names: Record<Named, string> = {
  en: String.raw`[Pp]aragraphs?|[Pp]aras?\.?`,
  fr: String.raw`[Pp]aragraphes?|[Pp]ar\.`,
  es: String.raw`[Pp][áa]rrafos?|[Pp]árrs?\.`,
  ar: '[وفبكل]?(?:ال|لل)?فقر(?:ة|ه|ات|تان|تين)',
  ru: String.raw`[Пп]ункт(?:а|е|у|ом|ы|ов|ам|ами|ах)?|пп?\.`,
}
/** The same where the abbreviations are words of another kind: "para 42 mujeres", "par. Il". */
const whole: Partial<Record<Named, string>> = {
  en: '[Pp]aragraphs?',
  fr: '[Pp]aragraphes?',
  ru: '[Пп]ункт(?:а|е|у|ом|ы|ов|ам|ами|ах)?',
}
const areWords: Partial<Record<Named, (language: Language) => boolean>> = {
  en: language => language === 'es',
  fr: language => language !== 'fr',
  ru: language => language !== 'ru',
}

const figure = String.raw`\p{Nd}{1,3}(?![\p{Nd}%/]|[.,:]\p{Nd}|[ \u00a0]?[%€$£])`
const between = String.raw`(?:[ \u00a0](?:bis|ter|quater|مكررا)(?!\p{L}))?`
const inner = String.raw`${space}\(?(?:\p{L}|هـ|[ivx]{2,5})\)`
const range = String.raw`${space}(?:[-–—]|(?:to|through|à|au|a|al|إلى|по)(?= )|至|到)${space}`
const joint = String.raw`(?:[,;،]? (?:and|or|et|ou|y|e|o|и|или) |[,;،、] ?(?:و(?=\p{Nd}))?| (?:و|أو) ?|${space}(?:和|及|或)${space})`

const placeAt = new RegExp(`${figure}${between}(?:${inner}){0,3}`, 'uy')
const innerAt = new RegExp(inner, 'uy')
const rangeAt = new RegExp(range, 'uy')
const jointAt = new RegExp(joint, 'uy')
const chinese = new RegExp(`第${space}`, 'gu')
const chineseEnd = new RegExp(`${space}段(?:${inner})?`, 'uy')

const patternOf = (name: Named, language: Language): RegExp => {
  const word = areWords[name]?.(language) ? (whole[name] ?? names[name]) : names[name]
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${word})[ \\u00a0]`, 'gu')
}
const patterns = new Map<Language, RegExp[]>()
const patternsFor = (language: Language): RegExp[] => {
  const known = patterns.get(language)
  if (known) return known
  const made = (Object.keys(names) as Named[]).map(name => patternOf(name, language))
  patterns.set(language, made)
  return made
}

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** Not a number for "(b)". */
const numberOf = (written: string): number => Number(/^\d+/.exec(foldText(written))?.[0] ?? 'none')
const clean = (written: string): string => written.replace(/[ \u00a0]+/gu, ' ').trim()

type Read = { to: number; paragraphs: Cited[] }

/** The upper end of a range that goes on at `at`; null where none does. */
const readLast = (text: string, at: number, above: number): { to: number; last: string } | null => {
  const sign = match(rangeAt, text, at)
  if (sign === null) return null
  const start = at + sign.length
  const last = match(placeAt, text, start) ?? match(innerAt, text, start)
  return last === null || numberOf(last) <= above ? null : { to: start + last.length, last }
}

/** The places from `at` on; null when there is none. */
const readPlaces = (text: string, at: number): Read | null => {
  const paragraphs: Cited[] = []
  let [to, next, highest] = [at, at, 0]
  for (;;) {
    const first = match(placeAt, text, next) ?? (highest > 0 ? match(innerAt, text, next) : null)
    if (first === null || numberOf(first) <= highest) break
    highest = numberOf(first) || highest
    const end = readLast(text, next + first.length, highest)
    highest = (end && numberOf(end.last)) || highest
    to = end?.to ?? next + first.length
    paragraphs.push({ first: clean(first), last: end ? clean(end.last) : null })
    const more = match(jointAt, text, to)
    if (more === null) break
    next = to + more.length
  }
  return paragraphs.length === 0 ? null : { to, paragraphs }
}

export const citedParagraphs = (
  text: string,
  language: Language,
): { from: number; to: number; paragraphs: Cited[] }[] => {
  const found = patternsFor(language).flatMap(pattern =>
    Array.from(text.matchAll(pattern), ({ 0: name, index }) => {
      const read = readPlaces(text, index + name.length)
      return read ? [{ from: index, ...read }] : []
    }).flat(),
  )
  for (const { 0: opening, index } of text.matchAll(chinese)) {
    const read = readPlaces(text, index + opening.length)
    const end = read && match(chineseEnd, text, read.to)
    if (read && end !== null)
      found.push({ from: index, to: read.to + end.length, paragraphs: read.paragraphs })
  }
  return found
}
