// Action items of minutes: who owes what until when, and where it stands.
import { ProgressState } from '#shared/contract'
import { Day } from '#document/model'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { oneOf, oneOrNull, whole } from '../names.ts'
import { groupOrOnly, memberOf, onGroup } from './groups.ts'

const listed = ({ core }: Context, group: GroupId) => core.answers['actions.list']({ group })

/** The item whose block begins with these letters, in its group. */
const actionOf = async (context: Context) => {
  const group = await groupOrOnly(context)
  const items = await listed(context, group)
  const block = whole(
    text(context, 'action'),
    items.map(item => item.block),
  )
  const found = items.filter(item => item.block === block)
  const [only] = found
  if (only === undefined) throw new Failure('not-found')
  if (found.length > 1) throw new Failure('invalid-input')
  return { group, item: { document: only.document, block } }
}

const onAction = commandsOn('[--group G] --action A', actionOf)

export const actions: Command[] = [
  onGroup(
    'action list',
    'lists action items: late ones first, then by day, ended ones last',
    listed,
  ),
  onAction(
    'action progress',
    'says that an action item is done, dropped or open again, with a note',
    (context, { item }) =>
      context.core.answers['actions.progress']({
        ...item,
        state: oneOf(ProgressState, text(context, 'state')),
        text: optional(context, 'words') ?? '',
      }),
    '--state open|done|dropped [--words T]',
  ),
  onAction(
    'action assign',
    'sets the owner and the day of an action item in the minutes; without an option none',
    async (context, { group, item }) => {
      const owner = optional(context, 'owner')
      return context.core.answers['actions.assign']({
        ...item,
        owner: owner === undefined ? null : await memberOf(context, group, owner),
        due: oneOrNull(Day, context, 'due'),
      })
    },
    '[--owner MEMBER] [--due 2026-09-24]',
  ),
]
