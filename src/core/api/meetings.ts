// Answers about meetings and minutes.
import { random } from '#core/keys'
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
  participantsOf,
  resumeMeeting,
  sayItem,
  saySpoken,
  setMeetingItem,
  startMeeting,
} from '#core/deliberation/meetings'
import { askConsent, circulate, circulatedOf, mayCirculate } from '#core/deliberation/decisions'
import { actionsIn, recommendationsIn } from '#core/deliberation/follow-up'
import { blockNamed, setMeetingStates } from '#document/tree'
import { writeMeetingMeta } from '#document/meetings'
import { Failure } from '#shared/failure'
import { attendanceOffer } from '../drafting/attendance.ts'
import { correctMinutes, correctionOf, mayCorrect } from '../drafting/correct-minutes.ts'
import { setMeetingPlace, withheldPlace } from '../drafting/meeting-place.ts'
import { settledLines } from '../drafting/settled-lines.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { decisionPorts, followUpPorts } from '../drafting/deliberation-ports.ts'
import { mustBeIn } from './documents.ts'
import { calendarOf, writeAnnotated } from '#core/exports'
import { recordedIn, mustBeMinutes, namingOf, decisionsOf } from '../drafting/minutes-lines.ts'

type MeetingCalls = Extract<keyof Answers, `meetings.${string}` | `minutes.${string}`>

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
    'meetings.annotated': ({ file, ...wanted }) =>
      writeAnnotated({ now, profile }, wanted, bytes => files.write(file, bytes)),
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
      return { minutes: await correctMinutes(decisionPorts(profile(), now), minutes) }
    },
    'minutes.mayCorrect': ({ minutes }) => mayCorrect(decisionPorts(profile(), now), minutes),
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
