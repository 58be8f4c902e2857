// A day as a leaf of a calendar; decoration beside the written day.
import { useWords } from '../../words/index.ts'

export function DayMark({ time, large = false }: { time: number; large?: boolean }) {
  const words = useWords()
  return (
    <div className="day-mark" data-large={large || undefined} aria-hidden>
      <span>{words.time(time, { month: 'short' })}</span>
      <b>{words.time(time, { day: 'numeric' })}</b>
      {large ? <i>{words.time(time, { weekday: 'short' })}</i> : null}
    </div>
  )
}

/** The month in which a day is being found. */
export function OpenDayMark({ time }: { time: number }) {
  const words = useWords()
  return (
    <div className="day-mark" data-open aria-hidden>
      <span>{words.time(time, { month: 'short' })}</span>
      <b>?</b>
    </div>
  )
}
