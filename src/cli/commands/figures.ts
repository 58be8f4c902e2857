// Figures: pictures with a caption and words for who does not see them.
import { Failure } from '#shared/failure'
import * as v from 'valibot'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf } from './documents.ts'

const Place = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A block by its place from 1; null for 0, the beginning. */
const blockAt = async (context: Context, name: string) => {
  const document = await documentOf(context)
  const place = oneOf(Place, Number(text(context, name)))
  const block = place === 0 ? null : context.core.page(document).blocks[place - 1]?.id
  if (block === undefined) throw new Failure('not-found')
  return { document, block }
}

export const figures: Command[] = [
  {
    name: 'figure new',
    summary:
      'adds a PNG or JPEG file as a figure after a paragraph, without its names, places and times',
    usage: '--document D --after N --file P --alternative T [--caption T]',
    async run(context) {
      const { document, block: after } = await blockAt(context, 'after')
      const block = await context.core.answers['figures.insert']({
        document,
        after,
        file: context.file(text(context, 'file')),
        caption: optional(context, 'caption') ?? '',
        alternative: text(context, 'alternative'),
      })
      return { block }
    },
  },
  {
    name: 'figure save',
    summary: 'saves the picture of a figure that has arrived here',
    usage: '--document D --paragraph N --out P',
    async run(context) {
      const { document, block } = await blockAt(context, 'paragraph')
      if (block === null) throw new Failure('not-found')
      const file = context.file(text(context, 'out'))
      await context.core.answers['figures.save']({ document, block, file })
    },
  },
]
