// Common parts of every export: the page, the few lines above it, and the words in them. No name of
// a person, device or path is in it, so no format can reveal one, and no date: all holders of the
// text print the same (decision 0034).
import {
  blockText,
  type Block,
  type Note,
  type Page,
  type Picture,
  type Run,
} from '#document/model'
import { numbersOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import type { Redline } from '#document/history/compare'
import { hasStatus } from '#shared/has-status'
import type { MemberId } from '#shared/ids'
import { printedWord, type PrintedWord } from './printed-words.ts'

export type SheetPicture = Pick<Picture, 'type' | 'width' | 'height'> & { bytes: Uint8Array }

/** The earlier text that a file shows the changes from, and how this one came of it. */
export type Since = {
  page: Page
  redline: Omit<Redline, 'was' | 'is' | 'withheld'>
  /** The author of a change as the file names them; of members who are not known too. */
  nameOf(by: readonly MemberId[]): string
}

/** A comment as the file shows it; its words name it by `remarks`. */
export type SheetComment = {
  id: EntryId
  by: string
  text: string
  isResolved: boolean
  replies: readonly { by: string; text: string }[]
}

export type Sheet = {
  page: Page
  /** The group's own name, as its members see it. */
  group: string
  /** True for a version of a text in another language, which this device need not have. */
  isVersion?: true
  /** Pictures on this device, by hash. A figure without one is printed as its words. */
  pictures?: ReadonlyMap<string, SheetPicture>
  /** The text of a decision, word by word; a draft otherwise, and an agenda then without a status. */
  decided?: 'adopted' | 'replaced'
  /** True if words are in it that only a part of the group reads. */
  hasRestricted?: true
  /** The size of the pages; A4 where it is not said. */
  paper?: 'a4' | 'letter'
  /** Changes that the file shows; formats that know none print the text as it stands. */
  since?: Since
  comments?: readonly SheetComment[]
}

/** The printed title. A document without one gets no guessed name. */
export const titleOf = ({ page }: Sheet): string => page.meta.title.trim()

const wordsOf =
  ({ page }: Sheet) =>
  (id: PrintedWord, values?: Record<string, string>): string =>
    printedWord(page.meta.language, id, values)

/**
 * Lines beside the group's name: reference, whether it is a draft (a group's text is no United Nations
 * document), and the original language if the text is the original.
 */
export const mastheadOf = (sheet: Sheet): string[] => {
  const { page, isVersion } = sheet
  const word = wordsOf(sheet)
  const language = word(`paper.language.${page.meta.language}`)
  return [...standingOf(sheet), ...(isVersion ? [] : [word('paper.original', { language })])]
}

/** The name of the group; no line in a file that was converted, because it is of no group. */
export const groupLineOf = ({ group }: Sheet): string[] => (group === '' ? [] : [group])

/** On each page: the group, its references, and what the text is. */
export const headerOf = (sheet: Sheet): string[] => [...groupLineOf(sheet), ...standingOf(sheet)]

/** Between the parts of a line. */
export const middleDot = ' \u00b7 '

const standingOf = (sheet: Sheet): string[] => {
  const { page, hasRestricted, decided = 'draft' } = sheet
  const word = wordsOf(sheet)
  const { symbol, reference } = page.meta
  return [
    ...(hasRestricted ? [word('paper.hasRestricted')] : []),
    ...(symbol === '' ? [] : [symbol]),
    ...(reference === '' ? [] : [word('paper.groupReference', { reference })]),
    ...(hasStatus({ kind: page.meta.kind, status: decided })
      ? [`${word(`paper.${decided}`)}. ${word('paper.notUnitedNations')}`]
      : [word('paper.notUnitedNations')]),
  ]
}

/** Another program may have left words in a page break: they are not to be lost. */
export const hasWords = (block: Block): boolean =>
  block.label !== undefined || blockText(block) !== ''
export const asParagraph = (block: Block): Block => ({ ...block, kind: 'paragraph' })

const withBeside = (sheet: Sheet, runsOf: (block: Block) => readonly Run[]): Sheet => {
  const written = (page: Page): Page => ({
    ...page,
    blocks: page.blocks.map(block => {
      const { lead: _lead, outcome: _outcome, ...said } = block
      return sheet.decided ? said : { ...said, runs: [...runsOf(block)] }
    }),
  })
  const { page, since } = sheet
  return {
    ...sheet,
    page: written(page),
    ...(since && { since: { ...since, page: written(since.page) } }),
  }
}

/** With what came out of each decision behind its words. A text that was adopted reads as it was adopted. */
export const withOutcomes = (sheet: Sheet): Sheet =>
  withBeside(sheet, ({ runs, outcome = [] }) => [...runs, ...outcome])

/** The same, and in front of the words what each line of minutes is. */
export const withLeads = (sheet: Sheet): Sheet =>
  withBeside(sheet, ({ lead = [], runs, outcome = [] }) => [...lead, ...runs, ...outcome])

/** The picture of a figure; null before it arrived on this device. */
export const pictureOf = ({ pictures }: Sheet, { picture }: Block): SheetPicture | null =>
  (picture && pictures?.get(picture.hash)) ?? null

/**
 * Whether a block prints as a picture with its caption. A restricted figure prints only the
 * placeholder of its caption.
 */
export const isFigure = ({ kind, label }: Block): boolean =>
  kind === 'figure' && label === undefined

/** The text in place of a picture; `write` writes its description. */
export const wordsForPicture = (
  sheet: Sheet,
  { alternative }: Block,
  write = (text: string): string => text,
): string =>
  alternative === undefined
    ? wordsOf(sheet)('paper.picture')
    : wordsOf(sheet)('paper.pictureOf', { text: write(alternative) })

/** Before a caption: "Figure 1." */
export const figureNumber = ({ number }: Block): string => (number === '' ? '' : `${number}.`)

export const notesOf = ({ page }: Sheet): readonly Note[] => page.notes ?? []

/** The number of each footnote. */
export const noteNumbersOf = ({ page }: Sheet): ReadonlyMap<string, number> =>
  numbersOf(page.notes ?? [])

export const notesTitle = (sheet: Sheet): string => wordsOf(sheet)('paper.notes')

/** The placeholder of words that only a part of the group reads. */
export const withheldSign = (sheet: Sheet): string => `[${wordsOf(sheet)('paper.withheld')}]`

/** Direction of a whole sheet; a block may differ. */
export const directionOf = ({ page }: Sheet): 'ltr' | 'rtl' =>
  page.meta.language === 'ar' ? 'rtl' : 'ltr'
