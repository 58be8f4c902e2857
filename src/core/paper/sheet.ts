// What every export has in common: the page, the few lines above it, and the words in them. No
// name of a person, device or path is part of it, so that no format can let one slip, and no day:
// whoever has the text prints the same (decision 0034).
import {
  blockText,
  numbersOf,
  type Block,
  type Note,
  type Page,
  type Picture,
} from '#shared/document'
import type { Language } from '#shared/contract'
import { printedLanguage, printedWord, type PrintedWord } from './printed-words.ts'

export type SheetPicture = Pick<Picture, 'type' | 'width' | 'height'> & { bytes: Uint8Array }

export type Sheet = {
  page: Page
  /** The group's own name, as its members see it. */
  group: string
  /** It is a version of a text in another language, which this device need not have. */
  isVersion?: true
  /** By hash, those that are here; a figure without one is printed as its words. */
  pictures?: ReadonlyMap<string, SheetPicture>
  /** Words are in it that only a part of the group reads. */
  hasRestricted?: true
}

/** The title as printed; a document without one is named by nothing rather than by a guess. */
export const titleOf = ({ page }: Sheet): string => page.meta.title.trim()

const wordsOf =
  ({ page }: Sheet) =>
  (id: PrintedWord, values?: Record<string, string>): string =>
    printedWord(page.meta.language, id, values)

/** The language of our own words where that is not the text's, so that no voice reads them as if it were. */
export const otherLanguageOf = ({ page }: Sheet): Language | undefined => {
  const language = printedLanguage(page.meta.language)
  return language === page.meta.language ? undefined : language
}

export type MastheadLine = { text: string; isOurs: boolean }

/**
 * Lines beside the group's name: reference, the note that a draft owes its reader (a group's text
 * is no United Nations document), and the original language where the text is the original.
 */
export const mastheadOf = (sheet: Sheet): MastheadLine[] => {
  const { page, hasRestricted, isVersion } = sheet
  const word = wordsOf(sheet)
  const ours = (...args: Parameters<typeof word>): MastheadLine => ({
    text: word(...args),
    isOurs: true,
  })
  return [
    ...(hasRestricted ? [ours('paper.hasRestricted')] : []),
    ...(page.meta.symbol === '' ? [] : [{ text: page.meta.symbol, isOurs: false }]),
    ...(page.meta.reference === ''
      ? []
      : [ours('paper.groupReference', { reference: page.meta.reference })]),
    { text: `${word('paper.draft')}. ${word('paper.notUnitedNations')}`, isOurs: true },
    ...(isVersion
      ? []
      : [ours('paper.original', { language: word(`paper.language.${page.meta.language}`) })]),
  ]
}

/** Words that somebody's tool left in a page break are not to be lost. */
export const hasWords = (block: Block): boolean =>
  block.label !== undefined || blockText(block) !== ''
export const asParagraph = (block: Block): Block => ({ ...block, kind: 'paragraph' })

/** Of a figure; null where it has not arrived on this device. */
export const pictureOf = ({ pictures }: Sheet, { picture }: Block): SheetPicture | null =>
  (picture && pictures?.get(picture.hash)) ?? null

/** What is printed as a picture with its caption; of one that is withheld there is the caption's place alone. */
export const isFigure = ({ kind, label }: Block): boolean =>
  kind === 'figure' && label === undefined

/** What stands for a picture where none can; `write` writes what somebody said of it. */
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

/** What stands in place of words that only a part of the group reads. */
export const withheldSign = (sheet: Sheet): string => `[${wordsOf(sheet)('paper.withheld')}]`

/** Direction of a whole sheet; a block may differ. */
export const directionOf = ({ page }: Sheet): 'ltr' | 'rtl' =>
  page.meta.language === 'ar' ? 'rtl' : 'ltr'
