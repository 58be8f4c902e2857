// Packs of adopted texts, and the card by which readers outside check them.
import * as v from 'valibot'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { decisionOf } from './decisions.ts'
import { groupOrOnly } from './groups.ts'

/** A signature for readers outside has a word of its own, as erasing has. */
const mustBeMeant = (context: Context): void => {
  oneOf(v.literal('sign'), text(context, 'confirm'))
}

export const adoption: Command[] = [
  {
    name: 'adopt pack',
    summary:
      'writes the pack of a final decision for readers outside, signed by this device; --forward leaves names of the group and its members out',
    usage: '[--group G] --decision D --out P --confirm sign [--forward]',
    async run(context) {
      mustBeMeant(context)
      const decision = await decisionOf(context)
      const names = context.values['forward'] !== true
      const file = context.file(text(context, 'out'))
      return context.core.answers['adoption.pack']({ decision, names, pdf: false, file })
    },
  },
  {
    name: 'adopt sign',
    summary: 'adds the signature of this device to a pack that another officer made',
    usage: '[--group G] --decision D --pack P --out P --confirm sign',
    async run(context) {
      mustBeMeant(context)
      const decision = await decisionOf(context)
      const pack = context.file(text(context, 'pack'))
      const file = context.file(text(context, 'out'))
      return context.core.answers['adoption.sign']({ decision, pack, file })
    },
  },
  {
    name: 'adopt card',
    summary:
      'writes the card of the group, to be given by hand before any pack, and with --page the page that checks packs by it',
    usage: '[--group G] --out P [--page P]',
    async run(context) {
      const group = await groupOrOnly(context)
      const file = context.file(text(context, 'out'))
      const page = optional(context, 'page')
      const { words, ...card } = await context.core.answers['adoption.card']({
        group,
        file,
        page: page === undefined ? null : context.file(page),
      })
      return { words: words.words.join(' '), numbers: words.numbers.join(' '), ...card }
    },
  },
]
