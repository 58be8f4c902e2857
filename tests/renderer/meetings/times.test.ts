// Times of meetings in the zones of members, before and after clocks change.
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { cityOf, isNight, isZone, timesOf } from '../../../src/renderer/screens/meetings/times.ts'
import { wordsOf } from '../../../src/renderer/words/words.ts'
import { compiled } from '../../../scripts/messages.ts'

const words = wordsOf(createIntl({ locale: 'en-GB', timeZone: 'UTC', messages: compiled('en') }))
const times = timesOf(words)
const at = (day: string): number => Date.parse(`${day}T12:00Z`)

test('clocks change between two times: each shows the hour that is there on its day', () => {
  // The first of each before the change, the second after it.
  const zones = {
    'America/New_York': ['2018-11-03', 'Sat 08:00', '2018-11-05', 'Mon 07:00'],
    'Europe/Rome': ['2018-10-27', 'Sat 14:00', '2018-10-29', 'Mon 13:00'],
    'Asia/Amman': ['2018-10-25', 'Thu 15:00', '2018-10-27', 'Sat 14:00'],
    'Pacific/Auckland': ['2018-09-28', 'Sat 00:00', '2018-10-01', 'Tue 01:00'],
    'Africa/Nairobi': ['2018-11-03', 'Sat 15:00', '2018-11-05', 'Mon 15:00'],
    'Asia/Kathmandu': ['2018-11-03', 'Sat 17:45', '2018-11-05', 'Mon 17:45'],
  } as const
  for (const [zone, [before, first, after, second]] of Object.entries(zones)) {
    expect(isZone(zone)).toBe(true)
    expect([times.there(at(before), zone), times.there(at(after), zone)]).toEqual([first, second])
  }
})

test('an hour is night by the clock of that place on that day', () => {
  const late = Date.parse('2018-10-27T20:30Z')
  expect(isNight(late, 'Europe/Rome')).toBe(true)
  // A day later the same hour of UTC is half past nine there.
  expect(isNight(late + 24 * 3_600_000, 'Europe/Rome')).toBe(false)
  // One minute before seven there, and seven.
  expect(isNight(Date.parse('2018-07-01T04:59Z'), 'Europe/Rome')).toBe(true)
  expect(isNight(Date.parse('2018-07-01T05:00Z'), 'Europe/Rome')).toBe(false)
})

test('a peer names a zone that is none: it is not shown', () => {
  expect(isZone('Nowhere/At_All')).toBe(false)
  expect(cityOf('America/Port_of_Spain')).toBe('Port of Spain')
})
