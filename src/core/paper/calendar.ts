// A calendar file of one meeting (RFC 5545), with times in UTC. It names no person, group or device, and
// no place that is withheld: calendars are copied to hosts that read them.
export type CalendarMeeting = {
  /** The same for each file of a meeting, so that a later one takes the place of an earlier one. */
  uid: string
  /** How often its time was changed. */
  sequence: number
  /** UTC milliseconds: when it was called, when it begins and when it ends. */
  calledAt: number
  from: number
  until: number
  title: string
  /** Null for none, and for a place that is withheld. */
  place: string | null
  isCancelled: boolean
}

/** Most octets of a line, without its end. */
const longestLine = 75

const utcTime = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** RFC 5545, section 3.3.11. Other control characters have no form in a calendar. */
const escapedText = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/[\\;,]/g, sign => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')

/** Section 3.1: a long line goes on behind a space; no character is cut. */
const folded = (line: string): string => {
  const lines: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (octets + size > longestLine) {
      lines.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += size
  }
  return [...lines, part].join('\r\n')
}

/** The bytes of the file; the same meeting gives the same bytes. */
export const toCalendar = (meeting: CalendarMeeting): Uint8Array => {
  const { uid, sequence, calledAt, from, until, title, place, isCancelled } = meeting
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baraza//Baraza//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcTime(calledAt)}`,
    `DTSTART:${utcTime(from)}`,
    `DTEND:${utcTime(until)}`,
    `SUMMARY:${escapedText(title)}`,
    ...(place === null || place === '' ? [] : [`LOCATION:${escapedText(place)}`]),
    'CLASS:PRIVATE',
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return new TextEncoder().encode(lines.map(line => `${folded(line)}\r\n`).join(''))
}
