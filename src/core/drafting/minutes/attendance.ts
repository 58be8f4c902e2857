// The attendance of a meeting for its minutes: offered while the paragraph that asks for it is empty. Words that a
// member puts there are text like any other: nothing reads or changes them later.
import { attendedMeeting, meetingOfMinutes } from '#core/deliberation/meetings'
import { attendanceLine, speakerWords } from '#core/paper'
import type { AttendanceOffer } from '#shared/contract'
import { namingOf, withSpeakers } from '#document/meetings'
import type { Block } from '#document/model'
import type { BlockId, DocumentId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'
import { peopleIn } from '../members/index.ts'

/** While the words are not decided on. */
const mayFill = (ports: Deliberation, minutes: DocumentId): boolean => {
  const key = ports.archive.documents.keyOf(minutes)
  const isOpen = key && ['draft', 'consultation'].includes(ports.statuses.of(key.group, minutes))
  return isOpen === true && ports.documents.rightsNow(minutes).has('write')
}

const isAsked = (block: Block): block is Block & { id: BlockId } =>
  block.id !== null &&
  block.prompt === 'minutes-attendance' &&
  block.runs.length === 0 &&
  block.label === undefined &&
  !block.bracket

/**
 * Marks are put right until after the session, so nothing is offered before its end. Nothing is offered either where
 * one who marked others came into the office after the opening and has left it: the line would lack these marks. Marks
 * of members who prove void are no loss.
 */
export const attendanceOffer = (
  ports: Deliberation,
  minutes: DocumentId,
  now: number,
): AttendanceOffer | null => {
  const page = ports.documents.page(minutes)
  const block = page.blocks.find(isAsked)
  if (!block || !mayFill(ports, minutes)) return null
  const meeting = meetingOfMinutes(ports, minutes, now)
  const isWhole =
    meeting?.state.is === 'closed' && [...meeting.log.passedOver].every(meeting.people.isVoid)
  const attended = isWhole ? attendedMeeting(ports, meeting) : null
  if (!attended) return null
  const { language } = page.meta
  const people = peopleIn(ports, minutes)
  const runs = attendanceLine(language, attended, namingOf(block, people.naming))
  if (runs.length === 0) return null
  const filled = { ...page, blocks: [{ ...block, runs }] }
  const [read] = withSpeakers(filled, people.naming, (member, naming) =>
    speakerWords(language, people.find(member), naming),
  ).blocks
  return {
    block: block.id,
    runs,
    reads: (read?.runs ?? []).map(({ text }) => text).join(''),
    apart: attended.apart.flatMap(member => people.find(member)?.handle ?? []),
  }
}
