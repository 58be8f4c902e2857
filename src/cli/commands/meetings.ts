// Meetings: agendas, dates, calls, answers, attendance, speakers, items, minutes and calendar files.
import {
  Attendance,
  ComingAnswer,
  ExportFormat,
  FloorKind,
  FreeAnswer,
  Language,
} from '#shared/contract'
import { Zone } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import { BlockId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, oneOrNull } from '../names.ts'
import { circleOf } from './circles.ts'
import { groupOrOnly, onGroup } from './groups.ts'
import { ofMinutes } from './minutes.ts'
import {
  onMeeting,
  onMeetingShown,
  meetingIn,
  memberIn,
  timeOf,
  slotOf,
  countOf,
  listOf,
  blockOf,
  floorOf,
  placeOf,
} from './one-meeting.ts'

const fieldsOf = (context: Context) => {
  const [minutes, presenter] = [optional(context, 'minutes'), optional(context, 'presenter')]
  const [title, ask] = [optional(context, 'title'), optional(context, 'ask')]
  return {
    ...(title !== undefined && { title }),
    ...(ask !== undefined && { ask }),
    ...(minutes !== undefined && { minutes: minutes === '' ? null : countOf(minutes) }),
    ...(presenter !== undefined && { presenter: presenter === '' ? null : presenter }),
  }
}

const states = ['debated', 'decided', 'deferred', 'dropped', 'noted'] as const

const planning: Command[] = [
  onGroup(
    'meeting list',
    'lists the meetings of a group: the next ones, those without a day, past ones',
    async ({ core }, group) => (await core.answers['meetings.list']({ group })).meetings,
  ),
  {
    name: 'meeting show',
    summary:
      'shows one meeting: items with times, answers, attendance, speakers, what is left over',
    usage: '[--group G] --meeting M',
    run: meetingIn,
  },
  {
    name: 'meeting new',
    summary: 'begins an agenda that you alone have; its first item approves the last minutes',
    usage: '[--group G] --title T [--language L]',
    async run(context) {
      return context.core.answers['meetings.create']({
        group: await groupOrOnly(context),
        title: text(context, 'title'),
        language: oneOf(Language, optional(context, 'language') ?? 'en'),
      })
    },
  },
  onMeeting(
    'meeting add',
    'adds an item behind --after and its parts, or as the last one',
    (context, agenda) => {
      const after = oneOrNull(BlockId, context, 'after')
      return context.core.answers['meetings.addItem']({ agenda, after, ...fieldsOf(context) })
    },
    '--title T [--after ITEM] [--minutes N] [--presenter MEMBER-OR-WORDS]\n       [--ask T]',
  ),
  onMeeting(
    'meeting close-item',
    'adds a closed item, which the members of one circle alone see, behind --after',
    async (context, agenda) =>
      context.core.answers['meetings.closeItem']({
        agenda,
        after: oneOrNull(BlockId, context, 'after'),
        circle: (await circleOf(context)).circle,
        title: text(context, 'title'),
        minutes: countOf(optional(context, 'minutes') ?? '0'),
      }),
    '--circle CIRCLE --title T [--after ITEM] [--minutes N]',
  ),
  onMeetingShown(
    'meeting set',
    'changes an item, and an empty value takes a field away; --agenda is the one that holds a closed item',
    (context, meeting) => {
      const block = blockOf(context)
      const agenda = placeOf(context, meeting, block)
      return context.core.answers['meetings.setItem']({ agenda, block, ...fieldsOf(context) })
    },
    '--item I [--agenda A] [--title T] [--minutes N]\n' +
      '       [--presenter MEMBER-OR-WORDS] [--ask T]',
  ),
  onMeetingShown(
    'meeting carry',
    'copies what earlier meetings left over into the agenda, with where it comes from',
    async (context, { agenda, leftOver }) => {
      for (const { document, block } of leftOver)
        await context.core.answers['meetings.carry']({ agenda, document, block })
      return { items: leftOver.length }
    },
  ),
  onMeeting(
    'meeting place',
    'says where the meeting is; with --circle its members alone read it; empty for nowhere',
    async (context, agenda) => {
      const place = text(context, 'place').trim()
      const isOpen = optional(context, 'circle') === undefined
      return context.core.answers['meetings.place']({
        agenda,
        place: place === '' ? null : place,
        circle: isOpen ? null : (await circleOf(context)).circle,
      })
    },
    '--place T [--circle CIRCLE]',
  ),
  onMeeting(
    'meeting consent',
    'puts items to a decision without debate, each as a question of its own',
    (context, agenda) =>
      context.core.answers['meetings.consent']({
        agenda,
        blocks: listOf(text(context, 'items')).map(item => oneOf(BlockId, item)),
        until: timeOf(text(context, 'until')),
      }),
    '--items ITEM,ITEM --until T',
  ),
  onMeeting(
    'meeting dates',
    'asks members when they can meet; a time reads 2026-09-20T14:00Z',
    (context, agenda) => {
      const slots = listOf(text(context, 'slots')).map(slotOf)
      return context.core.answers['meetings.dates']({ agenda, slots })
    },
    '--slots FROM/UNTIL,FROM/UNTIL',
  ),
  onMeetingShown(
    'meeting free',
    'answers the last question about dates, a word for each time; --zone tells members your time zone',
    (context, { agenda, polls }) => {
      const poll = polls.at(-1)?.poll
      if (poll === undefined) throw new Failure('not-found')
      const slots = listOf(text(context, 'answers')).map(word => oneOf(FreeAnswer, word))
      const zone = oneOrNull(Zone, context, 'zone')
      return context.core.answers['meetings.free']({ agenda, poll, slots, zone })
    },
    '--answers yes,maybe,no [--zone Europe/Rome]',
  ),
  onMeeting(
    'meeting call',
    'calls the meeting, or changes its time; shares the agenda with its group',
    (context, agenda) =>
      context.core.answers['meetings.call']({
        agenda,
        from: timeOf(text(context, 'from')),
        until: timeOf(text(context, 'until')),
        zones: listOf(optional(context, 'zones')),
        languages: listOf(optional(context, 'languages')).map(word => oneOf(Language, word)),
      }),
    '--from T --until T [--zones Z,Z] [--languages L,L]',
  ),
  onMeetingShown(
    'meeting coming',
    'says whether you come; --alternate is the member who comes instead',
    (context, meeting) => {
      const alternate = optional(context, 'alternate')
      return context.core.answers['meetings.coming']({
        agenda: meeting.agenda,
        answer: oneOf(ComingAnswer, text(context, 'answer')),
        alternate: alternate === undefined ? null : memberIn(meeting, alternate),
      })
    },
    '--answer coming|apology|unsure [--alternate MEMBER]',
  ),
  onMeeting(
    'meeting calendar',
    'writes a calendar file; it leaves out a place that is withheld',
    (context, agenda) => {
      const file = context.file(text(context, 'out'))
      return context.core.answers['meetings.calendar']({ agenda, file })
    },
    '--out P',
  ),
  onMeeting(
    'meeting print',
    'writes the annotated agenda: times, presenters, papers',
    (context, agenda) => {
      const format = oneOf(ExportFormat, text(context, 'format'))
      const file = context.file(text(context, 'out'))
      return context.core.answers['meetings.annotated']({ agenda, format, file })
    },
    '--format docx|odt|html|md|txt|akn|json --out P',
  ),
]

const session: Command[] = [
  onMeeting(
    'meeting open',
    'opens the meeting, with minutes that begin from the agenda',
    ({ core }, agenda) => core.answers['meetings.open']({ agenda }),
  ),
  onMeetingShown(
    'meeting item',
    'says how an item stands; --agenda is the one that holds a closed item',
    (context, meeting) => {
      const block = blockOf(context)
      const state = states.find(each => each === text(context, 'state'))
      if (state === undefined) throw new Failure('invalid-input')
      const agenda = placeOf(context, meeting, block)
      return context.core.answers['meetings.item']({ agenda, block, state })
    },
    `--item I [--agenda A] --state ${states.join('|')}`,
  ),
  onMeetingShown(
    'meeting mark',
    'marks members: present, remote, text (in writing), left or absent',
    async (context, meeting) => {
      const [region, language] = [optional(context, 'region'), optional(context, 'language')]
      await context.core.answers['meetings.present']({
        agenda: meeting.agenda,
        members: listOf(text(context, 'members')).map(prefix => memberIn(meeting, prefix)),
        state: oneOf(Attendance, text(context, 'state')),
        ...(region !== undefined && { region }),
        ...(language !== undefined && { language }),
      })
      return (await meetingIn(context)).quorum
    },
    '--members MEMBER,MEMBER --state S [--region T] [--language L]',
  ),
  onMeetingShown(
    'meeting floor',
    'asks for the floor; a wish about a closed item lies in its circle',
    (context, meeting) => {
      const item = optional(context, 'item') === undefined ? null : blockOf(context)
      return context.core.answers['meetings.floor']({
        agenda: item === null ? meeting.agenda : placeOf(context, meeting, item),
        item,
        what: oneOf(FloorKind, text(context, 'what')),
        text: optional(context, 'words') ?? '',
      })
    },
    '--what speak|reply|order|motion [--item I] [--agenda A] [--words T]',
  ),
  onMeeting(
    'meeting spoke',
    'says for how many seconds a member spoke',
    (context, agenda) =>
      context.core.answers['meetings.spoke']({
        agenda,
        floor: floorOf(context),
        seconds: countOf(text(context, 'seconds')),
      }),
    '--floor F --seconds N',
  ),
  onMeeting(
    'meeting unfloor',
    'takes a member off the list of speakers',
    (context, agenda) =>
      context.core.answers['meetings.unfloor']({ agenda, floor: floorOf(context) }),
    '--floor F',
  ),
  onMeeting(
    'meeting end',
    'ends the meeting, once each item is decided, deferred, dropped or noted',
    ({ core }, agenda) => core.answers['meetings.end']({ agenda }),
  ),
  ...(['resume', 'cancel'] as const).map(what =>
    onMeeting(
      `meeting ${what}`,
      what === 'resume' ? 'opens an ended meeting again' : 'cancels a meeting',
      (context, agenda) =>
        context.core.answers[`meetings.${what}`]({ agenda, reason: text(context, 'reason') }),
      '--reason T',
    ),
  ),
]

export const meetings: Command[] = [...planning, ...session, ...ofMinutes]
