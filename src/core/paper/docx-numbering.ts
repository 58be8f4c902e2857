// Word's own numbering for paragraphs and headings, so that an editor of the file gets renumbering,
// cross-references and an outline. The page decides which kinds count together and how a number is
// written (numbering-schemes.ts, number-marks.ts). Here each ladder becomes one list of Word's, and
// each mark a format of Word's.
import {
  AlignmentType,
  type ILevelsOptions,
  type INumberingOptions,
  LevelFormat,
  LevelSuffix,
} from 'docx'
import {
  marksOf,
  openCount,
  schemeOf,
  type Block,
  type BlockKind,
  type Numbering,
  type Path,
} from '#shared/document'

type Level = { format: (typeof LevelFormat)[keyof typeof LevelFormat]; text: string }

// Word's name for the first number of each form.
const formats: readonly (readonly [string, Level['format']])[] = [
  ['1', LevelFormat.DECIMAL],
  ['I', LevelFormat.UPPER_ROMAN],
  ['A', LevelFormat.UPPER_LETTER],
  ['i', LevelFormat.LOWER_ROMAN],
  ['a', LevelFormat.LOWER_LETTER],
  ['أ', LevelFormat.ARABIC_ABJAD],
  ['一', LevelFormat.CHINESE_COUNTING],
]

/** Word's form of a mark; null where Word has none, as for "firstly" in Arabic. */
const levelOfMark = (first: string, depth: number): Level | null => {
  const bare = first.replaceAll(/[().‘’ -]/g, '')
  const format = formats.find(([sign]) => sign === bare)?.[1]
  return format === undefined ? null : { format, text: first.replace(bare, `%${depth + 1}`) }
}

const bulletLevels: Level[] = ['\u2022', '\u2013', '\u2022'].map(text => ({
  format: LevelFormat.BULLET,
  text,
}))

// Twentieths of a point: 567 is one centimetre.
const hang = 567

/** Headings and paragraphs hang by their own depth only. */
const shiftOf = (kinds: readonly BlockKind[]): number =>
  Math.min(...kinds.map(kind => Number(/\d$/.exec(kind)?.[0] ?? 1)))

const levelOptions = (mark: Level | null, level: number, indent: number): ILevelsOptions => ({
  level,
  ...(mark ?? { format: LevelFormat.NONE, text: '', suffix: LevelSuffix.NOTHING }),
  alignment: AlignmentType.START,
  style: { paragraph: { indent: { left: hang * indent, hanging: hang } } },
})

/** The marks of each ladder of a document; null for one that Word does not have. */
const marksIn = ({ kind, language }: Numbering) =>
  schemeOf(kind).map(ladder =>
    ladder.marks(marksOf(language)).map((mark, depth) => levelOfMark(mark(1), depth)),
  )

const listName = (ladder: number): string => `numbers-${ladder + 1}`

/** The lists of one document. */
export const numberingOf = (numbering: Numbering): INumberingOptions => {
  const marks = marksIn(numbering)
  return {
    config: [
      ...schemeOf(numbering.kind).map(({ levels }, ladder) => ({
        reference: listName(ladder),
        levels: levels.map((kinds, depth) =>
          levelOptions(marks[ladder]?.[depth] ?? null, depth, shiftOf(kinds)),
        ),
      })),
      {
        reference: 'bullets',
        levels: bulletLevels.map((each, at) => levelOptions(each, at, at + 2)),
      },
    ],
  }
}

/** The instance of a list whose numbers stand in an opening bracket; see `docx-brackets.ts`. */
export const bracketed = 1

/** How a block gets its number in Word: by a list, as text in front, or by both (no visible mark). */
export type WordNumber = {
  list?: { reference: string; level: number; instance?: number }
  typed?: string
}

/**
 * The Word number of each block in turn. If Word would number a block differently from the page (a
 * level that begins again below a heading of another list), its number is typed, so that no
 * reference comes to mean another paragraph. An alternative in brackets is typed too, because Word
 * cannot number it without counting it.
 */
export const wordNumbers = (numbering: Numbering): ((block: Block) => WordNumber) => {
  const scheme = schemeOf(numbering.kind)
  const marks = marksIn(numbering)
  const written = new Map(
    scheme.map(ladder => [ladder, ladder.marks(marksOf(numbering.language))] as const),
  )
  const numberOf = ({ ladder, ordinals }: Path): string =>
    written.get(ladder)?.[ordinals.length - 1]?.(ordinals.at(-1) ?? 0) ?? ''
  const ours = openCount(scheme)
  // No list of Word's begins again because of another.
  const words = openCount(scheme.map(ladder => ({ ...ladder, ends: Infinity })))
  return ({ kind, number }) => {
    const [, bullet] = /^bullet(\d)$/.exec(kind) ?? []
    if (bullet !== undefined) return { list: { reference: 'bullets', level: Number(bullet) - 1 } }
    const isOpen = number.startsWith('[')
    const next = ours.peek(kind)
    if (next === null) return number === '' ? {} : { typed: number }
    if (numberOf(next) !== number.slice(isOpen ? 1 : 0)) {
      ours.beside(kind)
      return { typed: number }
    }
    const [here, there] = [ours.count(kind), words.peek(kind)]
    if (here === null || there === null) return {}
    // Programs differ on whether they count a level without a number.
    if (here.ordinals.includes(0) || here.ordinals.at(-1) !== there.ordinals.at(-1))
      return { typed: number }
    words.count(kind)
    const ladder = scheme.indexOf(here.ladder)
    const level = here.ordinals.length - 1
    return {
      list: { reference: listName(ladder), level, ...(isOpen && { instance: bracketed }) },
      ...(!marks[ladder]?.[level] && { typed: number }),
    }
  }
}
