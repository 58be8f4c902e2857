// The page around the text: its size and margins, the header from the second page on (group,
// references, status), and "Page 2 of 7" at the foot of each.
import { pageMargin, pageSizes } from '../content/page-size.ts'
import { printedPartsOf } from '../printed-words.ts'
import { directionOf, headerOf, middleDot, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import { styledXml, wordRun } from './masthead.ts'
import { rootOf, type WordFile } from './package.ts'
import { fieldXml, runXml } from './runs.ts'
import { valued } from './valued.ts'

const headerXml = (sheet: Sheet): string =>
  rootOf('w:hdr', styledXml(sheet, 'Header', wordRun(headerOf(sheet).join(middleDot))))

const footerXml = (sheet: Sheet): string => {
  const rightToLeft = directionOf(sheet) === 'rtl'
  const manner = { rightToLeft, language: null }
  const fields = { page: ' PAGE ', pages: ' NUMPAGES ' }
  const content = printedPartsOf(sheet.page.meta.language, 'paper.page').map(part =>
    part.value === undefined
      ? runXml({ text: part.text }, manner)
      : fieldXml(fields[part.value as keyof typeof fields], runXml({ text: '1' }, manner)),
  )
  return rootOf('w:ftr', styledXml(sheet, 'Footer', content.join('')))
}

/** Adds header and footer to the file; the properties of its section. */
export const sectionXml = (file: WordFile, sheet: Sheet, isOnSide = false): string => {
  const [width, height] = pageSizes[sheet.paper ?? 'a4']
  const [header, footer] = [
    file.add('header', headerXml(sheet)),
    file.add('footer', footerXml(sheet)),
  ]
  const sides = ['top', 'right', 'bottom', 'left'].map(side => [`w:${side}`, pageMargin])
  return element(
    'w:sectPr',
    {},
    [
      element('w:headerReference', { 'w:type': 'default', 'r:id': header }),
      element('w:footerReference', { 'w:type': 'default', 'r:id': footer }),
      element('w:footerReference', { 'w:type': 'first', 'r:id': footer }),
      isOnSide
        ? element('w:pgSz', { 'w:w': height, 'w:h': width, 'w:orient': 'landscape' })
        : element('w:pgSz', { 'w:w': width, 'w:h': height }),
      element('w:pgMar', {
        ...Object.fromEntries(sides),
        'w:header': 708,
        'w:footer': 708,
        'w:gutter': 0,
      }),
      element('w:titlePg'),
      ...(directionOf(sheet) === 'rtl' ? [element('w:bidi')] : []),
    ].join(''),
  )
}

/** `hasChanges`: what is written in the file from now on is a change too. */
export const settingsXml = (hasNotes: boolean, hasChanges: boolean): string =>
  rootOf(
    'w:settings',
    [
      ...(hasChanges ? [element('w:trackRevisions')] : []),
      ...(hasNotes
        ? [
            element(
              'w:footnotePr',
              {},
              [-1, 0].map(id => element('w:footnote', { 'w:id': id })).join(''),
            ),
          ]
        : []),
      element(
        'w:compat',
        {},
        element('w:compatSetting', {
          'w:name': 'compatibilityMode',
          'w:uri': 'http://schemas.microsoft.com/office/word',
          'w:val': 15,
        }),
      ),
      valued('w:decimalSymbol', '.'),
      valued('w:listSeparator', ','),
    ].join(''),
  )
