// Ten planted names in the printed PDF of minutes, as its readers have it: letters of pages, packed streams,
// facts, outline and structure.
import { expect, test } from 'vitest'
import { finishPdf, toPrintable, type Sheet } from '#core/paper'
import { leavingScene, withheldFrom } from '#tests/leaving-scene'
import { pageElectron } from '#tests/page-electron'
import { saidByPdf } from '#tests/pdf-words'
import { planted, plantedMinutes } from '#tests/planted-minutes'
import { series } from '#tests/series'
import { fillPrintPage } from '../../src/main/print-page.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'

const frame =
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

/** The text as a PDF, and all that it says. */
const pdfOf = async (sheet: Sheet) => {
  const page = toPrintable(sheet)
  const bytes = await finishPdf(await printed(fillPrintPage(frame, page)), page)
  return { bytes, ...(await saidByPdf(bytes)) }
}

test('ten names in minutes: the PDF has all where the minutes name, and none where they do not', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  const said = () => pdfOf(sheetOf(profile, minutes))
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

test('identity markers and withheld words are in no part of a PDF, and two devices make the same one', async () => {
  const { seeds, passed } = series('identity-pdf', 20, 1)
  for (const seed of seeds) {
    const { chair, member, id, markers } = await leavingScene(2000 + seed)
    const [ours, theirs] = [await pdfOf(sheetOf(chair, id)), await pdfOf(sheetOf(member, id))]
    expect(Buffer.compare(ours.bytes, theirs.bytes)).toBe(0)
    // The page itself was read.
    expect(ours.words.length).toBeGreaterThan(100)
    const sought = [...Object.values(markers), ...withheldFrom({ name: 'the text' })]
    const said = sought.filter(word => ours.all.includes(word) || ours.words.includes(word))
    expect({ seed, said }).toEqual({ seed, said: [] })
    passed(seed, `${sought.length} markers and withheld words in no part of the PDF`)
  }
})
