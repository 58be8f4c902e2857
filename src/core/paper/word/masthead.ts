// The beginning of a Word file: the group, the lines of the masthead, and a title.
import type { PrintedPart } from '../printed-words.ts'
import { isRightToLeft } from '../content/look.ts'
import { directionOf, groupLineOf, mastheadOf, otherLanguageOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import { runXml } from './runs.ts'
import { valued } from './valued.ts'

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
        {
          rightToLeft: isRightToLeft(text),
          language: isOurs ? (otherLanguageOf(sheet) ?? null) : null,
        },
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
    ...groupLineOf(sheet).map(each => styledXml(sheet, 'Masthead', wordRuns(sheet, [each]))),
    ...mastheadOf(sheet).map(each => styledXml(sheet, 'MastheadLine', wordRuns(sheet, [each]))),
    styledXml(sheet, 'Title', title),
  ].join('')
