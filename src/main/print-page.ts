// The page that is printed: the built sheet with one document in it, and how it becomes a PDF.
import type { Printable } from '#shared/control'

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, sign => `&#${sign.codePointAt(0) ?? 0};`)

/** The built page with the document's own language, direction, title and body in it. */
export const fillPrintPage = (
  sheet: string,
  { title, language, direction, body }: Printable,
): string =>
  sheet
    .replace(/<html[^>]*>/, () => `<html lang="${escape(language)}" dir="${direction}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escape(title)}</title>`)
    .replace('<!--sheet-->', () => body)

/** Asked in the page: the number of pages that its script made; 0 where the engine makes them, less if it failed. */
export const askPages = `document.documentElement.dataset.pages ?? new Promise(done =>
  addEventListener('laid-out', () => done(document.documentElement.dataset.pages)))`

/** After the address of the page: the engine makes the pages, with all notes at the end. */
export const loose = '?loose'

// Page margin boxes (CSS Paged Media 3) print from Chromium 131 on; before, only this template does.
const hasMarginBoxes = (chrome: string): boolean => Number(chrome.split('.')[0]) >= 131
const footer =
  '<div style="font-size:9px;width:100%;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

/** `planned`: the answer of the page. `chrome`: the version of the engine. */
export const printOptions = (planned: number, chrome: string) => ({
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  preferCSSPageSize: true,
  printBackground: true,
  displayHeaderFooter: planned === 0 && !hasMarginBoxes(chrome),
  headerTemplate: '<span></span>',
  footerTemplate: footer,
})

/** The number of pages of a print. Its objects lie in it as text. */
export const pagesIn = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0
