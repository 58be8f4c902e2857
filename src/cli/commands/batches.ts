// Many files at once: all documents of a group as files in a folder, and files of other programs as files of another
// format. Each file is written whole or not at all, and a person who ends the command gets the files that were written.
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  ConvertedFormat,
  DocumentKind,
  ExportFormat,
  Language,
  MostNaming,
  Paper,
  SettledChanges,
} from '#shared/contract'
import { openFileNames } from '#document/files'
import { Failure, type FailureCode } from '#shared/failure'
import { Denied, optional, text, type Command, type Context } from '../command.ts'
import { oneOf } from '../names.ts'
import { groupOrOnly } from './groups.ts'

type Work = {
  /** The document or the file that it is made from. */
  from: string
  /** The name of the file without its ending. */
  name: string
  write(path: string): Promise<void>
}

type Written = { from: string; file: string }
type Refused = { from: string; code: FailureCode }

/** Codes for a folder that cannot be made; any other is `not-writable`. */
const codes: Partial<Record<string, FailureCode>> = {
  ...({ EEXIST: 'file-wrong-kind', ENOTDIR: 'file-wrong-kind', ENOSPC: 'disk-full' } as const),
}

/** Makes the folder where it is not there. */
const folderAt = async (path: string): Promise<string> => {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(codes[cause.code ?? ''] ?? 'not-writable', { cause })
  })
  return path
}

/**
 * Carries out the works one after another. A refused one is named and the others go on; where a person ends the
 * command, those that are left are counted and not begun.
 */
const carryOut = async (
  context: Context,
  works: readonly Work[],
  { folder, ending }: { folder: string; ending: string },
) => {
  let isEnded = false
  void context.ended.then(() => (isEnded = true))
  const nameOf = openFileNames(ending)
  const [written, refused]: [Written[], Refused[]] = [[], []]
  for (const { from, name, write } of works) {
    if (isEnded) break
    const file = nameOf(name)
    try {
      await write(join(folder, file))
      written.push({ from, file })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      refused.push({ from, code: error.code })
    }
    context.step(written.length + refused.length, works.length)
  }
  const left = works.length - written.length - refused.length
  const result = { written, refused, left }
  return refused.length === 0 && left === 0 ? result : new Denied(result)
}

const exportGroup = async (context: Context) => {
  const { answers } = context.core
  const format = oneOf(ExportFormat, text(context, 'format'))
  // Printing needs a browser engine; the desktop app has one.
  if (format === 'pdf') throw new Failure('invalid-input')
  const naming = optional(context, 'naming')
  const choices = {
    restricted: context.values['restricted'] === true,
    ...(naming !== undefined && { naming: oneOf(MostNaming, naming) }),
    paper: oneOf(Paper, optional(context, 'paper') ?? 'a4'),
  }
  const all = await answers['documents.list']({ group: await groupOrOnly(context) })
  // In the same order each time, so that each document has the same name again.
  const shared = all
    .filter(({ readers }) => readers.kind !== 'only-you')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const folder = await folderAt(text(context, 'out'))
  const works = shared.map(({ id: document, title, kind }): Work => ({
    from: document,
    name: title === '' ? kind : title,
    async write(path) {
      await answers['paper.export']({ document, format, ...choices, file: context.file(path) })
    },
  }))
  return carryOut(context, works, { folder, ending: format })
}

const convert = async (context: Context) => {
  const format = oneOf(ConvertedFormat, text(context, 'format'))
  const choices = {
    format,
    kind: oneOf(DocumentKind, optional(context, 'kind') ?? 'reference'),
    language: oneOf(Language, optional(context, 'language') ?? 'en'),
    changes: oneOf(SettledChanges, optional(context, 'changes') ?? 'accepted'),
    paper: oneOf(Paper, optional(context, 'paper') ?? 'a4'),
  }
  const folder = await folderAt(text(context, 'out'))
  const works = context.rest.map((from): Work => ({
    from,
    name: basename(from).replace(/\.[^.]*$/, ''),
    write: path => context.core.convert(context.file(from), context.file(path), choices),
  }))
  return carryOut(context, works, { folder, ending: format })
}

export const batches: Command[] = [
  {
    name: 'export-group',
    summary:
      'exports each document that the group shares into a folder; the files are not encrypted. ' +
      'Prints {written, refused, left}',
    usage:
      '[--group G] --format docx|odt|html|md|txt|akn|json [--restricted]\n' +
      '       [--naming role|none] [--paper a4|letter] --out FOLDER',
    run: exportGroup,
  },
  {
    name: 'convert',
    summary:
      'writes Word, OpenDocument, web page, text or Markdown files in another format into a folder. ' +
      'Nothing of them is kept, and no profile is needed. Prints {written, refused, left}',
    usage:
      '--format docx|odt|html|md|txt|akn [--kind K] [--language en]\n' +
      '       [--changes accepted|rejected] [--paper a4|letter] --out FOLDER FILE...',
    profile: 'none',
    run: convert,
  },
]
