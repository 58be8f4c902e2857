// Restricted paragraphs: their words are a circle's, and stand in their places for who is in it.
import { blockKinds } from '#document'
import { Failure } from '#shared/failure'
import * as v from 'valibot'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { circleOf } from './circles.ts'
import { documentOf } from './documents.ts'

const Place = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A paragraph by its place from 1; 0 stands for the beginning. */
const placeOf = (context: Context, name: string): number =>
  oneOf(Place, Number(text(context, name)))

const blockOf = async (context: Context) => {
  const document = await documentOf(context)
  const block = context.core.page(document).blocks[placeOf(context, 'paragraph') - 1]?.id
  if (!block) throw new Failure('not-found')
  return { document, block }
}

export const restricted: Command[] = [
  {
    name: 'restricted list',
    summary: 'lists the restricted paragraphs of a document, and the rights of this member in each',
    usage: 'restricted list --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['restricted.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'restricted put',
    summary:
      'restricts a paragraph, a figure, the table of a cell, or a heading with all below it, to a circle; devices that have it keep it',
    usage: 'restricted put --document D --paragraph N [--section] [--circle C]',
    options: ['group', 'circle'],
    required: ['document', 'paragraph'],
    flags: ['section'],
    async run(context) {
      const { id: circle } = await circleOf(context)
      const section = context.values['section'] === true
      return context.core.answers['restricted.put']({
        ...(await blockOf(context)),
        circle,
        section,
      })
    },
  },
  {
    name: 'restricted new',
    summary: 'adds a paragraph after another, whose words are written in the circle alone',
    usage: 'restricted new --document D --after N [--kind num1] [--circle C]',
    options: ['group', 'kind', 'circle'],
    required: ['document', 'after'],
    async run(context) {
      const { id: circle } = await circleOf(context)
      const document = await documentOf(context)
      const place = placeOf(context, 'after')
      const after = place === 0 ? null : context.core.page(document).blocks[place - 1]?.id
      if (after === undefined) throw new Failure('not-found')
      const kind = oneOf(v.picklist(blockKinds), optional(context, 'kind') ?? 'paragraph')
      return context.core.answers['restricted.add']({ document, after, kind, circle })
    },
  },
  {
    name: 'restricted lift',
    summary: 'writes the circle’s words into the document, for all its readers',
    usage: 'restricted lift --document D --paragraph N',
    required: ['document', 'paragraph'],
    async run(context) {
      await context.core.answers['restricted.lift'](await blockOf(context))
    },
  },
]
