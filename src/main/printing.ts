// Prints a document to a tagged PDF: core gives the markup, a hidden window lays it out under the
// same policy as any page, and core takes the bytes back and removes what they say of this machine.
import type { Session, WebContents } from 'electron'
import { randomBytes } from 'node:crypto'
import type { Printable } from '#shared/control'
import { before, openHiddenWindow } from './hidden-window.ts'
import { origin, type PageFiles } from './page-files.ts'
import { askPages, fillPrintPage, loose, pagesIn, printOptions } from './print-page.ts'

const printed = async (
  contents: WebContents,
  address: string,
): Promise<{ planned: number; pdf: Uint8Array }> => {
  await contents.loadURL(address)
  const planned = Number(await contents.executeJavaScript(askPages))
  const options = printOptions(planned, process.versions.chrome ?? '')
  return { planned, pdf: await contents.printToPDF(options) }
}

/** A page that is longer in print than in the plan would stand on two: then the engine makes them all. */
const inPages = async (contents: WebContents, address: string): Promise<Uint8Array> => {
  const { planned, pdf } = await printed(contents, address)
  if (planned === 0 || pagesIn(pdf) === planned) return pdf
  return (await printed(contents, `${address}${loose}`)).pdf
}

/**
 * Failure `cancelled` once `over` is aborted, by core or with the session of the person's window: then no word of
 * the text stays here.
 */
export const printPdf = async (
  files: PageFiles,
  session: Session,
  printable: Printable,
  over: AbortSignal,
): Promise<Uint8Array> => {
  // Beside the built page, whose links to its styles and fonts are relative.
  const path = `/print-${randomBytes(16).toString('hex')}.html`
  const takeAway = files.offer(path, fillPrintPage(files.text('/print.html'), printable))
  const window = openHiddenWindow(session)
  try {
    return await before(over, inPages(window.webContents, `${origin}${path}`))
  } finally {
    takeAway()
    window.destroy()
  }
}
