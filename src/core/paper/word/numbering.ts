// Word's own numbering for paragraphs and headings, so that an editor of the file gets renumbering,
// cross-references and an outline. The page decides which kinds count together and how a number is
// written (numbering-schemes.ts, number-marks.ts). Here each ladder becomes one list of Word's, and
// each mark a format of Word's. A number in brackets is Word's too, "[14." after "13.": those form a
// second instance of the same list, whose levels differ in the opening bracket alone. LibreOffice
// counts on through the two (tests/core/paper/brackets.office.test.ts).
import {
  marksOf,
  openCount,
  schemeOf,
  type Block,
  type BlockKind,
  type Numbering,
  type Path,
} from '#shared/document'
import { rootOf } from './package.ts'
import { element, valued } from './xml.ts'

/** A format of Word's, and the text of a level, where `%1` stands for its number. */
type Level = { format: string; text: string }

// Word's name for the first number of each form.
const formats: readonly (readonly [string, string])[] = [
  ['1', 'decimal'],
  ['I', 'upperRoman'],
  ['A', 'upperLetter'],
  ['i', 'lowerRoman'],
  ['a', 'lowerLetter'],
  ['أ', 'arabicAbjad'],
  ['一', 'chineseCounting'],
]

/** Word's form of a mark; null where Word has none, as for "firstly" in Arabic. */
const levelOfMark = (first: string, depth: number): Level | null => {
  const bare = first.replaceAll(/[().‘’ -]/g, '')
  const format = formats.find(([sign]) => sign === bare)?.[1]
  return format === undefined ? null : { format, text: first.replace(bare, `%${depth + 1}`) }
}

const bulletLevels: Level[] = ['\u2022', '\u2013', '\u2022'].map(text => ({
  format: 'bullet',
  text,
}))

// Twentieths of a point: 567 is one centimetre.
const hang = 567

/** Headings and paragraphs hang by their own depth only. */
const shiftOf = (kinds: readonly BlockKind[]): number =>
  Math.min(...kinds.map(kind => Number(/\d$/.exec(kind)?.[0] ?? 1)))

/** `before`: a sign in front of the number. */
const levelXml = (mark: Level | null, level: number, indent: number, before = ''): string =>
  element(
    'w:lvl',
    { 'w:ilvl': level },
    [
      valued('w:start', 1),
      valued('w:numFmt', mark?.format ?? 'none'),
      ...(mark ? [] : [valued('w:suff', 'nothing')]),
      valued('w:lvlText', mark ? before + mark.text : ''),
      valued('w:lvlJc', 'start'),
      element('w:pPr', {}, element('w:ind', { 'w:left': hang * indent, 'w:hanging': hang })),
    ].join(''),
  )

/** The marks of each ladder of a document; null for one that Word does not have. */
const marksIn = ({ kind, language }: Numbering) =>
  schemeOf(kind).map(ladder =>
    ladder.marks(marksOf(language)).map((mark, depth) => levelOfMark(mark(1), depth)),
  )

type List = { levels: readonly (readonly [Level | null, number])[] }

/** The lists of one document: a ladder each, and the bullets behind them. */
const listsOf = (numbering: Numbering): List[] => {
  const marks = marksIn(numbering)
  return [
    ...schemeOf(numbering.kind).map(({ levels }, ladder) => ({
      levels: levels.map(
        (kinds, depth) => [marks[ladder]?.[depth] ?? null, shiftOf(kinds)] as const,
      ),
    })),
    { levels: bulletLevels.map((each, at) => [each, at + 2] as const) },
  ]
}

/** Word's number of a list, or of its instance in brackets. */
const instanceOf = (list: number, inBrackets: boolean): number => 2 * list + (inBrackets ? 2 : 1)

export const numberingXml = (numbering: Numbering): string => {
  const lists = listsOf(numbering)
  const abstract = lists.map(({ levels }, list) =>
    element(
      'w:abstractNum',
      { 'w:abstractNumId': list },
      valued('w:multiLevelType', 'multilevel') +
        levels.map(([mark, indent], at) => levelXml(mark, at, indent)).join(''),
    ),
  )
  const instances = lists.flatMap(({ levels }, list) =>
    [false, true].map(inBrackets =>
      element(
        'w:num',
        { 'w:numId': instanceOf(list, inBrackets) },
        valued('w:abstractNumId', list) +
          (inBrackets ? levels : [])
            .map(([mark, indent], at) =>
              element('w:lvlOverride', { 'w:ilvl': at }, levelXml(mark, at, indent, '[')),
            )
            .join(''),
      ),
    ),
  )
  return rootOf('w:numbering', [...abstract, ...instances].join(''))
}

/** The place of a paragraph in a list of Word's. */
export type InList = { list: number; level: number; inBrackets: boolean }

export const inListXml = ({ list, level, inBrackets }: InList): string =>
  element('w:numPr', {}, valued('w:ilvl', level) + valued('w:numId', instanceOf(list, inBrackets)))

/** How a block gets its number in Word: by a list, as text in front, or by both (no visible mark). */
export type WordNumber = { list?: InList; typed?: string }

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
    if (bullet !== undefined)
      return { list: { list: scheme.length, level: Number(bullet) - 1, inBrackets: false } }
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
      list: { list: ladder, level, inBrackets: isOpen },
      ...(!marks[ladder]?.[level] && { typed: number }),
    }
  }
}
