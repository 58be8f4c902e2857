// Arguments of the command line about one meeting: its agenda, members, items and times.
import type { Meeting } from '#shared/contract'
import { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import { BlockId, type DocumentId, type MemberId } from '#shared/ids'
import { commandsOn, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

/** The meeting whose agenda begins with these letters. */
const agendaOf = async (context: Context): Promise<DocumentId> => {
  const group = await groupOrOnly(context)
  const { meetings } = await context.core.answers['meetings.list']({ group })
  return whole(
    text(context, 'meeting'),
    meetings.map(({ agenda }) => agenda),
  )
}

export const meetingIn = async (context: Context): Promise<Meeting> =>
  context.core.answers['meetings.get']({ agenda: await agendaOf(context) })

const byMeeting = '[--group G] --meeting M'
/** On the agenda alone, and on the whole meeting. */
export const onMeeting = commandsOn(byMeeting, agendaOf)
export const onMeetingShown = commandsOn(byMeeting, meetingIn)

export const memberIn = ({ members }: Meeting, prefix: string): MemberId =>
  whole(
    prefix,
    members.map(({ member }) => member),
  )

/** A time as `2026-09-20T14:00Z`, in UTC milliseconds. */
export const timeOf = (value: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(value)
    ? Date.parse(value)
    : Number.NaN
  if (Number.isNaN(time) || time < 0) throw new Failure('invalid-input')
  return time
}

/** As `2026-09-20T14:00Z/2026-09-20T15:30Z`. */
export const slotOf = (value: string): { from: number; until: number } => {
  const [from = '', until = '', ...more] = value.split('/')
  if (more.length > 0) throw new Failure('invalid-input')
  return { from: timeOf(from), until: timeOf(until) }
}

export const countOf = (value: string): number => {
  if (!/^\d{1,5}$/.test(value)) throw new Failure('invalid-input')
  return Number(value)
}

export const listOf = (value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : value.split(',').map(part => part.trim())

export const blockOf = (context: Context): BlockId => oneOf(BlockId, text(context, 'item'))
export const floorOf = (context: Context): EntryId => oneOf(EntryId, text(context, 'floor'))

/**
 * The agenda that holds an item: for a closed one that of its circle. The first block of every document has the
 * same id, so `--agenda` says where several agendas of the meeting have the item; failure `invalid-input` without it.
 */
export const placeOf = (context: Context, { list }: Meeting, block: BlockId): DocumentId => {
  const agendas = list.filter(item => item.block === block).map(({ agenda }) => agenda)
  return whole(optional(context, 'agenda') ?? '', agendas)
}
