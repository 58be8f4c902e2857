// A file that is read in one go.
import type { DocumentKind } from '#shared/contract'
import { readingMarkdown, readingText, type Imported, type ReadInSteps } from '#shared/document'

const read = (reading: ReadInSteps<Imported>): Imported => {
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
  }
}

export const blocksFromText = (text: string, kind?: DocumentKind): Imported =>
  read(readingText(text, kind))

export const blocksFromMarkdown = (source: string, kind?: DocumentKind): Imported =>
  read(readingMarkdown(source, kind))
