// The page around the text: its size and margins, the header from the second page on (group,
// references, status), and "Page 2 of 7" at the foot of each.
import { pageMargin, pageSizes } from '../content/page-size.ts'
import { printedPartsOf } from '../printed-words.ts'
import { directionOf, headerOf, middleDot, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import type { AutomaticStyles } from './automatic.ts'
import { centimetres } from './styles.ts'
import { paragraphXml, plainManner, wordsXml } from './words.ts'

/** The master page of the first page. */
export const firstPage = 'First_20_Page'

/** Twentieths of a point between the edge of the paper, the margin line and the text. */
const edge = 708

/** The size of the pages, among the styles without names. */
export const pageLayoutXml = (sheet: Sheet): string => {
  const [width, height] = pageSizes[sheet.paper ?? 'a4']
  const [side, inner] = [centimetres(pageMargin), centimetres(edge)]
  const line = (place: 'header' | 'footer', toText: 'bottom' | 'top'): string =>
    element(
      `style:${place}-style`,
      {},
      element('style:header-footer-properties', {
        'fo:min-height': centimetres(pageMargin - edge),
        [`fo:margin-${toText}`]: centimetres(240),
      }),
    )
  return element(
    'style:page-layout',
    { 'style:name': 'Page' },
    element('style:page-layout-properties', {
      'fo:page-width': centimetres(width),
      'fo:page-height': centimetres(height),
      'style:print-orientation': 'portrait',
      'fo:margin-top': inner,
      'fo:margin-bottom': inner,
      'fo:margin-left': side,
      'fo:margin-right': side,
      'style:writing-mode': directionOf(sheet) === 'rtl' ? 'rl-tb' : 'lr-tb',
    }) +
      line('header', 'bottom') +
      line('footer', 'top'),
  )
}

const headerXml = (styles: AutomaticStyles, sheet: Sheet): string =>
  paragraphXml('Header', wordsXml(styles, { text: headerOf(sheet).join(middleDot) }, plainManner))

const footerXml = (styles: AutomaticStyles, sheet: Sheet): string => {
  const fields: Record<string, string> = {
    page: element('text:page-number', { 'text:select-page': 'current' }, '1'),
    pages: element('text:page-count', {}, '1'),
  }
  const content = printedPartsOf(sheet.page.meta.language, 'paper.page').map(({ text, value }) =>
    value === undefined ? wordsXml(styles, { text }, plainManner) : (fields[value] ?? ''),
  )
  return paragraphXml('Footer', content.join(''))
}

export const masterPagesXml = (styles: AutomaticStyles, sheet: Sheet): string => {
  const header = element('style:header', {}, headerXml(styles, sheet))
  const footer = element('style:footer', {}, footerXml(styles, sheet))
  const page = (name: string, next: string | undefined, content: string): string =>
    element(
      'style:master-page',
      {
        'style:name': name,
        'style:display-name': name === firstPage ? 'First Page' : undefined,
        'style:page-layout-name': 'Page',
        'style:next-style-name': next,
      },
      content,
    )
  return element(
    'office:master-styles',
    {},
    page('Standard', undefined, header + footer) +
      page(firstPage, 'Standard', element('style:header', {}, paragraphXml('Header', '')) + footer),
  )
}
