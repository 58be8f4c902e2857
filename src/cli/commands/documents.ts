// Documents: making, importing, editing by script, showing, searching, exporting.
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { DocumentKind, ExportFormat, Language, TemplateName } from '#shared/contract'
import {
  blockText,
  citedBy,
  numbersOf,
  printBrackets,
  referencesOf,
  settledPage,
  spokenPage,
  textWithNotes,
} from '#shared/document'
import { Failure } from '#shared/failure'
import { DocumentId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

const allDocuments = async ({ core }: Context) => {
  const groups = await core.answers['groups.list'](undefined)
  const lists = []
  for (const { id } of groups) lists.push(...(await core.answers['documents.list']({ group: id })))
  return lists
}

export const documentOf = async (context: Context) => {
  const documents = await allDocuments(context)
  // The text of a restricted paragraph is in no list; its whole name is known from there.
  const named = v.safeParse(DocumentId, text(context, 'document'))
  if (named.success) return named.output
  return whole(
    text(context, 'document'),
    documents.map(document => document.id),
  )
}

const make = async (context: Context) => ({
  group: await groupOrOnly(context),
  kind: oneOf(DocumentKind, text(context, 'kind')),
  language: oneOf(Language, optional(context, 'language') ?? 'en'),
})

/** `none`: with one empty paragraph. */
const Template = v.union([TemplateName, v.literal('none')])

const begin = async (context: Context) => {
  const { answers } = context.core
  const [title, template] = [text(context, 'title'), optional(context, 'template')]
  if (optional(context, 'from') === undefined)
    return answers['documents.create']({
      ...(await make(context)),
      title,
      ...(template !== undefined && { template: oneOf(Template, template) }),
    })
  const documents = (await allDocuments(context)).map(({ id }) => id)
  return answers['templates.begin']({ template: whole(text(context, 'from'), documents), title })
}

const shareUnlessPrivate = async (
  context: Context,
  document: Awaited<ReturnType<typeof documentOf>>,
) => {
  if (context.values['private'] !== true)
    await context.core.answers['documents.share']({ document })
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

export const documents: Command[] = [
  {
    name: 'new',
    summary: 'a new document from its kind’s template, or from one of the group’s own',
    usage:
      'new --group G --kind K --title T [--template annotated|cedaw|none] [--language en] [--private]\n' +
      '       new --from TEMPLATE --title T [--private]',
    options: ['group', 'kind', 'title', 'language', 'template', 'from'],
    required: ['title'],
    flags: ['private'],
    async run(context) {
      const document = await begin(context)
      await shareUnlessPrivate(context, document)
      return { document }
    },
  },
  {
    name: 'share',
    summary: 'a private document to its group; this cannot be undone',
    usage: 'share --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      await context.core.answers['documents.share']({ document })
      return { document }
    },
  },
  {
    name: 'duplicate',
    summary: 'a private copy; in another language its paragraphs keep their ids',
    usage: 'duplicate --document D --title T [--language L]',
    options: ['document', 'title', 'language'],
    required: ['document', 'title'],
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
    summary: 'a text or Markdown file as a new document',
    usage: 'import --group G --kind K [--language en] [--private] FILE',
    options: ['group', 'kind', 'language'],
    required: ['kind'],
    flags: ['private'],
    words: 1,
    async run(context) {
      const result = await context.core.answers['documents.import']({
        ...(await make(context)),
        file: context.file(context.rest[0] ?? ''),
      })
      await shareUnlessPrivate(context, result.document)
      return result
    },
  },
  {
    name: 'edit',
    summary: 'applies a JSON script of edits as this member',
    usage: 'edit --document D --script FILE',
    options: ['document', 'script'],
    required: ['document', 'script'],
    async run(context) {
      return context.core.edit(await documentOf(context), await readSteps(text(context, 'script')))
    },
  },
  {
    name: 'show',
    summary: 'the document now',
    usage: 'show --document D [--format text|json|md]',
    options: ['document', 'format'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const format =
        optional(context, 'format') ?? (context.values['json'] === true ? 'json' : 'text')
      const page = context.core.page(document)
      if (format === 'json')
        return { ...page, amendments: await context.core.answers['amendments.list']({ document }) }
      if (format === 'md') return context.core.markdown(document)
      if (format !== 'text') throw new Failure('invalid-input')
      const { blocks, notes = [] } = printBrackets(spokenPage(settledPage(page)))
      const numbers = numbersOf(notes)
      return [
        ...blocks.map(block => [block.number, textWithNotes(block, numbers)]),
        ...notes.map(({ text: words }, at) => [`[${at + 1}]`, words]),
      ]
        .map(parts => parts.filter(part => part !== '').join(' '))
        .join('\n')
    },
  },
  {
    name: 'comments',
    summary: 'what was said about a document, settled or not',
    usage: 'comments --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return context.core.answers['comments.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'check-adoption',
    summary: 'what is still open in a text: brackets, suggestions, amendments',
    usage: 'check-adoption --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return context.core.answers['documents.adoption']({ document: await documentOf(context) })
    },
  },
  {
    name: 'cited',
    summary: 'the documents and sessions that a document cites, and where',
    usage: 'cited --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      const { blocks } = spokenPage(settledPage(context.core.page(await documentOf(context))))
      const texts = blocks.map(({ id, number, ...block }) => ({
        ...{ block: id, number, text: blockText(block) },
      }))
      return [...citedBy(texts)].map(([instrument, places]) => ({ instrument, places }))
    },
  },
  {
    name: 'references',
    summary: 'the paragraphs that a text refers to, how it names them now, and which are gone',
    usage: 'references --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return referencesOf(settledPage(context.core.page(await documentOf(context))))
    },
  },
  {
    name: 'amendments',
    summary: 'what was proposed for a document, settled or not',
    usage: 'amendments --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return context.core.answers['amendments.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'suggestions',
    summary: 'what was suggested for whole paragraphs of a document, settled or not',
    usage: 'suggestions --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return context.core.answers['suggestions.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'list',
    summary: 'documents of one group or all',
    usage: 'list [--group G]',
    options: ['group'],
    async run(context) {
      if (optional(context, 'group') === undefined) return allDocuments(context)
      return context.core.answers['documents.list']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'search',
    summary: 'everything on this device, with snippets',
    usage: 'search QUERY [--kind K] [--cites A/RES/68/181] [--limit N]',
    options: ['kind', 'limit', 'group', 'status', 'cites'],
    words: 1,
    async run(context) {
      const kind = optional(context, 'kind')
      const limit = optional(context, 'limit')
      const cites = optional(context, 'cites')
      return context.core.answers['search.query']({
        text: context.rest[0] ?? '',
        ...(kind !== undefined && { kinds: [oneOf(DocumentKind, kind)] }),
        ...(cites !== undefined && { cites }),
        ...(limit !== undefined && {
          limit: oneOf(v.pipe(v.number(), v.integer()), Number(limit)),
        }),
        ...(optional(context, 'group') !== undefined && { group: await groupOrOnly(context) }),
      })
    },
  },
  {
    name: 'export',
    summary: 'a file for people outside; it is not encrypted',
    usage: 'export --document D --format docx|html|md|txt|json [--restricted] --out F',
    options: ['document', 'format', 'out', 'style'],
    required: ['document', 'format', 'out'],
    flags: ['restricted'],
    async run(context) {
      const format = oneOf(ExportFormat, text(context, 'format'))
      const style = optional(context, 'style') ?? 'clean'
      // Printing needs a browser engine; the desktop app has one.
      if (format === 'pdf' || style !== 'clean') throw new Failure('invalid-input')
      await context.core.answers['paper.export']({
        document: await documentOf(context),
        format,
        file: context.file(text(context, 'out')),
        restricted: context.values['restricted'] === true,
      })
      return {}
    },
  },
  {
    name: 'digest',
    summary: 'the content digest that two converged devices share',
    usage: 'digest --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      return context.core.answers['documents.digest']({ document: await documentOf(context) })
    },
  },
]
