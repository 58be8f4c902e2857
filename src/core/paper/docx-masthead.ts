// What a Word file of ours begins with: the group, the lines of the masthead, and a title.
import { HeadingLevel, type IParagraphOptions, type IRunOptions, Paragraph, TextRun } from 'docx'
import { wordLanguage } from './docx-styles.ts'
import type { PrintedPart } from './printed-words.ts'
import { directionOf, mastheadOf, otherLanguageOf, type Sheet } from './sheet.ts'

/** A line that could be of any language runs as its first letter does. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

/** Of a run with our own words, where they are not in the text's language. */
export const oursInWord = (sheet: Sheet): Pick<IRunOptions, 'language'> => {
  const language = otherLanguageOf(sheet)
  return language === undefined ? {} : { language: wordLanguage(language) }
}

/** Our own words among others, each in its language and direction; in one where that is the same. */
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
