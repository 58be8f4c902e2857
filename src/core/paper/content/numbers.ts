// The number of each paragraph as a word processor counts it, so that an editor of the file gets
// renumbering, cross-references and an outline. The page decides which kinds count together and how a
// number is written (numbering-schemes.ts, number-marks.ts). Here each ladder becomes one list of the
// file, and each mark the form of a level. A number in brackets is the list's too, "[14." after "13.".
import { marksOf, openCount, schemeOf, type Numbering, type Path } from '#document/numbering'
import type { Block, BlockKind } from '#document/model'

/** `1`, `I`, `A`, `i`, `a`, `أ` or `一`: the first number of a form that programs know. */
export type NumberForm = (typeof forms)[number]

const forms = ['1', 'I', 'A', 'i', 'a', 'أ', '一'] as const

/** How a level is marked: a number with signs around it, or a bullet. */
export type LevelMark =
  | { is: 'number'; form: NumberForm; before: string; after: string }
  | { is: 'bullet'; sign: string }

/** `indent`: how many steps the words stand in. Null: a level that programs cannot mark. */
export type ListLevel = { mark: LevelMark | null; indent: number }
export type NumberList = readonly ListLevel[]

/** Null where programs have no such form, as for "firstly" in Arabic. */
const levelMark = (first: string): LevelMark | null => {
  const bare = first.replaceAll(/[().‘’ -]/g, '')
  const form = forms.find(each => each === bare)
  if (form === undefined) return null
  const at = first.indexOf(form)
  return { is: 'number', form, before: first.slice(0, at), after: first.slice(at + form.length) }
}

const bullets: NumberList = ['\u2022', '\u2013', '\u2022'].map((sign, at) => ({
  mark: { is: 'bullet', sign },
  indent: at + 2,
}))

/** Headings and paragraphs hang by their own depth only. */
const indentOf = (kinds: readonly BlockKind[]): number =>
  Math.min(...kinds.map(kind => Number(/\d$/.exec(kind)?.[0] ?? 1)))

/** The lists of one document: a ladder each, and the bullets behind them. */
export const listsOf = ({ kind, language }: Numbering): NumberList[] => [
  ...schemeOf(kind).map(ladder => {
    const marks = ladder.marks(marksOf(language)).map(mark => levelMark(mark(1)))
    return ladder.levels.map((kinds, depth) => ({
      mark: marks[depth] ?? null,
      indent: indentOf(kinds),
    }))
  }),
  bullets,
]

/** The place of a paragraph in a list of the file. */
export type InList = { list: number; level: number; inBrackets: boolean }

/** How a block gets its number: by a list, as text in front, or by both (no visible mark). */
export type FileNumber = { list?: InList; typed?: string }

/** How far the words of a paragraph stand in whose number is typed, as if a list had it; null for others. */
export const hungBy = ({ list, typed }: FileNumber, kind: BlockKind): number | null =>
  list === undefined && typed !== undefined && /^num\d$/.test(kind) ? indentOf([kind]) : null

/**
 * The number of each block in turn. If the program would number a block differently from the page (a
 * level that begins again below a heading of another list), its number is typed, so that no
 * reference comes to mean another paragraph. An alternative in brackets is typed too, because no
 * program can number it without counting it.
 */
export const fileNumbers = (numbering: Numbering): ((block: Block) => FileNumber) => {
  const scheme = schemeOf(numbering.kind)
  const lists = listsOf(numbering)
  const written = new Map(
    scheme.map(ladder => [ladder, ladder.marks(marksOf(numbering.language))] as const),
  )
  const numberOf = ({ ladder, ordinals }: Path): string =>
    written.get(ladder)?.[ordinals.length - 1]?.(ordinals.at(-1) ?? 0) ?? ''
  const ours = openCount(scheme)
  // No list of a file begins again because of another.
  const theirs = openCount(scheme.map(ladder => ({ ...ladder, ends: Infinity })))
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
    const [here, there] = [ours.count(kind), theirs.peek(kind)]
    if (here === null || there === null) return {}
    // Programs differ on whether they count a level without a number.
    if (here.ordinals.includes(0) || here.ordinals.at(-1) !== there.ordinals.at(-1))
      return { typed: number }
    theirs.count(kind)
    const list = scheme.indexOf(here.ladder)
    const level = here.ordinals.length - 1
    return {
      list: { list, level, inBrackets: isOpen },
      ...(!lists[list]?.[level]?.mark && { typed: number }),
    }
  }
}
