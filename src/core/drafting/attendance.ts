// The attendance of a meeting in its minutes. A member takes it over: marks are made and put right until after the
// session, and minutes are words that a group approves, so nothing changes in them by itself.
import { attendedMeeting, mustWrite, openMeeting } from '#core/deliberation/meetings'
import { random } from '#core/keys'
import { attendanceLine, isAttendanceLine } from '#core/paper'
import type { AttendanceOffer } from '#shared/contract'
import { attendanceIn, putAttendance, type Run } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'

/** The attendance as the minutes would say it now; null where nothing is known of it here. */
const lineFor = (profile: OpenProfile, minutes: DocumentId, now: number): Run[] | null => {
  const { archive, documents } = profile
  const { minutesOf } = documents.meeting(minutes).meta
  const isHere = minutesOf !== null && archive.documents.get(minutesOf)?.kind === 'agenda'
  const attended = isHere ? attendedMeeting(profile, openMeeting(profile, minutesOf, now)) : null
  return attended && attendanceLine(documents.page(minutes).meta.language, attended)
}

const asText = (runs: readonly Run[]): string =>
  JSON.stringify(runs.map(({ text, who }) => [text, who]))

/** While the words are not decided on. */
const isOpen = (profile: OpenProfile, minutes: DocumentId): boolean =>
  ['draft', 'consultation'].includes(profile.summary(minutes).status)

/** The attendance that this member may take over into these minutes. */
export const attendanceOffer = (
  profile: OpenProfile,
  minutes: DocumentId,
  now: number,
): AttendanceOffer => {
  if (!profile.documents.rightsNow(minutes).has('write') || !isOpen(profile, minutes)) return 'none'
  const line = lineFor(profile, minutes, now)
  if (!line) return 'none'
  const { blocks, meta } = profile.documents.page(minutes)
  const there = attendanceIn(blocks, runs => isAttendanceLine(meta.language, runs))
  if (!there) return 'first'
  return asText(there.runs) === asText(line) ? 'none' : 'changed'
}

/** Failures: `not-permitted`; `not-found` where nothing of the attendance is known here. */
export const takeAttendance = async (
  profile: OpenProfile,
  minutes: DocumentId,
  now: number,
): Promise<void> => {
  mustWrite(profile, minutes)
  if (!isOpen(profile, minutes)) throw new Failure('not-permitted')
  const runs = lineFor(profile, minutes, now)
  if (!runs) throw new Failure('not-found')
  const { language } = profile.documents.page(minutes).meta
  await profile.documents.editAs(minutes, doc =>
    putAttendance(doc, { runs, is: each => isAttendanceLine(language, each) }, random),
  )
}
