// Typed numbers. In our page numbers are computed, so a typed one is removed where the computed one
// will be the same, and kept as text where it would not: no reference gets lost.
import type { DocumentKind } from '../vocabulary.ts'
import { letter, roman, type Mark } from './number-marks.ts'
import { openCount } from './numbering.ts'
import { schemeOf } from './numbering-schemes.ts'
import { blockText, type BlockKind, type Run } from './page.ts'
import type { NewBlock } from './write-blocks.ts'

export type Marked = { kind: BlockKind; text: string }

/** How a number looks, also where French and Spanish do not open the bracket. */
type Form = { pattern: RegExp; mark: Mark }

const figure: Form = { pattern: /^(\d{1,4})\.\s+(?=\S)/, mark: String }
const bracketed: Form = { pattern: /^\(?([a-z]{1,2})\)\s+(?=\S)/, mark: letter }
const numeral: Form = { pattern: /^\(?([ivxl]{1,7})\)\s+(?=\S)/, mark: roman }
const letterDot: Form = { pattern: /^([a-z])\.\s+(?=\S)/, mark: letter }
const sectionNumeral: Form = {
  pattern: /^([IVXL]{1,7})\.\s+(?=\S)/,
  mark: n => roman(n).toUpperCase(),
}
const sectionLetter: Form = { pattern: /^([A-Z])\.\s+(?=\S)/, mark: n => letter(n).toUpperCase() }

type Forms = readonly (readonly [BlockKind, Form])[]

const paragraphs: Forms = [
  ['num1', figure],
  ['num2', bracketed],
  ['num3', numeral],
  ['num4', letterDot],
]
const sections: Forms = [
  ['h1', sectionNumeral],
  ['h2', sectionLetter],
  ['h3', figure],
  ['h4', bracketed],
]
const items: Forms = [
  ['h1', figure],
  ['h2', bracketed],
  ['h3', numeral],
  ['h4', letterDot],
]

/** A heading stands by itself, is short and is no sentence. */
const looksLikeHeading = (text: string): boolean => text.length <= 120 && !/[.;:,!?]$/.test(text)

/** Reads the paragraphs of one file in order, remembering how far each level has counted. */
export const typedNumbers = (document: DocumentKind) => {
  const counts = openCount(schemeOf(document))
  const headings = document === 'agenda' ? items : sections
  // Below these two a typed number may as well be a paragraph's; in an agenda any may.
  const plainHeadings = document === 'agenda' ? [] : headings.slice(0, 2)

  const take = (text: string, forms: Forms): Marked | null => {
    for (const [kind, { pattern, mark }] of forms) {
      const found = pattern.exec(text)
      const { ordinals = [] } = counts.peek(kind) ?? {}
      if (found?.[1] !== mark(ordinals.at(-1) ?? 0)) continue
      if (kind !== 'num1' && ordinals.at(-2) === 0) continue
      counts.count(kind)
      return { kind, text: text.slice(found[0].length) }
    }
    return null
  }

  return {
    /** A block that is known to be a heading; the number goes if it is the one ours will have. */
    readHeading(text: string, kind: BlockKind): Marked {
      const ordinal = counts.count(kind)?.ordinals.at(-1) ?? 0
      const [, form] = headings.find(([candidate]) => candidate === kind) ?? []
      const found = form?.pattern.exec(text)
      return { kind, text: found?.[1] === form?.mark(ordinal) ? without(text, found) : text }
    },
    /** Null when the paragraph begins with no number that ours would repeat. */
    read(text: string): Marked | null {
      return (looksLikeHeading(text) ? take(text, plainHeadings) : null) ?? take(text, paragraphs)
    },
    /** Counts a block whose kind was known without its number. */
    passed: (kind: BlockKind): void => void counts.count(kind),
  }
}

const without = (text: string, found: RegExpExecArray | null | undefined): string =>
  text.slice(found?.[0].length ?? 0)

/** Takes characters off the beginning of the runs. */
const withoutStart = (runs: readonly Run[], length: number): Run[] => {
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
