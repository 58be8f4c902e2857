// Emphasis, links and escapes of Markdown (CommonMark 0.31, section 6) into runs. Code keeps its
// text; images give their description; raw markup stays as the text it is.
import { cleanText, type ImportNote } from './imported.ts'
import { emphasise, facing, type Part } from './markdown-emphasis.ts'
import { escaped, spansIn, type Spans } from './markdown-spans.ts'
import type { Run } from './page.ts'
import { isSafeLink } from './link-address.ts'
import { joinRuns } from './text.ts'

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? all
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

/** A backtick run that ends nowhere is text, all of it. */
const ticks = /^`+/
/**
 * The target of a link, and its title, which no page of ours shows. As long as `isSafeLink` takes,
 * and in bounds: an endless one would be read again from each beginning.
 */
const target =
  /^\(\s{0,99}(?:<([^<>\n]{0,2048})>|([^\s()<>]{0,2048}(?:\([^\s()]{0,2048}\)[^\s()]{0,2048}){0,9}))(?:\s{1,99}(?:"[^"]{0,999}"|'[^']{0,999}'|\([^)]{0,999}\)))?\s{0,99}\)/
const autolink =
  /^<((?:https?:\/\/|mailto:)[^\s<>]{1,2048}|[\w.+-]{1,99}@[\w-]{1,99}(?:\.[\w-]{1,99}){1,9})>/i
const signs = /^(\*+|_+|~~)/
const plain = /^[^\\`![<*_~]+/

type Reading = { source: string; spans: Spans; notes: Set<ImportNote>; depth: number }

/** The parts of a construct, and how many characters it takes. */
type Taken = { parts: Part[]; length: number }

const textPart = (text: string): Part => ({ text, look: {} })

const addressIn = (found: RegExpExecArray): string =>
  decode(found[1] ?? found[2] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1')

/** Links within so many others are text: each is read once more for every one around it. */
const deepest = 2

/** If links are nested, the inner ones count. */
const linked = (inside: string, href: string, { notes, depth }: Reading): Part[] => {
  const parts = read(inside, notes, depth + 1)
  if (!isSafeLink(href)) {
    if (href !== '') notes.add('links-dropped')
    return parts
  }
  return parts.map(part => ({ ...part, look: { href, ...part.look } }))
}

/** A link or an image whose bracket opens at `at`; null where there is none. */
const bracketed = (reading: Reading, at: number, isImage: boolean): Taken | null => {
  const { source, spans, notes, depth } = reading
  const end = spans.closing.get(at)
  if (end === undefined || (depth > deepest && !isImage)) return null
  const found = target.exec(source.slice(end + 1))
  if (!found) return null
  const inside = source.slice(at + 1, end)
  const length = end + 1 + found[0].length - at
  if (!isImage) return { parts: linked(inside, addressIn(found), reading), length }
  notes.add('images-dropped')
  return { parts: [textPart(decode(inside))], length: length + 1 }
}

const readAutolink = (address: string): Part[] => {
  const href = /^(https?|mailto):/i.test(address) ? address : `mailto:${address}`
  return [{ text: address, look: isSafeLink(href) ? { href } : {} }]
}

const readSigns = (source: string, at: number, run: string): Part => {
  const end = at + run.length
  const faces = facing(run, source.slice(Math.max(0, at - 2), at), source.slice(end, end + 2))
  const mark = { sign: run.charAt(0), count: run.length, length: run.length, ...faces }
  return { ...textPart(''), mark }
}

/** The construct at `at`. */
const readOne = (reading: Reading, at: number): Taken => {
  const { source, spans } = reading
  const rest = source.slice(at)
  const code = spans.code.get(at)
  if (code)
    return { parts: [textPart(source.slice(code.from, code.to).trim())], length: code.end - at }
  const isImage = rest.startsWith('![')
  const begun = isImage || rest.startsWith('[')
  const found = begun ? bracketed(reading, isImage ? at + 1 : at, isImage) : null
  if (found) return found
  const as = (pattern: RegExp, parts: (found: RegExpExecArray) => Part[]): Taken | null => {
    const match = pattern.exec(rest)
    return match && { parts: parts(match), length: match[0].length }
  }
  return (
    as(plain, ([text]) => [textPart(decode(text))]) ??
    as(escaped, ([, sign = '']) => [textPart(sign)]) ??
    as(ticks, ([run]) => [textPart(run)]) ??
    as(autolink, ([, address = '']) => readAutolink(address)) ??
    as(signs, ([run]) => [readSigns(source, at, run)]) ?? {
      parts: [textPart(rest.charAt(0))],
      length: 1,
    }
  )
}

const read = (source: string, notes: Set<ImportNote>, depth = 0): Part[] => {
  const reading: Reading = { source, spans: spansIn(source), notes, depth }
  const all: Part[] = []
  for (let at = 0; at < source.length;) {
    const { parts, length } = readOne(reading, at)
    for (const part of parts) all.push(part)
    at += length
  }
  emphasise(all)
  // Signs that found no partner are ordinary characters.
  return all.map(({ text, look, mark }) => ({
    text: mark === undefined ? text : mark.sign.repeat(mark.count),
    look,
  }))
}

/** Runs of one paragraph, without line breaks and with nothing but safe links. */
export const readInline = (source: string, notes: Set<ImportNote>): Run[] => {
  const lines = source.split('\n')
  const joined = lines
    .map((line, at) => (at < lines.length - 1 ? line.trim().replace(/\\$/, '') : line.trim()))
    .join('\n')
    .trim()
  const runs = read(joined, notes).map(({ text, look }) => ({ text: cleanText(text), ...look }))
  const whole = joinRuns(runs)
  const [first, last] = [whole[0], whole.at(-1)]
  if (first) first.text = first.text.trimStart()
  if (last) last.text = last.text.trimEnd()
  return joinRuns(whole)
}
