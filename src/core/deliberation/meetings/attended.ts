// The attendance of a meeting, from marks and answers, as its minutes say it.
import type { Attended } from '#core/paper'
import { attendedIn, quorumOf, seatsIn, type OpenMeeting } from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'

/** In the order of members. Null while nothing is marked: nothing is known then. */
export const attendedMeeting = (ports: MeetingPorts, meeting: OpenMeeting): Attended | null => {
  const { log, people } = meeting
  if (log.present.size === 0) return null
  const seats = seatsIn(meeting)
  const { entitled, needed } = quorumOf(ports, meeting)
  const found: Attended = {
    ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [] },
    ...{ attended: attendedIn(meeting), entitled, needed },
  }
  for (const { id } of people.members) {
    const state = log.present.get(id)?.entry.state ?? null
    const isAway = state === null || state === 'absent'
    if (isAway && log.coming.get(id)?.entry.answer === 'apology')
      found.apologies.push({ member: id, alternate: seats.get(id)?.alternate ?? null })
    else if (state !== null) found[state].push(id)
  }
  return found
}
