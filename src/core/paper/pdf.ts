// Chromium writes the whole user agent and the time to the second into a PDF. This takes both out
// and keeps the structure tree, the outline and the language that a screen reader needs.
import { PDFDocument } from 'pdf-lib'
import { Failure } from '#shared/failure'

/**
 * `printed` are the bytes of a print; `day` is YYYY-MM-DD. The same page printed twice gives the
 * same bytes. Throws `Failure('file-damaged')` when the bytes are no PDF.
 */
export const finishPdf = async (
  printed: Uint8Array,
  facts: { title: string; day: string },
): Promise<Uint8Array> => {
  const document = await PDFDocument.load(printed, { updateMetadata: false }).catch(() => {
    throw new Failure('file-damaged')
  })
  const day = new Date(`${facts.day}T00:00:00Z`)
  document.setTitle(facts.title, { showInWindowTitleBar: true })
  document.setCreator('')
  document.setProducer('Baraza')
  document.setCreationDate(day)
  document.setModificationDate(day)
  return document.save({ useObjectStreams: false })
}
