// Days of action items and reviews, as the contract has them ("2018-09-27"), by this device's own clock.
import { dateFieldOf } from '../meetings/times.ts'
import type { Words } from '../../words/index.ts'

const dayLong = 86_400_000

/** The beginning of the day in the person's own zone. */
const timeOfDay = (day: string): number => new Date(`${day}T00:00`).getTime()

export const daysUntil = (day: string, now: number): number =>
  Math.round((timeOfDay(day) - timeOfDay(dateFieldOf(now))) / dayLong)

/** "27 September", with the year where it is another one. */
export const dayInWords = (day: string, now: number, words: Words): string => {
  const time = timeOfDay(day)
  const isSameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return words.time(time, {
    day: 'numeric',
    month: 'long',
    ...(isSameYear ? {} : { year: 'numeric' as const }),
  })
}
