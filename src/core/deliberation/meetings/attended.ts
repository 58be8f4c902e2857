// The attendance of a meeting, from marks and answers, as its minutes say it.
import type { Attended } from '#core/paper'
import { quorumOf, seatsHeld, seatsIn, type OpenMeeting } from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'

/**
 * In the order of members, then those who are no members any more. Null while nothing is marked: nothing is known then.
 * Seats are those of today, so they are left out where a marked member is gone since.
 */
export const attendedMeeting = (ports: MeetingPorts, meeting: OpenMeeting): Attended | null => {
  const { log, people } = meeting
  if (log.present.size === 0) return null
  const seats = seatsIn(meeting)
  const { entitled, needed } = quorumOf(ports, meeting)
  const here = people.members.map(({ id }) => id)
  const known = ports.membersOf(ports.homeOf(people.audience))
  const gone = [...known.members.values(), ...known.pastMembers.values()]
    .filter(({ id, outside }) => !outside && log.present.has(id) && !here.includes(id))
    .map(({ id }) => id)
  const found: Attended = {
    ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [], apart: [] },
    counts: gone.length > 0 ? null : { ...seatsHeld(meeting), entitled, needed },
  }
  for (const id of [...here, ...gone]) {
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
