// The attendance of a meeting, from marks and answers, as its minutes say it.
import type { Attended } from '#core/paper'
import type { MemberId } from '#shared/ids'
import { quorumOf, seatsHeld, seatsIn, type OpenMeeting } from './open-meeting.ts'
import { everIn } from './people.ts'
import type { MeetingPorts } from './ports.ts'

/** Members who were marked and are no longer in the audience. */
const goneIn = (ports: MeetingPorts, { log, people }: OpenMeeting): MemberId[] => {
  const here = new Set(people.attendees.map(({ id }) => id))
  return [...everIn(ports, people.audience)].filter(id => !here.has(id) && log.present.has(id))
}

/** Whether a mark counts for any member. Otherwise nothing is known of the attendance. */
export const isMarked = (ports: MeetingPorts, meeting: OpenMeeting): boolean =>
  meeting.people.attendees.some(({ id }) => meeting.log.present.has(id)) ||
  goneIn(ports, meeting).length > 0

/**
 * In the order of the members of the session, then those who were marked and are no longer members. Null while
 * nothing is marked: nothing is known then.
 */
export const attendedMeeting = (ports: MeetingPorts, meeting: OpenMeeting): Attended | null => {
  if (!isMarked(ports, meeting)) return null
  const { log, people } = meeting
  const seats = seatsIn(meeting)
  const { entitled, needed } = quorumOf(ports, meeting)
  const here = people.attendees.map(({ id }) => id)
  const all = [...here, ...goneIn(ports, meeting).toSorted()]
  const found: Attended = {
    ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [], apart: [] },
    counts: { ...seatsHeld(meeting), entitled, needed },
  }
  for (const id of all) {
    const mark = log.present.get(id)
    const state = mark?.entry.state ?? null
    const alternate = seats.get(id)?.alternate ?? null
    const isAway = state === null || state === 'absent'
    if (mark?.isApart) found.apart.push(id)
    else if (isAway && log.coming.get(id)?.entry.answer === 'apology')
      found.apologies.push({ member: id, alternate })
    else if (state !== null || alternate !== null)
      found[state ?? 'absent'].push({ member: id, alternate })
  }
  return found
}
