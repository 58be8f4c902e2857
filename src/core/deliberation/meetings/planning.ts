// Planning a meeting: its agenda, closed items, what is carried over, a date, the call and answers.
import { endedItemStates, type BodyOf } from '#core/deliberation/acts'
import type { LeftOver } from '#shared/contract'
import type { Language } from '#shared/contract'
import {
  addItem,
  askOfItem,
  carriedItem,
  newAgenda,
  retitleItem,
  setItemFacts,
  type ItemFacts,
} from '#document/meetings'
import {
  answerPoll,
  replacedBy,
  writeMeetingEntry,
  type ComingAnswer,
  type FreeAnswer,
} from '#document/meetings/log'
import { blockNamed, setMeetingStates } from '#document/tree'
import { blockText, settledPage } from '#document/model'
import type { EntryId, Random } from '#document/ids'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type * as Y from 'yjs'
import { meetingDocuments } from './meeting-documents.ts'
import { minutesOf } from './minutes-status.ts'
import { isIn, meetingStateOf, openMeeting, type OpenMeeting } from './open-meeting.ts'
import { audienceOf, meetingReading } from './people.ts'
import type { MeetingPorts } from './ports.ts'

export type Writing = { now: number; random: Random }

/**
 * An agenda that this member may change now; `item`: one of it that no officer ended. Failures: `not-found`,
 * `not-permitted`, `text-is-fixed`.
 */
export const mustEditAgenda = (
  ports: MeetingPorts,
  agenda: DocumentId,
  item: BlockId | null = null,
): void => {
  const { documents } = ports
  if (documents.page(agenda).meta.kind !== 'agenda') throw new Failure('not-found')
  const hasEnded = meetingStateOf(ports, agenda).items.some(
    ({ block, state }) => block === item && endedItemStates.includes(state),
  )
  if (!documents.rightsNow(agenda).has('write') || isIn(ports, agenda, 'closed') || hasEnded)
    throw new Failure('not-permitted')
  if (documents.isFixed(agenda)) throw new Failure('text-is-fixed')
}

/** Entries beside an agenda that nobody else has yet would be nobody's answer. */
const mustAnswer = ({ documents }: MeetingPorts, meeting: OpenMeeting): void => {
  if (!meeting.isShared) throw new Failure('not-shared')
  if (!documents.rightsNow(meeting.agenda).has('propose')) throw new Failure('not-permitted')
}

export const mustBeOfficer = ({ people }: Pick<OpenMeeting, 'people'>): void => {
  if (!people.isOfficer) throw new Failure('not-permitted')
}

/** The last minutes that no device says are approved; null for none. */
const minutesToApprove = (ports: MeetingPorts, group: GroupId, now: number) => {
  const known = meetingDocuments(ports, group)
  const all = known.agendas
    .map(agenda => openMeeting(ports, agenda, now))
    .filter(({ people }) => people.audience === group)
    .flatMap(meeting => {
      const minutes = minutesOf(ports, meeting, known)
      return minutes && meeting.state.is === 'closed' ? [{ meeting, minutes }] : []
    })
    .filter(({ minutes }) => minutes.status !== 'approved' && minutes.status !== 'notes')
    .toSorted((a, b) => (b.meeting.state.call?.from ?? 0) - (a.meeting.state.call?.from ?? 0))
  const [last] = all
  if (!last) return null
  return { document: last.minutes.document, title: last.meeting.page.meta.title }
}

/** A new agenda of this member alone; its first item approves the last minutes. */
export const createMeeting = async (
  ports: MeetingPorts,
  { group, title, language }: { group: GroupId; title: string; language: Language },
  { now }: Writing,
): Promise<DocumentId> => {
  const last = minutesToApprove(ports, group, now)
  const blocks = newAgenda(language, last)
  return ports.documents.create({ group, kind: 'agenda', title, language, blocks })
}

/** Fields that are left out stay as they are. */
export type ItemFields = Partial<ItemFacts> & { title?: string; ask?: string }

const setFields = (
  doc: Y.Doc,
  block: BlockId,
  { title, ask, ...facts }: ItemFields,
  random: Random,
): boolean =>
  setItemFacts(doc, block, facts) &&
  (title === undefined || retitleItem(doc, block, title)) &&
  (ask === undefined || askOfItem(doc, block, ask, random))

/** A new item behind another one with its parts, the last one for null. */
export const addMeetingItem = async (
  ports: MeetingPorts,
  {
    agenda,
    after,
    title = '',
    ...fields
  }: { agenda: DocumentId; after: BlockId | null } & ItemFields,
  { random }: Writing,
): Promise<BlockId> => {
  mustEditAgenda(ports, agenda)
  return ports.documents.editAs(agenda, doc => {
    const block = addItem(doc, after, title, random)
    setFields(doc, block, fields, random)
    return block
  })
}

/** Failures: those of `mustEditAgenda`. */
export const setMeetingItem = async (
  ports: MeetingPorts,
  { agenda, block, ...fields }: { agenda: DocumentId; block: BlockId } & ItemFields,
  { random }: Writing,
): Promise<void> => {
  mustEditAgenda(ports, agenda, block)
  await ports.documents.editAs(agenda, doc => {
    if (!setFields(doc, block, fields, random)) throw new Failure('not-found')
  })
}

/**
 * A closed item: an agenda of the circle, shared with it at once. Nothing of it is written into the agenda of
 * the group, and a closed item is added while that may change. Failures: those of `mustEditAgenda`.
 */
export const closeMeetingItem = async (
  ports: MeetingPorts,
  wanted: {
    agenda: DocumentId
    after: BlockId | null
    circle: GroupId
    title: string
    minutes: number
  },
): Promise<DocumentId> => {
  const { circles, documents } = ports
  const { agenda, after, circle: id, title, minutes } = wanted
  mustEditAgenda(ports, agenda)
  const circle = circles.find(id)
  const { language } = documents.page(agenda).meta
  const audience = audienceOf(ports, agenda)
  if (!circle || circle.parent !== audience) throw new Failure('not-found')
  if (!circle.rights().has('write')) throw new Failure('not-permitted')
  const closed = await documents.create({
    group: id,
    kind: 'agenda',
    title,
    language,
    blocks: [{ kind: 'num1', runs: [{ text: title }], meeting: { time: minutes } }],
    meetingMeta: { closedOf: { agenda, block: after } },
  })
  await documents.share(closed)
  return closed
}

type Carried = Pick<LeftOver, 'document' | 'block' | 'owner'> & { isPaper: boolean }

/**
 * Copies what is left over into the agenda, with its origin. `isPaper`: the text that holds it becomes a paper of
 * the item. Failures: those of `mustEditAgenda`, `other-audience`.
 */
export const carryOver = async (
  ports: MeetingPorts,
  agenda: DocumentId,
  { document, block, owner, isPaper }: Carried,
  { random }: Writing,
): Promise<BlockId> => {
  mustEditAgenda(ports, agenda)
  const { documents } = ports
  // A circle's words must not come into an agenda that others read.
  if (audienceOf(ports, document) !== audienceOf(ports, agenda)) throw new Failure('other-audience')
  const page = settledPage(documents.page(document))
  const found = page.blocks.find(({ id }) => id === block)
  if (!found || found.label !== undefined) throw new Failure('not-found')
  const carried = carriedItem(page, found, { from: { document, block }, by: owner })
  return documents.editAs(agenda, doc => {
    const made = addItem(doc, null, blockText(carried), random)
    const item = blockNamed(doc, made)
    const papers = isPaper ? { papers: [document] } : {}
    if (item) setMeetingStates(item, Object.assign(papers, carried.meeting))
    return made
  })
}

/** An agenda, to an officer. Failures: `not-found`, `not-permitted`. */
const planned = (ports: MeetingPorts, agenda: DocumentId, now: number): OpenMeeting => {
  const meeting = openMeeting(ports, agenda, now)
  if (meeting.page.meta.kind !== 'agenda') throw new Failure('not-found')
  mustBeOfficer(meeting)
  return meeting
}

/** Failures: `not-found`, `not-permitted`, `not-shared`. */
export const askDates = async (
  ports: MeetingPorts,
  agenda: DocumentId,
  slots: readonly { from: number; until: number }[],
  { now, random }: Writing,
): Promise<EntryId> => {
  const meeting = planned(ports, agenda, now)
  if (!meeting.isShared) await ports.documents.share(agenda)
  const times = slots.map(({ from, until }): [number, number] => [from, until])
  return ports.documents.editBeside(agenda, doc =>
    writeMeetingEntry(doc, { kind: 'dates', at: now, slots: times }, random),
  )
}

const isOwn = (
  ports: MeetingPorts,
  { agenda, people }: OpenMeeting,
): ((client: number) => boolean) => {
  const { whose } = meetingReading(ports, agenda, people)
  const { self } = people
  return client => self !== null && whose(client) === self
}

/** Failures: `not-found`, `not-permitted`, `not-shared`. */
export const answerDates = async (
  ports: MeetingPorts,
  {
    agenda,
    poll,
    slots,
    zone = null,
  }: {
    agenda: DocumentId
    poll: EntryId
    slots: readonly FreeAnswer[]
    zone?: string | null | undefined
  },
  { now, random }: Writing,
): Promise<void> => {
  const meeting = openMeeting(ports, agenda, now)
  mustAnswer(ports, meeting)
  const known = meeting.log.polls.find(each => each.poll.id === poll)
  if (!known) throw new Failure('not-found')
  const answers = slots.slice(0, known.poll.slots.length)
  await ports.documents.editBeside(agenda, doc => {
    answerPoll(doc, poll, answers, { at: now, random, isOwn: isOwn(ports, meeting), zone })
  })
}

/** Until the meeting has ended. Failures: `not-permitted`, `not-shared`. */
export const answerCall = async (
  ports: MeetingPorts,
  {
    agenda,
    answer,
    alternate,
  }: { agenda: DocumentId; answer: ComingAnswer; alternate: MemberId | null },
  { now, random }: Writing,
): Promise<void> => {
  const meeting = openMeeting(ports, agenda, now)
  mustAnswer(ports, meeting)
  if (isIn(ports, agenda, 'closed', 'cancelled')) throw new Failure('not-permitted')
  const { self } = meeting.people
  const replaces = replacedBy(self === null ? undefined : meeting.log.coming.get(self))
  await ports.documents.editBeside(agenda, doc => {
    writeMeetingEntry(doc, { kind: 'coming', at: now, answer, alternate, replaces }, random)
  })
}

export type Time = Omit<Extract<BodyOf<'meeting'>, { what: 'call' }>, 'type' | 'what'>

/** Calls the meeting, or changes its time. Failures: `not-found`, `not-permitted`, `invalid-input`. */
export const callMeeting = async (
  ports: MeetingPorts,
  agenda: DocumentId,
  time: Time,
  { now }: Writing,
): Promise<void> => {
  const meeting = planned(ports, agenda, now)
  if (time.until <= time.from) throw new Failure('invalid-input')
  if (!['planned', 'called', 'cancelled'].includes(meeting.state.is))
    throw new Failure('not-permitted')
  if (!meeting.isShared) await ports.documents.share(agenda)
  ports.acts.write(agenda, null, { type: 'meeting', what: 'call', ...time })
}
