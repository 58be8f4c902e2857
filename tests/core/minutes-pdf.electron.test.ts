// Ten planted names in the printed PDF of minutes, as its readers have it: letters of pages, packed streams,
// facts, outline and structure.
import { expect, test } from 'vitest'
import { finishPdf, toPrintable } from '#core/paper'
import { pageElectron } from '#tests/page-electron'
import { saidByPdf } from '#tests/pdf-words'
import { planted, plantedMinutes } from '#tests/planted-minutes'
import { fillPrintPage } from '../../src/main/print-page.ts'
import { sheetOf } from '../../src/core/api/paper.ts'

const sheet =
  '<!doctype html><html><head><meta charset="utf-8"><title></title></head><body><!--sheet--></body></html>'

/** The page printed as main prints it, in a hidden window of the same engine. */
const printed = async (html: string): Promise<Uint8Array> => {
  const { app } = await pageElectron()
  const base64 = await app.evaluate(async ({ BrowserWindow }, page) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
    try {
      await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`)
      const pdf = await window.webContents.printToPDF({
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        preferCSSPageSize: true,
        printBackground: true,
      })
      return pdf.toString('base64')
    } finally {
      window.destroy()
    }
  }, html)
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

test('ten names in minutes: the PDF has all where the minutes name, and none where they do not', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  const said = async () => {
    const page = toPrintable(sheetOf(profile, minutes))
    const bytes = await finishPdf(await printed(fillPrintPage(sheet, page)), { title: page.title })
    return saidByPdf(bytes)
  }
  const countIn = (text: string): number => planted.filter(name => text.includes(name)).length
  await edit({ naming: 'named' })
  const named = await said()
  expect(countIn(named.words)).toBe(10)
  for (const naming of ['role', 'none'] as const) {
    await edit({ naming })
    const { words, all } = await said()
    // The page itself was read: its words are there.
    expect(words.replaceAll(' ', '')).toContain('askedforthefloor')
    expect([countIn(words), countIn(all)]).toEqual([0, 0])
    for (const name of planted) expect(all).not.toContain(idOf(name))
  }
})
