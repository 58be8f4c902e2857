// Where the minutes of a meeting stand, from the acts about them: draft, circulated, with corrections, or
// approved. Corrections are open amendments.
import { circulatedOf } from '#core/deliberation/decisions'
import type { MeetingSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { MeetingDocuments } from './meeting-documents.ts'
import { openMeeting, quorumOf, seatsHeld, type OpenMeeting } from './open-meeting.ts'
import { audienceOf } from './people.ts'
import type { MeetingPorts } from './ports.ts'

/**
 * The document of the minutes: the one with which the meeting was opened, if it is on this device. Any writer changes
 * which agenda minutes name: before the opening, minutes that were decided are those of another meeting.
 */
export const minutesDocument = (
  { archive, documents }: MeetingPorts,
  { agenda, state }: Pick<OpenMeeting, 'agenda' | 'state'>,
  { minutes }: MeetingDocuments,
): DocumentId | null =>
  state.minutes.find(document => archive.documents.get(document)) ??
  minutes.get(agenda)?.find(each => state.opening !== null || !documents.isFixed(each)) ??
  null

/** Whether a text is one of `known`, or goes on from a question about one that is or does so too. */
const comesFrom = (
  { archive, documents }: MeetingPorts,
  minutes: DocumentId,
  known: readonly DocumentId[],
): boolean => {
  const group = archive.documents.get(minutes)?.group
  const found = new Set([minutes])
  // Documents that are added meanwhile are visited too.
  for (const at of found) {
    if (known.includes(at)) return true
    const { draftOf } = documents.meeting(at)
    if (!group || !draftOf) continue
    const asked = { id: draftOf, group, type: 'question', state: 'taken' } as const
    for (const { document } of archive.acts.list(asked, ['document']))
      if (archive.documents.get(document)) found.add(document)
  }
  return false
}

/**
 * The meeting of these minutes: an officer opened it with them, they go on from a question about those, or those that
 * it was opened with are not here. The document names its agenda, though any writer can change this, and what a circle marks
 * goes into no text of others. Null where the agenda is not here.
 */
export const meetingOfMinutes = (
  ports: MeetingPorts,
  minutes: DocumentId,
  now: number,
): OpenMeeting | null => {
  const { archive, documents } = ports
  const { meta } = documents.meeting(minutes)
  const agenda = meta.minutesOf
  if (agenda === null || archive.documents.get(agenda)?.kind !== 'agenda') return null
  const meeting = openMeeting(ports, agenda, now)
  if (meeting.people.audience !== audienceOf(ports, minutes)) return null
  const known = meeting.state.minutes.filter(id => archive.documents.get(id))
  return known.length === 0 || comesFrom(ports, minutes, known) ? meeting : null
}

type Minutes = NonNullable<MeetingSummary['minutes']>

export const minutesOf = (
  ports: MeetingPorts,
  meeting: OpenMeeting,
  known: MeetingDocuments,
): MeetingSummary['minutes'] => {
  const document = minutesDocument(ports, meeting, known)
  if (document === null) return null
  const { corrections } = ports.documents.meeting(document)
  const acts = ports.readings.of(audienceOf(ports, document), document)?.own
  const status = acts?.status ?? 'draft'
  // A meeting may have had one where no officer marked another member: an own mark, also that of an officer, says
  // nothing of the others.
  const isWithoutQuorum =
    meeting.state.is === 'closed' &&
    [...meeting.log.markedByAnother].some(id => !meeting.people.isVoid(id)) &&
    seatsHeld(meeting).seats < quorumOf(ports, meeting).needed
  const shown = (): Minutes['status'] => {
    if (status === 'adopted' || status === 'replaced') return 'approved'
    if (isWithoutQuorum) return 'notes'
    if (status === 'draft' || status === 'withdrawn') return 'draft'
    return corrections > 0 ? 'corrections' : 'circulated'
  }
  const until =
    status === 'consultation' ? (circulatedOf(ports, document).at(-1)?.until ?? null) : null
  return { document, status: shown(), corrections, until, approved: acts?.approved ?? null }
}
