// Polls for a date, as the screen shows them: a row for each member who is entitled, also one whose answer is
// not received.
import type { Meeting } from '#shared/contract'
import type { DatePoll } from '#document/meetings/log'
import type { OpenMeeting } from './open-meeting.ts'

/** The time that most can come to; fewer who cannot, and then the earlier one, decide among equals. */
const bestOf = ({ poll, answers }: DatePoll): number | null => {
  const all = [...answers.values()]
  if (all.every(slots => slots.every(slot => slot === null))) return null
  const count = (at: number, answer: string): number =>
    all.filter(slots => slots[at] === answer).length
  const places = poll.slots.map((_, at) => at)
  return (
    places.toSorted(
      (a, b) =>
        count(b, 'yes') - count(a, 'yes') ||
        count(a, 'no') - count(b, 'no') ||
        (poll.slots[a]?.[0] ?? 0) - (poll.slots[b]?.[0] ?? 0),
    )[0] ?? null
  )
}

export const pollsIn = ({ log, people }: OpenMeeting): Meeting['polls'] =>
  log.polls.map(each => {
    const asked = new Set([...people.entitled, ...each.answers.keys()])
    return {
      poll: each.poll.id,
      by: each.by,
      at: each.poll.at,
      slots: each.poll.slots.map(([from, until]) => ({ from, until })),
      answers: [...asked].map(member => {
        const slots = each.answers.get(member)
        const zone = each.zones.get(member) ?? null
        return { member, slots: slots ? [...slots] : null, zone }
      }),
      best: bestOf(each),
    }
  })
