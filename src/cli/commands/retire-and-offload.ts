// Retire a document for all members, or offload documents for a while.
import * as v from 'valibot'
import { EntryId } from '#document'
import type { DocumentId, GroupId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

/** The documents that are named, or all of `known`. */
const chosen = (context: Context, known: readonly DocumentId[]): DocumentId[] => {
  const names = optional(context, 'documents')
  return names === undefined ? [...known] : names.split(',').map(name => whole(name.trim(), known))
}

const statusOf = ({ core }: Context, group: GroupId) => core.answers['travel.status']({ group })

const options = ['group', 'documents']

export const givingUp: Command[] = [
  {
    name: 'erase-history',
    summary:
      'erases the history of a document on every device; it goes on with its text, without attached files that you name as lost',
    usage: 'erase-history --document D --confirm history [--without A[,A…]]',
    options: ['without'],
    required: ['document', 'confirm'],
    async run(context) {
      oneOf(v.literal('history'), text(context, 'confirm'))
      const { core } = context
      const groups = await core.answers['groups.list'](undefined)
      const ids: DocumentId[] = []
      for (const { id: group } of groups)
        for (const { id } of await core.answers['documents.list']({ group })) ids.push(id)
      const document = whole(text(context, 'document'), ids)
      const leaves = (optional(context, 'without') ?? '')
        .split(',')
        .filter(Boolean)
        .map(id => oneOf(EntryId, id.trim()))
      return core.answers['documents.eraseHistory']({ document, leaves })
    },
  },
  {
    name: 'travel status',
    summary: 'lists documents that can leave this device, their keepers, and those that are away',
    usage: 'travel status [--group G]',
    options: ['group'],
    run: async context => statusOf(context, await groupOrOnly(context)),
  },
  {
    name: 'travel ask',
    summary: 'asks the other devices whether they have and keep these; all when none is named',
    usage: 'travel ask [--group G] [--documents D[,D…]]',
    options,
    async run(context) {
      const group = await groupOrOnly(context)
      const { here } = await statusOf(context, group)
      const shared = here.filter(({ state }) => state !== 'only-you')
      const documents = chosen(
        context,
        shared.map(({ document }) => document),
      )
      await context.core.answers['travel.ask']({ group, documents })
      return { asked: documents }
    },
  },
  {
    name: 'travel leave',
    summary: 'removes from this device those that another device keeps; the others stay',
    usage: 'travel leave [--group G] [--documents D[,D…]]',
    options,
    async run(context) {
      const group = await groupOrOnly(context)
      const { here } = await statusOf(context, group)
      const documents = chosen(
        context,
        here.map(({ document }) => document),
      )
      return context.core.answers['travel.leave']({ group, documents })
    },
  },
  {
    name: 'travel return',
    summary: 'asks for those that are away; they come by any exchange with a keeper',
    usage: 'travel return [--group G] [--documents D[,D…]]',
    options,
    async run(context) {
      const group = await groupOrOnly(context)
      const { away } = await statusOf(context, group)
      const documents = chosen(
        context,
        away.map(({ document }) => document),
      )
      await context.core.answers['travel.return']({ group, documents })
      return { asked: documents }
    },
  },
]
