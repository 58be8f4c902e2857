// Answers about files for people outside the group.
import type { ExportFormat } from '#shared/contract'
import { Failure } from '#shared/failure'
import { printBrackets, settledPage, spokenPage } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { type Sheet, toDocx, toHtml, toMarkdown, toText } from '#core/paper'
import type { Session } from '../session.ts'
import type { Answers, Workings } from './answers.ts'

/** Exports carry a day and no time of day. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The document as it is printed in any format. */
export const sheetOf = (session: Session, document: DocumentId): Sheet => {
  const summary = session.summary(document)
  return {
    page: printBrackets(spokenPage(settledPage(session.documents.page(document)))),
    group: session.groups.get(summary.group).state().name,
    day: dayOf(summary.changedAt),
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const writers: Record<
  Exclude<ExportFormat, 'pdf'>,
  (sheet: Sheet) => Uint8Array | Promise<Uint8Array>
> = {
  docx: toDocx,
  html: sheet => utf8(toHtml(sheet)),
  md: sheet => utf8(toMarkdown(sheet)),
  txt: sheet => utf8(toText(sheet)),
  json: sheet => utf8(`${JSON.stringify(sheet.page, null, 2)}\n`),
}

export const paperAnswers = ({ files, session }: Workings): Pick<Answers, 'paper.export'> => ({
  async 'paper.export'({ document, format, file }) {
    // Only the shell can print; it takes the printable page by another door.
    if (format === 'pdf') throw new Failure('invalid-input')
    await files.write(file, await writers[format](sheetOf(session(), document)))
  },
})
