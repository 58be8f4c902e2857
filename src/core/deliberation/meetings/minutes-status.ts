// Where the minutes of a meeting stand, from the acts about them: draft, circulated, with corrections, or
// approved. Corrections are open amendments.
import type { MeetingSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { MeetingDocuments } from './meeting-documents.ts'
import { quorumOf, seatsHeld, type OpenMeeting } from './open-meeting.ts'
import { audienceOf } from './people.ts'
import type { MeetingPorts } from './ports.ts'

/** The document of the minutes: that which the meeting was opened with, where it is here. */
export const minutesDocument = (
  { archive }: MeetingPorts,
  { agenda, state }: Pick<OpenMeeting, 'agenda' | 'state'>,
  { minutes }: MeetingDocuments,
): DocumentId | null =>
  state.minutes.find(document => archive.documents.get(document)) ??
  minutes.get(agenda)?.[0] ??
  null

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
  const isWithoutQuorum =
    meeting.state.is === 'closed' && seatsHeld(meeting).seats < quorumOf(ports, meeting).needed
  const shown = (): Minutes['status'] => {
    if (status === 'adopted' || status === 'replaced') return 'approved'
    if (isWithoutQuorum) return 'notes'
    if (status === 'draft' || status === 'withdrawn') return 'draft'
    return corrections > 0 ? 'corrections' : 'circulated'
  }
  return { document, status: shown(), corrections, approved: acts?.approved ?? null }
}
