// Plain text. People paste text out of word processors and page images, where every printed line ends
// in a line break, blank lines stand between all of them, and list marks are letters of a symbol
// font. Paragraphs are put together again; every word stays, in its order.
import { cleanText, mustBeFew } from '#document/imports'
import { nothingElse, paragraphOf, type Foreign, type ParagraphRole } from '#document/flow'
import { textOf } from '../plain-bytes.ts'

type Line = { raw: string; text: string; bullet: ParagraphRole | null; gap: string[] }
type Paragraph = { bullet: ParagraphRole | null; text: string }

// A word processor's list marks: its first level is U+F0B7 of a symbol font or a dot, the second a
// letter o, the third a square. Statements number such paragraphs.
const firstMark = /^\s*[\uf0b7\uf0a8\uf06c]\s*/
const secondMark = /^\s*o\s+(?=\p{Lu}|\p{N})/u
const symbolMark = /^\s*\p{Co}/u
const thirdMark = /^\s*[\uf0a7\uf06e]\s*/
const plainMark = /^\s*[•·▪◦‣∙●○■–*-]\s+(?=\S)/

const item = (level: number, isNumbered: boolean): ParagraphRole => ({
  kind: 'item',
  level,
  isNumbered,
})

const readLine = (raw: string, gap: string[], inSymbolList: boolean): Line => {
  const marks: [RegExp, ParagraphRole][] = [
    [firstMark, item(1, true)],
    [thirdMark, item(3, true)],
    [plainMark, item(raw.startsWith('  ') || raw.startsWith('\t') ? 2 : 1, false)],
    [secondMark, item(2, inSymbolList)],
  ]
  const found = marks.find(([mark]) => mark.test(raw))
  return {
    raw,
    text: cleanText(found === undefined ? raw : raw.replace(found[0], '')).trim(),
    bullet: found?.[1] ?? null,
    gap,
  }
}

/** Lines with text, each with the blank lines in front of it. */
const readLines = (all: readonly string[]): Line[] => {
  const inSymbolList = all.some(line => firstMark.test(line))
  const lines: Line[] = []
  let gap: string[] = []
  for (const raw of all) {
    if (raw.trim() === '') gap.push(raw)
    else {
      lines.push(readLine(raw, gap, inSymbolList))
      gap = []
    }
  }
  return lines
}

const endsSentence = (text: string): boolean => /[.!?:;…]["'”’»)\]]*$/u.test(text)

const share = <T>(list: readonly T[], is: (item: T) => boolean): number =>
  list.length === 0 ? 0 : list.filter(is).length / list.length

/**
 * True when blank lines stand between nearly all lines and sentences run on across them, so that
 * they mean nothing. Scripts without capitals: when lines are long and few of them end a sentence.
 */
const isDoubleSpaced = (lines: readonly Line[]): boolean => {
  const inner = lines.slice(1).filter(line => line.bullet === null)
  if (inner.length < 4 || share(inner, line => line.gap.length > 0) < 0.8) return false
  if (lines.some(({ text }) => /\p{Ll}/u.test(text)))
    return share(inner, line => /^\p{Ll}/u.test(line.text)) >= 0.4
  return (
    share(inner, line => line.text.length >= 45) >= 0.6 &&
    share(inner, line => endsSentence(line.text)) < 0.5
  )
}

/** A file of long lines has one paragraph on each. */
const isUnwrapped = (lines: readonly Line[]): boolean => lines.some(({ raw }) => raw.length > 200)

type Spacing = 'double' | 'unwrapped' | 'blank-lines'

const beginsParagraph = (line: Line, before: Line, spacing: Spacing): boolean => {
  if (line.bullet !== null || spacing === 'unwrapped') return true
  if (spacing === 'blank-lines') return line.gap.length > 0
  // A line of white space is an empty paragraph; wholly empty ones come from the page's layout.
  const emptyParagraph = line.gap.some(gap => gap !== '')
  return emptyParagraph || (line.gap.length > 1 && endsSentence(before.text))
}

/** A word cut at its own hyphen at the end of a line goes on without a space. */
const continues = (raw: string): boolean => /\p{L}-$/u.test(raw)

const joinLines = (lines: readonly Line[], spacing: Spacing): Paragraph[] => {
  const paragraphs: Paragraph[] = []
  let before: Line | undefined
  for (const line of lines) {
    const open = paragraphs.at(-1)
    if (open === undefined || before === undefined || beginsParagraph(line, before, spacing))
      paragraphs.push({ bullet: line.bullet, text: line.text })
    else open.text += `${continues(before.raw) ? '' : ' '}${line.text}`
    before = line
  }
  return paragraphs
}

/** The lines of a file, whatever system wrote it. */
const linesOf = (text: string): string[] => {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
  mustBeFew('lines', lines.filter(line => line.trim() !== '').length)
  return lines
}

/** Failures `file-wrong-kind`, `file-too-large`. */
export const readText = (bytes: Uint8Array): Foreign => {
  const lines = readLines(linesOf(textOf(bytes))).filter(line => line.text !== '')
  const isDouble = isDoubleSpaced(lines)
  const spacing = isDouble ? 'double' : isUnwrapped(lines) ? 'unwrapped' : 'blank-lines'
  const flow = joinLines(lines, spacing).map(({ bullet, text }) =>
    paragraphOf(bullet ?? { kind: 'body' }, text),
  )
  const hasMarks = lines.some(({ raw }) => symbolMark.test(raw))
  return { ...nothingElse(), flow, isTidied: isDouble || hasMarks }
}
