// Prints a document to a tagged PDF: core gives the markup, a hidden window lays it out under the
// same policy as any page, and core takes the bytes back and removes what they say of this machine.
import { BrowserWindow, type Session } from 'electron'
import { randomBytes } from 'node:crypto'
import { hardenContents, windowPreferences } from './hardening.ts'
import { origin, type PageFiles } from './page-files.ts'
import { fillPrintPage, type Printable } from './print-page.ts'

// Page margin boxes (CSS Paged Media 3) print from Chromium 131 on; before, only this template does.
const hasMarginBoxes = Number(process.versions.chrome?.split('.')[0] ?? 0) >= 131
const footer =
  '<div style="font-size:9px;width:100%;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

export const printPdf = async (
  files: PageFiles,
  session: Session,
  printable: Printable,
): Promise<Uint8Array> => {
  // Beside the built page, whose links to its styles and fonts are relative.
  const path = `/print-${randomBytes(16).toString('hex')}.html`
  const takeAway = files.offer(path, fillPrintPage(files.text('/print.html'), printable))
  const window = new BrowserWindow({
    title: 'Baraza',
    show: false,
    webPreferences: windowPreferences(session),
  })
  try {
    hardenContents(window.webContents, () => {})
    // A window that is never shown has a name all the same, for every program on the same display.
    window.on('page-title-updated', event => event.preventDefault())
    await window.loadURL(`${origin}${path}`)
    await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)')
    return await window.webContents.printToPDF({
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: !hasMarginBoxes,
      headerTemplate: '<span></span>',
      footerTemplate: footer,
    })
  } finally {
    takeAway()
    window.destroy()
  }
}
