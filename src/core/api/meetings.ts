// Answers about meetings and minutes.
import { digest, random, toHex, utf8 } from '#core/keys'
import {
  addMeetingItem,
  answerCall,
  answerDates,
  askDates,
  askFloor,
  callMeeting,
  cancelMeeting,
  carryOver,
  closeMeetingItem,
  createMeeting,
  endMeeting,
  leaveFloor,
  markPresent,
  meetingOf,
  meetingsIn,
  mustWrite,
  openMeeting,
  participantsOf,
  resumeMeeting,
  sayItem,
  saySpoken,
  setMeetingItem,
  startMeeting,
} from '#core/deliberation/meetings'
import { askConsent, circulate, circulatedOf, mayCirculate } from '#core/deliberation/decisions'
import { actionsIn, recommendationsIn } from '#core/deliberation/follow-up'
import { annotatedSheet, speakerWords, toCalendar } from '#core/paper'
import {
  blockNamed,
  printedWords,
  setMeetingStates,
  settledPage,
  speakerNamings,
  withSpeakers,
  writeMeetingMeta,
} from '#document'
import type { CoreContract, LineDecision } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { attendanceOffer } from '../drafting/attendance.ts'
import { correctMinutes, correctionOf, mayCorrect } from '../drafting/correct-minutes.ts'
import { setMeetingPlace, withheldPlace } from '../drafting/meeting-place.ts'
import { settledLines } from '../drafting/settled-lines.ts'
import { peopleIn } from '../drafting/speakers.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { decisionPorts } from './decisions.ts'
import { followUpPorts } from './follow-up.ts'
import { mustBeIn } from './documents.ts'
import { confirmedText } from './exports.ts'
import { leavingSheet, sheetWriters } from './paper.ts'

type MeetingCalls = Extract<keyof Answers, `meetings.${string}` | `minutes.${string}`>

/** The calendar file of a meeting; it names no place that a circle has. */
const calendarOf = (profile: OpenProfile, agenda: DocumentId, now: number): Uint8Array => {
  const { page, place, state } = openMeeting(profile, agenda, now)
  const { call } = state
  if (call === null) throw new Failure('not-found')
  return toCalendar({
    // No id of the document: a host that reads calendars learns no name that is used elsewhere.
    uid: toHex(digest('calendar', utf8(agenda))),
    sequence: state.calls - 1,
    calledAt: call.at,
    from: call.from,
    until: call.until,
    title: page.meta.title,
    place: place.words,
    isCancelled: state.is === 'cancelled',
  })
}

/** Lines of minutes by kind; and those below the heading of an item, with speakers as the minutes have them. */
const recordedIn = (
  profile: OpenProfile,
  minutes: DocumentId,
  item: BlockId | null,
): Output<CoreContract, 'minutes.recorded'> => {
  const page = settledPage(profile.documents.page(minutes))
  const people = peopleIn(profile, minutes)
  const { blocks } = withSpeakers(page, people.naming, (member, naming) =>
    speakerWords(page.meta.language, people.find(member), naming),
  )
  const counts = { decision: 0, reservation: 0, action: 0, information: 0 }
  for (const { kind } of blocks) if (kind in counts) counts[kind as keyof typeof counts]++
  const from = item === null ? -1 : blocks.findIndex(({ meeting }) => meeting?.item === item)
  const rest = from < 0 ? [] : blocks.slice(from + 1)
  const end = rest.findIndex(({ meeting }) => meeting?.item !== undefined)
  const below = rest.slice(0, end < 0 ? rest.length : end)
  const last = below.findLast(({ id }) => id !== null) ?? blocks[from]
  const lines = below.map(({ id, kind, number, meeting, runs }) => ({
    block: id,
    kind,
    number,
    text: printedWords({ runs }),
    isOffRecord: meeting?.off === true,
  }))
  return { counts, lines: lines.filter(({ text }) => text.trim() !== ''), last: last?.id ?? null }
}

const mustBeMinutes = (profile: OpenProfile, document: DocumentId): void => {
  if (profile.documents.page(document).meta.kind !== 'minutes') throw new Failure('invalid-input')
}

/** How each line of minutes names members, and how it would otherwise. */
const namingOf = (profile: OpenProfile, minutes: DocumentId) => {
  const page = settledPage(profile.documents.page(minutes))
  const people = peopleIn(profile, minutes)
  const reads = (member: MemberId) => {
    const [none, role, named] = speakerNamings.map(naming =>
      speakerWords(page.meta.language, people.find(member), naming),
    )
    return { member, named: named ?? '', role: role ?? '', none: none ?? '' }
  }
  const lines = page.blocks.flatMap(({ id, label, meeting, runs }) => {
    if (id === null || label !== undefined) return []
    const members = new Set(runs.flatMap(({ who }) => who ?? []))
    if (meeting?.owner) members.add(meeting.owner)
    const isOffRecord = meeting?.off === true
    const question = meeting?.question ?? null
    if (members.size === 0 && !meeting?.naming && !isOffRecord && question === null) return []
    return [
      {
        block: id,
        naming: meeting?.naming ?? null,
        isOffRecord,
        question,
        members: [...members].map(reads),
      },
    ]
  })
  return { naming: people.naming, lines }
}

const decisionsOf = (profile: OpenProfile, minutes: DocumentId): LineDecision[] => {
  const { blocks } = profile.documents.page(minutes)
  const people = peopleIn(profile, minutes)
  return blocks.flatMap(line => {
    const { id, kind, label, meeting } = line
    const question = meeting?.question
    if (id === null || label !== undefined || kind !== 'decision' || !question) return []
    const stated = people.decision(question, line)
    return stated ? [{ block: id, question, ...stated }] : []
  })
}

/** An agenda with times, presenters and papers; of a paper the title that its readers know. */
const annotatedOf = (profile: OpenProfile, agenda: DocumentId, now: number) => {
  const { archive } = profile
  const meeting = openMeeting(profile, agenda, now)
  const audience = archive.documents.get(agenda)?.group
  return annotatedSheet(leavingSheet(profile, agenda, { now }), meeting.page, {
    from: meeting.state.call?.from ?? null,
    people: peopleIn(profile, agenda),
    titleOf(paper) {
      const row = archive.documents.get(paper)
      return row && row.group === audience && row.shared ? row.title : null
    },
  })
}

type Planning = Extract<
  MeetingCalls,
  | `meetings.${'list' | 'get' | 'create' | 'addItem' | 'setItem' | 'closeItem' | 'carry' | 'place' | 'consent'}`
  | `meetings.${'dates' | 'free' | 'call' | 'coming' | 'calendar' | 'annotated'}`
>

const planningAnswers = ({ files, now, profile }: ApiContext): Pick<Answers, Planning> => {
  const writing = () => ({ now: now(), random })
  const actionsOf = (group: Parameters<typeof actionsIn>[1]) =>
    actionsIn(followUpPorts(profile()), group, now())
  const textsOf = (group: Parameters<typeof recommendationsIn>[1]) =>
    recommendationsIn(profile(), group, now())
  return {
    'meetings.list'({ group }) {
      profile().groups.get(group)
      const { self, members } = participantsOf(profile(), group, now())
      const role = members.find(({ id }) => id === self)?.role
      return {
        mayPlan: role === 'chair' || role === 'rapporteur',
        meetings: meetingsIn(profile(), group, now()),
      }
    },
    'meetings.get': ({ agenda }) => ({
      ...meetingOf(profile(), agenda, { now: now(), actionsOf, textsOf }),
      withheldPlace: withheldPlace(profile(), agenda),
    }),
    async 'meetings.create'({ group, title, language }) {
      mustBeIn(profile(), group)
      return { agenda: await createMeeting(profile(), { group, title, language }, writing()) }
    },
    async 'meetings.addItem'({ agenda, after, ...fields }) {
      return {
        block: await addMeetingItem(profile(), { agenda, after, ...given(fields) }, writing()),
      }
    },
    'meetings.setItem': ({ agenda, block, ...fields }) =>
      setMeetingItem(profile(), { agenda, block, ...given(fields) }, writing()),
    async 'meetings.closeItem'(wanted) {
      return { agenda: await closeMeetingItem(profile(), wanted) }
    },
    async 'meetings.carry'({ agenda, document, block }) {
      const { group } = profile().summary(document)
      const action = actionsOf(group).find(
        each => each.document === document && each.block === block,
      )
      const isPaper = textsOf(group).some(each => each.document === document)
      const left = { document, block, owner: action?.owner ?? null, isPaper }
      return { block: await carryOver(profile(), agenda, left, writing()) }
    },
    async 'meetings.place'(wanted) {
      return { agenda: await setMeetingPlace(profile(), wanted) }
    },
    async 'meetings.consent'(wanted) {
      return { decisions: await askConsent(decisionPorts(profile(), now), wanted) }
    },
    async 'meetings.dates'({ agenda, slots }) {
      return { poll: await askDates(profile(), agenda, slots, writing()) }
    },
    'meetings.free': wanted => answerDates(profile(), wanted, writing()),
    'meetings.call': ({ agenda, ...time }) => callMeeting(profile(), agenda, time, writing()),
    'meetings.coming': wanted => answerCall(profile(), wanted, writing()),
    async 'meetings.calendar'({ agenda, file }) {
      await files.write(file, calendarOf(profile(), agenda, now()))
    },
    async 'meetings.annotated'({ agenda, format, file }) {
      if (format === 'pdf') throw new Failure('invalid-input')
      const confirmed = await confirmedText(profile, agenda, now)
      const bytes = await sheetWriters[format](annotatedOf(profile(), agenda, now()))
      await confirmed.mustStillBe()
      await files.write(file, bytes)
      confirmed.noteWritten()
    },
  }
}

/** Fields that were given: a field that is left out says nothing. */
const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const sessionAnswers = ({
  now,
  profile,
}: ApiContext): Omit<Pick<Answers, MeetingCalls>, Planning> => {
  const writing = () => ({ now: now(), random })
  return {
    'meetings.cancel': wanted => cancelMeeting(profile(), wanted, writing()),
    async 'meetings.open'({ agenda }) {
      return { minutes: await startMeeting(profile(), agenda, writing()) }
    },
    'meetings.item': wanted => sayItem(profile(), wanted, writing()),
    'meetings.end': ({ agenda }) => endMeeting(profile(), agenda, writing()),
    'meetings.resume': wanted => resumeMeeting(profile(), wanted, writing()),
    'meetings.present': wanted => markPresent(profile(), wanted, writing()),
    async 'meetings.floor'(wanted) {
      return { floor: await askFloor(profile(), wanted, writing()) }
    },
    'meetings.spoke': wanted => saySpoken(profile(), wanted, writing()),
    'meetings.unfloor': wanted => leaveFloor(profile(), wanted, writing()),
    async 'minutes.correct'({ minutes }) {
      mustBeMinutes(profile(), minutes)
      const begun = await correctMinutes(profile(), decisionPorts(profile(), now), minutes)
      return { minutes: begun }
    },
    'minutes.mayCorrect': ({ minutes }) =>
      mayCorrect(profile(), decisionPorts(profile(), now), minutes),
    'minutes.recorded': ({ minutes, item }) => recordedIn(profile(), minutes, item),
    'minutes.corrects': ({ minutes }) => correctionOf(decisionPorts(profile(), now), minutes),
    async 'minutes.circulate'({ minutes, until }) {
      mustBeMinutes(profile(), minutes)
      const wanted = { document: minutes, what: 'corrections' as const, until }
      return { draft: await circulate(decisionPorts(profile(), now), wanted) }
    },
    'minutes.circulated'({ minutes }) {
      const ports = decisionPorts(profile(), now)
      return { may: mayCirculate(ports, minutes), times: circulatedOf(ports, minutes) }
    },
    'minutes.naming': ({ minutes }) => namingOf(profile(), minutes),
    'minutes.attendance': ({ minutes }) => attendanceOffer(profile(), minutes, now()),
    'minutes.decisions': ({ minutes }) => decisionsOf(profile(), minutes),
    'minutes.settled': ({ minutes }) => settledLines(profile(), minutes, now()),
    async 'minutes.name'(wanted) {
      const { minutes, naming } = wanted
      mustWrite(profile(), minutes)
      await profile().documents.editAs(minutes, doc => {
        if (wanted.what === 'minutes') return writeMeetingMeta(doc, { naming: wanted.naming })
        const block = blockNamed(doc, wanted.block)
        if (!block) throw new Failure('not-found')
        setMeetingStates(block, { naming })
      })
    },
  }
}

export const meetingAnswers = (context: ApiContext): Pick<Answers, MeetingCalls> => ({
  ...planningAnswers(context),
  ...sessionAnswers(context),
})
