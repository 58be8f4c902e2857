// Meetings: agendas, dates, calls, answers, attendance, speakers, items, minutes and calendar files.
import {
  Attendance,
  ComingAnswer,
  ExportFormat,
  FloorKind,
  FreeAnswer,
  Language,
} from '#shared/contract'
import { Zone } from '#document'
import { Failure } from '#shared/failure'
import { BlockId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { circleOf } from './circles.ts'
import { groupOrOnly } from './groups.ts'
import { ofMinutes } from './minutes.ts'
import {
  agendaOf,
  meetingIn,
  memberIn,
  timeOf,
  slotOf,
  countOf,
  listOf,
  blockOf,
  floorOf,
  reasonOf,
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
  {
    name: 'meeting list',
    summary: 'lists the meetings of a group: the next ones, those without a day, past ones',
    usage: 'meeting list [--group G]',
    options: ['group'],
    async run(context) {
      const group = await groupOrOnly(context)
      return (await context.core.answers['meetings.list']({ group })).meetings
    },
  },
  {
    name: 'meeting show',
    summary:
      'shows one meeting: items with times, answers, attendance, speakers, what is left over',
    usage: 'meeting show --meeting M [--group G]',
    options: ['group'],
    required: ['meeting'],
    run: meetingIn,
  },
  {
    name: 'meeting new',
    summary: 'begins an agenda that you alone have; its first item approves the last minutes',
    usage: 'meeting new --title T [--language L] [--group G]',
    options: ['language', 'group'],
    required: ['title'],
    async run(context) {
      return context.core.answers['meetings.create']({
        group: await groupOrOnly(context),
        title: text(context, 'title'),
        language: oneOf(Language, optional(context, 'language') ?? 'en'),
      })
    },
  },
  {
    name: 'meeting add',
    summary: 'adds an item behind --after and its parts, or as the last one',
    usage:
      'meeting add --meeting M --title T [--after ITEM] [--minutes N] [--presenter MEMBER-OR-WORDS]\n' +
      '       [--ask T]',
    options: ['group', 'ask', 'minutes', 'presenter', 'after'],
    required: ['meeting', 'title'],
    async run(context) {
      const after = optional(context, 'after')
      return context.core.answers['meetings.addItem']({
        agenda: await agendaOf(context),
        after: after === undefined ? null : oneOf(BlockId, after),
        ...fieldsOf(context),
      })
    },
  },
  {
    name: 'meeting close-item',
    summary: 'adds a closed item, which the members of one circle alone see, behind --after',
    usage: 'meeting close-item --meeting M --circle CIRCLE --title T [--after ITEM] [--minutes N]',
    options: ['group', 'after', 'minutes'],
    required: ['meeting', 'circle', 'title'],
    async run(context) {
      const after = optional(context, 'after')
      return context.core.answers['meetings.closeItem']({
        agenda: await agendaOf(context),
        after: after === undefined ? null : oneOf(BlockId, after),
        circle: (await circleOf(context)).id,
        title: text(context, 'title'),
        minutes: countOf(optional(context, 'minutes') ?? '0'),
      })
    },
  },
  {
    name: 'meeting set',
    summary:
      'changes an item, and an empty value takes a field away; --agenda is the one that holds a closed item',
    usage:
      'meeting set --meeting M --item I [--agenda A] [--title T] [--minutes N]\n' +
      '       [--presenter MEMBER-OR-WORDS] [--ask T]',
    options: ['group', 'agenda', 'title', 'ask', 'minutes', 'presenter'],
    required: ['meeting', 'item'],
    async run(context) {
      const [meeting, block] = [await meetingIn(context), blockOf(context)]
      const agenda = placeOf(context, meeting, block)
      await context.core.answers['meetings.setItem']({ agenda, block, ...fieldsOf(context) })
    },
  },
  {
    name: 'meeting carry',
    summary: 'copies what earlier meetings left over into the agenda, with where it comes from',
    usage: 'meeting carry --meeting M [--group G]',
    options: ['group'],
    required: ['meeting'],
    async run(context) {
      const { agenda, leftOver } = await meetingIn(context)
      for (const { document, block } of leftOver)
        await context.core.answers['meetings.carry']({ agenda, document, block })
      return { items: leftOver.length }
    },
  },
  {
    name: 'meeting place',
    summary:
      'says where the meeting is; with --circle its members alone read it; empty for nowhere',
    usage: 'meeting place --meeting M --place T [--circle CIRCLE] [--group G]',
    options: ['group', 'circle'],
    required: ['meeting', 'place'],
    async run(context) {
      const place = text(context, 'place').trim()
      const isOpen = optional(context, 'circle') === undefined
      return context.core.answers['meetings.place']({
        agenda: await agendaOf(context),
        place: place === '' ? null : place,
        circle: isOpen ? null : (await circleOf(context)).id,
      })
    },
  },
  {
    name: 'meeting consent',
    summary: 'puts items to a decision without debate, each as a question of its own',
    usage: 'meeting consent --meeting M --items ITEM,ITEM --until T',
    options: ['group'],
    required: ['meeting', 'items', 'until'],
    async run(context) {
      return context.core.answers['meetings.consent']({
        agenda: await agendaOf(context),
        blocks: listOf(text(context, 'items')).map(item => oneOf(BlockId, item)),
        until: timeOf(text(context, 'until')),
      })
    },
  },
  {
    name: 'meeting dates',
    summary: 'asks members when they can meet',
    usage: 'meeting dates --meeting M --slots FROM/UNTIL,FROM/UNTIL (2026-09-20T14:00Z)',
    options: ['group'],
    required: ['meeting', 'slots'],
    async run(context) {
      const slots = listOf(text(context, 'slots')).map(slotOf)
      return context.core.answers['meetings.dates']({ agenda: await agendaOf(context), slots })
    },
  },
  {
    name: 'meeting free',
    summary:
      'answers the last question about dates, a word for each time; --zone tells members your time zone',
    usage: 'meeting free --meeting M --answers yes,maybe,no [--zone Europe/Rome]',
    options: ['group', 'zone'],
    required: ['meeting', 'answers'],
    async run(context) {
      const { agenda, polls } = await meetingIn(context)
      const poll = polls.at(-1)?.poll
      if (poll === undefined) throw new Failure('not-found')
      const slots = listOf(text(context, 'answers')).map(word => oneOf(FreeAnswer, word))
      const zone = optional(context, 'zone')
      await context.core.answers['meetings.free']({
        ...{ agenda, poll, slots },
        zone: zone === undefined ? null : oneOf(Zone, zone),
      })
    },
  },
  {
    name: 'meeting call',
    summary: 'calls the meeting, or changes its time; shares the agenda with its group',
    usage: 'meeting call --meeting M --from T --until T [--zones Z,Z] [--languages L,L]',
    options: ['group', 'zones', 'languages'],
    required: ['meeting', 'from', 'until'],
    async run(context) {
      await context.core.answers['meetings.call']({
        agenda: await agendaOf(context),
        from: timeOf(text(context, 'from')),
        until: timeOf(text(context, 'until')),
        zones: listOf(optional(context, 'zones')),
        languages: listOf(optional(context, 'languages')).map(word => oneOf(Language, word)),
      })
    },
  },
  {
    name: 'meeting coming',
    summary: 'says whether you come; --alternate is the member who comes instead',
    usage: 'meeting coming --meeting M --answer coming|apology|unsure [--alternate MEMBER]',
    options: ['group', 'alternate'],
    required: ['meeting', 'answer'],
    async run(context) {
      const meeting = await meetingIn(context)
      const alternate = optional(context, 'alternate')
      await context.core.answers['meetings.coming']({
        agenda: meeting.agenda,
        answer: oneOf(ComingAnswer, text(context, 'answer')),
        alternate: alternate === undefined ? null : memberIn(meeting, alternate),
      })
    },
  },
  {
    name: 'meeting calendar',
    summary: 'writes a calendar file; it leaves out a place that is withheld',
    usage: 'meeting calendar --meeting M --out P',
    options: ['group'],
    required: ['meeting', 'out'],
    async run(context) {
      const file = context.file(text(context, 'out'))
      await context.core.answers['meetings.calendar']({ agenda: await agendaOf(context), file })
    },
  },
  {
    name: 'meeting print',
    summary: 'writes the annotated agenda: times, presenters, papers',
    usage: 'meeting print --meeting M --format docx|odt|html|md|txt|akn|json --out P',
    options: ['group'],
    required: ['meeting', 'format', 'out'],
    async run(context) {
      const format = oneOf(ExportFormat, text(context, 'format'))
      const file = context.file(text(context, 'out'))
      const agenda = await agendaOf(context)
      await context.core.answers['meetings.annotated']({ agenda, format, file })
    },
  },
]

const session: Command[] = [
  {
    name: 'meeting open',
    summary: 'opens the meeting, with minutes that begin from the agenda',
    usage: 'meeting open --meeting M',
    options: ['group'],
    required: ['meeting'],
    async run(context) {
      return context.core.answers['meetings.open']({ agenda: await agendaOf(context) })
    },
  },
  {
    name: 'meeting item',
    summary: 'says how an item stands; --agenda is the one that holds a closed item',
    usage: `meeting item --meeting M --item I [--agenda A] --state ${states.join('|')}`,
    options: ['group', 'agenda'],
    required: ['meeting', 'item', 'state'],
    async run(context) {
      const [meeting, block] = [await meetingIn(context), blockOf(context)]
      const state = states.find(each => each === text(context, 'state'))
      if (state === undefined) throw new Failure('invalid-input')
      const agenda = placeOf(context, meeting, block)
      await context.core.answers['meetings.item']({ agenda, block, state })
    },
  },
  {
    name: 'meeting mark',
    summary: 'marks members: present, remote, text (in writing), left or absent',
    usage: 'meeting mark --meeting M --members MEMBER,MEMBER --state S [--region T] [--language L]',
    options: ['group', 'region', 'language'],
    required: ['meeting', 'members', 'state'],
    async run(context) {
      const meeting = await meetingIn(context)
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
  },
  {
    name: 'meeting floor',
    summary: 'asks for the floor; a wish about a closed item lies in its circle',
    usage:
      'meeting floor --meeting M --what speak|reply|order|motion [--item I] [--agenda A] [--words T]',
    options: ['group', 'item', 'agenda', 'words'],
    required: ['meeting', 'what'],
    async run(context) {
      const meeting = await meetingIn(context)
      const item = optional(context, 'item') === undefined ? null : blockOf(context)
      return context.core.answers['meetings.floor']({
        agenda: item === null ? meeting.agenda : placeOf(context, meeting, item),
        item,
        what: oneOf(FloorKind, text(context, 'what')),
        text: optional(context, 'words') ?? '',
      })
    },
  },
  {
    name: 'meeting spoke',
    summary: 'says for how many seconds a member spoke',
    usage: 'meeting spoke --meeting M --floor F --seconds N',
    options: ['group'],
    required: ['meeting', 'floor', 'seconds'],
    async run(context) {
      await context.core.answers['meetings.spoke']({
        agenda: await agendaOf(context),
        floor: floorOf(context),
        seconds: countOf(text(context, 'seconds')),
      })
    },
  },
  {
    name: 'meeting unfloor',
    summary: 'takes a member off the list of speakers',
    usage: 'meeting unfloor --meeting M --floor F',
    options: ['group'],
    required: ['meeting', 'floor'],
    async run(context) {
      const [agenda, floor] = [await agendaOf(context), floorOf(context)]
      await context.core.answers['meetings.unfloor']({ agenda, floor })
    },
  },
  {
    name: 'meeting end',
    summary: 'ends the meeting, once each item is decided, deferred, dropped or noted',
    usage: 'meeting end --meeting M',
    options: ['group'],
    required: ['meeting'],
    async run(context) {
      await context.core.answers['meetings.end']({ agenda: await agendaOf(context) })
    },
  },
  ...(['resume', 'cancel'] as const).map((what): Command => ({
    name: `meeting ${what}`,
    summary: what === 'resume' ? 'opens an ended meeting again' : 'cancels a meeting',
    usage: `meeting ${what} --meeting M --reason T`,
    options: ['group'],
    required: ['meeting', 'reason'],
    async run(context) {
      const [agenda, reason] = [await agendaOf(context), reasonOf(context)]
      await context.core.answers[`meetings.${what}`]({ agenda, reason })
    },
  })),
]

export const meetings: Command[] = [...planning, ...session, ...ofMinutes]
