// The citations of a text: United Nations documents by symbol or organ and number, sessions, and
// paragraphs, in the six languages and with nothing but the text itself. Symbols are combinations
// of letters and figures between strokes, with the issuing body first (A, S, E, CEDAW, …). It
// rather passes over a symbol of an unknown form than takes a date, a price, a path or a ratio for
// one.
import type { Language } from '#shared/vocabulary'
import { blockText, type Page } from '#document/model'
import { citedParagraphs, type Cited } from './paragraph-citations.ts'
import { namedResolutions } from './resolution-citations.ts'
import { namedSessions } from './session-citations.ts'

/** UTF-16 units of the text. */
type Stretch = { from: number; to: number }

/** A document or a session, under the one name that it has everywhere here. */
export type CitedInstrument = Stretch & { kind: 'symbol' | 'session'; instrument: string }

export type Citation =
  | CitedInstrument
  | (Stretch & { kind: 'paragraph'; paragraphs: readonly Cited[] })

/** Chinese and Japanese put no space between words: a character of theirs beside it is none of its own. */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`
const letter = String.raw`(?:(?![${unspaced}])\p{L})`
/** Russian puts the ending of a case behind it: "A/RES/68/181-й". */
const ending = String.raw`-[а-яё]{1,3}(?![\p{L}\p{N}])`
/** Letters, digits and signs that would make it part of something longer: a path, a name, a number. */
const apart = String.raw`(?<!${letter}|[\p{N}_\\@#$€£~.\-])(?<!(?<!undocs\.org(?:/en)?)/)`
const ended = String.raw`(?!${letter}|[\p{N}_\\@]|(?!${ending})[/.\-](?:${letter}|\p{N}))`

/**
 * The parts after a symbol's own number. As few as symbols have: long rows of strokes cost nothing.
 */
const supplements = String.raw`(?:/(?:Add|Rev|Corr|Amend|Summary|L|SR|PV|CRP|WP|NGO|INF)(?:\.\d{1,4}){1,3}|/\d{1,4}){0,8}`
const year = String.raw`(?:19|20)\d\d`
/** Parts that name an organ, an office or a kind of paper below the body: "HRC", "CN.6", "C.3". */
const organ = String.raw`(?:[A-Z]{2,5}|[A-Z]{1,4}\.\d{1,4}|C|Q)`
const number = String.raw`(?:[A-Z]{1,2}-)?\d{1,4}(?:-\d{1,3})?`

const forms = [
  // A/RES/68/181, A/HRC/37/51/Add.1, A/C.3/68/L.64/Rev.1, A/HRC/WG.6/31/KHM/1, A/CONF.157/24
  `A(?:/${organ}){1,3}/${number}(?:/(?:${organ}|L\\.\\d{1,4}|${number})){0,8}${supplements}`,
  // A/66/203, A/68/PV.70: the General Assembly counts by session since the thirty-first
  `A/(?:S-\\d\\d?|ES-\\d\\d?|3[1-9]|[4-9]\\d|1[0-4]\\d)/(?:(?:PV|L|INF|BUR/SR)\\.?)?\\d{1,4}${supplements}`,
  // S/RES/1325 (2000), S/PRST/2018/3, S/2018/16, S/PV.8234
  `S/RES/\\d{1,4}(?:[\\s\\u00a0]\\(${year}\\))?`,
  `S/(?:PRST/)?${year}/\\d{1,4}${supplements}`,
  `S/PV\\.\\d{1,5}${supplements}`,
  // E/2018/27, E/CN.6/2018/3, E/CN.6/2018/L.8, E/RES/2018/8, E/C.12/GC/20
  `E/${year}/\\d{1,4}${supplements}`,
  `E(?:/${organ}){1,3}(?:/${year})?/(?:${number}|L\\.\\d{1,4}|NGO/\\d{1,4})${supplements}`,
  // CEDAW/C/KHM/CO/4-5, CEDAW/C/GC/35, CCPR/C/21/Rev.1/Add.13, HRI/GEN/1/Rev.9, UNW/2018/2
  `(?:CEDAW|CCPR|CERD|CRC|CAT|CMW|CRPD|CED)/(?:C|OP|SP)(?:/(?:${organ}|${number})){0,8}/${number}${supplements}`,
  `(?:HRI|UNW|ST|DP|TD)(?:/${organ}){0,3}(?:/${year})?/${number}${supplements}`,
]
const symbols = new RegExp(`${apart}(?:${forms.join('|')})${ended}`, 'gu')

/** A body's own way to name its sessions: "CSW62", "CSW 62". */
const sessions = new RegExp(`${apart}(CSW|HRC)[ \\u00a0-]?(\\d{1,2})${ended}`, 'gu')

/** One name for one document: without the year that resolutions of the Security Council carry. */
const nameOf = (symbol: string): string =>
  symbol.replace(/[\s\u00a0]+\(\d{4}\)$/u, '').replace(/\u00a0/gu, ' ')

/** Documents and sessions that `text` cites, in its order; the same in every language. */
export const instrumentsIn = (text: string): CitedInstrument[] => {
  const found: CitedInstrument[] = []
  // Each symbol has a stroke, and each session its body: most texts have none, and one look is cheap.
  for (const { 0: written, index } of text.includes('/') ? text.matchAll(symbols) : [])
    found.push({
      kind: 'symbol',
      from: index,
      to: index + written.length,
      instrument: nameOf(written),
    })
  for (const { 0: written, 1: body = '', 2: session = '', index } of /CSW|HRC/.test(text)
    ? text.matchAll(sessions)
    : [])
    found.push({
      kind: 'session',
      from: index,
      to: index + written.length,
      instrument: `${body}${Number(session)}`,
    })
  found.push(...namedResolutions(text).map(each => ({ kind: 'symbol' as const, ...each })))
  found.push(...namedSessions(text).map(each => ({ kind: 'session' as const, ...each })))
  return found.toSorted((a, b) => a.from - b.from)
}

/** In capitals, but for the names of supplements: "Add.1". */
const asWritten = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(
      /(?<=\/)(?:ADD|REV|CORR|AMEND|SUMMARY)(?=\.)/g,
      part => part[0] + part.slice(1).toLowerCase(),
    )

/** `typed` as an instrument is named everywhere here; null when it is no symbol and no session. */
export const instrumentIn = (typed: string): string | null => {
  for (const text of [typed.trim(), asWritten(typed.trim())]) {
    const [found] = instrumentsIn(text)
    if (found?.from === 0 && found.to === text.length) return found.instrument
  }
  return null
}

/**
 * The citations in `text`, in its order. `language`: of the text, where a word has another meaning
 * in it.
 */
export const citationsIn = (text: string, language: Language): Citation[] => {
  const paragraphs = citedParagraphs(text, language).map(each => ({
    kind: 'paragraph' as const,
    ...each,
  }))
  return [...instrumentsIn(text), ...paragraphs].toSorted((a, b) => a.from - b.from)
}

/** Every text of a page in its order, each footnote behind the block that first refers to it. */
export const citingTexts = ({ blocks, notes = [] }: Page) => {
  const left = new Map(notes.map(({ id, text }) => [id, text]))
  const first = (note: string | undefined): string[] => {
    const text = note === undefined ? undefined : left.get(note)
    if (note !== undefined) left.delete(note)
    return text === undefined ? [] : [text]
  }
  return blocks.flatMap(({ id, number, runs }) =>
    [blockText({ runs }), ...runs.flatMap(({ note }) => first(note))].map(text => ({
      block: id,
      number,
      text,
    })),
  )
}

/** The instruments that some blocks cite, in the order of the text, each with the blocks that do. */
export const citedBy = <B extends { text: string }>(blocks: readonly B[]): Map<string, B[]> => {
  const found = new Map<string, B[]>()
  for (const block of blocks)
    for (const { instrument } of instrumentsIn(block.text)) {
      const all = found.get(instrument) ?? []
      found.set(instrument, all)
      if (all.at(-1) !== block) all.push(block)
    }
  return found
}
