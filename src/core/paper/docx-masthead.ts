// The beginning of a Word file: the group, the lines of the masthead, and a title.
import { HeadingLevel, type IParagraphOptions, type IRunOptions, Paragraph, TextRun } from 'docx'
import { wordLanguage } from './docx-styles.ts'
import type { PrintedPart } from './printed-words.ts'
import { directionOf, mastheadOf, otherLanguageOf, type Sheet } from './sheet.ts'

/** A line whose language is unknown has the direction of its first letter. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

/** Language of a run with the app's words, if it is not the text's. */
export const oursInWord = (sheet: Sheet): Pick<IRunOptions, 'language'> => {
  const language = otherLanguageOf(sheet)
  return language === undefined ? {} : { language: wordLanguage(language) }
}

/**
 * The app's words among words of others, each in its language and direction; one run if both are
 * the same.
 */
export const wordRuns = (
  sheet: Sheet,
  parts: readonly PrintedPart[],
  look: Pick<IRunOptions, 'italics'> = {},
): TextRun[] => {
  const isOne = otherLanguageOf(sheet) === undefined
  const one = { text: parts.map(({ text }) => text).join(''), isOurs: true }
  return (isOne ? [one] : parts).map(({ text, isOurs }) => {
    const rightToLeft = isRightToLeft(text)
    const language = isOurs ? oursInWord(sheet) : {}
    return new TextRun({ text, ...look, ...language, ...(rightToLeft && { rightToLeft }) })
  })
}

export const wordMasthead = (sheet: Sheet, title: readonly PrintedPart[]): Paragraph[] => {
  const bidirectional = directionOf(sheet) === 'rtl'
  const line = (
    parts: readonly PrintedPart[],
    look: Pick<IParagraphOptions, 'style' | 'heading'>,
  ): Paragraph => new Paragraph({ ...look, children: wordRuns(sheet, parts), bidirectional })
  return [
    line([{ text: sheet.group, isOurs: false }], { style: 'Masthead' }),
    ...mastheadOf(sheet).map(each => line([each], { style: 'MastheadLine' })),
    line(title, { heading: HeadingLevel.TITLE }),
  ]
}
