// The beginning of a Word file: the group, the lines of the masthead, and a title.
import { isRightToLeft } from '../content/look.ts'
import { directionOf, groupLineOf, mastheadOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import { runXml } from './runs.ts'
import { valued } from './valued.ts'

/** Words of one look, in the direction of their letters. */
export const wordRun = (text: string, look: { italic?: true } = {}): string =>
  runXml({ text, ...look }, { rightToLeft: isRightToLeft(text), language: null })

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
    ...groupLineOf(sheet).map(each => styledXml(sheet, 'Masthead', wordRun(each))),
    ...mastheadOf(sheet).map(each => styledXml(sheet, 'MastheadLine', wordRun(each))),
    styledXml(sheet, 'Title', title),
  ].join('')
