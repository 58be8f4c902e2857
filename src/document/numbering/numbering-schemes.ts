// The paragraphs of a document that count together. Three schemes: the United Nations Editorial
// Manual's (paragraphs run on through the whole text, so that "paragraph 8" is one in every
// language and under every heading); a protocol of standards, after the contents of the Protocolo
// de La Esperanza (I > A > 1 > (a), each beginning again below the next higher: "IV.B.1"); and an
// agenda, in which an item is numbered the same whether it stands as a heading with notes or as a
// line of a list.
import type { DocumentKind } from '#shared/vocabulary'
import type { Mark, Marks } from './number-marks.ts'
import type { BlockKind } from '#document/model'

/** Levels that count one within the other. */
export type Ladder = {
  /** Outermost first. Kinds on one level share its count, so that no number stands for two. */
  levels: readonly (readonly BlockKind[])[]
  /** The mark of each level. */
  marks(of: Marks): readonly Mark[]
  /** By its own number, or by all numbers down to it. */
  cited: 'alone' | 'whole'
  /** Cited as "IV.B.1", not as "IV B 1". */
  dotted: boolean
  /** Each number here restarts other ladders from this level on. */
  ends?: number
}

export type Scheme = readonly Ladder[]

const unitedNations: Scheme = [
  {
    levels: [['h1'], ['h2'], ['h3'], ['h4']],
    marks: ({ headings }) => headings,
    cited: 'alone',
    dotted: false,
    ends: 1,
  },
  {
    levels: [['num1'], ['num2'], ['num3'], ['num4']],
    marks: ({ paragraphs }) => paragraphs,
    cited: 'whole',
    dotted: false,
  },
]

const protocol: Scheme = [
  {
    levels: [['h1'], ['h2'], ['h3', 'num1'], ['h4', 'num2'], ['num3'], ['num4']],
    marks: ({ headings, paragraphs }) => [...headings, ...paragraphs.slice(2)],
    cited: 'whole',
    dotted: true,
  },
]

const agenda: Scheme = [
  {
    levels: [
      ['h1', 'num1'],
      ['h2', 'num2'],
      ['h3', 'num3'],
      ['h4', 'num4'],
    ],
    marks: ({ paragraphs }) => paragraphs,
    cited: 'whole',
    dotted: false,
  },
]

/** A kind that is not named follows the Editorial Manual. */
const schemes: Partial<Record<DocumentKind, Scheme>> = { agenda, protocol }

export const schemeOf = (kind: DocumentKind): Scheme => schemes[kind] ?? unitedNations
