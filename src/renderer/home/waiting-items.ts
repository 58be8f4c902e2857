// Open work of this person as rows of one list, the most urgent first: decisions and meetings that
// ask something, members and devices, and paragraphs that were changed on both sides.
import {
  AtSign,
  CalendarCheck,
  CalendarSearch,
  CircleDot,
  Crown,
  Ear,
  FileCheck,
  FileDiff,
  MailOpen,
  FilePenLine,
  KeyRound,
  type LucideIcon,
  RadioTower,
  Scale,
  ShieldAlert,
  ShieldX,
  UserPlus,
  Users,
} from 'lucide-react'
import type {
  ListedRequest,
  CircleOffer,
  DecisionSummary,
  DocumentSummary,
  Group,
  MeetingSummary,
  WaitingMention,
  SuggestionNews,
} from '#shared/contract'
import type { EntryId } from '#shared/document'
import { quorumWords } from '../decisions/rule-words.ts'
import { askedOf, type Asked } from '../decisions/asked.ts'
import { timesOf } from '../meetings/times.ts'
import { lacksChair } from '../members/chairs.ts'
import type { Route } from '../router.ts'
import { answeredBy, exportOf } from '../second-look/asked-file.ts'
import type { Words } from '../words/index.ts'
import type { Home } from './use-home.ts'

export type WaitingItem = {
  id: string
  icon: LucideIcon
  title: string
  /** Whole sentences. */
  hint: string
  act: string
  place: Route
  /** The row can be put away without the act. */
  isReminder?: boolean
  /** The group waits for this member: the first of them has the primary button. */
  isUrgent?: boolean
}

const members: Route = { screen: 'members' }

const handleOf = (group: Group, id: string): string =>
  [...group.memberList, ...group.pastMembers].find(member => member.id === id)?.handle ?? '?'

function ofMembers(group: Group, words: Words): WaitingItem[] {
  const requests = group.requests.map(({ reply, handle }): WaitingItem => ({
    id: reply,
    icon: ShieldAlert,
    title: words('home.waiting.request', { handle }),
    hint: words('home.waiting.requestHint', { handle }),
    act: words('home.waiting.check'),
    place: members,
    isUrgent: true,
  }))
  const shutOuts = group.acts.includes('remove')
    ? group.shutOuts.map(({ shutOut, by }): WaitingItem => ({
        id: shutOut,
        icon: ShieldX,
        title: words('home.waiting.blocked', { by: handleOf(group, by) }),
        hint: words('home.waiting.blockedHint'),
        act: words('home.waiting.look'),
        place: members,
      }))
    : []
  const proposals = group.proposals
    .filter(({ mayAgree, aboutSelf, mine, aside }) => (mayAgree || (aboutSelf && !mine)) && !aside)
    .map(({ proposal, by, mayAgree }): WaitingItem => {
      const named = { by: handleOf(group, by) }
      return {
        id: proposal,
        icon: Users,
        title: words(mayAgree ? 'home.waiting.proposal' : 'home.waiting.proposalAbout', named),
        hint: words(mayAgree ? 'home.waiting.proposalHint' : 'home.waiting.proposalAboutHint'),
        act: words('home.waiting.look'),
        place: members,
      }
    })
  const unheard = group.unheard.map(({ of, members: unaware }): WaitingItem => {
    const what = group.pastMembers.some(({ id }) => id === of) ? 'member' : 'device'
    const count = unaware.length
    const people = words.list(unaware.map(id => handleOf(group, id)))
    const values = { count, people, handle: handleOf(group, of) }
    return {
      id: `unheard/${of}`,
      icon: RadioTower,
      title: words(`home.waiting.unheard.${what}`, values),
      hint: words('home.waiting.unheardHint', values),
      act: words('home.waiting.look'),
      place: members,
    }
  })
  return [...requests, ...unheard, ...shutOuts, ...proposals]
}

function ofGroup(group: Group, offers: readonly CircleOffer[], words: Words): WaitingItem[] {
  const circles = offers.map(({ id, by, name }): WaitingItem => ({
    id: `circle/${id}`,
    icon: CircleDot,
    title: words('home.waiting.circle', { by: handleOf(group, by), name }),
    hint: words('home.waiting.circleHint'),
    act: words('home.waiting.look'),
    place: members,
  }))
  const chair: WaitingItem = {
    id: 'chair',
    icon: Crown,
    title: words('members.noChair.title'),
    hint: words('home.waiting.noChairHint'),
    act: words('home.waiting.look'),
    place: members,
  }
  const alone: WaitingItem = {
    id: 'alone',
    icon: UserPlus,
    title: words('home.waiting.alone'),
    hint: words('home.waiting.aloneHint'),
    act: words('home.waiting.invite'),
    place: members,
  }
  const isAlone = group.memberList.length === 1 && group.requests.length === 0
  return [...circles, ...(lacksChair(group) ? [chair] : []), ...(isAlone ? [alone] : [])]
}

const ofDocuments = (documents: readonly DocumentSummary[], words: Words): WaitingItem[] =>
  documents
    .filter(({ toRead }) => toRead > 0)
    .map(({ id, title, toRead }) => ({
      id,
      icon: FileDiff,
      title: words('home.waiting.merged', { title }),
      hint: words('home.waiting.mergedHint', { paragraphs: toRead }),
      act: words('home.waiting.read'),
      place: { screen: 'document', document: id },
    }))

/** Suggestions of this member that others accepted or rejected, until the document is read. */
const ofSuggestions = (
  settled: readonly SuggestionNews[],
  group: Group,
  words: Words,
): WaitingItem[] =>
  settled.map(({ document, title, accepted, rejected, apart, by }) => ({
    id: `suggested/${document}`,
    icon: FilePenLine,
    title: words('home.waiting.settled', { count: accepted + rejected + apart, title }),
    hint: words(apart > 0 ? 'home.waiting.settledApart' : 'home.waiting.settledHint', {
      accepted,
      rejected,
      apart,
      by: words.list(by.map(id => handleOf(group, id))),
    }),
    act: words('home.waiting.look'),
    place: { screen: 'document', document },
  }))

/** Circulated minutes that this member has not read, until the time for corrections ends. */
export const ofMinutes = (
  documents: readonly DocumentSummary[],
  now: number,
  words: Words,
): WaitingItem[] =>
  documents.flatMap(({ id, title, toCorrect }): WaitingItem[] => {
    if (toCorrect === undefined) return []
    const { until } = toCorrect
    if (until !== null && until < now) return []
    return [
      {
        id: `circulated/${id}`,
        icon: MailOpen,
        title: words('home.waiting.circulated', { title }),
        hint:
          until === null
            ? words('home.waiting.circulatedHint')
            : words('home.waiting.circulatedUntil', { day: words.date(until) }),
        act: words('home.waiting.read'),
        place: { screen: 'document', document: id },
      },
    ]
  })

/** In the words of the screen of decisions; and whether this member's position meets the quorum. */
function askedHint(decision: DecisionSummary, asked: Asked, words: Words): string {
  const { until, outcome, state } = decision
  const sentence = (text: string): string => words('home.sentence', { text })
  const isOpen = state === 'open'
  return words.sentences([
    ...(asked === 'position' ? [] : [sentence(words(`decisions.asks.${asked}`))]),
    ...(isOpen && until !== null
      ? [sentence(words('decisions.until.short', { day: words.date(until) }))]
      : []),
    ...(isOpen && outcome !== null ? [sentence(quorumWords(outcome, words))] : []),
    ...(asked === 'position' && outcome !== null && outcome.present + 1 === outcome.quorum
      ? [words('home.waiting.yoursMeets')]
      : []),
  ])
}

const order: readonly Asked[] = [
  'notCounted',
  'apart',
  'position',
  'heard',
  'sign',
  'close',
  'declare',
]

const ofDecisions = (
  decisions: readonly DecisionSummary[],
  now: number,
  words: Words,
): WaitingItem[] =>
  decisions
    .flatMap(decision => {
      const asked = askedOf(decision, now)
      return asked === null ? [] : [{ decision, asked }]
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.asked) - order.indexOf(b.asked) ||
        (a.decision.until ?? Infinity) - (b.decision.until ?? Infinity),
    )
    .map(({ decision, asked }) => ({
      id: decision.id,
      icon: asked === 'heard' ? Ear : Scale,
      title: decision.words,
      // The first of hundreds are shown.
      get hint() {
        return askedHint(decision, asked, words)
      },
      act: words(`home.waiting.act.${asked}`),
      place: {
        screen: asked === 'sign' && decision.purpose === 'adopt' ? 'adoption' : 'decision',
        decision: decision.id,
      },
      isUrgent: asked === 'position' || asked === 'heard' || asked === 'apart',
    }))

/** Minutes whose corrections this member settles. */
const hasCorrections = (
  { minutes }: MeetingSummary,
  documents: readonly DocumentSummary[],
): boolean =>
  minutes !== null &&
  minutes.corrections > 0 &&
  (minutes.status === 'circulated' || minutes.status === 'corrections') &&
  documents.find(({ id }) => id === minutes.document)?.rights.includes('settle') === true

/** Answers to give, dates to choose once all have answered, and corrections to settle. */
export function ofMeetings(
  meetings: readonly MeetingSummary[],
  documents: readonly DocumentSummary[],
  words: Words,
): WaitingItem[] {
  const { span } = timesOf(words)
  const answers = meetings.flatMap((meeting): WaitingItem[] => {
    const { agenda, title, state, poll, own, from, until, acts } = meeting
    const isToAnswer = acts.includes('answer') && poll?.isAnswered === false
    const isToChoose = acts.includes('call') && poll?.answered === poll?.entitled
    if (poll !== null && (isToAnswer || isToChoose))
      return [
        {
          id: `dates/${agenda}`,
          icon: CalendarSearch,
          title: words('meetings.poll.title', { title }),
          hint: words('meetings.poll.answered', {
            answered: poll.answered,
            entitled: poll.entitled,
          }),
          act: words(isToAnswer ? 'meetings.poll.answer' : 'meetings.poll.see'),
          place: { screen: 'meeting', agenda, dates: true },
        },
      ]
    if (
      !acts.includes('answer') ||
      state !== 'called' ||
      own !== null ||
      from === null ||
      until === null
    )
      return []
    return [
      {
        id: `coming/${agenda}`,
        icon: CalendarCheck,
        title: words('home.waiting.coming', { title }),
        hint: words('home.sentence', { text: span(from, until) }),
        act: words('meetings.own.answer'),
        place: { screen: 'meeting', agenda },
      },
    ]
  })
  const corrections = meetings
    .filter(meeting => hasCorrections(meeting, documents))
    .flatMap(({ title, minutes }): WaitingItem[] =>
      minutes === null
        ? []
        : [
            {
              id: `corrections/${minutes.document}`,
              icon: FileDiff,
              title: words('home.waiting.corrections', { count: minutes.corrections, title }),
              hint: words('home.waiting.correctionsHint'),
              act: words('home.waiting.readThem'),
              place: { screen: 'document', document: minutes.document },
            },
          ],
    )
  return [...corrections, ...answers]
}

/** Files that others want to save, and what came of own requests. */
const ofRequests = (
  requests: readonly ListedRequest[],
  group: Group,
  words: Words,
): WaitingItem[] =>
  requests.flatMap((request): WaitingItem[] => {
    if (!request.isOpen) return []
    const { id, by, title, isOwn, isTextChanged, state } = request
    const item = { id: `look/${id}`, icon: FileCheck }
    if (!isOwn)
      return isTextChanged
        ? []
        : [
            {
              ...item,
              title: words('home.waiting.second', { by: handleOf(group, by), title }),
              hint: words('home.waiting.secondHint'),
              act: words('home.waiting.look'),
              place: { screen: 'look', request: id },
              isUrgent: true,
            },
          ]
    const own = { ...item, act: words('home.waiting.toFile'), place: exportOf(request) }
    if (isTextChanged)
      return [
        {
          ...own,
          title: words('home.waiting.secondVoid', { title }),
          hint: words('home.waiting.secondVoidHint'),
        },
      ]
    const answer = answeredBy(request)
    if (!answer) return []
    const said = { by: handleOf(group, answer.member), title }
    return [
      state === 'confirmed'
        ? {
            ...own,
            title: words('home.waiting.secondConfirmed', said),
            hint: words('home.waiting.secondConfirmedHint'),
          }
        : { ...own, title: words('home.waiting.secondDeclined', said), hint: answer.reason ?? '' },
    ]
  })

const ofMentions = (
  mentions: readonly WaitingMention[],
  group: Group,
  words: Words,
): WaitingItem[] =>
  mentions.map(({ document, title, thread, by }) => ({
    id: `mention/${document}/${thread}`,
    icon: AtSign,
    title: words('home.waiting.mention', {
      by: by === null ? words('comments.someone') : handleOf(group, by),
    }),
    hint: words('home.waiting.mentionHint', { title }),
    act: words('home.waiting.read'),
    place: { screen: 'document', document, thread: thread as EntryId },
  }))

const ofRecovery = (isOffered: boolean, words: Words): WaitingItem[] =>
  isOffered
    ? [
        {
          id: 'recovery',
          icon: KeyRound,
          title: words('home.waiting.recovery'),
          hint: words('home.waiting.recoveryHint'),
          act: words('settings.recovery.code.make'),
          place: { screen: 'settings', code: true },
          isReminder: true,
        },
      ]
    : []

/** `group` has come. */
export function waitingItems(home: Home, group: Group, words: Words): WaitingItem[] {
  const { decisions = [], meetings = [], documents = [], requests = [] } = home
  const { mentions = [], settled = [], offers, now } = home
  return [
    ...ofMembers(group, words).filter(({ isUrgent }) => isUrgent),
    ...ofDecisions(decisions, now, words),
    ...ofRequests(requests, group, words),
    ...ofMentions(mentions, group, words),
    ...ofMeetings(meetings, documents, words),
    ...ofMinutes(documents, now, words),
    ...ofMembers(group, words).filter(({ isUrgent }) => !isUrgent),
    ...ofSuggestions(settled, group, words),
    ...ofDocuments(documents, words),
    ...ofGroup(group, offers, words),
    ...ofRecovery(home.isRecoveryOffered, words),
  ]
}
