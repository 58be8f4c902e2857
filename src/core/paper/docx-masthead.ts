// What a Word file of ours begins with: the group, the lines of the masthead, and a title.
import { HeadingLevel, type IParagraphOptions, type IRunOptions, Paragraph, TextRun } from 'docx'
import { wordLanguage } from './docx-styles.ts'
import { directionOf, mastheadOf, otherLanguageOf, type Sheet } from './sheet.ts'

/** A line that could be of any language runs as its first letter does. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

/** Of a run with our own words, where they are not in the text's language. */
export const oursInWord = (sheet: Sheet): Pick<IRunOptions, 'language'> => {
  const language = otherLanguageOf(sheet)
  return language === undefined ? {} : { language: wordLanguage(language) }
}

export const wordMasthead = (sheet: Sheet, title: string): Paragraph[] => {
  const bidirectional = directionOf(sheet) === 'rtl'
  const line = (
    text: string,
    look: Pick<IParagraphOptions, 'style' | 'heading'>,
    said: Pick<IRunOptions, 'language'> = {},
  ): Paragraph => {
    const rightToLeft = isRightToLeft(text)
    const run = new TextRun({ text, ...said, ...(rightToLeft && { rightToLeft }) })
    return new Paragraph({ ...look, children: [run], bidirectional })
  }
  return [
    line(sheet.group, { style: 'Masthead' }),
    ...mastheadOf(sheet).map(({ text, isOurs }) =>
      line(text, { style: 'MastheadLine' }, isOurs ? oursInWord(sheet) : {}),
    ),
    line(title, { heading: HeadingLevel.TITLE }),
  ]
}
