// Action items of minutes: who owes what until when, and where it stands.
import { ProgressState } from '#shared/contract'
import { Day } from '#document'
import { Failure } from '#shared/failure'
import type { MemberId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

const listed = async (context: Context) => {
  const group = await groupOrOnly(context)
  return context.core.answers['actions.list']({ group })
}

/** The item whose block begins with these letters. */
const actionOf = async (context: Context) => {
  const items = await listed(context)
  const block = whole(
    text(context, 'action'),
    items.map(item => item.block),
  )
  const found = items.filter(item => item.block === block)
  const [only] = found
  if (only === undefined) throw new Failure('not-found')
  if (found.length > 1) throw new Failure('invalid-input')
  return { document: only.document, block }
}

const memberOf = async (context: Context, prefix: string): Promise<MemberId> => {
  const group = await groupOrOnly(context)
  const { memberList } = await context.core.answers['groups.get']({ group })
  return whole(
    prefix,
    memberList.map(({ id }) => id),
  )
}

export const actions: Command[] = [
  {
    name: 'action list',
    summary: 'lists action items: late ones first, then by day, ended ones last',
    usage: 'action list [--group G]',
    options: ['group'],
    run: listed,
  },
  {
    name: 'action progress',
    summary: 'says that an action item is done, dropped or open again, with a note',
    usage: 'action progress --action A --state open|done|dropped [--words T]',
    options: ['group', 'words'],
    required: ['action', 'state'],
    async run(context) {
      await context.core.answers['actions.progress']({
        ...(await actionOf(context)),
        state: oneOf(ProgressState, text(context, 'state')),
        text: optional(context, 'words') ?? '',
      })
    },
  },
  {
    name: 'action assign',
    summary: 'sets the owner and the day of an action item in the minutes; without an option none',
    usage: 'action assign --action A [--owner MEMBER] [--due 2026-09-24]',
    options: ['group', 'owner', 'due'],
    required: ['action'],
    async run(context) {
      const [owner, due] = [optional(context, 'owner'), optional(context, 'due')]
      await context.core.answers['actions.assign']({
        ...(await actionOf(context)),
        owner: owner === undefined ? null : await memberOf(context, owner),
        due: due === undefined ? null : oneOf(Day, due),
      })
    },
  },
]
