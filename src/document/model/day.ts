// A day of the calendar, as entries and block states name it: YYYY-MM-DD.
import * as v from 'valibot'

const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day)

/** YYYY-MM-DD. */
export const Day = v.pipe(v.string(), v.check(isDay))
