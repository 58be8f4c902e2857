// The beginning of a Word file: the group, the lines of the masthead, and a title.
import type { PrintedPart } from '../printed-words.ts'
import { directionOf, mastheadOf, otherLanguageOf, type Sheet } from '../sheet.ts'
import { runXml } from './runs.ts'
import { wordLanguage } from './styles.ts'
import { element, valued } from './xml.ts'

/** A line whose language is unknown has the direction of its first letter. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

/** Language of a run with the app's words, if it is not the text's. */
export const oursInWord = (sheet: Sheet): string => {
  const language = otherLanguageOf(sheet)
  return language === undefined ? '' : wordLanguage(language)
}

/**
 * The app's words among words of others, each in its language and direction; one run if both are
 * the same.
 */
export const wordRuns = (
  sheet: Sheet,
  parts: readonly PrintedPart[],
  look: { italic?: true } = {},
): string => {
  const isOne = otherLanguageOf(sheet) === undefined
  const one = { text: parts.map(({ text }) => text).join(''), isOurs: true }
  return (isOne ? [one] : parts)
    .map(({ text, isOurs }) =>
      runXml(
        { text, ...look },
        { rightToLeft: isRightToLeft(text), language: isOurs ? oursInWord(sheet) : '' },
      ),
    )
    .join('')
}

/** A paragraph of a style, in the direction of the file. */
export const styledXml = (sheet: Sheet, style: string, content: string): string =>
  element(
    'w:p',
    {},
    element(
      'w:pPr',
      {},
      valued('w:pStyle', style) + (directionOf(sheet) === 'rtl' ? element('w:bidi') : ''),
    ) + content,
  )

/** `title`: its runs. */
export const mastheadXml = (sheet: Sheet, title: string): string =>
  [
    styledXml(sheet, 'Masthead', wordRuns(sheet, [{ text: sheet.group, isOurs: false }])),
    ...mastheadOf(sheet).map(each => styledXml(sheet, 'MastheadLine', wordRuns(sheet, [each]))),
    styledXml(sheet, 'Title', title),
  ].join('')
