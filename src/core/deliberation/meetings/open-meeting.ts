// One meeting as it is read: its agenda, its entries, its acts and its people.
import { plannedMeeting, type MeetingState } from '#core/deliberation/acts'
import { quorumFor } from '#core/deliberation/decisions'
import type { MeetingLog, PresentState } from '#document/meetings/log'
import { type MeetingMeta, placeIn } from '#document/meetings'
import type { Page } from '#document/model'
import { noRights, rightsAlone, type Quorum, type Right } from '#shared/contract'
import type { ActId, DocumentId, MemberId } from '#shared/ids'
import { audienceOf, meetingReading, participantsOf, type Participants } from './people.ts'
import type { MeetingPorts } from './ports.ts'

export type OpenMeeting = {
  agenda: DocumentId
  isShared: boolean
  /** The rights of this member in it; alone in a draft. */
  rights: ReadonlySet<Right>
  page: Page
  meta: MeetingMeta
  log: MeetingLog
  state: MeetingState
  people: Participants
  place: ReturnType<typeof placeIn>
}

export const meetingStateOf = (ports: MeetingPorts, agenda: DocumentId): MeetingState =>
  ports.readings.of(audienceOf(ports, agenda), agenda)?.own?.meeting ?? plannedMeeting

/** Failure `not-found`. */
export const openMeeting = (ports: MeetingPorts, agenda: DocumentId, now: number): OpenMeeting => {
  const { archive, documents } = ports
  const audience = audienceOf(ports, agenda)
  const state = meetingStateOf(ports, agenda)
  const { openedAt: at, openedHeads: heads, closedAt } = state
  const people = participantsOf(ports, audience, now, at === null ? null : { heads, at })
  const { page, isWritable } = documents.meeting(agenda)
  const isShared = archive.documents.keyOf(agenda)?.shared === true
  const rights = isShared ? people.rights : rightsAlone
  return {
    agenda,
    isShared,
    rights: isWritable ? rights : noRights,
    page,
    meta: documents.meeting(agenda).meta,
    log: documents.meeting(agenda).log(meetingReading(ports, agenda, people, closedAt)),
    state,
    people,
    place: placeIn(page),
  }
}

/** The agenda with this closed item; null for a meeting of its own. Any writer changes what an agenda names. */
const agendaAround = (ports: MeetingPorts, agenda: DocumentId): DocumentId | null => {
  const { closedOf } = ports.documents.meeting(agenda).meta
  const row = closedOf && ports.archive.documents.get(closedOf.agenda)
  const audience = audienceOf(ports, agenda)
  const group = ports.homeOf(audience)
  const isClosed = audience !== group && row?.group === group && row.kind === 'agenda'
  return isClosed ? row.id : null
}

/** The meeting of which this is a closed item; null for a meeting of its own. */
export const meetingAround = (
  ports: MeetingPorts,
  { agenda }: Pick<OpenMeeting, 'agenda'>,
  now: number,
): OpenMeeting | null => {
  const around = agendaAround(ports, agenda)
  return around && openMeeting(ports, around, now)
}

/** Whether a meeting, or the one of which it is a closed item, is in one of these states. */
export const isIn = (
  ports: MeetingPorts,
  agenda: DocumentId,
  ...states: readonly MeetingState['is'][]
): boolean =>
  [agenda, agendaAround(ports, agenda)].some(
    each => each !== null && states.includes(meetingStateOf(ports, each).is),
  )

/** The call that later acts name; null before there is one. */
export const callIn = ({ state }: OpenMeeting): ActId | null => state.call?.id ?? null

const takesPart: readonly (PresentState | null)[] = ['present', 'remote', 'text']

/** `alternate`: the member who takes part in it. */
type Seat = { state: PresentState | null; alternate: MemberId | null }

/**
 * How each seat is marked. An alternate whom an absent member named is counted for that one seat, and no member
 * with a seat is another's alternate.
 */
export const seatsIn = ({ log, people }: OpenMeeting): ReadonlyMap<MemberId, Seat> => {
  const stateOf = (member: MemberId): PresentState | null =>
    log.present.get(member)?.entry.state ?? null
  const taken = new Set<MemberId>(people.entitled)
  const seats = new Map<MemberId, Seat>()
  for (const member of [...people.entitled].toSorted()) {
    const own = stateOf(member)
    const named = log.coming.get(member)?.entry.alternate ?? null
    const alternate = named !== null && people.isVoid(named) ? null : named
    const isNeeded = alternate !== null && !takesPart.includes(own) && !taken.has(alternate)
    const theirs = isNeeded ? stateOf(alternate) : null
    if (alternate !== null && takesPart.includes(theirs) && theirs !== null) {
      taken.add(alternate)
      seats.set(member, { state: theirs, alternate })
    } else seats.set(member, { state: own, alternate: null })
  }
  return seats
}

/**
 * Each seat counts once, from marks of members and officers; the group's rules say how many are needed, of a session
 * those that held when it was opened.
 */
export const quorumOf = (ports: MeetingPorts, meeting: OpenMeeting): Quorum => {
  const { people, state } = meeting
  const seats = [...seatsIn(meeting).values()].map(({ state }) => state)
  const present = seats.filter(state => state !== null && takesPart.includes(state)).length
  const { opening: id, openedHeads: heads, openedAt: at } = state
  const opened = id !== null && at !== null ? { id, heads, at } : null
  const needed = quorumFor(ports, people.audience, seats.length, opened)
  return {
    present,
    inWriting: seats.filter(state => state === 'text').length,
    entitled: seats.length,
    needed,
    isMet: present >= needed,
  }
}

/** After the end, what an officer marked stays. */
export const mayMarkSelf = ({ log, people, state }: OpenMeeting): boolean =>
  people.isOfficer ||
  state.is !== 'closed' ||
  people.self === null ||
  !log.markedByOfficer.has(people.self)

const wasThere = (state: PresentState | null): boolean =>
  state !== null && (state === 'left' || takesPart.includes(state))

/** As this member is marked, with a seat or without one. */
export const hasAttended = ({ log, people: { self } }: OpenMeeting): boolean =>
  self !== null && wasThere(log.present.get(self)?.entry.state ?? null)

/** Seats that were held, also by one who left, and how many of these by an alternate. */
export const seatsHeld = (meeting: OpenMeeting): { seats: number; byAlternate: number } => {
  const held = [...seatsIn(meeting).values()].filter(({ state }) => wasThere(state))
  return { seats: held.length, byAlternate: held.filter(({ alternate }) => alternate).length }
}
