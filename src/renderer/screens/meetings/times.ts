// Days and times of meetings: in the person's own time zone first, and in UTC.
import { useMemo } from 'react'
import { useWords, type Words } from '../../words/words.ts'

export const minute = 60_000
const day = 24 * 60 * minute

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** A peer may have written any text. */
export const isZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

const hourIn = (time: number, zone: string): number =>
  Number(
    Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(time),
  )

/** From ten in the evening to seven in the morning. */
export const isNight = (time: number, zone: string): boolean => {
  const hour = hourIn(time, zone)
  return hour >= 22 || hour < 7
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

/** Days by the calendar of the person's own zone; 0 for today. */
export const daysBetween = (now: number, time: number): number =>
  Math.round((startOfDay(time) - startOfDay(now)) / day)

/** The city of a zone, as people know it. */
export const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone

export type Times = {
  /** "17:00" */
  clock(time: number, zone?: string): string
  /** "Thursday 20 September 2018" */
  day(time: number, zone?: string): string
  /** "Thu 17:00" */
  there(time: number, zone: string): string
  /** "20 September", with the year where it is another one. */
  dayOf(time: number, now: number): string
  /** "UTC+3" */
  offset(time: number): string
  /** "Thursday 20 September 2018, 17:00 to 18:30 your time (14:00 to 15:30 UTC)" */
  span(from: number, until: number): string
}

const zoned = (zone: string | undefined): Intl.DateTimeFormatOptions =>
  zone === undefined ? {} : { timeZone: zone }

export function timesOf(words: Words): Times {
  const clock = (time: number, zone?: string): string =>
    words.time(time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zoned(zone) })
  const dayIn = (time: number, zone?: string): string =>
    words.time(time, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      ...zoned(zone),
    })
  return {
    clock,
    day: dayIn,
    there: (time, zone) =>
      `${words.time(time, { weekday: 'short', ...zoned(zone) })} ${clock(time, zone)}`,
    dayOf(time, now) {
      const isSameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
      return words.time(time, {
        day: 'numeric',
        month: 'long',
        ...(isSameYear ? {} : { year: 'numeric' as const }),
      })
    },
    offset(time) {
      const minutes = -new Date(time).getTimezoneOffset()
      const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
      const sign = minutes < 0 ? '−' : '+'
      const exact = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`
      return minutes === 0 ? 'UTC' : `UTC${sign}${hours}${exact}`
    },
    span(from, until) {
      const values = { day: dayIn(from), from: clock(from), until: clock(until) }
      if (new Date(from).getTimezoneOffset() === 0) return words('meetings.span.utc', values)
      return words('meetings.span', {
        ...values,
        fromUtc: clock(from, 'UTC'),
        untilUtc: clock(until, 'UTC'),
      })
    },
  }
}

export function useTimes(): Times {
  const words = useWords()
  return useMemo(() => timesOf(words), [words])
}

/** Milliseconds of a day and a clock as a form has them ("2018-11-29", "15:00"); null for none. */
export const timeOf = (date: string, clock: string): number | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(clock)) return null
  const time = new Date(`${date}T${clock}`).getTime()
  return Number.isNaN(time) ? null : time
}

const two = (number: number): string => String(number).padStart(2, '0')

/** The same way back, in the person's own zone. */
export const dateFieldOf = (time: number): string => {
  const date = new Date(time)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
export const clockFieldOf = (time: number): string => {
  const date = new Date(time)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}
