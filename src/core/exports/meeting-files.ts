// Files of a meeting: its calendar file and its annotated agenda.
import { digest, toHex, utf8 } from '#core/keys'
import { openMeeting } from '#core/deliberation/meetings'
import { annotatedSheet, toCalendar } from '#core/paper'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { peopleIn } from '#core/drafting/members'
import type { Deliberation } from '#core/drafting'
import { confirmedText } from './confirmed-text.ts'
import type { Making } from './leaving-file.ts'
import { leavingSheet, sheetWriters } from './paper.ts'
import type { ExportFormat } from '#shared/contract'

/** The calendar file of a meeting; it names no place that a circle has. */
export const calendarOf = (ports: Deliberation, agenda: DocumentId, now: number): Uint8Array => {
  const { page, place, state } = openMeeting(ports, agenda, now)
  const { call } = state
  if (call === null) throw new Failure('not-found')
  return toCalendar({
    // No id of the document: a host that reads calendars learns no name that is used elsewhere.
    uid: toHex(digest('calendar', utf8(agenda))),
    sequence: state.calls - 1,
    calledAt: call.at,
    from: call.from,
    until: call.until,
    title: page.meta.title,
    place: place.words,
    isCancelled: state.is === 'cancelled',
  })
}

/** An agenda with times, presenters and papers; of a paper the title that its readers know. */
const annotatedOf = (ports: Deliberation, agenda: DocumentId, now: number) => {
  const { archive } = ports
  const meeting = openMeeting(ports, agenda, now)
  const audience = archive.documents.get(agenda)?.group
  return annotatedSheet(leavingSheet(ports, agenda, { now }), meeting.page, {
    from: meeting.state.call?.from ?? null,
    people: peopleIn(ports, agenda),
    titleOf(paper) {
      const row = archive.documents.get(paper)
      return row && row.group === audience && row.shared ? row.title : null
    },
  })
}

/** `write` gets the file. Failures: `invalid-input`, and those of `confirmedText`. */
export const writeAnnotated = async (
  { now, profile }: Pick<Making, 'now' | 'profile'>,
  { agenda, format }: { agenda: DocumentId; format: ExportFormat },
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> => {
  if (format === 'pdf') throw new Failure('invalid-input')
  const confirmed = await confirmedText(profile, agenda, now)
  const bytes = await sheetWriters[format](annotatedOf(profile(), agenda, now()))
  await confirmed.mustStillBe()
  await write(bytes)
  confirmed.noteWritten()
}
