// Typed numbers. In our page numbers are computed, so a typed one is removed where the computed one
// will be the same, and kept as text where it would not: no reference gets lost. In a heading "1."
// goes also where ours is "I.".
import type { DocumentKind } from '#shared/vocabulary'
import { letter, marksOf, roman, type Mark, openCount, schemeOf } from '#document/numbering'
import { blockText, type BlockKind, type Run } from '#document/model'
import type { NewBlock } from '#document/blocks'

export type Marked = { kind: BlockKind; text: string }

/** The letters that the number `ordinal` takes at the beginning of the text; 0 where it is not there. */
type Form = (text: string, ordinal: number) => number

/** Also where French and Spanish do not open the bracket. */
const like =
  (pattern: RegExp, mark: Mark): Form =>
  (text, ordinal) => {
    const found = pattern.exec(text)
    return found?.[1] === mark(ordinal) ? found[0].length : 0
  }

/** As a language writes it, with nothing left open. */
const exactly =
  (mark: Mark | undefined): Form =>
  (text, ordinal) => {
    const written = `${mark?.(ordinal) ?? ''} `
    return mark && text.startsWith(written) && text.length > written.length ? written.length : 0
  }

const [arabic, chinese] = [marksOf('ar'), marksOf('zh')]
const figure = like(/^(\d{1,4})\.\s+(?=\S)/, String)
const bracketed = like(/^\(?([a-z]{1,2})\)\s+(?=\S)/, letter)
const numeral = like(/^\(?([ivxl]{1,7})\)\s+(?=\S)/, roman)
const letterDot = like(/^([a-z])\.\s+(?=\S)/, letter)
const sectionNumeral = like(/^([IVXL]{1,7})\.\s+(?=\S)/, n => roman(n).toUpperCase())
const sectionLetter = like(/^([A-Z])\.\s+(?=\S)/, n => letter(n).toUpperCase())

type Forms = readonly (readonly [BlockKind, readonly Form[]])[]

const arabicParagraph = (at: number): Form => exactly(arabic.paragraphs[at])
const arabicHeading = (at: number): Form => exactly(arabic.headings[at])

const paragraphs: Forms = [
  ['num1', [figure, arabicParagraph(0)]],
  ['num2', [bracketed, arabicParagraph(1)]],
  ['num3', [numeral, arabicParagraph(2)]],
  ['num4', [letterDot, arabicParagraph(3)]],
]
const sections: Forms = [
  ['h1', [sectionNumeral, arabicHeading(0), exactly(chinese.headings[0])]],
  ['h2', [sectionLetter, arabicHeading(1)]],
  ['h3', [figure, arabicHeading(2)]],
  ['h4', [bracketed, arabicHeading(3)]],
]
const items: Forms = [
  ['h1', [figure, arabicParagraph(0)]],
  ['h2', [bracketed, arabicParagraph(1)]],
  ['h3', [numeral, arabicParagraph(2)]],
  ['h4', [letterDot, arabicParagraph(3)]],
]

const lengthOf = (forms: readonly Form[], text: string, ordinal: number): number =>
  Math.max(0, ...forms.map(form => form(text, ordinal)))

type Figures = { length: number; numbers: number[]; isClosed: boolean }

/** "2.", "(2)", "2" or "1.2" before a heading: its characters and numbers. Before a unit it is none. */
const figuresBefore = (text: string): Figures | null => {
  const found = /^\(?(\d{1,3}(?:\.\d{1,3}){0,3})([.)]?)\s+(?=(\S))/.exec(text)
  const [written = '', digits = '', end, next = ''] = found ?? []
  const isClosed = end !== ''
  if (!found || (!isClosed && /[\p{Ll}\p{Sc}%‰٪]/u.test(next))) return null
  return { length: written.length, numbers: digits.split('.').map(Number), isClosed }
}

const isAt = ({ numbers }: Figures, ordinals: readonly number[]): boolean =>
  numbers.join('.') === ordinals.join('.')

/**
 * Whether figures are a number, by the other headings of the file: "1. Mai" and "1.2 Million women"
 * may begin a sentence. A figure of one part needs a next one on the same level, written alike; one of
 * several parts needs another heading with such figures that say its place.
 */
const numbersIn = (document: DocumentKind, headings: readonly Marked[]) => {
  const counts = openCount(schemeOf(document))
  const onLevel = new Map<string, Set<number>>()
  let placed = 0
  const levelOf = (kind: BlockKind, { isClosed }: Figures): string => `${kind} ${isClosed}`
  for (const { kind, text } of headings) {
    const { ordinals = [] } = counts.count(kind) ?? {}
    const figures = figuresBefore(text)
    if (figures?.numbers.length === 1) {
      const level = levelOf(kind, figures)
      onLevel.set(level, (onLevel.get(level) ?? new Set()).add(figures.numbers[0] ?? 0))
    } else if (figures && isAt(figures, ordinals)) placed++
  }
  const counted = new Set(
    [...onLevel].flatMap(([level, seen]) => ([...seen].some(n => seen.has(n + 1)) ? [level] : [])),
  )
  return (text: string, kind: BlockKind, ordinals: readonly number[]): Figures | null => {
    const figures = figuresBefore(text)
    if (figures === null) return null
    const isNumber =
      figures.numbers.length === 1
        ? counted.has(levelOf(kind, figures))
        : placed > (isAt(figures, ordinals) ? 1 : 0)
    return isNumber ? figures : null
  }
}

/** "IV." or "(b)": a single capital may begin a name. */
const otherNumber = /^(?:[IVXL]{2,7}\.|\(?[a-z]\))\s+\S/

/** The letters of figures that say the same as `ordinals`, from the outermost level or alone. */
const sameFigures = (figures: Figures | null, ordinals: readonly number[]): number => {
  if (figures === null) return 0
  const isAlone = figures.numbers.length === 1
  const isSame = isAt(figures, isAlone ? ordinals.slice(-1) : ordinals)
  return isSame && (figures.isClosed || !isAlone) ? figures.length : 0
}

/** A heading stands by itself, is short and is no sentence. */
const looksLikeHeading = (text: string): boolean => text.length <= 120 && !/[.;:,!?]$/.test(text)

/**
 * Reads the paragraphs of one file in order, remembering how far each level has counted. `all`: the
 * headings of the file.
 */
export const typedNumbers = (document: DocumentKind, all: readonly Marked[]) => {
  const numberIn = numbersIn(document, all)
  const counts = openCount(schemeOf(document))
  const headings = document === 'agenda' ? items : sections
  // Below these two a typed number may as well be a paragraph's; in an agenda any may.
  const plainHeadings = document === 'agenda' ? [] : headings.slice(0, 2)
  const inHeadings = { renamed: 0, kept: 0 }

  const take = (text: string, forms: Forms): Marked | null => {
    for (const [kind, ofKind] of forms) {
      const { ordinals = [] } = counts.peek(kind) ?? {}
      const length = lengthOf(ofKind, text, ordinals.at(-1) ?? 0)
      if (length === 0) continue
      if (kind !== 'num1' && ordinals.at(-2) === 0) continue
      counts.count(kind)
      return { kind, text: text.slice(length) }
    }
    return null
  }

  return {
    /** A block that is known to be a heading; the number goes if it counts as ours will. */
    readHeading(text: string, kind: BlockKind): Marked {
      const { ordinals = [] } = counts.count(kind) ?? {}
      const [, forms = []] = headings.find(([candidate]) => candidate === kind) ?? []
      const own = lengthOf(forms, text, ordinals.at(-1) ?? 0)
      const figures = own > 0 ? null : numberIn(text, kind, ordinals)
      const other = sameFigures(figures, ordinals)
      if (other > 0) inHeadings.renamed++
      else if (own === 0 && (figures || otherNumber.test(text))) inHeadings.kept++
      return { kind, text: text.slice(own + other) }
    },
    /** Headings whose typed number went for one in another form, and those that keep a typed number. */
    inHeadings: (): { renamed: number; kept: number } => ({ ...inHeadings }),
    /** Null when the paragraph begins with no number that ours would repeat. */
    read(text: string): Marked | null {
      return (looksLikeHeading(text) ? take(text, plainHeadings) : null) ?? take(text, paragraphs)
    },
    /** Counts a block whose kind was known without its number. */
    passed: (kind: BlockKind): void => void counts.count(kind),
  }
}

/** Takes characters off the beginning of the runs. */
export const withoutStart = (runs: readonly Run[], length: number): Run[] => {
  let left = length
  return runs.flatMap(run => {
    const cut = Math.min(left, run.text.length)
    left -= cut
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }]
  })
}

/** A number typed in front of a heading or paragraph, as exports write it, is taken off. */
export const withoutTypedNumber = (
  block: NewBlock,
  numbers: ReturnType<typeof typedNumbers>,
): NewBlock => {
  const text = blockText(block)
  const isHeading = /^h\d$/.test(block.kind)
  if (!isHeading && block.kind !== 'paragraph') {
    numbers.passed(block.kind)
    return block
  }
  const marked = isHeading ? numbers.readHeading(text, block.kind) : numbers.read(text)
  if (marked === null) return block
  const { kind } = marked
  return { ...block, kind, runs: withoutStart(block.runs, text.length - marked.text.length) }
}
