// A meeting in session: opening with minutes, items, attendance, speakers, ending. Acts of officers bind;
// marks and wishes are entries.
import type { BodyOf, ItemState } from '#core/deliberation/acts'
import { agendaTimes, minutesFrom } from '#document/meetings'
import {
  replacedBy,
  saySpoke,
  writeMeetingEntry,
  type FloorKind,
  type FloorRequest,
  type PresentState,
} from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import { itemsOf } from './items.ts'
import { meetingDocuments } from './meeting-documents.ts'
import { minutesDocument } from './minutes-status.ts'
import {
  callIn,
  isIn,
  mayMarkSelf,
  meetingAround,
  openMeeting,
  type OpenMeeting,
} from './open-meeting.ts'
import { mustBeOfficer, type Writing } from './planning.ts'
import type { MeetingPorts } from './ports.ts'
import { undecidedIn } from './view.ts'

type Body = BodyOf<'meeting'>

/** Failure `not-permitted` in another state, or for a member without an office. */
const inState = (
  ports: MeetingPorts,
  agenda: DocumentId,
  now: number,
  states: readonly OpenMeeting['state']['is'][],
): { meeting: OpenMeeting; call: ActId } => {
  const meeting = openMeeting(ports, agenda, now)
  mustBeOfficer(meeting)
  const call = callIn(meeting)
  if (call === null || !states.includes(meeting.state.is)) throw new Failure('not-permitted')
  return { meeting, call }
}

const write = (ports: MeetingPorts, agenda: DocumentId, call: ActId, body: Body): void => {
  ports.acts.write(agenda, call, body)
}

export const cancelMeeting = (
  ports: MeetingPorts,
  { agenda, reason }: { agenda: DocumentId; reason: string },
  { now }: Writing,
): void => {
  const { call } = inState(ports, agenda, now, ['called'])
  write(ports, agenda, call, { type: 'meeting', what: 'cancel', reason })
}

/** The call in the agenda of a closed item: its own, or one for the time of the meeting. */
const callOfClosed = (
  ports: MeetingPorts,
  closed: OpenMeeting,
  { call }: OpenMeeting['state'],
): ActId => {
  const known = callIn(closed)
  if (known !== null) return known
  if (call === null) throw new Failure('not-permitted')
  const { from, until, zones, languages } = call
  const time = { from, until, zones: [...zones], languages: [...languages] }
  return ports.acts.write(closed.agenda, null, { type: 'meeting', what: 'call', ...time })
}

/** The call of a meeting that can open; of a closed item while its meeting is open. */
const callToOpen = (ports: MeetingPorts, meeting: OpenMeeting, now: number): ActId => {
  const around = meetingAround(ports, meeting, now)
  if (around === null) return inState(ports, meeting.agenda, now, ['called']).call
  mustBeOfficer(meeting)
  if (around.state.is !== 'open' || meeting.state.is === 'open') throw new Failure('not-permitted')
  return callOfClosed(ports, meeting, around.state)
}

/**
 * Opens it with minutes: those that are there, or new ones with a heading for each item. A closed item has minutes
 * of its circle.
 */
export const startMeeting = async (
  ports: MeetingPorts,
  agenda: DocumentId,
  { now }: Writing,
): Promise<DocumentId> => {
  const meeting = openMeeting(ports, agenda, now)
  const call = callToOpen(ports, meeting, now)
  const { documents, homeOf } = ports
  const { audience } = meeting.people
  const known = minutesDocument(ports, meeting, meetingDocuments(ports, homeOf(audience)))
  const minutes =
    known ??
    (await documents.create({
      group: audience,
      kind: 'minutes',
      title: meeting.page.meta.title,
      language: meeting.page.meta.language,
      blocks: minutesFrom(meeting.page),
      meetingMeta: { minutesOf: agenda },
    }))
  if (ports.archive.documents.keyOf(minutes)?.shared !== true) await documents.share(minutes)
  write(ports, agenda, call, { type: 'meeting', what: 'open', minutes })
  return minutes
}

const itemIn = ({ page }: OpenMeeting, block: BlockId): boolean =>
  agendaTimes(page).items.some(item => item.block.id === block)

/**
 * Says how an item stands, while the meeting is open. A closed item is said by a convener in the agenda of its
 * circle. Failures: `not-found`, `not-permitted`.
 */
export const sayItem = (
  ports: MeetingPorts,
  { agenda, block, state }: { agenda: DocumentId; block: BlockId; state: ItemState },
  { now }: Writing,
): void => {
  const own = openMeeting(ports, agenda, now)
  if (!itemIn(own, block)) throw new Failure('not-found')
  mustBeOfficer(own)
  const around = meetingAround(ports, own, now)
  if ((around ?? own).state.is !== 'open') throw new Failure('not-permitted')
  const call = around === null ? callIn(own) : callOfClosed(ports, own, around.state)
  if (call === null) throw new Failure('not-permitted')
  write(ports, agenda, call, { type: 'meeting', what: 'item', block, state })
}

/** Failure `items-without-end`: each item that this member sees must have come to an end. */
export const endMeeting = (ports: MeetingPorts, agenda: DocumentId, { now }: Writing): void => {
  const { meeting, call } = inState(ports, agenda, now, ['open'])
  const known = meetingDocuments(ports, ports.homeOf(meeting.people.audience))
  const { items } = itemsOf(ports, meeting, known.closed.get(agenda) ?? [], now)
  if (undecidedIn(items).length > 0) throw new Failure('items-without-end')
  write(ports, agenda, call, { type: 'meeting', what: 'end' })
}

export const resumeMeeting = (
  ports: MeetingPorts,
  { agenda, reason }: { agenda: DocumentId; reason: string },
  { now }: Writing,
): void => {
  const { call } = inState(ports, agenda, now, ['closed'])
  write(ports, agenda, call, { type: 'meeting', what: 'resume', reason })
}

const entryFor = (ports: MeetingPorts, agenda: DocumentId, now: number): OpenMeeting => {
  const meeting = openMeeting(ports, agenda, now)
  if (!meeting.isShared) throw new Failure('not-shared')
  if (!ports.documents.rightsNow(agenda).has('propose')) throw new Failure('not-permitted')
  return meeting
}

/**
 * Failures: `not-permitted` for a member without an office who marks another, or replaces the mark of an officer after
 * the end; `not-found` for one who is not of the meeting.
 */
export const markPresent = async (
  ports: MeetingPorts,
  given: {
    agenda: DocumentId
    members: readonly MemberId[]
    state: PresentState
    region?: string | undefined
    language?: string | undefined
  },
  { now, random }: Writing,
): Promise<void> => {
  const { agenda, members, state, region, language } = given
  const meeting = entryFor(ports, agenda, now)
  const { people, log } = meeting
  const isOwn = members.every(member => member === people.self)
  if (!people.isOfficer && (!isOwn || !mayMarkSelf(meeting))) throw new Failure('not-permitted')
  if (!members.every(member => people.attendees.some(({ id }) => id === member)))
    throw new Failure('not-found')
  await ports.documents.editBeside(agenda, doc => {
    for (const member of new Set(members)) {
      const before = log.present.get(member)
      const entry = {
        kind: 'present' as const,
        at: now,
        member,
        state,
        region: region ?? before?.entry.region ?? '',
        language: language ?? before?.entry.language ?? '',
        replaces: replacedBy(before),
      }
      writeMeetingEntry(doc, entry, random)
    }
  })
}

/** Failure `not-permitted` once it ended or was called off. */
const mustGoOn = (ports: MeetingPorts, agenda: DocumentId): void => {
  if (isIn(ports, agenda, 'closed', 'cancelled')) throw new Failure('not-permitted')
}

export const askFloor = async (
  ports: MeetingPorts,
  given: { agenda: DocumentId; item: BlockId | null; what: FloorKind; text: string },
  { now, random }: Writing,
): Promise<EntryId> => {
  const { agenda, ...wish } = given
  const { page } = entryFor(ports, agenda, now)
  mustGoOn(ports, agenda)
  // The agenda of the group names no item of a circle.
  if (wish.item !== null && !page.blocks.some(({ id }) => id === wish.item))
    throw new Failure('not-found')
  return ports.documents.editBeside(agenda, doc =>
    writeMeetingEntry(doc, { kind: 'floor', at: now, ...wish }, random),
  )
}

/** Failures: `not-found`; `not-permitted` for a member without an office, about another's wish. */
const wishToMark = (meeting: OpenMeeting, floor: EntryId): FloorRequest => {
  const wish = meeting.log.floors.find(({ entry }) => entry.id === floor)
  if (!wish) throw new Failure('not-found')
  if (!meeting.people.isOfficer && wish.by !== meeting.people.self)
    throw new Failure('not-permitted')
  return wish
}

/** A speech that began before the end is timed after it too. */
export const saySpoken = async (
  ports: MeetingPorts,
  { agenda, floor, seconds }: { agenda: DocumentId; floor: EntryId; seconds: number },
  { now, random }: Writing,
): Promise<void> => {
  const wish = wishToMark(entryFor(ports, agenda, now), floor)
  if (wish.seconds !== 0 || seconds === 0) mustGoOn(ports, agenda)
  await ports.documents.editBeside(agenda, doc => {
    saySpoke(doc, floor, seconds, { at: now, random })
  })
}

export const leaveFloor = async (
  ports: MeetingPorts,
  { agenda, floor }: { agenda: DocumentId; floor: EntryId },
  { now, random }: Writing,
): Promise<void> => {
  wishToMark(entryFor(ports, agenda, now), floor)
  mustGoOn(ports, agenda)
  await ports.documents.editBeside(agenda, doc => {
    writeMeetingEntry(doc, { kind: 'unfloor', at: now, floor }, random)
  })
}
