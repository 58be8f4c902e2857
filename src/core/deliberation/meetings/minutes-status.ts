// Where the minutes of a meeting stand, from the acts about them: draft, circulated, with corrections, or
// approved. Corrections are open amendments.
import { isDecided } from '#core/deliberation/acts'
import type { MeetingSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { MeetingDocuments } from './meeting-documents.ts'
import { attendedIn, proceedingsOf, quorumOf, type OpenMeeting } from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'

const none: ReadonlySet<never> = new Set()

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

/** The approval that was closed last: corrections after an approval are a decision of their own. */
const approvalIn = ({
  proceedings,
  today,
}: NonNullable<ReturnType<typeof proceedingsOf>>): Minutes['approved'] => {
  const approvals = proceedings.asked(today).flatMap(asked => {
    const { question, state } = asked
    const { purpose, edition } = question.node.record.body
    if (purpose !== 'adopt' || !('closes' in state) || !isDecided(asked)) return []
    const closes = question.right('close').filter(({ record }) => state.closes.includes(record.id))
    return closes.length === 0
      ? []
      : [{ at: Math.min(...closes.map(({ record }) => record.at)), edition }]
  })
  return approvals.toSorted((a, b) => b.at - a.at)[0] ?? null
}

export const minutesOf = (
  ports: MeetingPorts,
  meeting: OpenMeeting,
  known: MeetingDocuments,
): MeetingSummary['minutes'] => {
  const document = minutesDocument(ports, meeting, known)
  if (document === null) return null
  const { corrections } = ports.documents.meeting(document)
  const acts = proceedingsOf(ports, document)
  const status = acts?.proceedings.status(acts.today, none) ?? 'draft'
  const isWithoutQuorum =
    meeting.state.is === 'closed' && attendedIn(meeting) < quorumOf(ports, meeting).needed
  const shown = (): Minutes['status'] => {
    if (status === 'adopted' || status === 'replaced') return 'approved'
    if (isWithoutQuorum) return 'notes'
    if (status === 'draft' || status === 'withdrawn') return 'draft'
    return corrections > 0 ? 'corrections' : 'circulated'
  }
  return { document, status: shown(), corrections, approved: acts && approvalIn(acts) }
}
