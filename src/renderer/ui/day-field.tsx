// A day as forms have it. The digits are in the order of the window's language; the day stands there in words, and
// beside the digits while they are typed.
import { useWords } from '../words/index.ts'
import { TextField, type TextFieldProps } from './field.tsx'
import './day-field.css'

export type DayFieldProps = Pick<TextFieldProps, 'label' | 'hint' | 'onBlur' | 'autoFocus'> & {
  /** "2018-11-29", or empty. */
  value: string
  onChange: (day: string) => void
}

export function DayField(props: DayFieldProps) {
  const words = useWords()
  const time = new Date(`${props.value}T00:00`).getTime()
  const isDay = !Number.isNaN(time)
  return (
    <TextField
      {...props}
      type="date"
      over={
        <>
          <span className="day-whole" data-none={!isDay || undefined} aria-hidden="true">
            <bdi>
              {isDay
                ? words.time(time, { day: 'numeric', month: 'long', year: 'numeric' })
                : words('meetings.dayField.none')}
            </bdi>
          </span>
          {isDay ? (
            <span className="day-short" aria-hidden="true">
              <bdi>{words.time(time, { day: 'numeric', month: 'short' })}</bdi>
            </span>
          ) : null}
        </>
      }
    />
  )
}
