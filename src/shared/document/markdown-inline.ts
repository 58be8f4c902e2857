// Emphasis, links and escapes of Markdown (CommonMark 0.31, section 6) into runs. Code keeps its
// text; images give their description; raw markup stays as the text it is.
import { cleanText, type ImportNote } from './imported.ts'
import type { Run } from './page.ts'
import { isSafeLink, joinRuns } from './text.ts'

type Look = Omit<Run, 'text'>
type Mark = { sign: string; count: number; opens: boolean; closes: boolean; at: number }
type Part = { text: string; look: Look; mark?: Mark }

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

const escaped = /^\\([!-/:-@[-`{-~])/
const code = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/
const image = /^!\[([^\]]*)\]\(\s*<?[^)\s>]*>?(?:\s+["'(][^)]*)?\)/
const link =
  /^\[((?:[^[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/
const autolink = /^<((?:https?:\/\/|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>/i
const signs = /^(\*+|_+|~~)/
const plain = /^[^\\`![<*_~]+/

const space = /^(\s|$)/
const punctuation = /^[\p{P}\p{S}]/u

/** Which way a run of emphasis signs faces: CommonMark 0.31, section 6.2. */
const facing = (sign: string, before: string, after: string) => {
  const spaceAfter = space.test(after)
  const spaceBefore = before === '' || /\s$/.test(before)
  const signBefore = /[\p{P}\p{S}]$/u.test(before)
  const left = !spaceAfter && (!punctuation.test(after) || spaceBefore || signBefore)
  const right = !spaceBefore && (!signBefore || spaceAfter || punctuation.test(after))
  if (!sign.startsWith('_')) return { opens: left, closes: right }
  return {
    opens: left && (!right || signBefore),
    closes: right && (!left || punctuation.test(after)),
  }
}

const lookOf = (sign: string, count: number): Look => {
  if (sign === '~') return { strikethrough: true }
  return count === 2 ? { bold: true } : { italic: true }
}

const applyLook = (parts: readonly Part[], from: number, to: number, look: Look): void => {
  for (const part of parts.slice(from, to))
    if (part.mark === undefined) Object.assign(part.look, look)
}

/** Pairs emphasis signs from the inside out. */
const emphasise = (parts: readonly Part[]): void => {
  for (const [end, { mark: closer }] of parts.entries()) {
    if (closer === undefined || !closer.closes) continue
    for (let start = end - 1; start >= 0 && closer.count > 0; start--) {
      const opener = parts[start]?.mark
      if (opener?.sign !== closer.sign || !opener.opens || opener.count === 0) continue
      const both = opener.closes || closer.opens
      const third =
        (opener.at + closer.at) % 3 === 0 && !(opener.at % 3 === 0 && closer.at % 3 === 0)
      if (both && third && closer.sign !== '~') continue
      const count = closer.sign === '~' || (opener.count > 1 && closer.count > 1) ? 2 : 1
      applyLook(parts, start, end, lookOf(closer.sign, count))
      opener.count -= count
      closer.count -= count
      for (const between of parts.slice(start + 1, end))
        if (between.mark) between.mark.opens = false
      start++
    }
  }
}

type Reading = { parts: Part[]; notes: Set<ImportNote> }

const readLink = (found: RegExpExecArray, notes: Set<ImportNote>): Part[] => {
  const href = decode(found[2] ?? found[3] ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1')
  const inside = read(found[1] ?? '', notes)
  if (!isSafeLink(href)) {
    if (href !== '') notes.add('links-dropped')
    return inside
  }
  return inside.map(part => ({ ...part, look: { ...part.look, href } }))
}

const readAutolink = (address: string): Part[] => {
  const href = /^(https?|mailto):/i.test(address) ? address : `mailto:${address}`
  return [{ text: address, look: isSafeLink(href) ? { href } : {} }]
}

/** One construct at the beginning of `rest`: its parts and how many characters it takes. */
const readOne = (rest: string, before: string, { notes }: Reading): [Part[], number] => {
  const text = (value: string): Part[] => [{ text: value, look: {} }]
  let found = plain.exec(rest)
  if (found) return [text(decode(found[0])), found[0].length]
  if ((found = escaped.exec(rest))) return [text(found[1] ?? ''), found[0].length]
  if ((found = code.exec(rest))) return [text(found[2]?.trim() ?? ''), found[0].length]
  if ((found = image.exec(rest))) {
    notes.add('images-dropped')
    return [text(decode(found[1] ?? '')), found[0].length]
  }
  if ((found = link.exec(rest))) return [readLink(found, notes), found[0].length]
  if ((found = autolink.exec(rest))) return [readAutolink(found[1] ?? ''), found[0].length]
  if ((found = signs.exec(rest))) {
    const [run] = found
    const mark = {
      sign: run.charAt(0),
      count: run.length,
      at: run.length,
      ...facing(run, before, rest.slice(run.length)),
    }
    return [[{ text: '', look: {}, mark }], run.length]
  }
  return [text(rest.charAt(0)), 1]
}

const read = (source: string, notes: Set<ImportNote>): Part[] => {
  const reading: Reading = { parts: [], notes }
  for (let at = 0; at < source.length;) {
    const [parts, length] = readOne(source.slice(at), source.slice(0, at), reading)
    reading.parts.push(...parts)
    at += length
  }
  emphasise(reading.parts)
  // Signs that found no partner are ordinary characters.
  return reading.parts.map(({ text, look, mark }) => ({
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
