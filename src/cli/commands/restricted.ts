// Restricted paragraphs: their words are a circle's, and stand in their places for who is in it.
import { blockKinds } from '#document/model'
import { Failure } from '#shared/failure'
import * as v from 'valibot'
import { type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { circleOf } from './circles.ts'
import { documentOf, onDocument } from './documents.ts'

const Place = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A paragraph by its place from 1; 0 stands for the beginning. */
const placeOf = (context: Context, name: string): number =>
  oneOf(Place, Number(text(context, name)))

const onParagraph = commandsOn('--document D --paragraph N', async context => {
  const document = await documentOf(context)
  const block = context.core.page(document).blocks[placeOf(context, 'paragraph') - 1]?.id
  if (!block) throw new Failure('not-found')
  return { document, block }
})

export const restricted: Command[] = [
  onDocument(
    'restricted list',
    'lists the restricted paragraphs of a document, and the rights of this member in each',
    ({ core }, document) => core.answers['restricted.list']({ document }),
  ),
  onParagraph(
    'restricted put',
    'restricts a paragraph, a figure, the table of a cell, or a heading with all below it, to a circle; devices that have it keep it',
    async (context, named) => {
      const { circle } = await circleOf(context)
      const section = context.values['section'] === true
      return context.core.answers['restricted.put']({ ...named, circle, section })
    },
    '[--section] [--group G] [--circle C]',
  ),
  onDocument(
    'restricted new',
    'adds a paragraph after another, whose words are written in the circle alone',
    async (context, document) => {
      const { circle } = await circleOf(context)
      const place = placeOf(context, 'after')
      const after = place === 0 ? null : context.core.page(document).blocks[place - 1]?.id
      if (after === undefined) throw new Failure('not-found')
      const kind = oneOf(v.picklist(blockKinds), optional(context, 'kind') ?? 'paragraph')
      return context.core.answers['restricted.add']({ document, after, kind, circle })
    },
    '--after N [--kind num1] [--group G] [--circle C]',
  ),
  onParagraph(
    'restricted lift',
    'writes the circle’s words into the document, for all its readers',
    ({ core }, named) => core.answers['restricted.lift'](named),
  ),
]
