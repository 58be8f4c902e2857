// Answers about meetings: the list of a group, and one meeting with all that its screens show.
import { endedItemStates } from '#core/deliberation/acts'
import type {
  ActionItem,
  Meeting,
  MeetingAct,
  MeetingSummary,
  RecommendationText,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { isMarked } from './attended.ts'
import { itemsOf } from './items.ts'
import { leftOverFor } from './left-over.ts'
import { meetingDocuments, type MeetingDocuments } from './meeting-documents.ts'
import { minutesOf } from './minutes-status.ts'
import {
  hasAttended,
  isIn,
  mayMarkSelf,
  openMeeting,
  quorumOf,
  seatsHeld,
  seatsIn,
  type OpenMeeting,
} from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'
import { pollsIn } from './polls.ts'
import { speakersOf } from './speakers-list.ts'

type Item = Meeting['list'][number]

type Shown = { ports: MeetingPorts; meeting: OpenMeeting; known: MeetingDocuments; now: number }

/** The acts of an officer, and of each member, on a meeting in this state. */
const actsOf = (ports: MeetingPorts, meeting: OpenMeeting) => {
  const { agenda, isShared, rights, state, people } = meeting
  const byState: Record<typeof state.is, readonly MeetingAct[]> = {
    planned: ['dates', 'call'],
    called: ['call', 'cancel', 'open'],
    cancelled: ['call'],
    open: ['item', 'end', 'attendance'],
    closed: ['resume', 'attendance'],
  }
  const isAnswered =
    ['called', 'planned'].includes(state.is) && !isIn(ports, agenda, 'closed', 'cancelled')
  const isEdited = !isIn(ports, agenda, 'closed') && !ports.documents.isFixed(agenda)
  return [
    ...(rights.has('write') && isEdited ? (['edit'] as const) : []),
    ...(people.isOfficer ? byState[state.is] : []),
    ...(isShared && rights.has('propose') && isAnswered ? (['answer'] as const) : []),
    ...(isShared && rights.has('propose') && mayMarkSelf(meeting) ? (['mark'] as const) : []),
  ]
}

const answersOf = ({ log, people: { entitled } }: OpenMeeting): MeetingSummary['answers'] => {
  const counts = { coming: 0, apology: 0, unsure: 0, none: 0 }
  for (const member of entitled) counts[log.coming.get(member)?.entry.answer ?? 'none']++
  return counts
}

/** The latest poll, while no day is chosen. */
const pollOf = ({ log, state, people }: OpenMeeting): MeetingSummary['poll'] => {
  const poll = log.polls.at(-1)
  if (!poll || state.call !== null) return null
  const { slots } = poll.poll
  return {
    slots: slots.length,
    from: Math.min(...slots.map(([from]) => from)),
    until: Math.max(...slots.map(([, until]) => until)),
    answered: [...people.entitled].filter(member => poll.answers.has(member)).length,
    entitled: people.entitled.size,
    isAnswered: people.self !== null && poll.answers.has(people.self),
  }
}

const summaryOf = ({ ports, meeting, known, now }: Shown): MeetingSummary => {
  const { agenda, isShared, page, state, people, place, log } = meeting
  const { items, planned } = itemsOf(ports, meeting, known.closed.get(agenda) ?? [], now)
  const { seats, byAlternate } = seatsHeld(meeting)
  return {
    agenda,
    group: ports.homeOf(people.audience),
    audience: people.audience,
    title: page.meta.title,
    isShared,
    state: state.is,
    from: state.call?.from ?? null,
    until: state.call?.until ?? null,
    opened: state.openedAt,
    closed: state.closedAt,
    isCalledApart: state.call?.isApart ?? false,
    zones: [...(state.call?.zones ?? [])],
    languages: [...(state.call?.languages ?? [])],
    place: place.words,
    isPlaceWithheld: place.isWithheld,
    items: items.filter(({ number }) => number !== '').length,
    planned,
    answers: answersOf(meeting),
    own: (people.self && log.coming.get(people.self)?.entry.answer) ?? null,
    quorum: quorumOf(ports, meeting),
    isMarked: isMarked(ports, meeting),
    attended: seats,
    byAlternate,
    hasAttended: hasAttended(meeting),
    decided: items.filter(item => item.state === 'decided').length,
    minutes: minutesOf(ports, meeting, known),
    poll: pollOf(meeting),
    acts: actsOf(ports, meeting),
  }
}

/** When it was held, or is to be. */
const dayOf = ({ opened, from }: MeetingSummary): number => opened ?? from ?? 0

/** The next ones first, then those without a day, then past ones, the latest first. */
const inOrder =
  (now: number) =>
  (a: MeetingSummary, b: MeetingSummary): number => {
    const rank = ({ state, until, from }: MeetingSummary): number => {
      if (state === 'closed' || state === 'cancelled') return 2
      if (from === null) return 1
      return state === 'open' || (until ?? from) >= now ? 0 : 2
    }
    const [x, y] = [rank(a), rank(b)]
    if (x !== y) return x - y
    return x === 2 ? dayOf(b) - dayOf(a) : dayOf(a) - dayOf(b)
  }

export const meetingsIn = (ports: MeetingPorts, group: GroupId, now: number): MeetingSummary[] => {
  const known = meetingDocuments(ports, group)
  return known.agendas
    .map(agenda => summaryOf({ ports, meeting: openMeeting(ports, agenda, now), known, now }))
    .toSorted(inOrder(now))
}

/** Whether a mark says when something happened: one that was made after the session was made late. */
const isOfSession = ({ state: { openedAt, closedAt } }: OpenMeeting, at: number): boolean =>
  openedAt !== null && at >= openedAt && (closedAt === null || at <= closedAt)

const membersOf = (meeting: OpenMeeting): Meeting['members'] => {
  const { log, people } = meeting
  const seats = seatsIn(meeting)
  return people.attendees.map(({ id }) => {
    const [coming, present] = [log.coming.get(id), log.present.get(id)]
    const { state = null, at = 0 } = present?.entry ?? {}
    return {
      member: id,
      isEntitled: people.entitled.has(id),
      answer: coming?.entry.answer ?? null,
      alternate: coming?.entry.alternate ?? null,
      heldBy: seats.get(id)?.alternate ?? null,
      attendance: state,
      leftAt: state === 'left' && isOfSession(meeting, at) ? at : null,
      region: present?.entry.region ?? '',
      language: present?.entry.language ?? '',
      isApart: coming?.isApart === true || present?.isApart === true,
    }
  })
}

const hasEnded = ({ state }: Pick<Item, 'state'>): boolean =>
  (endedItemStates as readonly string[]).includes(state)

const hasParts = (items: readonly Item[], at: number): boolean =>
  (items[at + 1]?.depth ?? 0) > (items[at]?.depth ?? 0)

const placeOf = ({ agenda, block }: Item) => ({ agenda, block })

/** Items that have not come to an end. One with parts ends with them; one without words needs no end. */
export const undecidedIn = (list: readonly Item[]): Meeting['undecided'] =>
  list
    .filter((item, at) => item.title !== '' && !hasEnded(item) && !hasParts(list, at))
    .map(placeOf)

/** A closed item that is debated comes first: its members see no other now. */
const debatedIn = (list: readonly Item[], { agenda, state }: OpenMeeting): Meeting['debated'] => {
  const closed = list.find(item => item.circle !== null && item.state === 'debated')
  if (closed) return placeOf(closed)
  return state.debated === null ? null : { agenda, block: state.debated }
}

/** Only the agenda of a meeting that is still to come takes over what earlier ones left. */
const isAhead = ({ state }: OpenMeeting): boolean => state.is === 'planned' || state.is === 'called'

export type Followed = {
  /** Action items of the group. */
  actionsOf(group: GroupId): readonly ActionItem[]
  /** Texts of the group that were sent to an addressee. */
  textsOf(group: GroupId): readonly RecommendationText[]
}

/** Failure `not-found` for what is no agenda. */
export const meetingOf = (
  ports: MeetingPorts,
  agenda: DocumentId,
  { now, actionsOf, textsOf }: Followed & { now: number },
): Omit<Meeting, 'withheldPlace'> => {
  const meeting = openMeeting(ports, agenda, now)
  if (meeting.page.meta.kind !== 'agenda') throw new Failure('not-found')
  const group = ports.homeOf(meeting.people.audience)
  const known = meetingDocuments(ports, group)
  const { items } = itemsOf(ports, meeting, known.closed.get(agenda) ?? [], now)
  // Items that a circle left over are carried into its own agendas alone.
  const peers = known.agendas
    .map(each => openMeeting(ports, each, now))
    .filter(each => each.people.audience === meeting.people.audience)
  const meetings = new Map(peers.map(each => [each.agenda, each]))
  const audienceOf = (document: DocumentId) => ports.archive.documents.get(document)?.group
  const actions = actionsOf(group).filter(
    ({ document }) => audienceOf(document) === meeting.people.audience,
  )
  const texts = textsOf(group).filter(({ audience }) => audience === meeting.people.audience)
  return {
    ...summaryOf({ ports, meeting, known, now }),
    list: items,
    debated: debatedIn(items, meeting),
    undecided: undecidedIn(items),
    members: membersOf(meeting),
    speakers: speakersOf(meeting),
    polls: pollsIn(meeting),
    leftOver: isAhead(meeting)
      ? leftOverFor({ agendas: [...meetings.keys()], meetings, actions, texts })
      : [],
    reasons: [
      ...meeting.state.cancelled.map(each => ({ what: 'cancel' as const, ...each })),
      ...meeting.state.resumed.map(each => ({ what: 'resume' as const, ...each })),
    ],
  }
}
