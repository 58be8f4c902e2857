// A document from a file that was read, with the report about the file.
import type { Steering } from '#core/documents'
import type { FileReport, ImportResult, Language } from '#shared/contract'
import { blockText } from '#document/model'
import { countParagraphsOn, countWordsIn } from '#document/reading'
import { quotedName } from '#document/log'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Texts } from '../parts.ts'
import type { Reading } from './read-files.ts'

/** The file's name without its ending, until a person gives a title. */
const titleFrom = (name: string): string => name.replace(/\.[^.]*$/, '').slice(0, 300)

export const reportOf = ({ imported }: Reading): FileReport => {
  const { title, blocks, notes, findings, people } = imported
  return {
    title,
    paragraphs: countParagraphsOn(blocks),
    words: blocks.reduce((sum, block) => sum + countWordsIn(blockText(block)), 0),
    notes,
    findings,
    people,
  }
}

/**
 * Removes documents of an import that did not come in whole. A person may have written in one, or shared it,
 * while others were stored: that one stays.
 */
export const takeBack = (
  { archive, documents }: Texts,
  digests: ReadonlyMap<DocumentId, string>,
): void => {
  for (const [document, digest] of digests) {
    const isPrivate = archive.documents.keyOf(document)?.shared === false
    if (isPrivate && documents.digest(document) === digest) documents.remove(document)
  }
}

type StoredFile = { group: GroupId; language: Language; name: string; reading: Reading }

type Storing = { now: () => number; steering: Steering }

/** A document with the report about its file, or nothing. */
export const store = async (
  { archive, documents }: Texts,
  { group, language, name, reading }: StoredFile,
  { now, steering }: Storing,
): Promise<ImportResult> => {
  const report = reportOf(reading)
  const { blocks, footnotes, remarks, pictures } = reading.imported
  const title = report.title ?? titleFrom(name)
  const document = await documents.createInTurns(
    {
      ...{ group, kind: reading.kind, title, language, blocks, pictures, remarks },
      notes: footnotes,
    },
    steering,
  )
  const [file, at] = [quotedName(name), now()]
  const row = { document, file, at, report: { ...report, ...reading.choice } }
  try {
    archive.importedFiles.put(row)
  } catch (error) {
    documents.remove(document)
    throw error
  }
  return { document, ...report }
}
