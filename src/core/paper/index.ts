// In and out of the archive as files. Out: nothing that names a person, a device or a place unless
// the text itself does. In: hostile until parsed within limits.
export { toDocx } from './docx.ts'
export { type Printable, toHtml, toPrintable } from './markup.ts'
export { sourceLine, toTriageTable, type TriageRow } from './docx-triage.ts'
export { finishPdf } from './pdf.ts'
export { partsOf, toReplyPage, type AskedRound } from './reply-page.ts'
export { toMarkdown, toText } from './plain.ts'
export { restrictedSign, tableWord, withheld, type Sheet, type SheetPicture } from './sheet.ts'
