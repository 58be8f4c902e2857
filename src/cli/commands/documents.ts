// Documents: making, importing, sharing, editing by script, exporting.
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import {
  DocumentKind,
  ExportAuthors,
  ExportComments,
  ExportFormat,
  MostNaming,
  ImportChanges,
  ImportComments,
  Language,
  Paper,
  TemplateName,
  type ExportChanges,
} from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import { DocumentId, type FileGrant } from '#shared/ids'
import { Denied, type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { idIn, oneOf } from '../names.ts'
import { groupOrOnly } from './groups.ts'

export const allDocuments = async ({ core }: Context) => {
  const groups = await core.answers['groups.list'](undefined)
  const lists = []
  for (const { id } of groups) lists.push(...(await core.answers['documents.list']({ group: id })))
  return lists
}

export const documentOf = async (context: Context, option = 'document') => {
  const documents = await allDocuments(context)
  // The text of a restricted paragraph is in no list; its whole name is known from there.
  const named = v.safeParse(DocumentId, text(context, option))
  if (named.success) return named.output
  return idIn(text(context, option), documents)
}

export const onDocument = commandsOn('--document D', context => documentOf(context))

const make = async (context: Context) => ({
  group: await groupOrOnly(context),
  kind: oneOf(DocumentKind, text(context, 'kind')),
  language: oneOf(Language, optional(context, 'language') ?? 'en'),
})

/** `none`: with one empty paragraph. */
const Template = v.union([TemplateName, v.literal('none')])

const begin = async (context: Context) => {
  const { answers } = context.core
  const title = text(context, 'title')
  if (optional(context, 'from') === undefined) {
    const template = optional(context, 'template')
    return answers['documents.create']({
      ...(await make(context)),
      title,
      ...(template !== undefined && { template: oneOf(Template, template) }),
    })
  }
  const template = idIn(text(context, 'from'), await allDocuments(context))
  return answers['templates.begin']({ template, title })
}

const shareUnlessPrivate = async (
  context: Context,
  document: Awaited<ReturnType<typeof documentOf>>,
) => {
  if (context.values['private'] !== true)
    await context.core.answers['documents.share']({ document })
}

const readEach = async (context: Context) => {
  const { kind } = await make(context)
  const [changes, comments] = [optional(context, 'changes'), optional(context, 'comments')]
  const read: { name: string; file: FileGrant }[] = []
  const refused: { file: string; code: FailureCode }[] = []
  for (const name of context.rest) {
    const file = context.file(name)
    try {
      await context.core.answers['documents.readFile']({
        kind,
        file,
        ...(changes !== undefined && { changes: oneOf(ImportChanges, changes) }),
        ...(comments !== undefined && { comments: oneOf(ImportComments, comments) }),
      })
      read.push({ name, file })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (context.rest.length === 1 || error.code === 'cancelled') throw error
      refused.push({ file: name, code: error.code })
    }
  }
  return { read, refused }
}

/** All files are read before one is stored. A file that is refused is named, and the others come in. */
const importFiles = async (context: Context) => {
  context.watch('documents.import')
  const { group, language } = await make(context)
  const { read, refused } = await readEach(context)
  if (read.length === 0) return new Denied({ imported: [], refused })
  const results = await context.core.answers['documents.importRead']({
    group,
    files: read.map(({ file }) => ({ file, language })),
  })
  for (const { document } of results) await shareUnlessPrivate(context, document)
  const [only] = results
  if (context.rest.length === 1 && only) return only
  const imported = results.map((result, at) => ({ file: read[at]?.name ?? '', ...result }))
  return refused.length === 0 ? { imported, refused } : new Denied({ imported, refused })
}

const Steps = v.array(v.unknown())

const readSteps = async (path: string) => {
  const json = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure('file-not-found', { cause })
  })
  try {
    return v.parse(Steps, JSON.parse(json))
  } catch (cause) {
    throw new Failure('invalid-input', { cause })
  }
}

/** The version with this name, the latest of several, or with an id that begins so. */
const versionNamed = async ({ core }: Context, document: DocumentId, given: string) => {
  const stretches = await core.answers['history.list']({ document })
  const versions = stretches.flatMap(({ version }) => version ?? [])
  const named = versions.findLast(({ name }) => name === given)
  return named?.id ?? idIn(given, versions)
}

/** Undefined where the file is to show the text alone. */
const changesWanted = async (
  context: Context,
  document: DocumentId,
): Promise<ExportChanges | undefined> => {
  const isAnnotated = context.values['annotated'] === true
  const since = optional(context, 'changes-since')
  const until = optional(context, 'changes-until')
  const comments = optional(context, 'comments') ?? (isAnnotated ? 'open' : undefined)
  if (since === undefined && until === undefined && comments === undefined) return undefined
  return {
    authors: oneOf(ExportAuthors, optional(context, 'authors') ?? 'group'),
    ...(since !== undefined && { since: await versionNamed(context, document, since) }),
    ...(until !== undefined && { until: await versionNamed(context, document, until) }),
    ...(isAnnotated && { suggestions: true }),
    ...(comments !== undefined && { comments: oneOf(ExportComments, comments) }),
  }
}

/** The choices that decide what leaves with a file. */
const leavingChoices = async (context: Context) => {
  const document = await documentOf(context)
  const changes = await changesWanted(context, document)
  const naming = optional(context, 'naming')
  return {
    document,
    restricted: context.values['restricted'] === true,
    ...(naming !== undefined && { naming: oneOf(MostNaming, naming) }),
    ...(changes && { changes }),
  }
}

/** The options that say what leaves with a file. */
export const choiceOptions =
  '[--restricted] [--naming role|none] [--changes-since NAME [--changes-until NAME] | --annotated] [--comments open|all] [--authors group|numbered|names]'

/** All choices of a file of this format. */
export const fileChoices = async (context: Context, format: ExportFormat) => ({
  ...(await leavingChoices(context)),
  format,
  paper: oneOf(Paper, optional(context, 'paper') ?? 'a4'),
})

export const documents: Command[] = [
  {
    name: 'new',
    summary: 'makes a document from its kind’s template, or from one of the group’s own',
    usage:
      '([--group G] --kind K [--template annotated|cedaw|none] [--language en] | --from TEMPLATE)\n' +
      '       --title T [--private]',
    async run(context) {
      const document = await begin(context)
      await shareUnlessPrivate(context, document)
      return { document }
    },
  },
  onDocument(
    'share',
    'shares a private document with its group; this cannot be undone',
    async ({ core }, document) => {
      await core.answers['documents.share']({ document })
      return { document }
    },
  ),
  onDocument(
    'reference',
    'sets the group’s own reference of a document, as EDCSAG/2018/3; an empty one takes it away',
    async (context, document) => {
      const reference = text(context, 'reference')
      await context.core.answers['documents.setReference']({ document, reference })
    },
    '--reference R',
  ),
  {
    name: 'duplicate',
    summary: 'makes a private copy; in another language its paragraphs keep their ids',
    usage: '--document D --title T [--language L]',
    async run(context) {
      const language = optional(context, 'language')
      const document = await context.core.answers['documents.duplicate']({
        document: await documentOf(context),
        title: text(context, 'title'),
        ...(language !== undefined && { language: oneOf(Language, language) }),
      })
      return { document }
    },
  },
  {
    name: 'import',
    summary: 'imports Word, OpenDocument, web page, text or Markdown files as new documents',
    usage:
      '[--group G] --kind K [--language en] [--changes suggestions|accepted|rejected]\n' +
      '       [--comments threads|left-out] [--private] FILE...',
    run: importFiles,
  },
  {
    name: 'edit',
    summary:
      'applies a JSON list of edits as this member: words, suggestions, comments, verdicts. Each step ' +
      'that is refused is named; a list with an unknown step changes nothing (docs/command-line.md)',
    usage: '--document D --script FILE',
    async run(context) {
      const document = await documentOf(context)
      const result = await context.core.edit(document, await readSteps(text(context, 'script')))
      return result.refused.length === 0 ? result : new Denied(result)
    },
  },
  {
    name: 'export',
    summary:
      'exports a file for people outside; it is not encrypted. Word files and OpenDocument texts show changes and comments',
    usage: `--document D --format docx|odt|html|md|txt|akn|json ${choiceOptions} [--paper a4|letter] --out F`,
    async run(context) {
      const format = oneOf(ExportFormat, text(context, 'format'))
      // Printing needs a browser engine; the desktop app has one.
      if (format === 'pdf') throw new Failure('invalid-input')
      await context.core.answers['paper.export']({
        ...(await fileChoices(context, format)),
        file: context.file(text(context, 'out')),
      })
    },
  },
  {
    name: 'leaving',
    summary:
      'lists what would leave with an export: names, what is left out, what is open. Nothing is written',
    usage: `--document D ${choiceOptions}`,
    run: async context => context.core.answers['paper.leaving'](await leavingChoices(context)),
  },
]
