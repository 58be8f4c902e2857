// Retire a document for all members, or offload documents for a while.
import * as v from 'valibot'
import { EntryId } from '#document/ids'
import type { DocumentId, GroupId } from '#shared/ids'
import { type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { idIn, oneOf, whole } from '../names.ts'
import { allDocuments } from './documents.ts'
import { groupOrOnly, onGroup } from './groups.ts'

const statusOf = ({ core }: Context, group: GroupId) => core.answers['travel.status']({ group })

/** The documents of the list that are named, or all of it. */
const chosen = (context: Context, list: readonly { document: DocumentId }[]): DocumentId[] => {
  const known = list.map(({ document }) => document)
  const names = optional(context, 'documents')
  return names === undefined ? known : names.split(',').map(name => whole(name.trim(), known))
}

const onTravel = commandsOn('[--group G] [--documents D,…]', async context => {
  const group = await groupOrOnly(context)
  return { group, ...(await statusOf(context, group)) }
})

export const givingUp: Command[] = [
  {
    name: 'erase-history',
    summary:
      'erases the history of a document on every device; it goes on with its text, without attached files that you name as lost',
    usage: '--document D --confirm history [--without A,…]',
    async run(context) {
      oneOf(v.literal('history'), text(context, 'confirm'))
      const document = idIn(text(context, 'document'), await allDocuments(context))
      const leaves = (optional(context, 'without') ?? '')
        .split(',')
        .filter(Boolean)
        .map(id => oneOf(EntryId, id.trim()))
      return context.core.answers['documents.eraseHistory']({ document, leaves })
    },
  },
  onGroup(
    'travel status',
    'lists documents that can leave this device, their keepers, and those that are away',
    statusOf,
  ),
  onTravel(
    'travel ask',
    'asks the other devices whether they have and keep these; all when none is named',
    async (context, { group, here }) => {
      const shared = here.filter(({ state }) => state !== 'only-you')
      const documents = chosen(context, shared)
      await context.core.answers['travel.ask']({ group, documents })
      return { asked: documents }
    },
  ),
  onTravel(
    'travel leave',
    'removes from this device those that another device keeps; the others stay',
    (context, { group, here }) =>
      context.core.answers['travel.leave']({ group, documents: chosen(context, here) }),
  ),
  onTravel(
    'travel return',
    'asks for those that are away; they come by any exchange with a keeper',
    async (context, { group, away }) => {
      const documents = chosen(context, away)
      await context.core.answers['travel.return']({ group, documents })
      return { asked: documents }
    },
  ),
]
