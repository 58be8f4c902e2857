// Reading: documents in lists and by search, their text, and the comments, suggestions and
// amendments beside it.
import * as v from 'valibot'
import { DocumentKind, DocumentStatus, Language } from '#shared/contract'
import { citedBy, citingTexts } from '#document/citations'
import { numbersOf, textWithNotes } from '#document/tree'
import { readersPage } from '#document/reading'
import { referencesOf, spokenPage } from '#document/numbering'
import { settledPage } from '#document/model'
import { Failure } from '#shared/failure'
import { type Command, optional } from '../command.ts'
import { oneOf } from '../names.ts'
import { allDocuments, onDocument } from './documents.ts'
import { groupOrOnly } from './groups.ts'

export const reading: Command[] = [
  onDocument(
    'show',
    'shows the present document',
    async (context, document) => {
      const format =
        optional(context, 'format') ?? (context.values['json'] === true ? 'json' : 'text')
      const page = context.core.page(document)
      if (format === 'json')
        return { ...page, amendments: await context.core.answers['amendments.list']({ document }) }
      if (format === 'md') return context.core.markdown(document)
      if (format !== 'text') throw new Failure('invalid-input')
      const { blocks, notes = [] } = readersPage(page)
      const numbers = numbersOf(notes)
      return [
        ...blocks.map(block => [block.number, textWithNotes(block, numbers)]),
        ...notes.map(({ text: words }, at) => [`[${at + 1}]`, words]),
      ]
        .map(parts => parts.filter(part => part !== '').join(' '))
        .join('\n')
    },
    '[--format text|json|md]',
  ),
  onDocument('comments', 'lists the comments on a document, settled or not', ({ core }, document) =>
    core.answers['comments.list']({ document }),
  ),
  onDocument(
    'check-adoption',
    'lists the open points of a text: brackets, suggestions, amendments',
    ({ core }, document) => core.answers['documents.adoption']({ document }),
  ),
  onDocument(
    'cited',
    'lists the documents and sessions that a document cites, and where',
    ({ core }, document) => {
      const page = spokenPage(settledPage(core.page(document)))
      return [...citedBy(citingTexts(page))].map(([instrument, places]) => ({ instrument, places }))
    },
  ),
  onDocument(
    'references',
    'lists the paragraphs that a text refers to, their present numbers, and lost ones',
    ({ core }, document) => referencesOf(settledPage(core.page(document))),
  ),
  onDocument(
    'amendments',
    'lists the amendments to a document, settled or not',
    ({ core }, document) => core.answers['amendments.list']({ document }),
  ),
  onDocument(
    'suggestions',
    'lists the suggestions for words and for whole paragraphs of a document, settled or not',
    async ({ core: { answers } }, document) => [
      ...(await answers['suggestions.words']({ document })),
      ...(await answers['suggestions.list']({ document })),
    ],
  ),
  {
    name: 'list',
    summary: 'lists the documents of one group or all',
    usage: '[--group G]',
    async run(context) {
      if (optional(context, 'group') === undefined) return allDocuments(context)
      return context.core.answers['documents.list']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'search',
    summary: 'searches everything on this device, with snippets',
    usage:
      'QUERY [--kind K,…] [--status S,…] [--group G] [--language L,…] [--year Y,…] ' +
      '[--cites A/RES/68/181,…] [--newest] [--limit N]',
    async run(context) {
      const listed = (name: string): string[] => optional(context, name)?.split(',') ?? []
      const each = <const Schema extends v.GenericSchema>(schema: Schema, name: string) =>
        listed(name).map(value => oneOf(schema, value))
      const limit = optional(context, 'limit')
      return context.core.answers['search.query']({
        text: context.rest[0] ?? '',
        filters: {
          kinds: each(DocumentKind, 'kind'),
          statuses: each(DocumentStatus, 'status'),
          languages: each(Language, 'language'),
          groups: optional(context, 'group') === undefined ? [] : [await groupOrOnly(context)],
          years: listed('year').map(year => oneOf(v.pipe(v.number(), v.integer()), Number(year))),
          cites: listed('cites'),
        },
        ...(context.values['newest'] === true && { order: 'newest' }),
        ...(limit !== undefined && {
          limit: oneOf(v.pipe(v.number(), v.integer()), Number(limit)),
        }),
      })
    },
  },
  onDocument(
    'digest',
    'shows the content digest, equal on converged devices',
    ({ core }, document) => core.answers['documents.digest']({ document }),
  ),
]
