// Reading: documents in lists and by search, their text, and the comments, suggestions and
// amendments beside it.
import * as v from 'valibot'
import { DocumentKind, DocumentStatus, Language } from '#shared/contract'
import {
  citedBy,
  citingTexts,
  numbersOf,
  readersPage,
  referencesOf,
  settledPage,
  spokenPage,
  textWithNotes,
} from '#document'
import { Failure } from '#shared/failure'
import { type Command, optional } from '../command.ts'
import { oneOf } from '../names.ts'
import { allDocuments, documentOf } from './documents.ts'
import { groupOrOnly } from './groups.ts'

export const reading: Command[] = [
  {
    name: 'show',
    summary: 'shows the present document',
    usage: 'show --document D [--format text|json|md]',
    options: ['format'],
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
      const { blocks, notes = [] } = readersPage(page)
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
    summary: 'lists the comments on a document, settled or not',
    usage: 'comments --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['comments.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'check-adoption',
    summary: 'lists the open points of a text: brackets, suggestions, amendments',
    usage: 'check-adoption --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['documents.adoption']({ document: await documentOf(context) })
    },
  },
  {
    name: 'cited',
    summary: 'lists the documents and sessions that a document cites, and where',
    usage: 'cited --document D',
    required: ['document'],
    async run(context) {
      const page = spokenPage(settledPage(context.core.page(await documentOf(context))))
      return [...citedBy(citingTexts(page))].map(([instrument, places]) => ({ instrument, places }))
    },
  },
  {
    name: 'references',
    summary: 'lists the paragraphs that a text refers to, their present numbers, and lost ones',
    usage: 'references --document D',
    required: ['document'],
    async run(context) {
      return referencesOf(settledPage(context.core.page(await documentOf(context))))
    },
  },
  {
    name: 'amendments',
    summary: 'lists the amendments to a document, settled or not',
    usage: 'amendments --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['amendments.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'suggestions',
    summary:
      'lists the suggestions for words and for whole paragraphs of a document, settled or not',
    usage: 'suggestions --document D',
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const { answers } = context.core
      const ofWords = await answers['suggestions.words']({ document })
      return [...ofWords, ...(await answers['suggestions.list']({ document }))]
    },
  },
  {
    name: 'list',
    summary: 'lists the documents of one group or all',
    usage: 'list [--group G]',
    options: ['group'],
    async run(context) {
      if (optional(context, 'group') === undefined) return allDocuments(context)
      return context.core.answers['documents.list']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'search',
    summary: 'searches everything on this device, with snippets',
    usage:
      'search QUERY [--kind K,…] [--status S,…] [--group G] [--language L,…] [--year Y,…] ' +
      '[--cites A/RES/68/181,…] [--newest] [--limit N]',
    options: ['kind', 'limit', 'group', 'status', 'language', 'year', 'cites'],
    flags: ['newest'],
    words: 1,
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
  {
    name: 'digest',
    summary: 'shows the content digest, equal on converged devices',
    usage: 'digest --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['documents.digest']({ document: await documentOf(context) })
    },
  },
]
