// Chromium writes the whole user agent and the time to the second into a PDF. This takes both out
// and keeps the structure tree, the outline and the language that a screen reader needs.
import { Failure } from '#shared/failure'

/**
 * `printed` are the bytes of a print. The same page printed twice, on any device and day, gives the
 * same bytes. Throws `Failure('file-damaged')` when the bytes are no PDF.
 */
export const finishPdf = async (
  printed: Uint8Array,
  facts: { title: string },
): Promise<Uint8Array> => {
  // Two hundred files, which only printing needs.
  const { PDFDict, PDFDocument, PDFName } = await import('pdf-lib')
  const document = await PDFDocument.load(printed, { updateMetadata: false }).catch(() => {
    throw new Failure('file-damaged')
  })
  document.setTitle(facts.title, { showInWindowTitleBar: true })
  document.setCreator('')
  document.setProducer('Baraza')
  // In a loaded file it is a dictionary of its own.
  const about = document.context.lookup(document.context.trailerInfo.Info, PDFDict)
  about.delete(PDFName.of('CreationDate'))
  about.delete(PDFName.of('ModDate'))
  return document.save({ useObjectStreams: false })
}
