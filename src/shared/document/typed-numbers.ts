// Numbers that somebody typed. In our page numbers are computed, so a typed one is taken off where
// the computed one will be the same, and kept as text where it would not: no reference gets lost.
import { letter, roman } from './number-marks.ts'
import type { BlockKind } from './page.ts'

export type Marked = { kind: BlockKind; text: string }

type Form = { kind: BlockKind; depth: number; pattern: RegExp; mark: (n: number) => string }

const paragraphs: readonly Form[] = [
  { kind: 'num1', depth: 0, pattern: /^(\d{1,4})\.\s+(?=\S)/, mark: String },
  { kind: 'num2', depth: 1, pattern: /^\(?([a-z]{1,2})\)\s+(?=\S)/, mark: letter },
  { kind: 'num3', depth: 2, pattern: /^\(?([ivxl]{1,7})\)\s+(?=\S)/, mark: roman },
  { kind: 'num4', depth: 3, pattern: /^([a-z])\.\s+(?=\S)/, mark: letter },
]
const headings: readonly Form[] = [
  {
    kind: 'h1',
    depth: 0,
    pattern: /^([IVXL]{1,7})\.\s+(?=\S)/,
    mark: n => roman(n).toUpperCase(),
  },
  { kind: 'h2', depth: 1, pattern: /^([A-Z])\.\s+(?=\S)/, mark: n => letter(n).toUpperCase() },
  { kind: 'h3', depth: 2, pattern: /^(\d{1,3})\.\s+(?=\S)/, mark: String },
  { kind: 'h4', depth: 3, pattern: /^\(?([a-z]{1,2})\)\s+(?=\S)/, mark: letter },
]
/** Below these two a typed number may as well be a paragraph's. */
const plainHeadings = headings.slice(0, 2)

/** A heading stands by itself, is short and is no sentence. */
const looksLikeHeading = (text: string): boolean => text.length <= 120 && !/[.;:,!?]$/.test(text)

/** Reads the paragraphs of one file in order, remembering how far each level has counted. */
export const typedNumbers = () => {
  const counts = { headings: [0, 0, 0, 0], paragraphs: [0, 0, 0, 0] }

  const take = (text: string, forms: readonly Form[], count: number[]): Marked | null => {
    for (const { kind, depth, pattern, mark } of forms) {
      const found = pattern.exec(text)
      const next = (count[depth] ?? 0) + 1
      if (found?.[1] !== mark(next)) continue
      if (depth > 0 && count[depth - 1] === 0) continue
      count[depth] = next
      count.fill(0, depth + 1)
      return { kind, text: text.slice(found[0].length) }
    }
    return null
  }

  return {
    /** A block that is known to be a heading; the number goes if it is the one ours will have. */
    readHeading(text: string, kind: BlockKind): Marked {
      const form = headings.find(candidate => candidate.kind === kind)
      if (form === undefined) return { kind, text }
      const { depth, pattern, mark } = form
      const ordinal = (counts.headings[depth] ?? 0) + 1
      counts.headings[depth] = ordinal
      counts.headings.fill(0, depth + 1)
      counts.paragraphs.fill(0, 1)
      const found = pattern.exec(text)
      return { kind, text: found?.[1] === mark(ordinal) ? text.slice(found[0].length) : text }
    },
    /** Null when the paragraph begins with no number that ours would repeat. */
    read(text: string): Marked | null {
      const heading = looksLikeHeading(text) ? take(text, plainHeadings, counts.headings) : null
      if (heading !== null) counts.paragraphs.fill(0, 1)
      if (heading !== null) return heading
      return take(text, paragraphs, counts.paragraphs)
    },
    /** Counts a block whose kind was known without its number. */
    passed(kind: BlockKind): void {
      const depth = ['num1', 'num2', 'num3', 'num4'].indexOf(kind)
      if (depth < 0) return
      counts.paragraphs[depth] = (counts.paragraphs[depth] ?? 0) + 1
      counts.paragraphs.fill(0, depth + 1)
    },
  }
}
