// Calendar files of meetings are read by a reader that was written from RFC 5545 alone.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCalendar, type CalendarMeeting } from '#core/paper'
import { calendarText, calendarTime, readCalendar } from '#tests/calendar-reader'

const meeting: CalendarMeeting = {
  uid: 'ab'.repeat(32),
  sequence: 2,
  calledAt: Date.UTC(2018, 8, 18, 9, 5, 7),
  from: Date.UTC(2018, 8, 20, 14),
  until: Date.UTC(2018, 8, 20, 15, 30),
  title: 'Third regular session',
  place: 'Room 3; ask at the door, left\nsecond floor \\ north',
  isCancelled: false,
}
const valuesOf = (given: Partial<CalendarMeeting> = {}) => {
  const { name, parts, values } = readCalendar(toCalendar({ ...meeting, ...given }))
  expect([name, parts.length, values.get('VERSION')]).toEqual(['VCALENDAR', 1, '2.0'])
  return parts[0]!.values
}

test('a meeting is one event, with times in UTC and every sign of its words', () => {
  const values = valuesOf()
  expect(calendarTime(values.get('DTSTART')!)).toBe(meeting.from)
  expect(calendarTime(values.get('DTEND')!)).toBe(meeting.until)
  expect(calendarTime(values.get('DTSTAMP')!)).toBe(meeting.calledAt)
  expect(calendarText(values.get('LOCATION')!)).toBe(meeting.place)
  expect([values.get('UID'), values.get('SEQUENCE'), values.get('STATUS')]).toEqual([
    meeting.uid,
    '2',
    'CONFIRMED',
  ])
})

test('a withheld place, and a cancelled meeting: no place, and the state says so', () => {
  expect([...valuesOf({ place: null }).keys()]).not.toContain('LOCATION')
  expect(valuesOf({ isCancelled: true }).get('STATUS')).toBe('CANCELLED')
})

test('words put no line of their own into the file', () => {
  const values = valuesOf({ title: 'A\r\nATTENDEE:mailto:x@example.org\u2028END:VEVENT\u0000' })
  expect(calendarText(values.get('SUMMARY')!)).toBe('A\nATTENDEE:mailto:x@example.org\nEND:VEVENT')
  expect(values.has('ATTENDEE')).toBe(false)
})

test('long words in any script are folded between characters, and read again as they were', () => {
  const long = ['اجتماع ', 'é', 'x', '会议', '🕊️', 'ñ,'].map(part => `${part.repeat(90)}.`)
  for (const title of long) expect(calendarText(valuesOf({ title }).get('SUMMARY')!)).toBe(title)
  const words = fc.stringMatching(/^[ -~àéüاجتماعжсв会议🕊]{0,300}$/u)
  fc.assert(
    fc.property(words, words, (title, place) => {
      const values = valuesOf({ title, place })
      expect(calendarText(values.get('SUMMARY')!)).toBe(title)
      expect(calendarText(values.get('LOCATION') ?? '')).toBe(place)
    }),
    { numRuns: 300 },
  )
})
