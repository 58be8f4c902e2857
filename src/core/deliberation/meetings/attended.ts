// The attendance of a meeting, from marks and answers, as its minutes say it.
import type { Attended } from '#core/paper'
import { quorumOf, seatsHeld, seatsIn, type OpenMeeting } from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'

/** In the order of members. Null while nothing is marked: nothing is known then. */
export const attendedMeeting = (ports: MeetingPorts, meeting: OpenMeeting): Attended | null => {
  const { log, people } = meeting
  if (log.present.size === 0) return null
  const seats = seatsIn(meeting)
  const { entitled, needed } = quorumOf(ports, meeting)
  const found: Attended = {
    ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [], apart: [] },
    ...{ ...seatsHeld(meeting), entitled, needed },
  }
  for (const { id } of people.members) {
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
