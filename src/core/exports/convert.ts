// A file of another program as a file of another format. No profile is open, and nothing of it is kept. Pictures stay
// out, because only a window can draw them again without what they say about their author; their descriptions stay.
import { randomBytes } from 'node:crypto'
import { formatOf, readApart, zipLimits } from '#core/files'
import type { Sheet } from '#core/paper'
import type {
  ConvertedFormat,
  DocumentKind,
  Language,
  Paper,
  SettledChanges,
} from '#shared/contract'
import { genesis } from '#document/templates'
import { readersPage } from '#document/reading'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import type { FileGrant } from '#shared/ids'
import * as Y from 'yjs'
import type { Files } from '#core/grants'
import { sheetWriters } from './paper.ts'
import { printedBlock } from './printed-blocks.ts'

export type Conversion = {
  format: ConvertedFormat
  /** Decides how its paragraphs are numbered. */
  kind: DocumentKind
  language: Language
  /** Tracked changes are settled so. Comments stay out. */
  changes: SettledChanges
  paper: Paper
}

const random = (length: number): Uint8Array => randomBytes(length)

/** Failures of reading and of writing a file; `out` is written whole or not at all. */
export const convertFile = async (
  files: Files,
  { file, out }: { file: FileGrant; out: FileGrant },
  { format, kind, language, changes, paper }: Conversion,
): Promise<void> => {
  const name = files.name(file)
  const bytes = await files.read(file, zipLimits.bytes)
  const task = { format: formatOf(name), bytes, as: changes, comments: 'left-out', kind } as const
  const read = await readApart(
    { ...task, file: name },
    { isCancelled: () => false, progress: () => {} },
  )
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  const title = read.title ?? name.replace(/\.[^.]*$/, '').slice(0, 300)
  writeMeta(doc, { kind, language, title })
  writeBlocks(doc, read.blocks, { random, notes: read.footnotes })
  const page = readersPage(readPage(doc))
  const sheet: Sheet = {
    page: { ...page, blocks: page.blocks.map(printedBlock) },
    group: '',
    paper,
  }
  await files.write(out, await sheetWriters[format](sheet))
}
