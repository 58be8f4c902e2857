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
  closeMeetingItem,
  createMeeting,
  endMeeting,
  leaveFloor,
  markPresent,
  meetingsIn,
  participantsOf,
  resumeMeeting,
  sayItem,
  saySpoken,
  setMeetingItem,
  startMeeting,
} from '#core/deliberation/meetings'
import {
  askConsent,
  circulate,
  consentable,
  circulatedOf,
  mayCirculate,
} from '#core/deliberation/decisions'
import { carry, meetingWith } from '#core/deliberation/follow-up'
import {
  attendanceOffer,
  correctMinutes,
  correctionOf,
  mayCorrect,
  settledLines,
  recordedIn,
  mustBeMinutes,
  nameMembers,
  namingOf,
  decisionsOf,
} from '#core/drafting/minutes'
import { setMeetingPlace, withheldPlace } from '#core/drafting/restricted'
import type { Answers, AnswersOn, ApiContext } from './api-context.ts'
import { decisionPorts, followUpPorts, mustBeIn } from '#core/drafting'
import { calendarOf, writeAnnotated } from '#core/exports'

type Planning =
  | `meetings.${'list' | 'get' | 'create' | 'addItem' | 'setItem' | 'closeItem' | 'carry' | 'place' | 'consentable' | 'consent'}`
  | `meetings.${'dates' | 'free' | 'call' | 'coming' | 'calendar' | 'annotated'}`

const planningAnswers = ({ files, now, profile }: ApiContext): Pick<Answers, Planning> => {
  const writing = () => ({ now: now(), random })
  const followed = () => ({ ...profile(), ...followUpPorts(profile()) })
  return {
    'meetings.list'({ group }) {
      profile().groups.get(group)
      const { isOfficer } = participantsOf(profile(), group, now())
      return { mayPlan: isOfficer, meetings: meetingsIn(profile(), group, now()) }
    },
    'meetings.get': ({ agenda }) => ({
      ...meetingWith(followed(), agenda, now()),
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
    async 'meetings.carry'(wanted) {
      return { block: await carry(followed(), wanted, writing()) }
    },
    async 'meetings.place'(wanted) {
      return { agenda: await setMeetingPlace(profile(), wanted) }
    },
    'meetings.consentable': ({ agenda }) => consentable(decisionPorts(profile(), now), agenda),
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
}: ApiContext): Omit<AnswersOn<'meetings' | 'minutes'>, Planning> => {
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
    'minutes.name': wanted => nameMembers(profile(), wanted, now()),
  }
}

export const meetingAnswers = (context: ApiContext): AnswersOn<'meetings' | 'minutes'> => ({
  ...planningAnswers(context),
  ...sessionAnswers(context),
})
