// Prints as main prints: the built print page with its script and fonts, in a hidden window of a real Electron.
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFileSync, rmSync } from 'node:fs'
import { build } from 'vite'
import { finishPdf, toPrintable, type Printable, type Sheet } from '#core/paper'
import { pageElectron } from '#tests/page-electron'
import { atWorkerEnd } from '#tests/worker-end'
import { askPages, fillPrintPage, loose, printOptions } from '../../src/main/print-page.ts'

let folder: Promise<string> | undefined

/** A folder with the print page alone, built once for a worker. */
const builtPrintPage = async (): Promise<string> => {
  const outDir = await mkdtemp(join(tmpdir(), 'baraza-print-'))
  atWorkerEnd(() => rmSync(outDir, { recursive: true, force: true }))
  await build({
    root: resolve(import.meta.dirname, '../../src/renderer'),
    base: './',
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve(import.meta.dirname, '../../src/renderer/print.html') },
    },
  })
  return outDir
}

export type Print = {
  /** The pages of the plan; 0 where the engine makes them. */
  planned: number
  printed: Uint8Array
}

let printed = 0

/** `isLoose`: as a text is printed that cannot be laid out in pages. */
export const printPage = async (page: Printable, isLoose = false): Promise<Print> => {
  const electron = await pageElectron()
  folder ??= builtPrintPage()
  const built = await folder
  const name = `print-${printed++}.html`
  const sheet = readFileSync(join(built, 'print.html'), 'utf8')
  await writeFile(join(built, name), fillPrintPage(sheet, page))
  const { origin } = await electron.served(built)
  const address = `${origin}/${name}${isLoose ? loose : ''}`
  const chrome = await electron.app.evaluate(() => process.versions['chrome'] ?? '')
  const asked = { address, askPages, paged: printOptions(1, chrome), free: printOptions(0, chrome) }
  const { planned, base64 } = await electron.app.evaluate(
    async ({ BrowserWindow }, { address: url, askPages: ask, paged, free }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
      try {
        await window.loadURL(url)
        const count = Number(await window.webContents.executeJavaScript(ask))
        const pdf = await window.webContents.printToPDF(count === 0 ? free : paged)
        return { planned: count, base64: pdf.toString('base64') }
      } finally {
        window.destroy()
      }
    },
    asked,
  )
  return { planned, printed: new Uint8Array(Buffer.from(base64, 'base64')) }
}

export const pdfOf = async (sheet: Sheet): Promise<{ planned: number; pdf: Uint8Array }> => {
  const page = toPrintable(sheet)
  const { planned, printed: bytes } = await printPage(page)
  return { planned, pdf: await finishPdf(bytes, page) }
}
