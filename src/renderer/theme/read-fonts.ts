// Reads the font of documents while the window is idle: parsed when the first document is opened,
// it would delay that document's first words for as long as laying them out.

/** Latin and Arabic letters, as text that is set in them asks for their files. */
const samples = ['a', 'ع']
const font = "400 17px 'Source Serif 4', 'Noto Naskh Arabic'"

export const readDocumentFonts = (): void => {
  // A file that is missing shows in the text itself.
  for (const sample of samples) void document.fonts.load(font, sample).catch(() => {})
}
