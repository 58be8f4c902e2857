// Open work of this person as rows of one list, the most urgent first. Rows of meetings and of texts have files of
// their own.
import {
  CircleDot,
  Crown,
  Ear,
  FileCheck,
  KeyRound,
  RadioTower,
  Save,
  Scale,
  ShieldAlert,
  ShieldX,
  UserPlus,
  Users,
} from 'lucide-react'
import type { ListedRequest, CircleOffer, DecisionSummary, Group } from '#shared/contract'
import { quorumWords } from '../decisions/rule-words.ts'
import { askedOf, type Asked } from '../decisions/asked.ts'
import { lacksChair } from '../members/chairs.ts'
import type { Route } from '../../shell/router.ts'
import { answeredBy, exportOf } from '../second-look/asked-file.ts'
import type { Words } from '../../words/index.ts'
import type { Home } from './use-home.ts'
import { handleOf, type WaitingItem } from './waiting-item.ts'
import { ofApprovals, ofMeetings, ofMinutes } from './waiting-meetings.ts'
import { ofDocuments, ofMentions, ofOpen, ofSuggestions } from './waiting-texts.ts'

const members: Route = { screen: 'members' }

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

const ofReminder = (reminder: Home['reminder'], words: Words): WaitingItem[] => {
  if (reminder === null) return []
  const isBackup = reminder === 'backup'
  return [
    {
      id: reminder,
      icon: isBackup ? Save : KeyRound,
      title: words(`home.waiting.${reminder}`),
      hint: words(`home.waiting.${reminder}Hint`),
      act: words(isBackup ? 'settings.backup.act' : 'settings.recovery.code.make'),
      place: isBackup ? { screen: 'settings', at: 'backup' } : { screen: 'settings', code: true },
      isReminder: true,
    },
  ]
}

/** `group` has come. */
export function waitingItems(home: Home, group: Group, words: Words): WaitingItem[] {
  const { decisions = [], meetings = [], documents = [], requests = [] } = home
  const { mentions = [], settled = [], open, offers, now } = home
  return [
    ...ofMembers(group, words).filter(({ isUrgent }) => isUrgent),
    ...ofDecisions(decisions, now, words),
    ...ofRequests(requests, group, words),
    ...ofMentions(mentions, group, words),
    ...ofMeetings(meetings, documents, words),
    ...(open ? ofApprovals(meetings, documents, open, now, words) : []),
    ...ofMinutes(documents, now, words),
    ...ofMembers(group, words).filter(({ isUrgent }) => !isUrgent),
    ...ofSuggestions(settled, group, words),
    ...ofOpen(open ?? [], meetings, words),
    ...ofDocuments(documents, words),
    ...ofGroup(group, offers, words),
    ...ofReminder(home.reminder, words),
  ]
}
